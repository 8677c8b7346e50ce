package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.LibraryDescription;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The interceptor class loaders: one for each pair of an application class loader and a library.
 * Thread-safe. Nothing here keeps an application's class loader alive: a room is held by the woven
 * classes of the application alone.
 */
final class InterceptorRooms {

  private final ClassLoader agentLoader;
  private final Instrumentation instrumentation;
  private final Map<ClassLoader, Map<String, WeakReference<InterceptorClassLoader>>> rooms =
      new WeakHashMap<>();

  /**
   * What the woven classes hold. Their call sites are not enough: a class that is transformed again
   * gets new ones, and what a room knows (statements that it has changed, for example) must live
   * on.
   */
  private final ClassValue<Map<String, Object>> held =
      new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> woven) {
          return new ConcurrentHashMap<>();
        }
      };

  InterceptorRooms(ClassLoader agentLoader, Instrumentation instrumentation) {
    this.agentLoader = agentLoader;
    this.instrumentation = instrumentation;
  }

  /** The room of a library for the advice of a class; that class holds it. */
  ClassLoader roomFor(Class<?> woven, LibraryDescription library) {
    ClassLoader room = roomFor(woven.getClassLoader(), library);
    held.get(woven).put(library.packageName(), room);
    return room;
  }

  private synchronized ClassLoader roomFor(ClassLoader application, LibraryDescription library) {
    Map<String, WeakReference<InterceptorClassLoader>> ofApplication =
        rooms.computeIfAbsent(application, a -> new HashMap<>());
    WeakReference<InterceptorClassLoader> reference = ofApplication.get(library.packageName());
    InterceptorClassLoader room = reference == null ? null : reference.get();
    if (room == null) {
      room = new InterceptorClassLoader(library.packageName(), application, agentLoader);
      Dispatcher.openJavaLang(instrumentation, room.getUnnamedModule());
      ofApplication.put(library.packageName(), new WeakReference<>(room));
    }
    return room;
  }
}

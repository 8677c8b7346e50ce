package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.LibraryDescription;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The interceptor class loaders: one for each pair of an application class loader and a library.
 * Thread-safe. Nothing here keeps an application's class loader alive: a room is held by the
 * application's own call sites alone.
 */
final class InterceptorRooms {

  private final ClassLoader agentLoader;
  private final Instrumentation instrumentation;
  private final Map<ClassLoader, Map<String, WeakReference<InterceptorClassLoader>>> rooms =
      new WeakHashMap<>();

  InterceptorRooms(ClassLoader agentLoader, Instrumentation instrumentation) {
    this.agentLoader = agentLoader;
    this.instrumentation = instrumentation;
  }

  synchronized ClassLoader roomFor(ClassLoader application, LibraryDescription library) {
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

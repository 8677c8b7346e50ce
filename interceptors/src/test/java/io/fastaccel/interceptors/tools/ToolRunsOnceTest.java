package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Whatever of ours fails once a tool has run, the framework must get an answer: without one it
 * calls the tool again. Here our classes cannot be loaded any more from the moment the tool runs.
 */
class ToolRunsOnceTest {

  /** Our classes a second time, until it is shut. */
  private static final class OurClasses extends URLClassLoader {
    private volatile boolean shut;

    OurClasses() throws IOException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws IOException {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(new File(entry).toURI().toURL());
      }
      return urls.toArray(new URL[0]);
    }

    /** Returns what it is given, for the sake of brevity. */
    Object shut(String answer) {
      shut = true;
      return answer;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (shut) {
        throw new NoClassDefFoundError(name);
      }
      return super.findClass(name);
    }
  }

  private static MethodHandle toolCalls(OurClasses loader, String name, MethodType type)
      throws ReflectiveOperationException {
    Class<?> feature = loader.loadClass(Feature.class.getName());
    Object tools = feature.getField("TOOLS").get(null);
    Object state =
        loader.loadClass(Features.class.getName()).getMethod("of", feature).invoke(null, tools);
    loader
        .loadClass(FeatureState.class.getName())
        .getMethod("switchTo", boolean.class)
        .invoke(state, true);
    Class<?> calls = loader.loadClass(ToolCalls.class.getName());
    assertEquals(true, calls.getMethod("isActive").invoke(null));
    return MethodHandles.publicLookup().findStatic(calls, name, type);
  }

  private static Object answer(OurClasses loader, Callable<?> tool) throws Throwable {
    return toolCalls(
            loader,
            "answer",
            MethodType.methodType(
                Object.class,
                String.class,
                Callable.class,
                Object.class,
                Object.class,
                Object.class))
        .invoke("send", tool, new Object(), new Object(), new Object());
  }

  @Test
  void aResultIsHandedOver() throws Throwable {
    try (OurClasses loader = new OurClasses()) {
      assertEquals("sent", answer(loader, () -> loader.shut("sent")));
    }
  }

  @Test
  void noResultIsHandedOver() throws Throwable {
    try (OurClasses loader = new OurClasses()) {
      Object answer = answer(loader, () -> loader.shut(null));
      assertEquals(NullResult.class.getName(), answer.getClass().getName());
    }
  }

  @Test
  void aFailureIsHandedOverAsItIs() throws Throwable {
    Exception failure = new Exception("of the tool");
    try (OurClasses loader = new OurClasses()) {
      Object answer =
          answer(
              loader,
              () -> {
                assertEquals("", loader.shut(""));
                throw failure;
              });
      assertEquals(Raise.class.getName(), answer.getClass().getName());
      Method throwable = answer.getClass().getMethod("throwable");
      assertSame(failure, throwable.invoke(answer));
    }
  }

  @Test
  void earlyCallsEndAsTheToolDoes() throws Throwable {
    MethodType type = MethodType.methodType(Callable.class, String.class, Callable.class);
    Exception failure = new Exception("of the tool");
    Callable<Object> failing =
        () -> {
          throw failure;
        };
    try (OurClasses loader = new OurClasses()) {
      MethodHandle early = toolCalls(loader, "early", type);
      Callable<?> unsuccessful = (Callable<?>) early.invoke("get", failing);
      Callable<Object> got = () -> loader.shut("got");
      Callable<?> successful = (Callable<?>) early.invoke("get", got);
      assertSame(failure, assertThrows(Exception.class, unsuccessful::call));
      assertEquals("got", successful.call());
    }
  }

  @Test
  void aCallThatCannotBeCountedIsMadeOnce() throws Throwable {
    try (OurClasses loader = new OurClasses()) {
      int[] sent = new int[1];
      MethodHandle answer =
          toolCalls(
              loader,
              "answer",
              MethodType.methodType(
                  Object.class,
                  String.class,
                  Callable.class,
                  Object.class,
                  Object.class,
                  Object.class));
      Callable<Object> tool = () -> ++sent[0];
      // There are no statistics for a tool without a name.
      Object result = answer.invoke((String) null, tool, new Object(), new Object(), new Object());
      assertEquals(1, result);
      assertEquals(1, sent[0]);
    }
  }
}

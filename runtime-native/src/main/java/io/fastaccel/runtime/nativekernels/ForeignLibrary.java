package io.fastaccel.runtime.nativekernels;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The library by the foreign-function API of Java 22 (JEP 454), which classes for Java 17 can reach
 * by reflection only.
 *
 * <p>Functions are linked as <i>critical</i>: without a change of the thread's state, and with
 * arrays on the heap passed as they are. The collector waits for the call, therefore calls are
 * short.
 */
final class ForeignLibrary {

  private static final int FIRST_VERSION = 22;

  private final Object linker;
  private final Object symbols;
  private final Class<?> segment;

  private ForeignLibrary(Object linker, Object symbols, Class<?> segment) {
    this.linker = linker;
    this.symbols = symbols;
    this.segment = segment;
  }

  /** Whether this Java version has the API. */
  static boolean isSupported() {
    return Runtime.version().feature() >= FIRST_VERSION;
  }

  /**
   * Opens a library for the rest of the JVM's life.
   *
   * @throws IllegalArgumentException if the operating system cannot load it
   * @throws IllegalCallerException if the JVM denies native access
   */
  static ForeignLibrary open(Path file) throws ReflectiveOperationException {
    Object arena = call(type("Arena").getMethod("global"), null);
    Method lookup = type("SymbolLookup").getMethod("libraryLookup", Path.class, type("Arena"));
    Object linker = call(type("Linker").getMethod("nativeLinker"), null);
    return new ForeignLibrary(linker, call(lookup, null, file, arena), type("MemorySegment"));
  }

  /**
   * A function with int result.
   *
   * @param parameters {@code byte[]}, {@code int[]} and {@code int}
   * @return a handle with these parameters and result
   */
  MethodHandle function(String name, Class<?>... parameters) throws ReflectiveOperationException {
    Optional<?> symbol =
        (Optional<?>) call(type("SymbolLookup").getMethod("find", String.class), symbols, name);
    if (symbol.isEmpty()) {
      throw new NoSuchMethodException(name);
    }
    List<Object> layouts = new ArrayList<>();
    for (Class<?> parameter : parameters) {
      layouts.add(layout(parameter == int.class ? "JAVA_INT" : "ADDRESS"));
    }
    MethodHandle handle = link(symbol.get(), layouts);
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isArray()) {
        MethodType type = MethodType.methodType(segment, parameters[i]);
        MethodHandle ofArray = MethodHandles.publicLookup().findStatic(segment, "ofArray", type);
        handle = MethodHandles.filterArguments(handle, i, ofArray);
      }
    }
    return handle;
  }

  private MethodHandle link(Object symbol, List<Object> parameters)
      throws ReflectiveOperationException {
    Class<?> memoryLayout = type("MemoryLayout");
    Class<?> descriptorType = type("FunctionDescriptor");
    Object layouts = Array.newInstance(memoryLayout, parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      Array.set(layouts, i, parameters.get(i));
    }
    Object descriptor =
        call(
            descriptorType.getMethod("of", memoryLayout, layouts.getClass()),
            null,
            layout("JAVA_INT"),
            layouts);
    Class<?> option = type("Linker$Option");
    Object options = Array.newInstance(option, 1);
    Array.set(options, 0, call(option.getMethod("critical", boolean.class), null, true));
    Method downcall =
        type("Linker").getMethod("downcallHandle", segment, descriptorType, options.getClass());
    return (MethodHandle) call(downcall, linker, symbol, descriptor, options);
  }

  private static Object layout(String name) throws ReflectiveOperationException {
    return type("ValueLayout").getField(name).get(null);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("java.lang.foreign." + name);
  }

  /** Calls, and throws what the method throws. */
  private static Object call(Method method, Object receiver, Object... arguments)
      throws ReflectiveOperationException {
    try {
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}

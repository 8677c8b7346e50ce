package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fastaccel.interceptors.json.OriginalNeeded;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Jackson's limits on what is written; they came with 2.16. */
final class ConstraintsAccess {

  private static final MethodHandle OF_FACTORY;
  private static final MethodHandle OF_GENERATOR;
  private static final MethodHandle DEFAULTS;
  private static final MethodHandle MAX_NESTING_DEPTH;

  static {
    MethodHandle ofFactory = null;
    MethodHandle ofGenerator = null;
    MethodHandle defaults = null;
    MethodHandle depth = null;
    try {
      Class<?> constraints =
          Class.forName(
              "com.fasterxml.jackson.core.StreamWriteConstraints",
              false,
              JsonFactory.class.getClassLoader());
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      ofFactory =
          lookup
              .findVirtual(
                  JsonFactory.class, "streamWriteConstraints", MethodType.methodType(constraints))
              .asType(MethodType.methodType(Object.class, JsonFactory.class));
      ofGenerator =
          lookup
              .findVirtual(
                  JsonGenerator.class, "streamWriteConstraints", MethodType.methodType(constraints))
              .asType(MethodType.methodType(Object.class, JsonGenerator.class));
      defaults = lookup.findStatic(constraints, "defaults", MethodType.methodType(constraints));
      depth =
          lookup.findVirtual(constraints, "getMaxNestingDepth", MethodType.methodType(int.class));
    } catch (ReflectiveOperationException e) {
      ofFactory = null; // a version that has no limits
    }
    OF_FACTORY = ofFactory;
    OF_GENERATOR = ofGenerator;
    DEFAULTS = defaults;
    MAX_NESTING_DEPTH = depth;
  }

  private ConstraintsAccess() {}

  /** The limits that the factory has now, or {@code null} in a version without limits. */
  static Object of(JsonFactory factory) {
    if (OF_FACTORY == null) {
      return null;
    }
    try {
      return (Object) OF_FACTORY.invokeExact(factory);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The limits that the generator has, or {@code null} in a version without limits. */
  static Object of(JsonGenerator generator) {
    if (OF_FACTORY == null) {
      return null;
    }
    try {
      return (Object) OF_GENERATOR.invokeExact(generator);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The deepest nesting that the factory's generators write.
   *
   * @throws OriginalNeeded if the factory has other limits than the default ones, which is what our
   *     generator tells serializers that ask
   */
  static int depthLimit(JsonFactory factory) {
    if (OF_FACTORY == null) {
      return Integer.MAX_VALUE;
    }
    try {
      Object constraints = of(factory);
      if (constraints != (Object) DEFAULTS.invoke()) {
        throw new OriginalNeeded("stream write constraints");
      }
      return (int) MAX_NESTING_DEPTH.invoke(constraints);
    } catch (OriginalNeeded e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

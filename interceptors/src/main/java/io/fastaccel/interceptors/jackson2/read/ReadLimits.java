package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import io.fastaccel.runtime.text.JsonInput;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Jackson's limits on what is read; they came with 2.15, some of them later. */
final class ReadLimits {

  /** For versions without limits; a deeper document goes to the original too. */
  private static final JsonInput.Limits OWN = new JsonInput.Limits(1000, 1000, 20_000_000, 50_000);

  private static final MethodHandle OF_FACTORY;
  private static final Object DEFAULTS;
  private static final JsonInput.Limits LIMITS;

  static {
    MethodHandle ofFactory = null;
    Object defaults = null;
    JsonInput.Limits limits = OWN;
    try {
      Class<?> constraints =
          Class.forName(
              "com.fasterxml.jackson.core.StreamReadConstraints",
              false,
              JsonFactory.class.getClassLoader());
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      ofFactory =
          lookup
              .findVirtual(
                  JsonFactory.class, "streamReadConstraints", MethodType.methodType(constraints))
              .asType(MethodType.methodType(Object.class, JsonFactory.class));
      defaults =
          lookup.findStatic(constraints, "defaults", MethodType.methodType(constraints)).invoke();
      limits = limits(lookup, constraints, defaults);
    } catch (Throwable e) {
      if (ofFactory != null) {
        limits = null;
      }
    }
    OF_FACTORY = ofFactory;
    DEFAULTS = defaults;
    LIMITS = limits;
  }

  private ReadLimits() {}

  /**
   * What the factory's parsers accept, or {@code null} if it has other limits than the default
   * ones, which is what our parser tells deserializers that ask.
   */
  static JsonInput.Limits of(JsonFactory factory) {
    if (OF_FACTORY == null) {
      return LIMITS;
    }
    try {
      return (Object) OF_FACTORY.invokeExact(factory) == DEFAULTS ? LIMITS : null;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code null} if the defaults limit what our input does not count. */
  private static JsonInput.Limits limits(
      MethodHandles.Lookup lookup, Class<?> constraints, Object defaults) {
    if (limit(lookup, constraints, defaults, "getMaxDocumentLength", -1) > 0
        || limit(lookup, constraints, defaults, "getMaxTokenCount", -1) > 0) {
      return null;
    }
    return new JsonInput.Limits(
        limit(lookup, constraints, defaults, "getMaxNestingDepth", OWN.depth()),
        limit(lookup, constraints, defaults, "getMaxNumberLength", OWN.number()),
        limit(lookup, constraints, defaults, "getMaxStringLength", OWN.string()),
        limit(lookup, constraints, defaults, "getMaxNameLength", OWN.name()));
  }

  private static int limit(
      MethodHandles.Lookup lookup,
      Class<?> constraints,
      Object defaults,
      String getter,
      int otherwise) {
    for (Class<?> type : new Class<?>[] {int.class, long.class}) {
      try {
        Object limit =
            lookup
                .findVirtual(constraints, getter, MethodType.methodType(type))
                .bindTo(defaults)
                .invoke();
        long value = ((Number) limit).longValue();
        return otherwise < 0
            ? (int) Math.min(Integer.MAX_VALUE, value)
            : (int) Math.min(otherwise, value);
      } catch (Throwable e) {
        // of the other type, or not there
      }
    }
    return otherwise;
  }
}

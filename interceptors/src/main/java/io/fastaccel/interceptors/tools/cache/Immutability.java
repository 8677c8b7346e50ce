package io.fastaccel.interceptors.tools.cache;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Proves that nobody can change a value, for the values where that can be proven: constants of the
 * JDK's classes, enums, and records and the JDK's immutable collections of such. Stateless.
 */
public final class Immutability {

  private static final int DEEPEST = 8;
  private static final int MOST_ELEMENTS = 10_000;

  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          URI.class,
          Locale.class);

  private Immutability() {}

  /** Whether it is proven; {@code false} says nothing. */
  public static boolean isProven(Object value) {
    try {
      return isProven(value, 0);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private static boolean isProven(Object value, int depth) throws ReflectiveOperationException {
    if (value == null || IMMUTABLE.contains(value.getClass()) || isConstant(value)) {
      return true;
    }
    if (depth == DEEPEST) {
      return false;
    }
    String type = value.getClass().getName();
    // Its classes are final, private and all there is behind List.of, Set.of and Map.of.
    if (type.startsWith("java.util.ImmutableCollections$")) {
      return value instanceof Map<?, ?> map
          ? areProven(map.keySet(), depth) && areProven(map.values(), depth)
          : areProven((Collection<?>) value, depth);
    }
    if (value instanceof Optional<?> optional) {
      return isProven(optional.orElse(null), depth + 1);
    }
    return value instanceof Record && hasProvenComponents(value, depth);
  }

  /** Values of {@code java.time}, whose classes are immutable and closed, and plain enums. */
  private static boolean isConstant(Object value) {
    Class<?> type = value.getClass();
    if (value instanceof Enum<?>) {
      return hasNoFields(((Enum<?>) value).getDeclaringClass()) && hasNoFields(type);
    }
    return type.getClassLoader() == null
        && type.getPackageName().equals("java.time")
        && Modifier.isFinal(type.getModifiers())
        && value instanceof Comparable<?>;
  }

  /** Fields of an enum's own may be anything, and are the same object for all callers anyway. */
  private static boolean hasNoFields(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
        return false;
      }
    }
    return true;
  }

  private static boolean areProven(Collection<?> values, int depth)
      throws ReflectiveOperationException {
    if (values.size() > MOST_ELEMENTS) {
      return false;
    }
    for (Object element : values) {
      if (!isProven(element, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /** By the fields: an accessor is the application's code. */
  private static boolean hasProvenComponents(Object value, int depth)
      throws ReflectiveOperationException {
    Class<?> type = value.getClass();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isPrimitive()) {
        continue;
      }
      Field field = type.getDeclaredField(component.getName());
      field.setAccessible(true);
      if (!isProven(field.get(value), depth + 1)) {
        return false;
      }
    }
    return true;
  }
}

package io.fastaccel.agent.link;

import io.fastaccel.agent.link.MeasuredCalls.Outcome;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Verification;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;

/** Compares how two calls ended: bytes, texts, exceptions, and graphs of objects. Stateless. */
final class OutcomeComparison {

  private static final int DEEPEST = 200;

  private OutcomeComparison() {}

  /** What is different, told without anything of the user's data; {@code null} for nothing. */
  static String difference(Outcome original, Outcome ours) {
    if (original.thrown() != null || ours.thrown() != null) {
      return thrown(original.thrown(), ours.thrown());
    }
    Object value = ours.value() == NullResult.OF_METHOD ? null : ours.value();
    return values(original.value(), value, new IdentityHashMap<>(), 0);
  }

  private static String thrown(Throwable original, Throwable ours) {
    if (original == null || ours == null) {
      return "original " + name(original) + ", ours " + name(ours);
    }
    if (original.getClass() != ours.getClass()) {
      return "original " + name(original) + ", ours " + name(ours);
    }
    String message = String.valueOf(original.getMessage());
    String other = String.valueOf(ours.getMessage());
    // Objects without a text of their own show their address.
    return message.replaceAll("@[0-9a-f]+", "@").equals(other.replaceAll("@[0-9a-f]+", "@"))
        ? null
        : "messages of " + name(original) + " " + Verification.redacted(other, message);
  }

  private static String name(Object object) {
    return object == null ? "nothing" : object.getClass().getName();
  }

  private static String values(
      Object original, Object ours, IdentityHashMap<Object, Object> seen, int depth) {
    if (original == ours || depth > DEEPEST) {
      return null;
    }
    if (original == null || ours == null || original.getClass() != ours.getClass()) {
      return "original " + name(original) + ", ours " + name(ours);
    }
    if (original instanceof String text) {
      return text.equals(ours) ? null : Verification.redacted((String) ours, text);
    }
    if (original instanceof byte[] bytes) {
      return java.util.Arrays.equals(bytes, (byte[]) ours)
          ? null
          : Verification.redacted(text((byte[]) ours), text(bytes));
    }
    if (Objects.equals(original, ours) || seen.put(original, ours) != null) {
      return null;
    }
    if (original.getClass().isArray()) {
      return arrays(original, ours, seen, depth);
    }
    if (original instanceof Map<?, ?> map) {
      return entries(map, (Map<?, ?>) ours, seen, depth);
    }
    if (original instanceof Collection<?> collection) {
      return elements(collection, (Collection<?>) ours, seen, depth);
    }
    return isOfJdk(original) ? name(original) : fields(original, ours, seen, depth);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static boolean isOfJdk(Object object) {
    return object.getClass().getName().startsWith("java.") || object instanceof Enum;
  }

  private static String arrays(
      Object original, Object ours, IdentityHashMap<Object, Object> seen, int depth) {
    int length = Array.getLength(original);
    if (length != Array.getLength(ours)) {
      return "length of " + name(original);
    }
    for (int i = 0; i < length; i++) {
      String difference = values(Array.get(original, i), Array.get(ours, i), seen, depth + 1);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static String entries(
      Map<?, ?> original, Map<?, ?> ours, IdentityHashMap<Object, Object> seen, int depth) {
    String keys = elements(original.keySet(), ours.keySet(), seen, depth);
    return keys != null ? keys : elements(original.values(), ours.values(), seen, depth);
  }

  private static String elements(
      Collection<?> original, Collection<?> ours, IdentityHashMap<Object, Object> seen, int depth) {
    if (original.size() != ours.size()) {
      return "size of " + name(original);
    }
    Iterator<?> others = ours.iterator();
    for (Object element : original) {
      String difference = values(element, others.next(), seen, depth + 1);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static String fields(
      Object original, Object ours, IdentityHashMap<Object, Object> seen, int depth) {
    for (Class<?> type = original.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        try {
          field.setAccessible(true);
          String difference = values(field.get(original), field.get(ours), seen, depth + 1);
          if (difference != null) {
            return type.getName() + "." + field.getName() + ": " + difference;
          }
        } catch (IllegalAccessException | InaccessibleObjectException e) {
          // A module that keeps its objects to itself: what cannot be seen is not compared.
        }
      }
    }
    return null;
  }
}

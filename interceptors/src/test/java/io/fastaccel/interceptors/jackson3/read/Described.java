package io.fastaccel.interceptors.jackson3.read;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A value as text, with the classes of all parts and the order of entries. */
final class Described {

  private Described() {}

  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, Object value) {
    if (value == null) {
      text.append("null");
      return;
    }
    text.append(value.getClass().getName()).append(':');
    if (value instanceof JsonNode node) {
      append(text, node);
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      map.forEach(
          (key, element) -> {
            append(text, key);
            text.append('=');
            append(text, element);
            text.append(", ");
          });
      text.append('}');
    } else if (value instanceof Collection<?> collection) {
      text.append('[');
      for (Object element : collection) {
        append(text, element);
        text.append(", ");
      }
      text.append(']');
    } else if (value.getClass().isArray()) {
      text.append('[');
      for (int i = 0; i < Array.getLength(value); i++) {
        append(text, Array.get(value, i));
        text.append(", ");
      }
      text.append(']');
    } else if (value instanceof Optional<?> optional) {
      append(text, optional.orElse(null));
    } else if (value.getClass().getName().startsWith("java.") || value instanceof Enum) {
      text.append(value);
    } else {
      fields(text, value);
    }
  }

  private static void append(StringBuilder text, JsonNode node) {
    if (node.isObject()) {
      text.append('{');
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        text.append(field.getKey()).append('=');
        append(text, (Object) field.getValue());
        text.append(", ");
      }
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      for (JsonNode element : node) {
        append(text, (Object) element);
        text.append(", ");
      }
      text.append(']');
    } else {
      text.append(node);
    }
  }

  private static void fields(StringBuilder text, Object value) {
    text.append('(');
    for (Class<?> c = value.getClass(); c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        field.setAccessible(true);
        try {
          text.append(field.getName()).append('=');
          append(text, field.get(value));
          text.append(", ");
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    text.append(')');
  }
}

package io.fastaccel.interceptors.gson;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;

/** A value as text, with the classes of all parts and the order of entries. */
final class ValueText {

  private final StringBuilder text = new StringBuilder();

  private ValueText() {}

  static String of(Object value) {
    ValueText described = new ValueText();
    described.append(value);
    return described.text.toString();
  }

  private void append(Object value) {
    if (value == null) {
      text.append("null");
      return;
    }
    text.append(value.getClass().getName()).append(':');
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      map.forEach(
          (key, element) -> {
            append(key);
            text.append('=');
            append(element);
            text.append(", ");
          });
      text.append('}');
    } else if (value instanceof Collection<?> collection) {
      text.append('[');
      for (Object element : collection) {
        append(element);
        text.append(", ");
      }
      text.append(']');
    } else if (value.getClass().isArray()) {
      text.append('[');
      for (int i = 0; i < Array.getLength(value); i++) {
        append(Array.get(value, i));
        text.append(", ");
      }
      text.append(']');
    } else if (value instanceof Enum<?> constant) {
      text.append(constant.name());
    } else if (value.getClass().getName().startsWith("java.")) {
      text.append(value.getClass() == Object.class ? "" : value);
    } else {
      fields(value);
    }
  }

  private void fields(Object value) {
    text.append('(');
    for (Class<?> c = value.getClass(); c != Object.class; c = c.getSuperclass()) {
      if (c.getName().startsWith("java.")) {
        break;
      }
      for (Field field : c.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        field.setAccessible(true);
        try {
          text.append(field.getName()).append('=');
          append(field.get(value));
          text.append(", ");
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    text.append(')');
  }
}

package io.fastaccel.interceptors.json.read;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random documents that mostly fit a class: its fields' names, with values of their types. */
public final class Typed {

  private final Random random;
  private final Documents documents;

  public Typed(long seed) {
    this.random = new Random(seed);
    this.documents = new Documents(seed);
  }

  public String of(Class<?> type) {
    StringBuilder out = new StringBuilder();
    bean(out, type, 3);
    return out.toString();
  }

  public String damaged(String document) {
    return documents.damaged(document);
  }

  private void bean(StringBuilder out, Class<?> type, int depth) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields.add(field);
        }
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(fields, random);
    }
    out.append('{');
    String separator = "";
    if (type.isAnnotationPresent(JsonTypeInfo.class)) {
      out.append("\"type\":").append(random.nextBoolean() ? "\"a\"" : "\"hello\"");
      separator = ",";
    }
    for (Field field : fields) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      out.append(separator).append('"').append(field.getName()).append("\":");
      value(out, field.getGenericType(), depth - 1);
      separator = random.nextInt(10) == 0 ? " ,\n" : ",";
      if (random.nextInt(60) == 0) {
        out.append(separator).append("\"unknown\":").append(documents.value(1));
      }
    }
    out.append('}');
  }

  private void value(StringBuilder out, Type type, int depth) {
    if (random.nextInt(15) == 0) {
      out.append(random.nextInt(3) == 0 ? documents.value(1) : "null");
    } else if (type == int.class || type == Integer.class || type == short.class) {
      out.append(random.nextInt(10_000));
    } else if (type == long.class || type == Long.class) {
      out.append(random.nextLong());
    } else if (type == byte.class) {
      out.append(random.nextInt(100));
    } else if (type == double.class || type == Double.class || type == float.class) {
      out.append(random.nextDouble() * 1000);
    } else if (type == boolean.class || type == Boolean.class) {
      out.append(random.nextBoolean());
    } else if (type == String.class) {
      out.append(random.nextInt(3) == 0 ? "\"\u4e2d \\n\"" : "\"text " + random.nextInt() + "\"");
    } else if (type instanceof ParameterizedType parameterized) {
      generic(out, parameterized, depth);
    } else if (type instanceof Class<?> c && c.isEnum()) {
      out.append(random.nextBoolean() ? "\"LOW\"" : "\"HIGH\"");
    } else if (type instanceof Class<?> c
        && c.getName().startsWith("io.fastaccel")
        && !c.isArray()) {
      if (depth > 0) {
        bean(out, c, depth);
      } else {
        out.append("null");
      }
    } else {
      out.append(documents.value(2));
    }
  }

  private void generic(StringBuilder out, ParameterizedType type, int depth) {
    Type[] arguments = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class) {
      out.append("null");
      return;
    }
    boolean isMap = Map.class.isAssignableFrom(raw);
    out.append(isMap ? '{' : '[');
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      out.append(i > 0 ? "," : "");
      if (isMap) {
        String[] keys = {"\"1\":", "\"2\":", "\"LOW\":"};
        out.append(keys[random.nextInt(arguments[0] == String.class ? 3 : 2)]);
      }
      value(out, arguments[arguments.length - 1], depth);
    }
    out.append(isMap ? '}' : ']');
  }
}

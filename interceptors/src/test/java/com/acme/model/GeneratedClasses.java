package com.acme.model;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.FieldManifestation;
import net.bytebuddy.description.modifier.ModifierContributor;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;

/** Classes with fields drawn at random, and instances of them; the same seed draws the same. */
public final class GeneratedClasses {

  /** For constants with and without classes of their own. */
  public enum Level {
    LOW,
    HIGH {
      @Override
      public String toString() {
        return "high!";
      }
    }
  }

  /** For constants that are all of one class. */
  public enum Color {
    RED,
    GREEN
  }

  private static final Type[] TYPES = {
    String.class,
    int.class,
    long.class,
    short.class,
    byte.class,
    boolean.class,
    double.class,
    float.class,
    char.class,
    Integer.class,
    Long.class,
    Boolean.class,
    Double.class,
    Character.class,
    Number.class,
    Object.class,
    CharSequence.class,
    BigDecimal.class,
    BigInteger.class,
    Level.class,
    Color.class,
    int[].class,
    double[].class,
    String[].class,
    Object[].class,
    long[][].class,
    generic(List.class, String.class),
    generic(List.class, Integer.class),
    generic(List.class, Object.class),
    generic(Collection.class, Level.class),
    generic(Map.class, String.class, Object.class),
    generic(Map.class, Integer.class, String.class),
    generic(Map.class, Color.class, Double.class),
    List.class,
    Map.class
  };

  private final Random random;
  private final Values values;
  private final List<Class<?>> made = new ArrayList<>();

  public GeneratedClasses(long seed) {
    random = new Random(seed);
    values = new Values(seed);
  }

  /** A type with arguments. */
  static Type generic(Class<?> raw, Type... arguments) {
    return new Parameterized(raw, arguments);
  }

  /** A type with arguments. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Parameterized(Class<?> raw, Type[] arguments)
      implements java.lang.reflect.ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments;
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public Type getOwnerType() {
      return null;
    }
  }

  /** A new class, with at most as many fields, that may refer to and extend earlier ones. */
  public Class<?> next(int mostFields) {
    Class<?> parent =
        !made.isEmpty() && random.nextInt(4) == 0 ? made.get(random.nextInt(made.size())) : null;
    DynamicType.Builder<?> builder =
        new ByteBuddy()
            .subclass(parent == null ? Object.class : parent)
            .name("com.acme.generated.Bean" + made.size());
    int fields = random.nextInt(mostFields + 1);
    for (int i = 0; i < fields; i++) {
      Type type =
          !made.isEmpty() && random.nextInt(6) == 0
              ? made.get(random.nextInt(made.size()))
              : TYPES[random.nextInt(TYPES.length)];
      ModifierContributor.ForField visibility =
          random.nextBoolean() ? Visibility.PUBLIC : Visibility.PRIVATE;
      builder =
          builder.defineField(name(made.size(), i), type, visibility, FieldManifestation.PLAIN);
    }
    Class<?> type =
        builder
            .make()
            .load(
                made.isEmpty()
                    ? GeneratedClasses.class.getClassLoader()
                    : made.get(made.size() - 1).getClassLoader(),
                ClassLoadingStrategy.Default.WRAPPER)
            .getLoaded();
    made.add(type);
    return type;
  }

  private String name(int number, int i) {
    return switch (random.nextInt(5)) {
      case 0 -> "caf\u00e9" + number + "_" + i;
      case 1 -> "\u4e2d" + number + "_" + i;
      default -> "aField" + number + "_" + i;
    };
  }

  /** An instance with fields drawn at random. */
  public Object instance(Class<?> type, int depth) {
    try {
      Object bean = type.getDeclaredConstructor().newInstance();
      for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            Object value = value(field.getType(), field.getGenericType(), depth);
            if (value != null || !field.getType().isPrimitive()) {
              field.set(bean, value);
            }
          }
        }
      }
      return bean;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private Object value(Class<?> type, Type generic, int depth) {
    if (!type.isPrimitive() && random.nextInt(5) == 0) {
      return null;
    }
    if (type == String.class || type == CharSequence.class) {
      return values.text();
    } else if (type == int.class || type == Integer.class) {
      return (int) values.whole();
    } else if (type == long.class || type == Long.class) {
      return values.whole();
    } else if (type == short.class) {
      return (short) values.whole();
    } else if (type == byte.class) {
      return (byte) values.whole();
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == double.class || type == Double.class) {
      return decimal();
    } else if (type == float.class) {
      return (float) (random.nextInt(1000) / 7.0);
    } else if (type == char.class || type == Character.class) {
      return (char) random.nextInt(0x3000);
    } else if (type == Number.class) {
      return random.nextBoolean() ? (Number) random.nextInt() : values.bigDecimal();
    } else if (type == BigDecimal.class) {
      return values.bigDecimal();
    } else if (type == BigInteger.class) {
      return values.bigInteger();
    } else if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(2)];
    } else if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), random.nextInt(4));
      for (int i = 0; i < Array.getLength(array); i++) {
        Object component = value(type.getComponentType(), type.getComponentType(), depth - 1);
        if (component != null || !type.getComponentType().isPrimitive()) {
          Array.set(array, i, component);
        }
      }
      return array;
    } else if (type == List.class || type == Collection.class) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(argument(generic, 0, depth - 1));
      }
      return list;
    } else if (type == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        Object key = generic instanceof Class ? values.text() : argument(generic, 0, 0);
        if (key != null) {
          map.put(key, argument(generic, 1, depth - 1));
        }
      }
      return map;
    } else if (type == Object.class) {
      return any(depth);
    }
    return depth > 0 ? instance(subclass(type), depth - 1) : null;
  }

  private Object argument(Type generic, int index, int depth) {
    if (generic instanceof java.lang.reflect.ParameterizedType p
        && p.getActualTypeArguments()[index] instanceof Class<?> c) {
      return value(c, c, depth);
    }
    return any(depth);
  }

  private Class<?> subclass(Class<?> type) {
    List<Class<?>> subclasses = new ArrayList<>();
    for (Class<?> c : made) {
      if (type.isAssignableFrom(c)) {
        subclasses.add(c);
      }
    }
    return subclasses.get(random.nextInt(subclasses.size()));
  }

  /** Something that every library writes. */
  private Object any(int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 7)) {
      case 0, 1 -> values.text();
      case 2 -> (Object) (int) values.whole();
      case 3 -> (Object) decimal();
      case 4 -> (Object) random.nextBoolean();
      case 5 -> Color.GREEN;
      case 6 -> null;
      case 7 -> Set.of("only");
      case 8 -> new TreeMap<>(Map.of("k", List.of(1, "x")));
      case 9 -> new HashMap<>(Map.of("k", values.whole()));
      default -> instance(made.get(random.nextInt(made.size())), depth - 1);
    };
  }

  private double decimal() {
    double value = values.decimal();
    return Double.isFinite(value) ? value : 0.5;
  }
}

package io.fastaccel.benchmarks.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonParser;
import io.fastaccel.benchmarks.json.payload.NoProperties;
import io.fastaccel.benchmarks.json.payload.OneProperty;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;

/** Values at which an accelerator could lose: nothing to gain, or nothing to rely on. */
public enum Edge {
  EMPTY_BEAN("a bean without properties") {
    @Override
    Object value() {
      return new NoProperties();
    }
  },
  ONE_PROPERTY("a bean with one property") {
    @Override
    Object value() {
      return new OneProperty();
    }
  },
  SHORT_TEXT("a text of 5 chars") {
    @Override
    Object value() {
      return "short";
    }
  },
  EMPTY_MAP("an empty map") {
    @Override
    Object value() {
      return Map.of();
    }
  },
  ENUM_AND_DATE_MAP("a map of values with serializers of their own") {
    @Override
    Object value() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("unit", TimeUnit.DAYS);
      map.put("path", Path.of("a/b"));
      map.put("uuid", new UUID(1, 2));
      map.put("bytes", new byte[] {1, 2, 3});
      return map;
    }

    @Override
    Object value(JsonLibrary library) {
      @SuppressWarnings("unchecked")
      Map<String, Object> map = (Map<String, Object>) value();
      if (library.isGson()) {
        map.put("path", URI.create("a/b")); // it has no adapter for paths
      }
      return map;
    }
  },
  ODD_KEYS("a map whose keys are no texts") {
    @Override
    Object value() {
      Map<Object, Object> map = new LinkedHashMap<>();
      map.put(TimeUnit.DAYS, "a constant");
      map.put(12, "a number");
      map.put(new UUID(1, 2), "an identifier");
      map.put(true, "a truth");
      return map;
    }
  },
  TREE("a tree, the schema of a tool") {
    @Override
    Object value() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      for (String name : List.of("city", "from", "until", "currency", "guests", "smoking")) {
        ObjectNode property = properties.putObject(name);
        property.put("type", "string").put("description", "The " + name + " to look at");
        property.put("minLength", 1).put("nullable", false);
        property.putArray("examples").add("one").add(2).add(2.5);
      }
      schema.putArray("required").add("city").add("from");
      return schema;
    }

    @Override
    Object value(JsonLibrary library) {
      String text = value().toString();
      return switch (library) {
        case JACKSON3 -> new tools.jackson.databind.ObjectMapper().readTree(text);
        case GSON, GSON_PRETTY -> JsonParser.parseString(text);
        default -> value();
      };
    }
  },
  MANY_TYPES("500 types of beans in a list") {
    @Override
    Object value() {
      return manyTypes(500);
    }
  },
  LARGE_MAP("a map of 1 MB") {
    @Override
    Object value() {
      Random random = new Random(4);
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < 20_000; i++) {
        map.put("key number " + i, i % 3 == 0 ? (Object) random.nextInt() : "value of " + i + " x");
      }
      return map;
    }
  };

  private final String title;

  Edge(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** A new value. */
  abstract Object value();

  /** A new value of the kind that the library knows. */
  Object value(JsonLibrary library) {
    return value();
  }

  private static List<Object> manyTypes(int count) {
    Class<?>[] types = {String.class, int.class, double.class, boolean.class, List.class};
    List<Object> beans = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        DynamicType.Builder<Object> builder =
            new ByteBuddy().subclass(Object.class).name("org.example.generated.Bean" + i);
        for (int j = 0; j < 6; j++) {
          Class<?> type = types[(i + j) % types.length];
          builder = builder.defineField("field" + j, type, Visibility.PUBLIC);
        }
        Class<?> type =
            builder
                .make()
                .load(Edge.class.getClassLoader(), ClassLoadingStrategy.Default.INJECTION)
                .getLoaded();
        Object bean = type.getDeclaredConstructor().newInstance();
        for (Field field : type.getFields()) {
          if (field.getType() == String.class) {
            field.set(bean, "text " + i);
          } else if (field.getType() == int.class) {
            field.set(bean, i);
          } else if (field.getType() == double.class) {
            field.set(bean, i / 4.0);
          } else if (field.getType() == List.class) {
            field.set(bean, Arrays.asList("a", i));
          }
        }
        beans.add(bean);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return beans;
  }
}

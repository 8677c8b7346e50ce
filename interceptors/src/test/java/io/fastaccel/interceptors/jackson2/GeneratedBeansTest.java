package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.model.Shapes;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Beans whose properties, annotations and values are drawn at random, under mappers whose settings
 * are.
 */
@SuppressWarnings("JavaUtilDate") // applications have them
class GeneratedBeansTest {

  private static final int SEEDS = Integer.getInteger("json.seeds", 120);
  private static final long FIRST_SEED = Long.getLong("json.first-seed", 0);
  private static final int MOST_PROPERTIES = 9;
  private static final int DEEPEST = 3;
  private static final List<TimeUnit> UNITS = List.of(TimeUnit.values());

  private static final Class<?>[] TYPES = {
    String.class,
    String.class,
    int.class,
    long.class,
    short.class,
    byte.class,
    double.class,
    float.class,
    boolean.class,
    char.class,
    Integer.class,
    Long.class,
    Double.class,
    Boolean.class,
    Object.class,
    List.class,
    Collection.class,
    Set.class,
    Map.class,
    byte[].class,
    int[].class,
    String[].class,
    double[].class,
    TimeUnit.class,
    BigDecimal.class,
    BigInteger.class,
    Date.class,
    CharSequence.class,
    Number.class,
    StringBuilder.class,
    Shapes.One.class
  };

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  @Test
  void everySeed() throws Exception {
    FeatureState json = Features.of(Feature.JSON);
    long before = json.acceleratedCount();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      try {
        check(seed);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    long ours = json.acceleratedCount() - before;
    assertTrue(ours > 8L * SEEDS, () -> ours + " of " + 32 * SEEDS + " calls: " + json.reasons());
  }

  private void check(long seed) throws Exception {
    Random random = new Random(seed);
    List<Class<?>> classes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      classes.add(bean(random, "com.acme.generated.Bean" + seed + "_" + i, classes));
    }
    ObjectMapper mapper = mapper(random);
    ObjectWriter writer = writer(random, mapper);
    for (int i = 0; i < 4; i++) {
      long valueSeed = random.nextLong();
      Class<?> type = classes.get(random.nextInt(classes.size()));
      boolean inList = random.nextInt(3) == 0;
      Differential.sameOrOriginal(mapper, () -> value(valueSeed, type, classes, inList));
      Differential.sameOrOriginal(writer, () -> value(valueSeed, type, classes, inList));
      Differential.sameInTargets(mapper, () -> value(valueSeed, type, classes, inList));
      Differential.sameInTargets(writer, () -> value(valueSeed, type, classes, inList));
    }
  }

  private static Object value(long seed, Class<?> type, List<Class<?>> classes, boolean inList) {
    Random random = new Random(seed);
    try {
      Object first = instance(random, type, classes, 0);
      return inList ? List.of(first, instance(random, type, classes, 0)) : first;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- classes

  private static Class<?> bean(Random random, String name, List<Class<?>> others) {
    DynamicType.Builder<Object> builder = new ByteBuddy().subclass(Object.class).name(name);
    if (random.nextInt(4) == 0) {
      builder = builder.annotateType(of(JsonPropertyOrder.class, "alphabetic", true));
    }
    if (random.nextInt(4) == 0) {
      builder = builder.annotateType(include(random));
    }
    if (random.nextInt(6) == 0) {
      builder =
          builder.annotateType(
              AnnotationDescription.Builder.ofType(JsonTypeInfo.class)
                  .define("use", JsonTypeInfo.Id.NAME)
                  .define("include", JsonTypeInfo.As.PROPERTY)
                  .build());
    }
    int count = random.nextInt(MOST_PROPERTIES + 1);
    for (int i = 0; i < count; i++) {
      Class<?> type =
          !others.isEmpty() && random.nextInt(5) == 0
              ? others.get(random.nextInt(others.size()))
              : TYPES[random.nextInt(TYPES.length)];
      String property = propertyName(random, i);
      List<AnnotationDescription> annotations = annotations(random, type);
      if (random.nextBoolean()) {
        builder = builder.defineField(property, type, Visibility.PUBLIC).annotateField(annotations);
      } else {
        String field = "hidden" + i;
        builder =
            builder
                .defineField(field, type, Visibility.PACKAGE_PRIVATE)
                .defineMethod(
                    "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1),
                    type,
                    Visibility.PUBLIC)
                .intercept(FieldAccessor.ofField(field))
                .annotateMethod(annotations);
      }
    }
    return builder
        .make()
        .load(GeneratedBeansTest.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
        .getLoaded();
  }

  private static String propertyName(Random random, int i) {
    return switch (random.nextInt(6)) {
      case 0 -> "p" + i;
      case 1 -> "caf\u00e9" + i;
      case 2 -> "aPropertyWithALongNameThatNeedsMoreThanOneWord" + i;
      case 3 -> "snakeCase" + i;
      default -> "field" + i;
    };
  }

  private static List<AnnotationDescription> annotations(Random random, Class<?> type) {
    List<AnnotationDescription> annotations = new ArrayList<>();
    switch (random.nextInt(14)) {
      case 0 -> annotations.add(include(random));
      case 1 -> annotations.add(of(JsonProperty.class, "value", "renamed" + random.nextInt(100)));
      case 2 ->
          annotations.add(
              AnnotationDescription.Builder.ofType(JsonFormat.class)
                  .define("shape", JsonFormat.Shape.STRING)
                  .build());
      case 3 -> {
        if (type == String.class) {
          annotations.add(of(JsonRawValue.class, "value", true));
        }
      }
      case 4 -> {
        if (type.getName().startsWith("com.acme.")) {
          annotations.add(of(JsonUnwrapped.class, "prefix", "un_"));
        }
      }
      case 5 -> {
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
          annotations.add(
              AnnotationDescription.Builder.ofType(JsonSerialize.class)
                  .define("using", ToStringSerializer.class)
                  .build());
        }
      }
      case 6 ->
          annotations.add(
              AnnotationDescription.Builder.ofType(JsonView.class)
                  .defineTypeArray("value", Shapes.Inner.class)
                  .build());
      default -> {}
    }
    return annotations;
  }

  private static AnnotationDescription include(Random random) {
    JsonInclude.Include[] kinds = {
      JsonInclude.Include.ALWAYS,
      JsonInclude.Include.NON_NULL,
      JsonInclude.Include.NON_ABSENT,
      JsonInclude.Include.NON_EMPTY,
      JsonInclude.Include.NON_DEFAULT
    };
    return AnnotationDescription.Builder.ofType(JsonInclude.class)
        .define("value", kinds[random.nextInt(kinds.length)])
        .build();
  }

  private static AnnotationDescription of(
      Class<? extends Annotation> type, String property, String value) {
    return AnnotationDescription.Builder.ofType(type).define(property, value).build();
  }

  private static AnnotationDescription of(
      Class<? extends Annotation> type, String property, boolean value) {
    return AnnotationDescription.Builder.ofType(type).define(property, value).build();
  }

  // ---- values

  private static Object instance(Random random, Class<?> type, List<Class<?>> classes, int depth)
      throws ReflectiveOperationException {
    Object bean = type.getDeclaredConstructor().newInstance();
    for (Field field : type.getDeclaredFields()) {
      field.setAccessible(true);
      Object value = value(random, field.getType(), classes, depth + 1);
      if (value != null) {
        field.set(bean, value);
      }
    }
    return bean;
  }

  private static Object value(Random random, Class<?> type, List<Class<?>> classes, int depth)
      throws ReflectiveOperationException {
    if (!type.isPrimitive() && random.nextInt(6) == 0) {
      return null;
    }
    if (classes.contains(type)) {
      return depth > DEEPEST ? null : instance(random, type, classes, depth);
    }
    return switch (type.getSimpleName()) {
      case "String", "CharSequence" -> text(random);
      case "int", "Integer", "Number" -> random.nextInt() >> random.nextInt(32);
      case "long", "Long" -> random.nextLong() >> random.nextInt(64);
      case "short" -> (short) random.nextInt();
      case "byte" -> (byte) random.nextInt();
      case "double", "Double" -> decimal(random);
      case "float" -> (float) decimal(random);
      case "boolean", "Boolean" -> random.nextBoolean();
      case "char" -> (char) random.nextInt(0x800);
      case "byte[]" -> text(random).getBytes(StandardCharsets.UTF_8);
      case "int[]" -> random.ints(random.nextInt(4)).toArray();
      case "double[]" -> random.doubles(random.nextInt(4)).toArray();
      case "String[]" -> new String[] {text(random), null};
      case "TimeUnit" -> UNITS.get(random.nextInt(UNITS.size()));
      case "BigDecimal" ->
          new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40));
      case "BigInteger" -> BigInteger.valueOf(random.nextLong()).pow(random.nextInt(4));
      case "Date" -> new Date(random.nextLong() >>> 24);
      case "StringBuilder" -> new StringBuilder(text(random)).reverse();
      case "One" -> new Shapes.One();
      case "List", "Collection" -> list(random, classes, depth);
      case "Set" -> new LinkedHashSet<>(list(random, classes, depth));
      case "Map" -> map(random, classes, depth);
      default -> anything(random, classes, depth);
    };
  }

  private static Object anything(Random random, List<Class<?>> classes, int depth)
      throws ReflectiveOperationException {
    Class<?> type =
        random.nextInt(4) == 0
            ? classes.get(random.nextInt(classes.size()))
            : TYPES[random.nextInt(TYPES.length)];
    return type == Object.class || depth > DEEPEST
        ? text(random)
        : value(random, type, classes, depth + 1);
  }

  private static List<Object> list(Random random, List<Class<?>> classes, int depth)
      throws ReflectiveOperationException {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(anything(random, classes, depth + 1));
    }
    return list;
  }

  private static Map<Object, Object> map(Random random, List<Class<?>> classes, int depth)
      throws ReflectiveOperationException {
    boolean numbered = random.nextInt(5) == 0;
    Map<Object, Object> map = random.nextBoolean() ? new LinkedHashMap<>() : new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(numbered ? (Object) i : text(random), anything(random, classes, depth + 1));
    }
    return map;
  }

  private static double decimal(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(100_000) / 100.0;
      case 1 -> Double.longBitsToDouble(random.nextLong());
      case 2 -> random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
      case 3 -> random.nextInt(1000);
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(12) - 5);
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int alphabet = random.nextInt(5);
    for (int i = random.nextInt(random.nextInt(60) == 0 ? 3000 : 24); i > 0; i--) {
      switch (random.nextInt(8 + 20 * (alphabet == 0 ? 4 : 1))) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/\u007f\u0080\u00ff\u2028".charAt(random.nextInt(7)));
        case 2 -> {
          if (alphabet > 2) {
            text.appendCodePoint(random.nextInt(0x11000 << 4));
          }
        }
        case 3 -> {
          if (alphabet > 3) {
            text.append((char) (0xD800 + random.nextInt(0x800)));
          }
        }
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  // ---- settings

  private static ObjectMapper mapper(Random random) {
    JsonMapper.Builder builder = JsonMapper.builder();
    for (SerializationFeature feature : SerializationFeature.values()) {
      if (random.nextInt(8) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    builder.configure(SerializationFeature.INDENT_OUTPUT, random.nextInt(3) == 0);
    if (random.nextInt(4) == 0) {
      builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    }
    if (random.nextInt(5) == 0) {
      builder.configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, true);
    }
    if (random.nextInt(8) == 0) {
      builder.configure(MapperFeature.USE_STATIC_TYPING, true);
    }
    if (random.nextInt(8) == 0) {
      builder.configure(MapperFeature.DEFAULT_VIEW_INCLUSION, false);
    }
    JsonInclude.Include[] kinds = JsonInclude.Include.values();
    JsonInclude.Include kind = kinds[random.nextInt(kinds.length)];
    if (random.nextBoolean() && kind != JsonInclude.Include.CUSTOM) {
      builder.serializationInclusion(kind);
    }
    for (JsonWriteFeature feature : JsonWriteFeature.values()) {
      if (random.nextInt(12) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    for (JsonGenerator.Feature feature : JsonGenerator.Feature.values()) {
      if (random.nextInt(16) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    ObjectMapper mapper = builder.build();
    if (random.nextInt(6) == 0) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(new DefaultIndenter("\t", "\n"));
      printer.indentObjectsWith(new DefaultIndenter("   ", "\r\n"));
      mapper.setDefaultPrettyPrinter(printer);
    }
    return mapper;
  }

  private static ObjectWriter writer(Random random, ObjectMapper mapper) {
    ObjectWriter writer =
        switch (random.nextInt(6)) {
          case 0 -> mapper.writerWithDefaultPrettyPrinter();
          case 1 ->
              mapper.writer(
                  new DefaultPrettyPrinter()
                      .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
                      .withoutSpacesInObjectEntries());
          case 2 -> mapper.writerWithView(random.nextBoolean() ? Shapes.Inner.class : String.class);
          case 3 -> mapper.writerFor(Object.class);
          case 4 -> mapper.writer(new DefaultPrettyPrinter().withObjectIndenter(null));
          default -> mapper.writer();
        };
    return random.nextInt(4) == 0
        ? writer.withoutFeatures(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        : writer;
  }
}

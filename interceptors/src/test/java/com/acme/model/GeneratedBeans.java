package com.acme.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Beans whose properties, annotations and values are drawn at random: what both versions of Jackson
 * know, and what annotations a test has of its version's own. The same seed draws the same.
 */
@SuppressWarnings("JavaUtilDate") // applications have them
public final class GeneratedBeans {

  private static final List<Class<?>> FILTERS =
      List.of(Shapes.Blank.class, Shapes.Odd.class, Shapes.OddOrNull.class);

  private static final int MOST_PROPERTIES = 9;
  private static final int DEEPEST = 3;
  private static final List<TimeUnit> UNITS = List.of(TimeUnit.values());

  private static final List<Class<?>> COMMON =
      List.of(
          String.class,
          int.class,
          boolean.class,
          double.class,
          Object.class,
          List.class,
          Map.class,
          TimeUnit.class);

  private static final List<Class<?>> TYPES =
      List.of(
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
          Short.class,
          Byte.class,
          Float.class,
          Double.class,
          Boolean.class,
          Character.class,
          Object.class,
          List.class,
          Collection.class,
          Iterable.class,
          Set.class,
          Map.class,
          byte[].class,
          char[].class,
          int[].class,
          long[].class,
          boolean[].class,
          double[].class,
          String[].class,
          Object[].class,
          TimeUnit.class,
          TimeUnit[].class,
          EnumSet.class,
          EnumMap.class,
          BigDecimal.class,
          BigInteger.class,
          Date.class,
          Calendar.class,
          TimeZone.class,
          Locale.class,
          URI.class,
          UUID.class,
          Path.class,
          Class.class,
          AtomicInteger.class,
          AtomicReference.class,
          CharSequence.class,
          Number.class,
          StringBuilder.class,
          Optional.class,
          Instant.class,
          LocalDate.class,
          Duration.class,
          GeneratedClasses.Level.class,
          Single.class);

  /** One property, and a text that does not change. */
  public static final class Single {
    public int only = 1;

    @Override
    public String toString() {
      return "single";
    }
  }

  /** No property at all. */
  public static final class Nothing {
    @Override
    public String toString() {
      return "nothing";
    }
  }

  /** One whose property cannot be read. */
  public static final class Unlucky {
    private final String luck = null;

    public String getLuck() {
      return Objects.requireNonNull(luck, "no luck");
    }

    @Override
    public String toString() {
      return "unlucky";
    }
  }

  private final long seed;
  private final Random random;
  private final List<AnnotationDescription> ofClasses;
  private final List<AnnotationDescription> ofProperties;
  private final List<Class<?>> made = new ArrayList<>();
  private final Map<Class<?>, Class<?>> mixIns = new LinkedHashMap<>();

  /**
   * @param ofClasses annotations that a class may have, of one version's own
   * @param ofProperties annotations that a property may have, of one version's own
   */
  public GeneratedBeans(
      long seed, List<AnnotationDescription> ofClasses, List<AnnotationDescription> ofProperties) {
    this.seed = seed;
    this.random = new Random(seed);
    this.ofClasses = ofClasses;
    this.ofProperties = ofProperties;
  }

  /** Whether something happens that does so once in so many times. */
  private boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  // ---- classes

  /** A new class, which may refer to and extend earlier ones. */
  public Class<?> next() {
    Class<?> parent = !made.isEmpty() && once(6) ? oneOf(random, made) : Object.class;
    String name = "com.acme.generated.Bean" + seed + "_" + made.size();
    DynamicType.Builder<?> builder = new ByteBuddy().subclass(parent).name(name);
    builder =
        builder
            .annotateType(ofClass())
            .method(ElementMatchers.isToString())
            .intercept(FixedValue.value("bean"));
    boolean hasExtras = false;
    int count = random.nextInt(MOST_PROPERTIES + 1);
    for (int i = 0; i < count; i++) {
      Type type = type();
      Class<?> raw = raw(type);
      String property = property(made.size(), i);
      List<AnnotationDescription> annotations = ofProperty(raw);
      if (random.nextBoolean()) {
        Visibility visibility = once(8) ? Visibility.PRIVATE : Visibility.PUBLIC;
        builder = builder.defineField(property, type, visibility).annotateField(annotations);
        continue;
      }
      String method =
          (raw == boolean.class ? "is" : "get")
              + Character.toUpperCase(property.charAt(0))
              + property.substring(1);
      if (raw == Map.class && !hasExtras && once(3)) {
        annotations = List.of(AnnotationDescription.Builder.ofType(JsonAnyGetter.class).build());
        method = "extras" + i;
        hasExtras = true;
      } else if (once(10)) {
        annotations = List.of(of(JsonGetter.class, "value", "got" + i));
        method = "some" + i;
      }
      String field = "hidden" + i;
      builder =
          builder
              .defineField(field, type, Visibility.PACKAGE_PRIVATE)
              .defineMethod(method, type, Visibility.PUBLIC)
              .intercept(FieldAccessor.ofField(field))
              .annotateMethod(annotations);
    }
    if (once(20)) {
      builder = valued(builder, oneOf(random, COMMON), JsonValue.class);
    }
    if (once(20)) {
      builder = valued(builder, String.class, JsonKey.class);
    }
    Class<?> type =
        builder
            .make()
            .load(
                made.isEmpty()
                    ? GeneratedBeans.class.getClassLoader()
                    : made.get(made.size() - 1).getClassLoader(),
                ClassLoadingStrategy.Default.WRAPPER)
            .getLoaded();
    made.add(type);
    return type;
  }

  private static DynamicType.Builder<?> valued(
      DynamicType.Builder<?> builder, Class<?> type, Class<? extends Annotation> annotation) {
    String field = "of" + annotation.getSimpleName();
    return builder
        .defineField(field, type, Visibility.PACKAGE_PRIVATE)
        .defineMethod("as" + annotation.getSimpleName(), type, Visibility.PUBLIC)
        .intercept(FieldAccessor.ofField(field))
        .annotateMethod(AnnotationDescription.Builder.ofType(annotation).build());
  }

  /** One of those that were made, drawn by this. */
  public Class<?> any(Random by) {
    return oneOf(by, made);
  }

  /** Other annotations for a class and its fields; always the same. */
  public Class<?> mixIn(Class<?> type) {
    return mixIns.computeIfAbsent(type, this::newMixIn);
  }

  private Class<?> newMixIn(Class<?> type) {
    DynamicType.Builder<?> builder =
        new ByteBuddy()
            .subclass(Object.class)
            .name(type.getName() + "MixIn")
            .annotateType(ofClass());
    for (Field field : type.getDeclaredFields()) {
      if (random.nextBoolean()) {
        builder =
            builder
                .defineField(field.getName(), field.getType(), Visibility.PUBLIC)
                .annotateField(ofProperty(field.getType()));
      }
    }
    return builder
        .make()
        .load(type.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
        .getLoaded();
  }

  /** A plain one, a bean of ours, or containers of such. */
  private Type type() {
    Class<?> element = !made.isEmpty() && once(3) ? oneOf(random, made) : oneOf(random, COMMON);
    Class<?> boxed = element.isPrimitive() ? Long.class : element;
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> element;
      case 3 -> GeneratedClasses.generic(List.class, boxed);
      case 4 -> GeneratedClasses.generic(Map.class, String.class, boxed);
      case 5 ->
          switch (random.nextInt(8)) {
            case 0 -> GeneratedClasses.generic(Map.class, Integer.class, boxed);
            case 1 -> GeneratedClasses.generic(Map.class, TimeUnit.class, boxed);
            case 2 -> GeneratedClasses.generic(Map.class, boxed, String.class);
            case 3 -> GeneratedClasses.generic(Set.class, boxed);
            case 4 -> GeneratedClasses.generic(Collection.class, boxed);
            case 5 -> GeneratedClasses.generic(AtomicReference.class, boxed);
            case 6 -> GeneratedClasses.generic(Optional.class, boxed);
            default -> GeneratedClasses.generic(Map.class, Date.class, boxed);
          };
      case 6, 7, 8, 9 -> oneOf(random, COMMON);
      default -> oneOf(random, TYPES);
    };
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
  }

  private String property(int number, int i) {
    String suffix = number + "_" + i;
    return switch (random.nextInt(8)) {
      case 0 -> "p" + suffix;
      case 1 -> "caf\u00e9" + suffix;
      case 2 -> "aPropertyWithALongNameThatNeedsMoreThanOneWord" + suffix;
      case 3 -> "snakeCase" + suffix;
      case 4 -> "URLOf" + suffix;
      default -> "field" + suffix;
    };
  }

  // ---- annotations

  private List<AnnotationDescription> ofClass() {
    List<AnnotationDescription> annotations = new ArrayList<>();
    if (once(5)) {
      annotations.add(
          random.nextBoolean()
              ? of(JsonPropertyOrder.class, "alphabetic", random.nextBoolean())
              : AnnotationDescription.Builder.ofType(JsonPropertyOrder.class)
                  .defineArray("value", property(0, 2), property(0, 1), property(1, 1))
                  .build());
    }
    if (once(4)) {
      annotations.add(include());
    }
    if (once(7)) {
      annotations.add(typeInfo());
    }
    if (once(12)) {
      annotations.add(of(JsonTypeName.class, "value", "typed \u00e9"));
    }
    if (once(12)) {
      annotations.add(of(JsonRootName.class, "value", "named"));
    }
    if (once(10)) {
      annotations.add(
          AnnotationDescription.Builder.ofType(JsonAutoDetect.class)
              .define("fieldVisibility", visibility())
              .define("getterVisibility", visibility())
              .build());
    }
    if (once(10)) {
      annotations.add(
          AnnotationDescription.Builder.ofType(JsonIgnoreProperties.class)
              .defineArray("value", property(0, 0), property(1, 1), property(2, 2))
              .build());
    }
    if (once(14)) {
      annotations.add(
          AnnotationDescription.Builder.ofType(JsonFormat.class)
              .define("shape", JsonFormat.Shape.ARRAY)
              .build());
    }
    if (once(14)) {
      annotations.add(
          AnnotationDescription.Builder.ofType(JsonIdentityInfo.class)
              .define("generator", ObjectIdGenerators.IntSequenceGenerator.class)
              .build());
    }
    if (once(14)) {
      annotations.add(of(JsonFilter.class, "value", "some"));
    }
    if (!ofClasses.isEmpty() && once(10)) {
      annotations.add(oneOf(random, ofClasses));
    }
    return annotations;
  }

  private JsonAutoDetect.Visibility visibility() {
    return oneOf(random, List.of(JsonAutoDetect.Visibility.values()));
  }

  private AnnotationDescription typeInfo() {
    JsonTypeInfo.As as =
        oneOf(
            random,
            List.of(
                JsonTypeInfo.As.PROPERTY,
                JsonTypeInfo.As.PROPERTY,
                JsonTypeInfo.As.WRAPPER_OBJECT,
                JsonTypeInfo.As.WRAPPER_ARRAY,
                JsonTypeInfo.As.EXISTING_PROPERTY,
                JsonTypeInfo.As.EXTERNAL_PROPERTY));
    return AnnotationDescription.Builder.ofType(JsonTypeInfo.class)
        .define(
            "use",
            oneOf(
                random,
                List.of(
                    JsonTypeInfo.Id.NAME, JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS)))
        .define("include", as)
        .build();
  }

  private List<AnnotationDescription> ofProperty(Class<?> type) {
    List<AnnotationDescription> annotations = new ArrayList<>();
    boolean bean = made.contains(type);
    switch (random.nextInt(26)) {
      case 0, 1 -> annotations.add(include());
      case 2, 3 ->
          annotations.add(of(JsonProperty.class, "value", "renamed" + random.nextInt(100)));
      case 4 ->
          annotations.add(
              AnnotationDescription.Builder.ofType(JsonProperty.class)
                  .define("index", random.nextInt(5))
                  .define("access", oneOf(random, List.of(JsonProperty.Access.values())))
                  .build());
      case 5, 6 -> annotations.add(format(type));
      case 7 -> {
        if (type == String.class) {
          annotations.add(of(JsonRawValue.class, "value", true));
        }
      }
      case 8, 9 -> {
        if (bean) {
          annotations.add(
              of(JsonUnwrapped.class, random.nextBoolean() ? "prefix" : "suffix", "un_"));
        }
      }
      case 10 ->
          annotations.add(
              AnnotationDescription.Builder.ofType(JsonView.class)
                  .defineTypeArray("value", Shapes.Inner.class)
                  .build());
      case 11 -> annotations.add(of(JsonIgnore.class, "value", random.nextBoolean()));
      case 12 -> {
        if (!type.isPrimitive()) {
          annotations.add(typeInfo());
        }
      }
      case 13 -> {
        if (bean || Map.class == type) {
          annotations.add(
              AnnotationDescription.Builder.ofType(JsonIgnoreProperties.class)
                  .defineArray("value", property(0, 0), property(1, 1), "a", "b")
                  .build());
        }
      }
      case 14 -> {
        if (bean) {
          annotations.add(of(JsonFilter.class, "value", "some"));
        }
      }
      case 15, 16 -> {
        if (!ofProperties.isEmpty()) {
          annotations.add(oneOf(random, ofProperties));
        }
      }
      default -> {}
    }
    return annotations;
  }

  private AnnotationDescription format(Class<?> type) {
    AnnotationDescription.Builder format = AnnotationDescription.Builder.ofType(JsonFormat.class);
    format = format.define("shape", oneOf(random, List.of(JsonFormat.Shape.values())));
    if (once(3) && Date.class.isAssignableFrom(type)) {
      format = format.define("pattern", "yyyy/MM/dd HH:mm").define("timezone", "Europe/Zurich");
    }
    if (once(3)) {
      format =
          format.defineEnumerationArray(
              "with",
              JsonFormat.Feature.class,
              oneOf(
                  random,
                  List.of(
                      JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
                      JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES,
                      JsonFormat.Feature.WRITE_DATES_WITH_ZONE_ID)));
    }
    return format.build();
  }

  private AnnotationDescription include() {
    List<JsonInclude.Include> kinds =
        List.of(
            JsonInclude.Include.ALWAYS,
            JsonInclude.Include.NON_NULL,
            JsonInclude.Include.NON_ABSENT,
            JsonInclude.Include.NON_EMPTY,
            JsonInclude.Include.NON_DEFAULT);
    AnnotationDescription.Builder include = AnnotationDescription.Builder.ofType(JsonInclude.class);
    if (once(3)) {
      include =
          include
              .define("value", JsonInclude.Include.CUSTOM)
              .define("valueFilter", oneOf(random, FILTERS));
    } else {
      include = include.define("value", oneOf(random, kinds));
    }
    if (once(4)) {
      include =
          include
              .define("content", JsonInclude.Include.CUSTOM)
              .define("contentFilter", oneOf(random, FILTERS));
    } else if (once(4)) {
      include = include.define("content", oneOf(random, kinds));
    }
    return include.build();
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

  /** An instance, or a list of two; the same seed draws the same. */
  public Object value(long valueSeed, Class<?> type, boolean inList) {
    Drawing drawing = new Drawing(new Random(valueSeed), made);
    try {
      Object first = drawing.instance(type, 0);
      return inList ? Arrays.asList(first, null, drawing.instance(type, 0)) : first;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T oneOf(Random random, List<? extends T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** One value's. */
  private record Drawing(Random random, List<Class<?>> made) {

    Object instance(Class<?> type, int depth) throws ReflectiveOperationException {
      Object bean = type.getDeclaredConstructor().newInstance();
      for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers())) {
            continue;
          }
          field.setAccessible(true);
          Object value = value(field.getType(), field.getGenericType(), depth + 1);
          if (value != null) {
            field.set(bean, value);
          }
        }
      }
      return bean;
    }

    private Object value(Class<?> type, Type generic, int depth)
        throws ReflectiveOperationException {
      if (!type.isPrimitive() && random.nextInt(6) == 0) {
        return null;
      }
      if (made.contains(type)) {
        return depth > DEEPEST ? null : instance(subclass(type), depth);
      }
      return switch (type.getSimpleName()) {
        case "String", "CharSequence" -> text();
        case "int", "Integer", "Number" -> random.nextInt() >> random.nextInt(32);
        case "long", "Long" -> random.nextLong() >> random.nextInt(64);
        case "short", "Short" -> (short) random.nextInt();
        case "byte", "Byte" -> (byte) random.nextInt();
        case "double", "Double" -> decimal();
        case "float", "Float" -> (float) decimal();
        case "boolean", "Boolean" -> random.nextBoolean();
        case "char", "Character" -> (char) random.nextInt(0x800);
        case "byte[]" -> text().getBytes(StandardCharsets.UTF_8);
        case "char[]" -> text().toCharArray();
        case "int[]" -> random.ints(random.nextInt(4)).toArray();
        case "long[]" -> random.longs(random.nextInt(4)).toArray();
        case "boolean[]" -> new boolean[random.nextInt(3)];
        case "double[]" -> random.doubles(random.nextInt(4)).toArray();
        case "String[]" -> new String[] {text(), null};
        case "Object[]" -> list(generic, depth).toArray();
        case "TimeUnit" -> oneOf(random, UNITS);
        case "TimeUnit[]" -> new TimeUnit[] {oneOf(random, UNITS)};
        case "Level" -> oneOf(random, List.of(GeneratedClasses.Level.values()));
        case "EnumSet" -> EnumSet.of(oneOf(random, UNITS), TimeUnit.DAYS);
        case "EnumMap" -> new EnumMap<>(Map.of(oneOf(random, UNITS), text()));
        case "BigDecimal" ->
            new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40));
        case "BigInteger" -> BigInteger.valueOf(random.nextLong()).pow(random.nextInt(4));
        case "Date" -> new Date(random.nextLong() >>> 24);
        case "Calendar" -> {
          Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
          calendar.setTimeInMillis(random.nextLong() >>> 24);
          yield calendar;
        }
        case "TimeZone" -> TimeZone.getTimeZone("UTC");
        case "Locale" -> random.nextBoolean() ? Locale.GERMANY : Locale.ROOT;
        case "URI" -> URI.create("urn:" + random.nextInt());
        case "UUID" -> new UUID(random.nextLong(), random.nextLong());
        case "Path" -> Path.of("a", "b \u00e9");
        case "Class" -> String.class;
        case "Instant" -> Instant.ofEpochMilli(random.nextLong() >>> 24);
        case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(100_000));
        case "Duration" -> Duration.ofMillis(random.nextInt());
        case "AtomicInteger" -> new AtomicInteger(random.nextInt());
        case "AtomicReference" -> new AtomicReference<>(argument(generic, 0, depth + 1));
        case "Optional" -> Optional.ofNullable(argument(generic, 0, depth + 1));
        case "StringBuilder" -> new StringBuilder(text()).reverse();
        case "Single" -> new Single();
        case "List", "Collection", "Iterable" -> list(generic, depth);
        case "Set" -> new LinkedHashSet<>(list(generic, depth));
        case "Map" -> map(generic, depth);
        default -> anything(depth);
      };
    }

    private Class<?> subclass(Class<?> type) {
      return oneOf(random, made.stream().filter(type::isAssignableFrom).toList());
    }

    /** For an argument of a generic type; of any type where there is none. */
    private Object argument(Type generic, int index, int depth)
        throws ReflectiveOperationException {
      return generic instanceof ParameterizedType p
              && p.getActualTypeArguments()[index] instanceof Class<?> c
              && c != Object.class
          ? value(c, c, depth)
          : anything(depth);
    }

    private Object anything(int depth) throws ReflectiveOperationException {
      if (random.nextInt(60) == 0) {
        return random.nextBoolean() ? new Nothing() : new Unlucky();
      }
      Class<?> type = random.nextInt(4) == 0 ? oneOf(random, made) : oneOf(random, TYPES);
      return type == Object.class || depth > DEEPEST ? text() : value(type, type, depth + 1);
    }

    private List<Object> list(Type generic, int depth) throws ReflectiveOperationException {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(argument(generic, 0, depth + 1));
      }
      return random.nextInt(8) == 0 ? Collections.unmodifiableList(list) : list;
    }

    private Map<Object, Object> map(Type generic, int depth) throws ReflectiveOperationException {
      boolean typed = generic instanceof ParameterizedType;
      boolean numbered = random.nextInt(5) == 0;
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        Object key =
            typed && !generic.getTypeName().contains("java.lang.Object,")
                ? argument(generic, 0, DEEPEST)
                : numbered ? (Object) i : text();
        map.put(key, argument(generic, 1, depth + 1));
      }
      return !typed && random.nextBoolean() ? new TreeMap<>(map) : map;
    }

    private double decimal() {
      return switch (random.nextInt(6)) {
        case 0 -> random.nextInt(100_000) / 100.0;
        case 1 -> Double.longBitsToDouble(random.nextLong());
        case 2 -> random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
        case 3 -> random.nextInt(1000);
        default -> random.nextGaussian() * Math.pow(10, random.nextInt(12) - 5);
      };
    }

    private String text() {
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
  }
}

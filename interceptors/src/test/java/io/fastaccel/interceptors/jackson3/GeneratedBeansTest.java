package io.fastaccel.interceptors.jackson3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.model.GeneratedBeans;
import com.acme.model.Shapes;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import java.lang.annotation.Annotation;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.bytebuddy.description.annotation.AnnotationDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.NullSerializer;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Beans whose properties, annotations and values are drawn at random, under mappers whose settings
 * are.
 */
@SuppressWarnings("JavaUtilDate") // applications have them
class GeneratedBeansTest {

  private static final int SEEDS = Integer.getInteger("json.seeds", 120);
  private static final long FIRST_SEED = Long.getLong("json.first-seed", 0);

  private static final List<AnnotationDescription> OF_CLASSES =
      List.of(
          annotation(JsonNaming.class, "value", PropertyNamingStrategies.KebabCaseStrategy.class),
          annotation(JsonSerialize.class, "using", ClassNames.class));

  private static final List<AnnotationDescription> OF_PROPERTIES =
      List.of(
          annotation(JsonSerialize.class, "using", ClassNames.class),
          annotation(JsonSerialize.class, "contentUsing", ClassNames.class),
          annotation(JsonSerialize.class, "nullsUsing", NullSerializer.class),
          annotation(JsonSerialize.class, "as", Object.class));

  private static final Class<?>[] OVERRIDDEN = {
    String.class,
    int.class,
    Integer.class,
    boolean.class,
    Double.class,
    TimeUnit.class,
    List.class,
    Map.class,
    Date.class,
    byte[].class,
    Number.class
  };

  private static final PropertyNamingStrategy[] NAMINGS = {
    PropertyNamingStrategies.SNAKE_CASE,
    PropertyNamingStrategies.UPPER_CAMEL_CASE,
    PropertyNamingStrategies.KEBAB_CASE,
    PropertyNamingStrategies.LOWER_DOT_CASE
  };

  private static AnnotationDescription annotation(
      Class<? extends Annotation> type, String property, Class<?> value) {
    return AnnotationDescription.Builder.ofType(type).define(property, value).build();
  }

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
    assertTrue(ours > 60L * SEEDS, () -> ours + " calls: " + json.reasons());
  }

  private static void check(long seed) {
    GeneratedBeans beans = new GeneratedBeans(seed, OF_CLASSES, OF_PROPERTIES);
    for (int i = 0; i < 3; i++) {
      beans.next();
    }
    Random random = new Random(seed);
    ObjectMapper mapper = mapper(random, beans);
    ObjectWriter writer = writer(random, mapper, beans);
    List<Supplier<Object>> drawn = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long valueSeed = random.nextLong();
      Class<?> type = beans.any(random);
      boolean inList = random.nextInt(3) == 0;
      drawn.add(() -> beans.value(valueSeed, type, inList));
    }
    settle(mapper, mapper(new Random(seed), beans), writer, drawn);
    for (Supplier<Object> values : drawn) {
      Differential.sameOrOriginal(mapper, values);
      Differential.sameOrOriginal(writer, values);
      Differential.sameInTargets(0, mapper, values);
      Differential.sameInTargets(0, writer, values);
      Differential.sameInGenerators(mapper, values);
      Differential.sameInGenerators(writer, values);
    }
  }

  /**
   * Where Jackson fails to make a serializer it may keep a part of it, and does something else the
   * next time. Then both see what becomes of it in the end.
   */
  private static void settle(
      ObjectMapper mapper, ObjectMapper twin, ObjectWriter writer, List<Supplier<Object>> drawn) {
    boolean settled = true;
    for (Supplier<Object> values : drawn) {
      settled &=
          outcome(twin::writeValueAsString, values)
              .equals(outcome(twin::writeValueAsString, values));
    }
    for (int i = 0; i < 2 && !settled; i++) {
      for (Supplier<Object> values : drawn) {
        outcome(mapper::writeValueAsString, values);
        outcome(writer::writeValueAsString, values);
      }
    }
  }

  private interface Call {
    String write(Object value) throws Exception;
  }

  private static String outcome(Call call, Supplier<Object> values) {
    try {
      return call.write(values.get());
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static <T> T oneOf(Random random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static ObjectMapper mapper(Random random, GeneratedBeans beans) {
    JsonMapper.Builder builder = JsonMapper.builder();
    if (random.nextInt(10) == 0) {
      builder.configureForJackson2();
    }
    features(random, builder);
    if (random.nextInt(3) == 0) {
      builder.propertyNamingStrategy(oneOf(random, NAMINGS));
    }
    if (random.nextInt(8) == 0) {
      builder.enumNamingStrategy(EnumNamingStrategies.LOWER_CAMEL_CASE);
    }
    JsonInclude.Include[] kinds = JsonInclude.Include.values();
    JsonInclude.Include kind = oneOf(random, kinds);
    JsonInclude.Include content = oneOf(random, kinds);
    if (random.nextBoolean() && kind != JsonInclude.Include.CUSTOM) {
      builder.changeDefaultPropertyInclusion(i -> i.withValueInclusion(kind));
    }
    if (random.nextInt(4) == 0 && content != JsonInclude.Include.CUSTOM) {
      builder.changeDefaultPropertyInclusion(i -> i.withContentInclusion(content));
    }
    if (random.nextInt(3) != 0) {
      builder.filterProvider(
          new SimpleFilterProvider()
              .addFilter("some", SimpleBeanPropertyFilter.serializeAllExcept("p1_1", "a")));
    }
    if (random.nextInt(4) == 0) {
      Class<?> type = beans.any(random);
      builder.addMixIn(type, beans.mixIn(type));
    }
    if (random.nextInt(4) == 0) {
      PropertyAccessor accessor = oneOf(random, PropertyAccessor.values());
      Visibility visibility = oneOf(random, Visibility.values());
      builder.changeDefaultVisibility(v -> v.withVisibility(accessor, visibility));
    }
    overrides(random, builder, beans);
    if (random.nextInt(8) == 0) {
      builder.addModule(
          new SimpleModule()
              .addSerializer(oneOf(random, OVERRIDDEN), new ClassNames())
              .addKeySerializer(TimeUnit.class, new ClassNameKeys()));
    }
    if (random.nextInt(8) == 0) {
      builder.addModule(
          new SimpleModule()
              .setDefaultNullKeySerializer(new ClassNameKeys())
              .setDefaultNullValueSerializer(new ClassNames()));
    }
    if (random.nextInt(8) == 0) {
      builder.activateDefaultTyping(
          BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
          oneOf(random, DefaultTyping.values()));
    }
    if (random.nextInt(6) == 0) {
      builder.defaultDateFormat(new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT));
    }
    if (random.nextInt(6) == 0) {
      builder.defaultPrettyPrinter(
          new DefaultPrettyPrinter()
              .withArrayIndenter(new DefaultIndenter("\t", "\n"))
              .withObjectIndenter(new DefaultIndenter("   ", "\r\n")));
    }
    return builder.build();
  }

  private static void features(Random random, JsonMapper.Builder builder) {
    for (SerializationFeature feature : SerializationFeature.values()) {
      if (random.nextInt(8) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    builder.configure(SerializationFeature.INDENT_OUTPUT, random.nextInt(4) == 0);
    for (MapperFeature feature : MapperFeature.values()) {
      if (random.nextInt(14) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    for (EnumFeature feature : EnumFeature.values()) {
      if (random.nextInt(8) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    for (DateTimeFeature feature : DateTimeFeature.values()) {
      if (random.nextInt(8) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    for (JsonWriteFeature feature : JsonWriteFeature.values()) {
      if (random.nextInt(20) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
    for (StreamWriteFeature feature : StreamWriteFeature.values()) {
      if (random.nextInt(20) == 0) {
        builder.configure(feature, random.nextBoolean());
      }
    }
  }

  /** Settings for one class each. */
  private static void overrides(Random random, JsonMapper.Builder builder, GeneratedBeans beans) {
    if (random.nextInt(4) == 0) {
      JsonFormat.Shape shape = oneOf(random, JsonFormat.Shape.values());
      builder.withConfigOverride(
          oneOf(random, OVERRIDDEN), o -> o.setFormat(JsonFormat.Value.forShape(shape)));
    }
    if (random.nextInt(4) == 0) {
      JsonInclude.Value include =
          JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL);
      builder.withConfigOverride(
          oneOf(random, OVERRIDDEN),
          o -> {
            if (random.nextBoolean()) {
              o.setInclude(include);
            } else {
              o.setIncludeAsProperty(include);
            }
          });
    }
    if (random.nextInt(8) == 0) {
      builder.withConfigOverride(
          random.nextBoolean() ? beans.any(random) : Map.class,
          o -> o.setIgnorals(JsonIgnoreProperties.Value.forIgnoredProperties("a", "p1_1")));
    }
  }

  private static ObjectWriter writerFor(ObjectMapper mapper, Class<?> type) {
    try {
      return mapper.writerFor(type);
    } catch (IllegalArgumentException e) {
      return mapper.writer(); // a format that the type cannot have
    }
  }

  private static ObjectWriter writer(Random random, ObjectMapper mapper, GeneratedBeans beans) {
    ObjectWriter writer =
        switch (random.nextInt(11)) {
          case 0 -> mapper.writerWithDefaultPrettyPrinter();
          case 1 ->
              mapper
                  .writer()
                  .with(
                      new DefaultPrettyPrinter()
                          .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));
          case 2 -> mapper.writerWithView(random.nextBoolean() ? Shapes.Inner.class : String.class);
          case 3 -> writerFor(mapper, random.nextBoolean() ? Object.class : beans.any(random));
          case 4 -> mapper.writer().with(new DefaultPrettyPrinter().withObjectIndenter(null));
          case 5 -> mapper.writer().withRootName("root");
          case 6 -> mapper.writer().with(Base64Variants.MODIFIED_FOR_URL);
          case 7 -> mapper.writer().with(TimeZone.getTimeZone("Asia/Tokyo")).with(Locale.FRANCE);
          case 8 -> mapper.writer().with(oneOf(random, EnumFeature.values()));
          case 9 -> mapper.writer().without(oneOf(random, DateTimeFeature.values()));
          default -> mapper.writer();
        };
    return random.nextInt(4) == 0
        ? writer.without(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        : writer;
  }

  /** Writes the names of classes in place of values, which say the same each time. */
  public static final class ClassNames extends StdSerializer<Object> {
    public ClassNames() {
      super(Object.class);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(name(value));
    }
  }

  /** The same for keys. */
  public static final class ClassNameKeys extends StdSerializer<Object> {
    ClassNameKeys() {
      super(Object.class);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
      generator.writeName(name(value));
    }
  }

  private static String name(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}

package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.model.GeneratedBeans;
import com.acme.model.Shapes;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.impl.SimpleBeanPropertyFilter;
import com.fasterxml.jackson.databind.ser.impl.SimpleFilterProvider;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.bytebuddy.description.annotation.AnnotationDescription;
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
    assertTrue(ours > 20L * SEEDS, () -> ours + " calls: " + json.reasons());
  }

  private void check(long seed) throws Exception {
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
      Differential.sameInTargets(mapper, values);
      Differential.sameInTargets(writer, values);
      Differential.sameInGenerators(mapper, values);
      Differential.sameInGenerators(mapper, writer, values);
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

  // ---- settings

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

  private static <T> T oneOf(Random random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static ObjectMapper mapper(Random random, GeneratedBeans beans) {
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
    if (random.nextInt(4) != 0) {
      builder.addModules(new Jdk8Module(), new JavaTimeModule());
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
      builder.visibility(
          oneOf(random, PropertyAccessor.values()), oneOf(random, Visibility.values()));
    }
    if (random.nextInt(4) == 0) {
      JsonFormat.Shape shape = oneOf(random, JsonFormat.Shape.values());
      builder.withConfigOverride(
          oneOf(random, OVERRIDDEN), o -> o.setFormat(JsonFormat.Value.forShape(shape)));
    }
    if (random.nextInt(4) == 0) {
      builder.withConfigOverride(
          oneOf(random, OVERRIDDEN),
          o ->
              o.setInclude(
                  JsonInclude.Value.construct(
                      JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL)));
    }
    if (random.nextInt(8) == 0) {
      builder.addModule(
          new SimpleModule()
              .addSerializer(oneOf(random, OVERRIDDEN), new ClassNames())
              .addKeySerializer(TimeUnit.class, new ClassNameKeys()));
    }
    if (random.nextInt(8) == 0) {
      builder.activateDefaultTyping(
          LaissezFaireSubTypeValidator.instance, oneOf(random, DefaultTyping.values()));
    }
    if (random.nextInt(6) == 0) {
      builder.defaultDateFormat(new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT));
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

  private static ObjectWriter writerFor(ObjectMapper mapper, Class<?> type) {
    try {
      return mapper.writerFor(type);
    } catch (IllegalArgumentException e) {
      return mapper.writer(); // a format that the type cannot have
    }
  }

  private static ObjectWriter writer(Random random, ObjectMapper mapper, GeneratedBeans beans) {
    ObjectWriter writer =
        switch (random.nextInt(7)) {
          case 0 -> mapper.writerWithDefaultPrettyPrinter();
          case 1 ->
              mapper.writer(
                  new DefaultPrettyPrinter()
                      .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
                      .withoutSpacesInObjectEntries());
          case 2 -> mapper.writerWithView(random.nextBoolean() ? Shapes.Inner.class : String.class);
          case 3 -> writerFor(mapper, random.nextBoolean() ? Object.class : beans.any(random));
          case 4 -> mapper.writer(new DefaultPrettyPrinter().withObjectIndenter(null));
          case 5 -> mapper.writer().withRootName("root");
          default -> mapper.writer();
        };
    return random.nextInt(4) == 0
        ? writer.withoutFeatures(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        : writer;
  }

  /** Writes the names of classes in place of values, which say the same each time. */
  public static final class ClassNames extends StdSerializer<Object> {
    private static final long serialVersionUID = 1L;

    public ClassNames() {
      super(Object.class);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializerProvider context)
        throws IOException {
      generator.writeString(name(value));
    }
  }

  /** The same for keys. */
  public static final class ClassNameKeys extends StdSerializer<Object> {
    private static final long serialVersionUID = 1L;

    ClassNameKeys() {
      super(Object.class);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializerProvider context)
        throws IOException {
      generator.writeFieldName(name(value));
    }
  }

  private static String name(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}

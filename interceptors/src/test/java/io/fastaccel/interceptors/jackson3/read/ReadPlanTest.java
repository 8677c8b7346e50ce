package io.fastaccel.interceptors.jackson3.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.Nulls;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.Documents;
import io.fastaccel.interceptors.json.read.ToldTypes;
import io.fastaccel.interceptors.json.read.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;

class ReadPlanTest {

  enum Level {
    LOW,
    HIGH
  }

  /** Setters and fields of all kinds. */
  @SuppressWarnings("UnusedVariable") // read by reflection
  static class Everything {
    private String content;
    private int id;
    private long count = 7;
    private double ratio;
    private boolean done;
    private String name = "nobody";

    public Integer a;
    public Long b;
    public Double price;
    public Boolean x1;
    public float f;
    public short s;
    public byte y;
    public char c;
    public BigDecimal value;
    public Object any;
    public Level level;
    public List<String> tags;
    public Set<String> sorted = new TreeSet<>();
    public List<Integer> numbers;
    public Everything sub;
    public List<Everything> items;
    public Map<String, Everything> map;
    public TreeMap<String, Object> tree;
    public EnumMap<Level, String> levels;
    public Optional<String> maybe = Optional.empty();
    public int[] ints;
    public byte[] bytes;
    public JsonNode node;
    public UUID uuid;
    public Map<Integer, String> byNumber;
    private transient String hidden;

    @JsonProperty("role")
    final String fixed = null;

    public void setContent(String content) {
      this.content = content;
    }

    public Everything setId(int id) {
      this.id = id;
      return this;
    }

    public void setCount(long count) {
      this.count = count;
    }

    protected void setRatio(double ratio) {
      this.ratio = ratio;
    }

    public void setDone(boolean done) {
      this.done = done;
    }

    @JsonAlias({"n\u00e9", "title", "kind"})
    @JsonSetter(nulls = Nulls.SKIP)
    public void setName(String name) {
      this.name = name;
    }
  }

  record Point(int x, double y, String label, List<Point> next, Level level) {}

  /** A creator and nothing else. */
  static class Immutable {
    private final String name;
    private final long id;

    @JsonCreator
    Immutable(
        @JsonProperty("name") String name, @JsonProperty(value = "id", required = true) long id) {
      this.name = name;
      this.id = id;
    }

    String text() {
      return name + id;
    }
  }

  /** A creator and setters. */
  static class Mixed {
    final String name;
    public int id;

    @JsonCreator
    Mixed(@JsonProperty("name") String name) {
      this.name = name;
    }
  }

  @JsonDeserialize(builder = Built.Builder.class)
  static final class Built {
    final String name;
    final int id;
    final Built sub;

    Built(String name, int id, Built sub) {
      this.name = name;
      this.id = id;
      this.sub = sub;
    }

    @JsonPOJOBuilder(withPrefix = "")
    static class Builder {
      private String name;
      private int id;
      private Built sub;

      Builder name(String name) {
        this.name = name;
        return this;
      }

      Builder id(int id) {
        Builder other = new Builder();
        other.name = name;
        other.id = id;
        return other;
      }

      Builder sub(Built sub) {
        this.sub = sub;
        return this;
      }

      Built build() {
        return new Built(name, id, sub);
      }
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Cat.class, name = "a"),
    @JsonSubTypes.Type(value = Dog.class, name = "hello")
  })
  abstract static class Animal {
    public String name;
  }

  static class Cat extends Animal {
    public int count;
  }

  static class Dog extends Animal {
    public Animal sub;
    public List<Animal> items;
  }

  static class Owner {
    public Animal sub;
    public List<Animal> items;
    public Map<String, Animal> map;
    public String name;
  }

  static class Extras {
    public String name;
    private final Map<String, Object> others = new LinkedHashMap<>();

    @JsonAnySetter
    void other(String name, Object value) {
      others.put(name, value);
    }
  }

  @JsonIgnoreProperties({"id", "content"})
  static class Ignoring {
    public String name;
    public int a;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  static class Lenient {
    public String name;
    public int a;
    public Strict sub;
  }

  static class Strict {
    public String name;
  }

  static class Injected {
    @JacksonInject("who")
    public String who;

    public String name;
  }

  static class Unwrapping {
    public int id;
    @JsonUnwrapped public Strict inner;
  }

  /** Looks at where it is. */
  static class Place {
    public String name;
    public int count;
    public Place inner;
    public List<Place> others;

    @JsonDeserialize(using = WhereAmI.class)
    public String sub;

    @JsonDeserialize(contentUsing = WhereAmI.class)
    public List<String> items;
  }

  static class WhereAmI extends ValueDeserializer<String> {
    @Override
    public String deserialize(JsonParser p, DeserializationContext context) {
      StringBuilder around = new StringBuilder();
      for (TokenStreamContext c = p.streamReadContext(); c != null; c = c.getParent()) {
        Object value = c.currentValue();
        around.append(c.typeDesc()).append(c.getEntryCount()).append(c.currentName());
        around.append(value == null ? null : value.getClass().getSimpleName()).append(' ');
      }
      String place =
          around
              + p.currentName()
              + " "
              + p.streamReadContext().pathAsPointer()
              + " "
              + p.streamReadContext().getEntryCount()
              + " "
              + (p.currentValue() == null ? null : p.currentValue().getClass())
              + " "
              + p.currentTokenLocation().getLineNr()
              + ":"
              + p.currentTokenLocation().getColumnNr()
              + "@"
              + p.currentTokenLocation().getCharOffset()
              + "/"
              + p.currentTokenLocation().getByteOffset()
              + " "
              + p.currentTokenLocation().sourceDescription();
      if (p.currentToken() != JsonToken.PROPERTY_NAME) {
        place += " " + p.currentLocation().getLineNr() + p.currentLocation().getColumnNr();
      }
      p.skipChildren();
      return place + " " + p.currentLocation().getColumnNr() + " " + p.getString();
    }
  }

  /** Reads with the deserializer what others would read too. */
  static class Swallowing {
    @JsonDeserialize(using = Swallow.class)
    public Integer a;

    public String name;
  }

  static class Swallow extends ValueDeserializer<Integer> {
    @Override
    public Integer deserialize(JsonParser p, DeserializationContext context) {
      try {
        return p.getIntValue();
      } catch (Exception e) {
        return -1;
      }
    }
  }

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  static class AsArray {
    public String name;
    public int a;
  }

  @SuppressWarnings("unchecked") // of what it inherits
  static class CustomMapper extends ObjectMapper {
    private static final long serialVersionUID = 1L;

    @Override
    public <T> T readValue(String content, Class<T> type) {
      return null;
    }
  }

  /** A setter of any number of arguments is one of an array. */
  static class Variadic {
    Object[] values;

    public void setValues(Object... values) {
      this.values = values;
    }
  }

  private static final String[] NAMES = {
    "content",
    "id",
    "count",
    "ratio",
    "done",
    "name",
    "a",
    "b",
    "price",
    "x1",
    "f",
    "s",
    "y",
    "c",
    "value",
    "any",
    "level",
    "tags",
    "sorted",
    "numbers",
    "sub",
    "items",
    "map",
    "tree",
    "levels",
    "maybe",
    "ints",
    "bytes",
    "node",
    "uuid",
    "byNumber",
    "role",
    "title",
    "kind",
    "unknown",
    "n\u00e9",
    "label",
    "next",
    "type",
    "x"
  };

  private static final List<Class<?>> TYPES =
      List.of(
          Everything.class,
          Point.class,
          Immutable.class,
          Mixed.class,
          Built.class,
          Animal.class,
          Owner.class,
          Extras.class,
          Ignoring.class,
          Lenient.class,
          Strict.class,
          Unwrapping.class,
          Place.class,
          Swallowing.class,
          AsArray.class);

  private final ObjectMapper mapper = new JsonMapper();

  private final ObjectMapper lenient =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private final ObjectMapper strict =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .build();

  @BeforeEach
  void prepare() {
    Reading.prepare();
  }

  @Test
  void thereArePlans() throws Exception {
    for (Class<?> type : List.of(Everything.class, Immutable.class, Built.class)) {
      DeserializationContext context = mapper._deserializationContext();
      ValueDeserializer<?> deserializer =
          context.findRootValueDeserializer(mapper.constructType(type));
      assertTrue(BeanInternals.obstacle() == null, BeanInternals.obstacle());
      assertNotNull(ReadPlan.of((BeanDeserializerBase) deserializer), type::getName);
    }
  }

  @Test
  void beansAreThoseOfJackson() {
    Reading.same(
        mapper,
        Everything.class,
        "{\"content\":\"c\\n\",\"id\":1,\"count\":-3,\"ratio\":0.1,\"done\":true,\"name\":null,"
            + "\"a\":1,\"b\":null,\"price\":2.50,\"x1\":false,\"f\":1.1,\"s\":5,\"y\":6,"
            + "\"c\":\"z\",\"value\":1.10,\"any\":{\"k\":[1,2.5,\"t\",null]},\"level\":\"LOW\","
            + "\"tags\":[\"t\",null],\"sorted\":[\"b\",\"a\"],\"numbers\":[1,null,3],"
            + "\"sub\":{\"id\":2,\"sub\":null},\"items\":[{\"id\":3},null,{}],"
            + "\"map\":{\"k\":{\"id\":4},\"l\":null},\"tree\":{\"z\":1,\"a\":[]},"
            + "\"levels\":{\"HIGH\":\"h\"},\"ints\":[1,2],\"bytes\":\"YWJj\","
            + "\"node\":{\"n\":1},\"uuid\":\"123e4567-e89b-12d3-a456-426614174000\","
            + "\"byNumber\":{\"1\":\"one\"},\"title\":\"by alias\"}");
    Reading.same(mapper, Everything.class, "{}");
    Reading.same(mapper, Everything.class, " { \"n\u00e9\" : \"x\" , \"i\\u0064\" : 5 } ");
    Reading.same(
        mapper,
        Point.class,
        "{\"x\":1,\"y\":2.5,\"label\":\"\u4e2d\",\"next\":[{\"label\":null,\"x\":null}],"
            + "\"level\":\"HIGH\"}");
    Reading.same(mapper, Immutable.class, "{\"id\":5,\"name\":\"n\"}");
    Reading.same(mapper, Built.class, "{\"name\":\"n\",\"id\":5,\"sub\":{\"id\":6}}");
    Reading.same(
        mapper,
        Owner.class,
        "{\"sub\":{\"type\":\"a\",\"name\":\"c\"},\"name\":\"o\",\"items\":[{\"name\":\"x\","
            + "\"type\":\"hello\",\"sub\":{\"type\":\"a\",\"count\":1}}],\"map\":{\"k\":{\"type\":\"a\"}}}");
    Reading.same(mapper, Extras.class, "{\"name\":\"n\",\"other\":[1],\"more\":null}");
    Reading.same(mapper, Ignoring.class, "{\"name\":\"n\",\"id\":{},\"a\":1}");
    Reading.same(mapper, Lenient.class, "{\"what\":[{}],\"name\":\"n\",\"a\":1}");
    Reading.same(lenient, Strict.class, "{\"what\":[{}],\"name\":\"n\",\"a\":1}");
    Reading.same(strict, Strict.class, "{\"NAME\":\"n\"}");
  }

  @Test
  void deserializersThatReadTooLittleOrTooMuchAreLeftToJackson() {
    for (String document :
        List.of(
            "{\"little\":[1,2],\"name\":\"n\"}",
            "{\"little\":{\"name\":\"x\"},\"name\":\"n\"}",
            "{\"much\":1,\"name\":\"n\",\"little\":2}",
            "{\"list\":[1,[2,3]],\"name\":\"n\"}")) {
      Reading.sameOrOriginal(mapper, Careless.class, document);
      Reading.sameOrOriginal(lenient, Careless.class, document);
    }
    Reading.original(
        "deserializer that does not end where its value ends",
        lenient,
        Careless.class,
        "{\"little\":[1,2]}");
  }

  static class Careless {
    @JsonDeserialize(using = TooLittle.class)
    public Integer little;

    @JsonDeserialize(using = TooMuch.class)
    public Integer much;

    @JsonDeserialize(contentUsing = TooLittle.class)
    public List<Integer> list;

    public String name;
  }

  static class TooLittle extends ValueDeserializer<Integer> {
    @Override
    public Integer deserialize(JsonParser p, DeserializationContext context) {
      return 1;
    }
  }

  static class TooMuch extends ValueDeserializer<Integer> {
    @Override
    public Integer deserialize(JsonParser p, DeserializationContext context) {
      p.nextToken();
      p.nextToken();
      return 2;
    }
  }

  @Test
  void manyThreadsMayBeginAtOnce() throws Exception {
    int threads = 8;
    for (int round = 0; round < 20; round++) {
      ObjectMapper fresh = new JsonMapper();
      JavaType type = fresh.constructType(Everything.class);
      Attempts.READING.forget(Everything.class);
      CyclicBarrier start = new CyclicBarrier(threads);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<String>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int id = i;
        results.add(
            pool.submit(
                () -> {
                  start.await();
                  StringBuilder read = new StringBuilder();
                  for (int n = 0; n < 20; n++) {
                    String document = document(id, n);
                    read.append(Described.of(ValueReader.read(fresh, document, type)));
                  }
                  return read.toString();
                }));
      }
      for (int i = 0; i < threads; i++) {
        StringBuilder expected = new StringBuilder();
        for (int n = 0; n < 20; n++) {
          expected.append(Described.of(mapper.readValue(document(i, n), Everything.class)));
        }
        assertEquals(expected.toString(), results.get(i).get());
      }
      pool.shutdown();
    }
  }

  private static String document(int id, int n) {
    return n % 2 == 0
        ? "{\"id\":" + id + ",\"tags\":[\"" + n + "\"],\"sub\":{\"count\":" + n + "}}"
        : "{\"sub\":{\"id\":" + n + ",\"name\":\"n\"},\"id\":" + id + "}";
  }

  @Test
  void nullsAreWhatJacksonMakesOfThem() {
    String document =
        "{\"skipped\":{\"a\":null,\"b\":\"x\"},\"empty\":{\"a\":null},\"texts\":[null,\"y\"],"
            + "\"beans\":[null,{\"name\":\"z\"}],\"name\":null}";
    Reading.same(mapper, Emptied.class, document);
  }

  static class Emptied {
    @JsonSetter(contentNulls = Nulls.SKIP)
    public Map<String, String> skipped;

    @JsonSetter(contentNulls = Nulls.AS_EMPTY)
    public Map<String, String> empty;

    @JsonSetter(contentNulls = Nulls.SKIP)
    public List<String> texts;

    @JsonSetter(contentNulls = Nulls.SKIP)
    public List<Strict> beans;

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    public String name;
  }

  @Test
  void namesMayComeInAnyOrderEachTime() {
    for (int i = 0; i < 3; i++) {
      for (String document :
          List.of(
              "{\"id\":1,\"content\":\"c\",\"done\":true,\"count\":4}",
              "{\"count\":4,\"done\":true,\"content\":\"c\",\"id\":1}",
              "{\"done\":true,\"done\":false,\"id\":1,\"id\":2,\"content\":\"c\"}")) {
        Reading.same(mapper, Everything.class, document);
      }
      Reading.same(mapper, Point.class, "{\"y\":2.5,\"level\":\"LOW\",\"x\":1}");
      Reading.same(mapper, Point.class, "{\"x\":1,\"y\":2.5,\"label\":\"l\"}");
    }
  }

  @Test
  void argumentsMayBeNullMissingOrComeAgain() {
    ObjectMapper demanding =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    List<String> members =
        List.of("\"x\":1", "\"y\":2.5", "\"label\":\"l\"", "\"next\":[]", "\"level\":\"LOW\"");
    String all = String.join(",", members);
    for (ObjectMapper m : List.of(mapper, lenient, strict, demanding)) {
      Reading.same(m, Point.class, "{" + all + "}");
      for (int i = 0; i < members.size(); i++) {
        String member = members.get(i);
        String name = member.substring(0, member.indexOf(':') + 1);
        for (String document :
            List.of(
                all.replace(member, name + "null"),
                all.replace(member, name + "\"1\""),
                all.replace(member, name + "{}"),
                all.replace(member, "\"other\":[1]"),
                all.replace(member, member + "," + member),
                all + "," + member,
                all + "," + name + "null",
                "\"other\":1," + all + ",\"other\":2",
                name + "null")) {
          Reading.sameOrOriginal(m, Point.class, "{" + document + "}");
        }
      }
    }
  }

  @Test
  void settersOfAnyNumberOfArgumentsGetTheArray() {
    Reading.same(mapper, Variadic.class, "{\"values\":[1,\"two\",[3]]}");
  }

  @Test
  void deserializersSeeWhereTheyAre() {
    Reading.same(
        mapper,
        Place.class,
        "{\"name\":\"n\",\r\n \"sub\": 5 ,\n\n\"items\":[1,\r {\"x\":[]},\n \"\u00e9\", 3]}");
    Reading.same(
        mapper,
        mapper.getTypeFactory().constructMapType(Map.class, String.class, Place.class),
        "{\"k\":{\"sub\":[1,[2]]},\"l\":{\"items\":[true]}}");
  }

  @Test
  void deserializersSeeWhereTheyAreAmongOthers() {
    Typed documents = new Typed(8);
    for (int i = 0; i < 300 * Documents.ROUNDS; i++) {
      Reading.sameOrOriginal(mapper, Place.class, documents.of(Place.class));
    }
  }

  @Test
  @SuppressWarnings("unchecked") // as the mapper's own methods are declared
  void mappersThatMakeContextsThemselvesAreAsked() {
    int[] asked = new int[2];
    ObjectMapper own =
        new ObjectMapper() {
          private static final long serialVersionUID = 1L;

          @Override
          public DeserializationContextExt _deserializationContext() {
            asked[0]++;
            return super._deserializationContext();
          }

          @Override
          protected ValueDeserializer<Object> _findRootDeserializer(
              DeserializationContext context, JavaType type) {
            asked[1]++;
            return super._findRootDeserializer(context, type);
          }
        };
    for (int i = 1; i < 4; i++) {
      assertNotNull(ValueReader.read(own, "{\"name\":\"n\"}", own.constructType(Strict.class)));
      assertEquals(i, asked[0]);
      assertEquals(i, asked[1]);
    }
  }

  @Test
  void aliasesAndEscapesAreToldAsTheyAreWritten() {
    Reading.same(mapper, Place.class, "{\"s\\u0075b\":1}");
  }

  @Test
  void randomDocumentsGiveWhatJacksonGives() {
    Documents documents = new Documents(5);
    for (int i = 0; i < 700 * Documents.ROUNDS; i++) {
      ObjectMapper m = List.of(mapper, lenient, strict).get(i % 3);
      Class<?> type = TYPES.get(i % TYPES.size());
      String document = documents.object(3, NAMES);
      Reading.sameOrOriginal(m, type, document);
      Reading.sameOrOriginal(m, type, documents.damaged(document));
    }
  }

  @Test
  void likelyDocumentsGiveWhatJacksonGives() {
    Typed documents = new Typed(6);
    for (int i = 0; i < 700 * Documents.ROUNDS; i++) {
      ObjectMapper m = List.of(mapper, lenient, strict).get(i % 3);
      Class<?> type = TYPES.get(i % TYPES.size());
      String document = documents.of(type);
      Reading.sameOrOriginal(m, type, document);
      Reading.sameOrOriginal(m, type, documents.damaged(document));
    }
  }

  @Test
  void enumsAreReadByWhateverStandsForThem() {
    String document = "{\"shade\":%1$s,\"shades\":[%1$s,null,%1$s],\"named\":{\"k\":%1$s}}";
    for (ObjectMapper m :
        List.of(
            mapper,
            JsonMapper.builder().disable(EnumFeature.READ_ENUMS_USING_TO_STRING).build(),
            JsonMapper.builder().enable(EnumFeature.READ_ENUMS_USING_TO_STRING).build(),
            JsonMapper.builder().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build(),
            JsonMapper.builder()
                .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .build(),
            JsonMapper.builder().enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS).build(),
            JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build())) {
      for (String value :
          List.of(
              "LIGHT",
              "d",
              "DARK",
              "x",
              "y",
              "OTHER",
              "light",
              "dark",
              " LIGHT ",
              "\\u004cIGHT",
              "",
              " ",
              "0",
              "2",
              "9",
              "LIGH",
              "\u4e2d")) {
        Reading.sameOrOriginal(m, ToldTypes.Painted.class, document.formatted('"' + value + '"'));
      }
      for (String value : List.of("0", "9", "-1", "1.5", "true", "[]", "[\"LIGHT\"]", "{}")) {
        Reading.sameOrOriginal(m, ToldTypes.Painted.class, document.formatted(value));
      }
    }
    for (String value : List.of("light", "other", " light ", "0", "\\u006cight")) {
      Reading.same(mapper, ToldTypes.Painted.class, document.formatted('"' + value + '"'));
    }
  }

  @Test
  void objectsOfTheTypeThatTheyTell() {
    Documents documents = new Documents(9);
    for (String part : ToldTypes.PARTS) {
      String turn =
          "{\"parts\":[%1$s,%1$s],\"named\":{\"k\":%1$s},\"one\":%1$s,\"set\":%1$s}"
              .formatted(part);
      String other = "{\"seen\":[%1$s],\"existing\":[%1$s,%1$s],\"wrapped\":%1$s}".formatted(part);
      for (ObjectMapper m : List.of(mapper, lenient, strict)) {
        Reading.sameOrOriginal(m, ToldTypes.Turn.class, turn);
        Reading.sameOrOriginal(m, ToldTypes.OtherTurn.class, other);
        for (int i = 0; i < 20 * Documents.ROUNDS; i++) {
          Reading.sameOrOriginal(m, ToldTypes.Turn.class, documents.damaged(turn));
          Reading.sameOrOriginal(m, ToldTypes.OtherTurn.class, documents.damaged(other));
        }
      }
      if (ToldTypes.PARTS.indexOf(part) < ToldTypes.PLAIN) {
        Reading.same(mapper, ToldTypes.Turn.class, turn);
      }
    }
  }

  @Test
  void namesCanBeOfAnyStrategy() {
    ObjectMapper snake =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    Reading.same(snake, Everything.class, "{\"by_number\":{\"2\":\"x\"},\"x1\":true}");
  }

  @Test
  void readersAreServed() {
    Reading.same(mapper.readerFor(Everything.class), "{\"id\":1,\"tags\":[\"a\"]}");
    Reading.same(
        mapper
            .readerFor(Strict.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.UNWRAP_ROOT_VALUE)
            .withRootName("root"),
        "{\"root\":{\"name\":\"n\",\"x\":1}}");
    Reading.same(
        mapper.readerFor(Everything.class).with(JsonReadFeature.ALLOW_JAVA_COMMENTS), "{}");
  }

  @Test
  void whatIsNotReproducedGoesToTheOriginal() {
    Reading.original(
        "value to be updated", mapper.readerForUpdating(new Strict()), "{\"name\":\"n\"}");
    Reading.original("token filter", mapper.readerFor(Strict.class).at("/a"), "{\"a\":{}}");
    Reading.original(
        "parser feature",
        JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build(),
        Strict.class,
        "{}");
    Reading.original("unusual or invalid input", mapper, Strict.class, "{\"name\":\"n\",}");
    Reading.original("null as a result", mapper, Strict.class, "null");
    Reading.original("no content", mapper, Strict.class, " ");
    Reading.original("custom mapper", new CustomMapper(), Strict.class, "{}");
  }

  @Test
  void viewsAreJacksons() {
    for (ObjectMapper m : List.of(mapper, lenient)) {
      String document = "{\"open\":1,\"secret\":\"s\",\"any\":[{\"secret\":\"t\"}]}";
      Reading.same(m.readerFor(Viewed.class), document);
      Reading.same(m.readerFor(Viewed.class).withView(Everyone.class), document);
      Reading.same(m.readerFor(Viewed.class).withView(Insiders.class), document);
    }
  }

  interface Everyone {}

  interface Insiders {}

  static class Viewed {
    public int open;

    @JsonView(Insiders.class)
    public String secret;

    @JsonView(Everyone.class)
    public List<Viewed> any;
  }

  @Test
  void injectedValuesAreJacksons() {
    ObjectMapper injecting =
        JsonMapper.builder()
            .injectableValues(new InjectableValues.Std().addValue("who", "me"))
            .build();
    Reading.same(injecting, Injected.class, "{\"name\":\"n\"}");
    Reading.sameOrOriginal(mapper, Injected.class, "{\"name\":\"n\"}");
  }

  @Test
  void depthIsLimitedAsByJackson() {
    for (int depth : new int[] {498, 499, 500, 501, 502, 3000}) {
      String deep = "[".repeat(depth) + "]".repeat(depth);
      Reading.sameOrOriginal(mapper, Object.class, deep);
      Reading.sameOrOriginal(mapper, Lenient.class, "{\"x\":" + deep + "}");
      Reading.sameTree(mapper, deep, false);
    }
  }

  @Test
  void longContentIsLimitedAsByJackson() {
    for (int length : new int[] {999, 1000, 1001, 1100}) {
      Reading.sameOrOriginal(mapper, Object.class, "[" + "1".repeat(length) + "]");
      Reading.sameOrOriginal(mapper, Everything.class, "{\"value\":0." + "1".repeat(length) + "}");
    }
    for (int length : new int[] {49_999, 50_000, 50_001}) {
      Reading.sameOrOriginal(mapper, Object.class, "{\"" + "n".repeat(length) + "\":1}");
    }
  }

  @Test
  void manyPropertiesAndListsAreRead() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      many.add("{\"id\":" + i + ",\"content\":\"" + "x".repeat(i % 300) + "\"}");
    }
    Reading.same(mapper, Everything[].class, "[" + String.join(",", many) + "]");
    Reading.same(
        mapper,
        mapper.getTypeFactory().constructCollectionType(List.class, Everything.class),
        "[" + String.join(",", many) + "]");
  }
}

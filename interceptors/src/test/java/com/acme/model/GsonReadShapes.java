package com.acme.model;

import com.google.gson.Gson;
import com.google.gson.InstanceCreator;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.Expose;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.annotations.Since;
import com.google.gson.annotations.Until;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Currency;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Classes whose documents Gson reads in ways of its own. */
public final class GsonReadShapes {

  private GsonReadShapes() {}

  /** Types, and for each documents that fit. */
  public static Map<Type, List<String>> all() {
    Map<Type, List<String>> all = new LinkedHashMap<>();
    all.put(
        Scalars.class,
        List.of(
            "{\"text\":\"a\",\"number\":1,\"large\":-9223372036854775808,\"small\":-2,\"tiny\":3,"
                + "\"flag\":true,\"letter\":\"x\",\"decimal\":1.5,\"single\":0.1,\"boxed\":7,"
                + "\"boxedLong\":8,\"boxedShort\":9,\"boxedByte\":10,\"boxedFlag\":false,"
                + "\"boxedLetter\":\"\u4e2d\",\"boxedDouble\":-0,\"boxedFloat\":1e39,"
                + "\"any\":12.50,\"big\":1.50E-7,\"whole\":12345678901234567890123}",
            "{\"text\":true,\"number\":\"12\",\"large\":1e3,\"decimal\":\"2.5\",\"flag\":\"true\","
                + "\"letter\":5,\"any\":\"7\",\"big\":\"1.5\",\"whole\":\"3\",\"boxed\":2.0}",
            "{\"text\":null,\"number\":null,\"large\":null,\"small\":null,\"tiny\":null,"
                + "\"flag\":null,\"letter\":null,\"decimal\":null,\"single\":null,\"boxed\":null}",
            "{}",
            "{\"number\":1,\"number\":2,\"unknown\":{\"a\":[1,{}]},\"n\\u0075mber\":3,"
                + "\"caf\u00e9\":4,\"text\":12.50,\"large\":9223372036854775808}"));
    all.put(
        Containers.class,
        List.of(
            "{\"numbers\":[1,2,3],\"doubles\":[1,2.5,-0],\"bytes\":[1,-1],\"grid\":[[1],[],null],"
                + "\"names\":[\"a\",null],\"objects\":[1,\"x\",{\"a\":[true]},null],\"list\":[\"a\","
                + "null],\"set\":[\"b\",\"a\",\"b\"],\"sorted\":[3,1,2],\"queue\":[1],\"deque\":[2],"
                + "\"collection\":[\"x\"],\"roles\":[\"the user\",\"bot\"],\"linked\":[[1],[]],"
                + "\"own\":[\"c\"],\"raw\":[1,{\"a\":null}],\"flags\":[true,false],\"longs\":[1,2]}",
            "{\"map\":{\"a\":1,\"b\":null},\"tree\":{\"b\":1,\"a\":2},\"byNumber\":{\"1\":\"x\","
                + "\"-2\":\"y\"},\"byLong\":{\"7\":true},\"byRole\":{\"the user\":{\"value\":1}},"
                + "\"concurrent\":{\"k\":[1]},\"rawMap\":{\"1\":2},\"byFlag\":{\"true\":1},"
                + "\"byText\":{\"x\":{\"y\":{}}},\"untyped\":{\"a\":{\"b\":[1,2.5,\"c\"]}},"
                + "\"byDouble\":{\"1.5\":1},\"complex\":[[{\"name\":\"k\"},1]]}",
            "{\"map\":{\"a\":1,\"a\":2},\"untyped\":{\"a\":1,\"a\":2}}",
            "{\"map\":{\"a\":null,\"a\":2}}",
            "{\"tree\":[[\"a\",1],[\"b\",2]],\"byNumber\":{\"1.0\":\"x\"}}",
            "{\"list\":[],\"map\":{},\"numbers\":[],\"names\":[],\"set\":null,\"objects\":null}"));
    all.put(
        Handed.class,
        List.of(
            "{\"id\":\"00000000-0000-0001-0000-000000000002\",\"uri\":\"http://a/?b=c\","
                + "\"builder\":\"built\",\"bits\":[1,0,true],\"atomic\":5,\"counter\":6,"
                + "\"switched\":true,\"many\":[1,2],\"locale\":\"de_DE\",\"currency\":\"EUR\","
                + "\"point\":{\"y\":2,\"x\":1,\"z\":{\"deep\":[1]}},\"shouted\":\"LOUD\","
                + "\"parsed\":{\"a\":[1,\"b\",null,true,1.50]},\"either\":12,\"skipped\":[{}],"
                + "\"text\":\"x\",\"after\":3}",
            "{\"either\":\"not a number\",\"point\":null,\"shouted\":null,\"parsed\":null}",
            "{\"either\":null,\"parsed\":\"text\",\"point\":{\"x\":1,\"y\":2}}"));
    all.put(
        Annotated.class,
        List.of(
            "{\"renamed\":1,\"a \\\"name\\\"\":2,\"other\":3,\"third\":4,\"exposed\":5,"
                + "\"hidden\":6,\"added\":7,\"removed\":8,\"tagged\":{\"x\":1,\"y\":2},"
                + "\"constant\":9,\"transientField\":10,\"shared\":11}"));
    all.put(
        Family.class,
        List.of(
            "{\"name\":\"a\",\"partner\":{\"name\":\"b\",\"children\":[]},\"children\":[{\"name\":"
                + "\"c\"},null,{\"byName\":{\"d\":{}}}],\"byName\":{\"e\":{\"name\":\"e\"}},"
                + "\"anyone\":{\"name\":\"f\"}}"));
    all.put(
        new TypeToken<Holder<Point>>() {}.getType(),
        List.of("{\"value\":{\"x\":1,\"y\":2},\"values\":[{\"x\":3,\"y\":4}],\"byName\":{}}"));
    all.put(
        new TypeToken<Holder<List<Map<String, Integer>>>>() {}.getType(),
        List.of("{\"value\":[{\"a\":1}],\"values\":[[],[{\"b\":2}]],\"byName\":{\"k\":[]}}"));
    all.put(Holder.class, List.of("{\"value\":{\"x\":1},\"values\":[1,\"a\"],\"byName\":{}}"));
    all.put(Derived.class, List.of("{\"value\":{\"a\":1},\"values\":[{}],\"own\":\"o\"}"));
    all.put(
        Rec.class,
        List.of(
            "{\"x\":1,\"y\":\"two\",\"z\":[3.5,null],\"flag\":true,\"inner\":{\"x\":2}}",
            "{\"y\":null,\"unknown\":1}"));
    all.put(Immutable.class, List.of("{\"name\":\"n\",\"count\":3,\"tags\":[\"a\"]}"));
    all.put(Hidden.class, List.of("{\"x\":1}"));
    all.put(
        Trees.class,
        List.of(
            "{\"any\":{\"a\":[1,\"x\",null,true,1.50,1e400]},\"object\":{\"a\":1,\"a\":2},"
                + "\"array\":[[],{}],\"primitive\":1.0,\"list\":[1,{}]}",
            "{\"any\":null}",
            "{\"any\":1,\"primitive\":\"x\"}",
            "{\"object\":null}"));
    all.put(Outer.Inner.class, List.of("{\"x\":5}"));
    all.put(Role.class, List.of("\"the user\"", "\"bot\"", "\"robot\"", "\"nobody\""));
    all.put(Object.class, List.of("{\"a\":[1,-2.5,\"x\",true,null,{\"b\":{}}]}", "1", "\"x\""));
    all.put(Number.class, List.of("1", "2.50", "\"3\""));
    all.put(int.class, List.of("1", "\"2\"", "3.0"));
    all.put(long[].class, List.of("[1,2,9223372036854775807]"));
    all.put(String.class, List.of("\"x\"", "12.50", "true"));
    all.put(JsonElement.class, List.of("{\"a\":[1,2.50,\"x\",null]}", "[]", "\"x\"", "1"));
    all.put(JsonObject.class, List.of("{\"a\":1}"));
    all.put(Map.class, List.of("{\"a\":1,\"b\":{\"c\":[]}}"));
    all.put(List.class, List.of("[1,\"a\",[],{}]"));
    all.put(
        new TypeToken<Map<String, List<Point>>>() {}.getType(),
        List.of("{\"a\":[{\"x\":1,\"y\":2}],\"b\":[]}"));
    all.put(new TypeToken<List<? extends Number>>() {}.getType(), List.of("[1,2.50,\"3\",null]"));
    all.put(new TypeToken<Set<Rec>>() {}.getType(), List.of("[{\"x\":1},{\"x\":1},{\"x\":2}]"));
    return all;
  }

  /** An enum. */
  public enum Role {
    @SerializedName(
        value = "the user",
        alternate = {"USER!"})
    USER,
    @SerializedName("bot")
    ASSISTANT {
      @Override
      public String toString() {
        return "robot";
      }
    }
  }

  /** Values of one token. */
  @SuppressWarnings("unused")
  public static class Scalars {
    private String text = "default";
    private int number = 42;
    protected long large = 43;
    short small;
    byte tiny;
    public boolean flag;
    char letter;
    double decimal = 0.5;
    float single;
    Integer boxed = 1;
    Long boxedLong;
    Short boxedShort;
    Byte boxedByte;
    Boolean boxedFlag;
    Character boxedLetter;
    Double boxedDouble;
    Float boxedFloat;
    Number any;
    BigDecimal big;
    BigInteger whole;

    @SerializedName("caf\u00e9")
    int coffee;
  }

  /** Collections, arrays and maps. */
  @SuppressWarnings({"unused", "rawtypes"})
  public static class Containers {
    int[] numbers;
    double[] doubles;
    byte[] bytes;
    long[] longs;
    boolean[] flags;
    long[][] grid;
    String[] names;
    Object[] objects;
    List<String> list;
    Set<String> set;
    SortedSet<Integer> sorted;
    Queue<Integer> queue;
    Deque<Long> deque;
    Collection<String> collection;
    EnumSet<Role> roles;
    LinkedList<List<Integer>> linked;
    Own own;
    List raw;
    Map<String, Integer> map;
    SortedMap<String, Integer> tree;
    Map<Integer, String> byNumber;
    Map<Long, Boolean> byLong;
    EnumMap<Role, Holder<Integer>> byRole;
    ConcurrentMap<String, List<Integer>> concurrent;
    Map rawMap;
    Map<Boolean, Integer> byFlag;
    Map<Double, Integer> byDouble;
    Map<String, Map<String, Map<String, Object>>> byText;
    Map<Family, Integer> complex;
    Object untyped;
  }

  /** A collection with a constructor of its own. */
  public static class Own extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    private Own() {
      super(List.of("first"));
    }
  }

  /** What adapters read that are not the best-known ones. */
  @SuppressWarnings("unused")
  public static class Handed {
    UUID id;
    URI uri;
    StringBuilder builder;
    BitSet bits;
    AtomicInteger atomic;
    AtomicLong counter;
    AtomicBoolean switched;
    AtomicIntegerArray many;
    Locale locale;
    Currency currency;
    Point point;

    @JsonAdapter(Lower.class)
    String shouted = "before";

    @JsonAdapter(Parsing.class)
    String parsed;

    @JsonAdapter(value = Either.class, nullSafe = false)
    Object either;

    @JsonAdapter(Skipping.class)
    String skipped;

    String text;
    int after;
  }

  /** Read by an adapter. */
  @JsonAdapter(PointAdapter.class)
  public static class Point {
    int x;
    int y;
  }

  /** Looks at each token. */
  public static class PointAdapter extends TypeAdapter<Point> {
    @Override
    public void write(JsonWriter out, Point value) throws IOException {
      out.beginObject().name("x").value(value.x).name("y").value(value.y).endObject();
    }

    @Override
    public Point read(JsonReader in) throws IOException {
      Point point = new Point();
      in.beginObject();
      while (in.peek() != JsonToken.END_OBJECT) {
        switch (in.nextName()) {
          case "x" -> point.x = in.nextInt();
          case "y" -> point.y = (int) in.nextLong();
          default -> in.skipValue();
        }
      }
      in.endObject();
      return point;
    }
  }

  /** Reads in lower case. */
  public static class Lower extends TypeAdapter<String> {
    @Override
    public void write(JsonWriter out, String value) throws IOException {
      out.value(value);
    }

    @Override
    public String read(JsonReader in) throws IOException {
      return in.nextString().toLowerCase(Locale.ROOT);
    }
  }

  /** Looks at the tree. */
  public static class Parsing implements JsonDeserializer<String> {
    @Override
    public String deserialize(JsonElement tree, Type type, JsonDeserializationContext context) {
      return tree.getClass().getSimpleName() + " " + tree;
    }
  }

  /** Tries one thing, then another. */
  public static class Either extends TypeAdapter<Object> {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      out.value(String.valueOf(value));
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return "nothing";
      }
      try {
        return in.nextDouble();
      } catch (IllegalStateException | NumberFormatException e) {
        return in.nextString();
      }
    }
  }

  /** Makes nothing of what it reads. */
  public static class Skipping extends TypeAdapter<String> {
    @Override
    public void write(JsonWriter out, String value) throws IOException {
      out.value(value);
    }

    @Override
    public String read(JsonReader in) throws IOException {
      in.skipValue();
      return "skipped, lenient: " + in.isLenient();
    }
  }

  /** Annotations. */
  @SuppressWarnings("unused")
  public static class Annotated {
    @SerializedName("renamed")
    int first = 1;

    @SerializedName(
        value = "a \"name\"",
        alternate = {"other", "third"})
    int second = 2;

    @Expose int exposed = 3;

    @Expose(deserialize = false)
    int hidden = 4;

    @Since(1.1)
    int added = 5;

    @Until(1.1)
    int removed = 6;

    Point tagged;
    private final int constant = Integer.parseInt("7");
    transient int transientField = 8;
    static int shared = 9;
  }

  /** Refers to its own class, by which adapters stand for others. */
  @SuppressWarnings("unused")
  public static class Family {
    private String name = "unknown";
    Family partner;
    List<Family> children = new ArrayList<>();
    Map<String, Family> byName;
    Object anyone;

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Family family && name.equals(family.name);
    }
  }

  /** Generic. */
  @SuppressWarnings("unused")
  public static class Holder<T> {
    T value;
    List<T> values;
    Map<String, T> byName;
  }

  /** Binds the type. */
  @SuppressWarnings("unused")
  public static class Derived extends Holder<Map<String, Integer>> {
    private String own;
  }

  /** A record. */
  public record Rec(
      int x,
      @SerializedName(value = "y", alternate = "why") String y,
      List<Double> z,
      boolean flag,
      Rec inner) {}

  /** Without a constructor that takes nothing. */
  @SuppressWarnings("unused")
  public static final class Immutable {
    private final String name;
    private final int count;
    private final List<String> tags;
    private transient String derived = "never set";

    public Immutable(String name, int count, List<String> tags) {
      this.name = name;
      this.count = count;
      this.tags = tags;
    }
  }

  /** With a constructor that nobody sees. */
  @SuppressWarnings("unused")
  public static class Hidden {
    private int x;
    private final String made;

    private Hidden() {
      made = "by the constructor";
    }
  }

  /** Trees as fields. */
  @SuppressWarnings("unused")
  public static class Trees {
    JsonElement any;
    JsonObject object;
    JsonArray array;
    JsonPrimitive primitive;
    List<JsonElement> list;
  }

  /** Has an inner class. */
  public static class Outer {
    int y = 1;

    /** Knows its outer object, if it was made by a constructor. */
    @SuppressWarnings({"unused", "ClassCanBeStatic"})
    public class Inner {
      int x;
      int seen = y;
    }
  }

  /** Whose constructor throws. */
  public static class Throwing {
    int x;

    Throwing() {
      throw new IllegalStateException("no object today");
    }
  }

  /** Made by a creator. */
  public static class Made {
    int x;
    final transient String by;

    Made(String by) {
      this.by = by;
    }
  }

  /** Makes a subclass. */
  public static class Making implements InstanceCreator<Made> {
    @Override
    public Made createInstance(Type type) {
      return new Made("the creator of " + type.getTypeName()) {};
    }
  }

  /** Counts what goes through the adapter that would be next, and throws where it is told to. */
  public static class Watching implements TypeAdapterFactory {
    private final Class<?> watched;
    private final RuntimeException thrown;

    public Watching(Class<?> watched, RuntimeException thrown) {
      this.watched = watched;
      this.thrown = thrown;
    }

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (!watched.isAssignableFrom(type.getRawType())) {
        return null;
      }
      TypeAdapter<T> next = gson.getDelegateAdapter(this, type);
      return new TypeAdapter<T>() {
        @Override
        public void write(JsonWriter out, T value) throws IOException {
          next.write(out, value);
        }

        @Override
        public T read(JsonReader in) throws IOException {
          T value = next.read(in);
          if (thrown != null) {
            throw thrown;
          }
          return value;
        }
      };
    }
  }

  /** Reads an integer, or says what else there was. */
  public static class Strict extends TypeAdapter<Integer> {
    @Override
    public void write(JsonWriter out, Integer value) throws IOException {
      out.value(value);
    }

    @Override
    public Integer read(JsonReader in) throws IOException {
      JsonToken token = in.peek();
      if (token != JsonToken.NUMBER) {
        throw new JsonSyntaxException("no number but " + token + " at " + in.getPath());
      }
      return -in.nextInt();
    }
  }
}

package com.acme.model;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.Expose;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.annotations.Since;
import com.google.gson.annotations.Until;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes with everything that Gson treats in ways of its own. */
public final class GsonShapes {

  private GsonShapes() {}

  /** One of each. */
  public static List<Object> all() {
    List<Object> all = new ArrayList<>();
    all.add(new Empty());
    all.add(new Everything());
    all.add(new Annotated());
    all.add(new Family(3));
    all.add(new Holder<>(List.of(1, 2)));
    all.add(new Holder<>(new Holder<>("inner")));
    all.add(new Derived());
    all.add(new Keys());
    all.add(new Trees());
    all.add(new Wild());
    all.add(new Rec(1, "two", List.of(3.0)));
    all.add(new Handed());
    all.add(new Curious());
    all.add(new Object());
    all.add(tree());
    return all;
  }

  /** Without fields. */
  public static class Empty {}

  /** An enum. */
  public enum Role {
    @SerializedName("the user")
    USER,
    ASSISTANT {
      @Override
      public String toString() {
        return "something else";
      }
    }
  }

  /** Fields of many types. */
  public static class Everything {
    String text =
        "<a href='x'>1 & 2 = 3</a> \"quoted\" \\ \u0001 \u001f \u007f \u2028 \u2029 \u00e9";
    String nothing;
    final int number = 1;
    protected long large = Long.MAX_VALUE;
    short small = -2;
    byte tiny = -3;
    boolean flag = true;
    char letter = '<';
    double decimal = Double.parseDouble("1e23");
    float single = 1.5f;
    Integer boxed = 7;
    Long boxedLong = Long.MIN_VALUE;
    Double boxedDouble = 0.1;
    Float boxedFloat = 0.5f;
    Character boxedLetter = '\u2028';
    Boolean boxedFlag = false;
    Number any = new BigDecimal("1E+30");
    Number atomic = new AtomicInteger(5);
    Role role = Role.USER;
    Role other = Role.ASSISTANT;
    Object object = Role.ASSISTANT;
    Object plain = new Object();
    int[] numbers = {1, -1, Integer.MIN_VALUE};
    double[] doubles = {0.5, 1e-9};
    byte[] bytes = {1, 2};
    char[] chars = {'a', '\''};
    long[][] grid = {{1}, {}, null};
    String[] names = {"x", null, "y"};
    Object[] objects = {1, "two", 3.0, null, new Empty(), List.of()};
    List<String> texts = new ArrayList<>(List.of("a", "b"));
    List<Integer> nulls = Collections.singletonList(null);
    List<List<Map<String, Long>>> nested = List.of(List.of(Map.of("k", 1L)));
    Map<String, Object> map = new LinkedHashMap<>();
    Map<Integer, Role> byNumber = new TreeMap<>(Map.of(1, Role.USER));
    Map<Role, String> byRole = new EnumMap<>(Map.of(Role.USER, "u"));
    transient int forgotten = 9;
    static int shared = 10;
    UUID id = new UUID(1, 2);
    URI uri = URI.create("http://localhost/?a=b&c=d");
    StringBuilder builder = new StringBuilder("built");
    BitSet bits = BitSet.valueOf(new long[] {5});
    Everything self = this;

    public Everything() {
      map.put("text", "x");
      map.put("null", null);
      map.put("<name>", List.of(1, "x", Map.of()));
      map.put(null, 5);
    }
  }

  /** Annotations. */
  public static class Annotated {
    @SerializedName("renamed")
    int first = 1;

    @SerializedName("a \"name\" <with> \u2028 caf\u00e9")
    int second = 2;

    @Expose int exposed = 3;

    @Expose(serialize = false)
    int hidden = 4;

    @Since(1.1)
    int added = 5;

    @Until(1.1)
    int removed = 6;

    @JsonAdapter(Upper.class)
    String shouted = "shout";

    @JsonAdapter(Upper.class)
    String silent;

    @JsonAdapter(Doubling.class)
    int doubled = 21;

    Tagged tagged = new Tagged();
  }

  /** With an adapter of its class. */
  @JsonAdapter(TaggedAdapter.class)
  public static class Tagged {
    int tag = 8;
  }

  /** Writes an object. */
  public static class TaggedAdapter extends TypeAdapter<Tagged> {
    @Override
    public void write(JsonWriter out, Tagged value) throws IOException {
      out.beginObject().name("tag").value(value.tag).name("gone").nullValue();
      out.name("list").beginArray().value("<").nullValue().endArray().endObject();
    }

    @Override
    public Tagged read(JsonReader in) {
      return null;
    }
  }

  /** Writes in upper case. */
  public static class Upper extends TypeAdapter<String> {
    @Override
    public void write(JsonWriter out, String value) throws IOException {
      out.value(value == null ? "NOTHING" : value.toUpperCase(java.util.Locale.ROOT));
    }

    @Override
    public String read(JsonReader in) {
      return null;
    }
  }

  /** Writes twice the number. */
  public static class Doubling extends TypeAdapter<Integer> {
    @Override
    public void write(JsonWriter out, Integer value) throws IOException {
      out.value(value == null ? null : 2 * value);
    }

    @Override
    public Integer read(JsonReader in) {
      return null;
    }
  }

  /** Refers to its own class, by which adapters stand for others. */
  public static class Family {
    String name = "parent";
    Family partner;
    List<Family> children = new ArrayList<>();
    Map<String, Family> byName = new LinkedHashMap<>();
    Object anyone;

    public Family(int depth) {
      if (depth > 0) {
        partner = new Child(depth - 1);
        children.add(new Family(0));
        children.add(new Child(0));
        children.add(null);
        byName.put("first", new Child(0));
        byName.put("none", null);
        anyone = new Child(0);
      }
    }
  }

  /** A subclass with one field more. */
  public static class Child extends Family {
    int age = 5;

    public Child(int depth) {
      super(depth);
    }
  }

  /** Generic. */
  public static class Holder<T> {
    T value;
    List<T> values;

    public Holder(T value) {
      this.value = value;
      values = List.of(value);
    }
  }

  /** Binds the type. */
  public static class Derived extends Holder<Map<String, Integer>> {
    protected String own = "own";

    public Derived() {
      super(Map.of("k", 1));
    }
  }

  /** Keys of several types. */
  public static class Keys {
    Map<Object, Object> mixed = new LinkedHashMap<>();
    Map<Rec, String> complex = new LinkedHashMap<>();
    Map<Boolean, Integer> flags = new TreeMap<>(Map.of(true, 1));

    public Keys() {
      mixed.put(1, "one");
      mixed.put("two", 2);
      mixed.put(Role.USER, Role.ASSISTANT);
      complex.put(new Rec(1, "k", List.of()), "v");
    }
  }

  /** Trees as fields. */
  public static class Trees {
    JsonElement any = tree();
    JsonObject object = new JsonObject();
    JsonElement nothing = JsonNull.INSTANCE;
    JsonPrimitive number = new JsonPrimitive(1.5);
    Object hidden = new JsonPrimitive("x");
    JsonElement otherNothing = otherNull();
    Object hiddenNothing = otherNull();
    Map<String, JsonElement> nothings = new TreeMap<>(Map.of("a", otherNull()));

    @SuppressWarnings("deprecation") // what applications may call
    private static JsonElement otherNull() {
      return new JsonNull();
    }
  }

  /** Values of subclasses, declared by wildcards. */
  public static class Wild {
    List<? extends Family> children = List.of(new Child(1), new Family(1));
    Map<String, ? extends Family> named = Map.of("child", new Child(1));
    List<? super Child> any = List.of(new Child(1), "text");
    Holder<? extends Family> held = new Holder<>(new Child(1));
  }

  /** A record. */
  public record Rec(int x, String y, List<Double> z) {}

  /** A record whose accessor fails. */
  public record FailingRec(int x) {
    @Override
    public int x() {
      throw new IllegalStateException("no x");
    }
  }

  /** Anonymous classes are not written. */
  public static class Handed {
    Object anonymous =
        new Object() {
          @SuppressWarnings("unused")
          int x = 1;
        };
    Map<String, Object> map = new HashMap<>();

    public Handed() {
      map.put("anonymous", anonymous);
    }
  }

  /** Refers to another class by an interface, and to texts that are only nearly Latin-1. */
  public static class Curious {
    CharSequence sequence = "text";
    Comparable<String> comparable = "comparable";
    Iterable<String> iterable = List.of("a");
    String separators = "a\u2028b\u2029c";
    Runnable nothing;
    Class<?> type;
  }

  /** A tree of every kind of node. */
  public static JsonObject tree() {
    JsonObject tree = new JsonObject();
    tree.addProperty("text", "<\u4e2d & \ud83d\ude00 \ud800>");
    tree.addProperty("int", 1);
    tree.addProperty("long", Long.MIN_VALUE);
    tree.addProperty("double", 1.0E10);
    tree.addProperty("float", 1.1f);
    tree.addProperty("big", new BigDecimal("1.50E-7"));
    tree.addProperty("flag", true);
    tree.addProperty("char", '\'');
    tree.add("null", JsonNull.INSTANCE);
    JsonArray array = new JsonArray();
    array.add(JsonNull.INSTANCE);
    array.add(new JsonObject());
    array.add(new JsonArray());
    array.add(new JsonPrimitive("x"));
    tree.add("array", array);
    return tree;
  }

  /** Wraps objects of one class in another object, by the adapter that would be next. */
  public static class Wrapping implements TypeAdapterFactory {
    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (!Holder.class.isAssignableFrom(type.getRawType())) {
        return null;
      }
      TypeAdapter<T> next = gson.getDelegateAdapter(this, type);
      return new TypeAdapter<T>() {
        @Override
        public void write(JsonWriter out, T value) throws IOException {
          out.beginObject().name("wrapped");
          next.write(out, value);
          out.endObject();
        }

        @Override
        public T read(JsonReader in) {
          return null;
        }
      };
    }
  }
}

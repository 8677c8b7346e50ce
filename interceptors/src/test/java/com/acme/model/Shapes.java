package com.acme.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Beans with each annotation that changes how a property is written. */
public final class Shapes {

  private Shapes() {}

  /** One of each. */
  public static List<Object> all() {
    List<Object> all = new ArrayList<>();
    all.add(new Empty());
    all.add(new One());
    all.add(new Inclusions(null, null, 0, null, null));
    all.add(new Inclusions("", "", 0, List.of(), Map.of()));
    all.add(new Inclusions("a", "b", 1, List.of("c"), Map.of("d", 1)));
    all.add(new Viewed());
    all.add(new Extras());
    all.add(new Valued());
    all.add(new Zoo());
    all.add(new Custom());
    all.add(new Formats());
    all.add(new Identified());
    all.add(new Point(1, 2, "p", null));
    all.add(new Hidden("hidden"));
    all.add(new Derived());
    all.add(new Containers());
    all.add(new Curious());
    return all;
  }

  /** Nothing to write, which is allowed for annotated classes. */
  @JsonInclude
  public static class Empty {}

  /** One field. */
  public static class One {
    public int only = 1;
  }

  /** Every inclusion. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static class Inclusions {
    public String nonNull;

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public String nonEmpty;

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public int nonDefault;

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<String> list;

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public Map<String, Integer> map;

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public String always;

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public Object nonAbsent;

    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Blank.class)
    public String custom = " ";

    @JsonInclude(content = JsonInclude.Include.NON_NULL)
    public Map<String, String> contents = Collections.singletonMap("gone", null);

    public Inclusions(
        String text, String other, int number, List<String> list, Map<String, Integer> map) {
      nonNull = text;
      nonEmpty = other;
      nonDefault = number;
      this.list = list;
      this.map = map;
      always = text;
      nonAbsent = other;
    }
  }

  /** Filters blank texts. */
  public static class Blank {
    @Override
    public boolean equals(Object other) {
      return other instanceof String text && text.isBlank();
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** Filters about half of all simple values. */
  public static class Odd {
    @Override
    public boolean equals(Object other) {
      return (other instanceof String
              || other instanceof Number
              || other instanceof Boolean
              || other instanceof Enum)
          && String.valueOf(other).length() % 2 == 1;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** The same, and nulls. */
  public static class OddOrNull extends Odd {
    @Override
    @SuppressWarnings("EqualsHashCode") // nobody puts it into a set
    public boolean equals(Object other) {
      return other == null || super.equals(other);
    }
  }

  /** For views. */
  public static class Inner {}

  /** With a view. */
  public static class Viewed {
    @JsonView(Inner.class)
    public String inner = "inner";

    public String outer = "outer";
  }

  /** An any-getter between others. */
  public static class Extras {
    public String first = "first";

    @JsonAnyGetter
    public Map<String, Object> extras() {
      Map<String, Object> extras = new LinkedHashMap<>();
      extras.put("extra", 1);
      extras.put("more", List.of(new One()));
      return extras;
    }

    public String getLast() {
      return "last";
    }
  }

  /** Written as its value. */
  public static class Valued {
    public Token token = new Token();
    public List<Token> tokens = List.of(new Token());

    /** A text. */
    public static class Token {
      @JsonValue
      public String text() {
        return "token \u4e2d";
      }
    }
  }

  /** Polymorphic properties. */
  public static class Zoo {
    public Animal first = new Dog();
    public List<Animal> animals = List.of(new Dog(), new Cat());
    public Map<String, Animal> named = Map.of("cat", new Cat());
    public Shape shape = new Circle();
    public Object any = new Cat();
  }

  /** With a type id as a property. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.PROPERTY, property = "kind")
  @JsonSubTypes({@JsonSubTypes.Type(Dog.class), @JsonSubTypes.Type(Cat.class)})
  public interface Animal {}

  /** A subtype. */
  public static class Dog implements Animal {
    public String bark = "wuff";
  }

  /** A subtype. */
  public static class Cat implements Animal {
    public int lives = 9;
    public Animal prey = new Dog();
  }

  /** With an existing property as its type id. */
  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "type")
  public abstract static class Shape {
    public String type = "circle";
  }

  /** A subtype. */
  public static class Circle extends Shape {
    public double radius = 1.5;
  }

  /** Serializers of its own. */
  public static class Custom {
    public int before = 1;

    @JsonSerialize(using = Looking.class)
    public String looked = "looked";

    @JsonSerialize(nullsUsing = Looking.class)
    public String nothing;

    public Object[] array = {1, new One(), "x", null};
    public List<Object> list = List.of("a", new Pair(), 2, new Pair());
    public Map<String, Object> map = Collections.singletonMap("k", new Pair());
    public Pair pair = new Pair();
  }

  /** Written by a serializer that its class names. */
  @JsonSerialize(using = Looking.class)
  public static class Pair {}

  /** Writes where it is. */
  public static class Looking extends JsonSerializer<Object> {
    @Override
    public void serialize(Object value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      var context = generator.getOutputContext();
      generator.writeStartObject();
      generator.writeStringField("path", context.pathAsPointer().toString());
      generator.writeNumberField("index", context.getCurrentIndex());
      generator.writeStringField("name", String.valueOf(context.getCurrentName()));
      generator.writeStringField("type", context.typeDesc());
      generator.writeStringField(
          "parent", context.getParent() == null ? "" : context.getParent().typeDesc());
      generator.writeStringField("owner", simpleName(context.getCurrentValue()));
      generator.writeBooleanField("same", provider.getGenerator() == generator);
      generator.writeObjectField("pojo", new One());
      generator.writeEndObject();
    }

    private static String simpleName(Object value) {
      return value == null ? "null" : value.getClass().getSimpleName();
    }
  }

  /** Formats. */
  public static class Formats {
    @JsonFormat(shape = JsonFormat.Shape.STRING)
    public int number = 5;

    @JsonFormat(shape = JsonFormat.Shape.NUMBER)
    public Message.Role role = Message.Role.ASSISTANT;

    public Message.Role plain = Message.Role.ASSISTANT;
    public Set<Message.Role> roles = EnumSet.allOf(Message.Role.class);
    public Map<Message.Role, Integer> byRole = new TreeMap<>(Map.of(Message.Role.USER, 1));
    public Map<Integer, String> byNumber = new TreeMap<>(Map.of(1, "one", 2, "two"));

    @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
    public List<String> single = List.of("single");

    @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
    public Map<String, Integer> sorted = new LinkedHashMap<>();

    public Formats() {
      sorted.put("b", 1);
      sorted.put("a", 2);
    }
  }

  /** With an object id. */
  @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
  public static class Identified {
    public String name = "n";
    public Identified self = this;
  }

  /** A record. */
  public record Point(int x, long y, String name, @JsonProperty("renamed") Object other) {}

  /** Private in every way but through its getter. */
  private static final class Hidden {
    @JsonProperty private final String secret;

    Hidden(String secret) {
      this.secret = secret;
    }

    @JsonProperty
    private int length() {
      return secret.length();
    }
  }

  /** Generic and inherited. */
  public static class Base<T> {
    public T value;
    private String text = "base";

    public String getText() {
      return text;
    }
  }

  /** Binds the type. */
  public static class Derived extends Base<List<Integer>> {
    public Derived() {
      value = List.of(1, 2, 3);
    }
  }

  /** Collections that are none of the usual ones. */
  public static class Containers {
    public Set<String> set = new TreeSet<>(List.of("b", "a"));
    public Iterable<Integer> iterable = List.of(1, 2);
    public List<List<Map<String, One>>> nested = List.of(List.of(Map.of("one", new One())));
    public List<String> strings = new ArrayList<>(List.of("x", "y"));
    public List<Integer> nulls = Collections.singletonList(null);
    public List<Long> longs = List.of(1L, Long.MAX_VALUE);
    public Map<String, List<Double>> doubles = Map.of("k", List.of(0.5, Double.NaN));
    public Map<Object, Object> odd = new LinkedHashMap<>();
    public long[] array = {1, 2};
    public Integer boxed = 7;
    public Boolean flag = true;
    public char letter = 'c';

    public Containers() {
      odd.put("text", 1);
    }
  }

  /** Names that need care. */
  public static class Curious {
    @JsonProperty("with \"quotes\"\n")
    public String quotes = "q";

    @JsonProperty("\u4e2d\u6587")
    public String chinese = "c";

    @JsonProperty("")
    public String empty = "e";

    public float single = 1.1f;
    public float infinite = Float.NEGATIVE_INFINITY;
    public byte tiny = -1;
    public short small = -2;
  }

  /** Filtered by id. */
  @JsonFilter("some")
  public static class Filtered {
    public int kept = 1;
    public int dropped = 2;
  }

  /** Counts how often it is read. */
  public static class Counting {
    private int reads;

    public int getValue() {
      return ++reads;
    }

    public List<String> getList() {
      reads++;
      return List.of("a");
    }

    /** Calls of getters so far. */
    public int reads() {
      return reads;
    }
  }
}

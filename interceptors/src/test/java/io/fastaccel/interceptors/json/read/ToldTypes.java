package io.fastaccel.interceptors.json.read;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Enums and types with subtypes, whose annotations Jackson 2 and 3 share, and their documents. */
public final class ToldTypes {

  /** How many of {@link #PARTS} are ordinary ones. */
  public static final int PLAIN = 7;

  private ToldTypes() {}

  /** An enum that has everything. */
  public enum Shade {
    LIGHT,
    @JsonProperty("d")
    DARK,
    @JsonAlias({"x", "y"})
    @JsonEnumDefaultValue
    OTHER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Enums wherever values are. */
  public static class Painted {
    public Shade shade;
    public List<Shade> shades;
    public Map<String, Shade> named;
  }

  /** Tells its type. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = TextPart.class, name = "text"),
    @JsonSubTypes.Type(value = CallPart.class, name = "call"),
    @JsonSubTypes.Type(value = OpenPart.class, name = "open")
  })
  public interface Part {}

  /** Has fields. */
  public static class TextPart implements Part {
    public String text;
    public int n = 3;
    public Part next;
  }

  /** Made of its members. */
  @SuppressWarnings("UnusedVariable") // read by reflection
  public static class CallPart implements Part {
    private final String id;
    private final List<Part> parts;
    private final Part one;

    @JsonCreator
    CallPart(
        @JsonProperty("id") String id,
        @JsonProperty("parts") List<Part> parts,
        @JsonProperty("one") Part one) {
      this.id = id;
      this.parts = parts;
      this.one = one;
    }
  }

  /** Takes whatever comes. */
  public static class OpenPart implements Part {
    public String name;
    @JsonAnySetter public final Map<String, Object> rest = new LinkedHashMap<>();
  }

  /** Sees what tells its type. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", visible = true)
  @JsonSubTypes(@JsonSubTypes.Type(value = Seen.class, name = "text"))
  public static class Seen {
    public String kind;
    public String text;
  }

  /** Parts wherever values are. */
  @SuppressWarnings("UnusedVariable") // read by reflection
  public static class Turn {
    public List<Part> parts;
    public Map<String, Part> named;
    public Part one;
    private Part set;

    public void setSet(Part set) {
      this.set = set;
    }
  }

  /** The same with other ways to tell a type. */
  public static class OtherTurn {
    public List<Seen> seen;

    @JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "kind",
        defaultImpl = TextPart.class)
    public List<Part> existing;

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    public Part wrapped;
  }

  /** Documents of a part, the ordinary ones first. */
  public static final List<String> PARTS =
      List.of(
          "{\"kind\":\"text\",\"text\":\"a\",\"n\":1}",
          " { \"kind\" : \"text\" } ",
          "{\"kind\":\"call\",\"id\":\"x\",\"parts\":[{\"kind\":\"text\"},null,{\"kind\":\"call\"}],"
              + "\"one\":{\"kind\":\"text\",\"next\":{\"kind\":\"call\",\"one\":null}}}",
          "{\"\\u006bind\":\"te\\u0078t\",\"n\":2}",
          "{\"text\":\"a\",\"kind\":\"text\"}",
          "{\"kind\":\"open\",\"name\":\"n\",\"x\":[1]}",
          "{\"kind\":\"text\",\"next\":{\"kind\":\"open\",\"z\":{\"kind\":\"text\"}}}",
          "{\"kind\":\"text\",\"kind\":\"call\"}",
          "{\"kind\":\"text\",\"bogus\":{}}",
          "{\"kind\":\"text\",\"n\":\"5\"}",
          "{\"kind\":\"text\",\"n\":\"five\"}",
          "{\"kind\":\"unknown\",\"text\":\"a\"}",
          "{\"kind\":null}",
          "{\"kind\":5}",
          "{\"kind\":{}}",
          "{\"KIND\":\"text\"}",
          "{\"text\":\"a\"}",
          "{\"text\":{\"text\":\"a\"}}",
          "{}",
          "null",
          "5",
          "\"text\"",
          "[\"text\",{\"n\":4}]",
          "[]");
}

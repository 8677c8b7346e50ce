package com.acme.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Beans with properties in a map, as the classes of many clients have them. */
public final class Extensible {

  private Extensible() {}

  /** What the map may hold; each time a new one. */
  public static List<Map<?, ?>> maps() {
    List<Map<?, ?>> maps = new ArrayList<>();
    maps.add(null);
    maps.add(Map.of());
    maps.add(Map.of("one", 1));
    Map<String, Object> mixed = new LinkedHashMap<>();
    mixed.put("text", "\u4e2d \" \\ \n");
    mixed.put("nothing", null);
    mixed.put("nested", Map.of("list", List.of(1, "two", new Shapes.One())));
    mixed.put("first", "the name of a property");
    mixed.put("", 1.5);
    maps.add(mixed);
    maps.add(Map.of(7, "a number as the key"));
    Map<Object, Object> nameless = new HashMap<>();
    nameless.put(null, "no key");
    maps.add(nameless);
    maps.add(Map.of("failing", Failing.because("in the map")));
    maps.add(Map.of("unknown", new Object()));
    return maps;
  }

  /** Each kind of bean with this map. */
  public static List<Object> all(Map<?, ?> map) {
    List<Object> all = new ArrayList<>();
    all.add(new Open(map));
    all.add(new Hidden(map));
    all.add(new OnlyExtras(map));
    all.add(new WithoutNulls(map));
    all.add(new Converted(map));
    all.add(new First(map));
    all.add(List.of(new Open(map), new Open(Map.of("k", new Open(map)))));
    return all;
  }

  /** The usual case. */
  public static class Open {
    public String first = "first";
    private final Map<?, ?> extras;
    private int calls;

    Open(Map<?, ?> extras) {
      this.extras = extras;
    }

    /** Tells how often it was called. */
    @JsonAnyGetter
    public Map<?, ?> extras() {
      if (++calls > 1) {
        throw new IllegalStateException("called again");
      }
      return extras;
    }

    public int getLast() {
      return 1;
    }
  }

  /** Not public. */
  static class Hidden {
    private final Map<?, ?> extras;

    Hidden(Map<?, ?> extras) {
      this.extras = extras;
    }

    @JsonAnyGetter
    Map<?, ?> extras() {
      return extras;
    }

    public String getLast() {
      return "last";
    }
  }

  /** Nothing else. */
  public static class OnlyExtras {
    private final Map<?, ?> extras;

    OnlyExtras(Map<?, ?> extras) {
      this.extras = extras;
    }

    @JsonAnyGetter
    public Map<?, ?> getExtras() {
      return extras;
    }
  }

  /** Entries that are left out. */
  public static class WithoutNulls {
    public String first = "first";
    private final Map<?, ?> extras;

    WithoutNulls(Map<?, ?> extras) {
      this.extras = extras;
    }

    @JsonAnyGetter
    @JsonInclude(content = JsonInclude.Include.NON_NULL)
    public Map<?, ?> getExtras() {
      return extras;
    }
  }

  /** Values that are converted. */
  public static class Converted {
    public String first = "first";
    private final Map<?, ?> extras;

    Converted(Map<?, ?> extras) {
      this.extras = extras;
    }

    @JsonAnyGetter
    @JsonSerialize(contentConverter = Shout.class)
    public Map<?, ?> getExtras() {
      return extras;
    }
  }

  /** In capitals. */
  public static class Shout extends StdConverter<Object, String> {
    @Override
    public String convert(Object value) {
      return "!" + value.getClass().getSimpleName();
    }
  }

  /** Before the other properties, where the version can do that. */
  @JsonPropertyOrder({"extras", "first"})
  public static class First {
    public String first = "first";
    private final Map<?, ?> extras;

    First(Map<?, ?> extras) {
      this.extras = extras;
    }

    @JsonAnyGetter
    public Map<?, ?> getExtras() {
      return extras;
    }
  }

  /** Not a map. */
  public static class NoMap {
    public String first = "first";

    @JsonAnyGetter
    public Object getExtras() {
      return "text";
    }
  }

  /** A getter that fails. */
  public static class Broken {
    public String first = "first";

    @JsonAnyGetter
    public Map<String, Object> getExtras() {
      throw new IllegalStateException("on purpose");
    }
  }
}

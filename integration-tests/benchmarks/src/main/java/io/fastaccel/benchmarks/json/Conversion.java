package io.fastaccel.benchmarks.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Ways by which a mapper turns values into others, and one by which it reads many from a text. */
enum Conversion {
  ARGUMENTS_FROM_MAP("convertValue, arguments: map to record"),
  ARGUMENTS_TO_MAP("convertValue, arguments: record to map"),
  ARGUMENTS_FROM_TREE("treeToValue, arguments"),
  ARGUMENTS_READ_FROM_TREE("ObjectReader.readValue(JsonNode), arguments"),
  ARGUMENTS_TO_TREE("valueToTree, arguments"),
  TURN_FROM_MAP("convertValue, turn of a chat: map to bean"),
  TURN_TO_MAP("convertValue, turn of a chat: bean to map"),
  TURN_COPY("convertValue, turn of a chat: bean to bean"),
  TURN_FROM_TREE("treeToValue, turn of a chat"),
  TURN_READ_FROM_TREE("ObjectReader.readValue(JsonNode), turn of a chat"),
  TURN_TO_TREE("valueToTree, turn of a chat"),
  ODD_COPY("convertValue, decimals and bytes: record to record"),
  ODD_FROM_TREE("treeToValue, decimals and bytes"),
  LINES("ObjectReader.readValues, 100 turns of a chat");

  private final String title;

  Conversion(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The arguments of a tool. */
  record Arguments(String city, int days, boolean metric, List<String> tags, double limit) {
    static Arguments some() {
      return new Arguments("Lisbon, Portugal", 5, true, List.of("rain", "wind", "sun"), 12.5);
    }
  }

  /** Values that Jackson's own serializers and deserializers have to see to. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Odd(BigDecimal price, BigDecimal tax, byte[] image, float weight) {
    static Odd some() {
      return new Odd(new BigDecimal("12.50"), new BigDecimal("0.23"), new byte[] {1, 2}, 1.5f);
    }
  }

  /** One of the parts of a turn. */
  static final class Part {
    private String type = "text";
    private String text;
    private long tokens;

    public String getType() {
      return type;
    }

    public void setType(String type) {
      this.type = type;
    }

    public String getText() {
      return text;
    }

    public void setText(String text) {
      this.text = text;
    }

    public long getTokens() {
      return tokens;
    }

    public void setTokens(long tokens) {
      this.tokens = tokens;
    }
  }

  /** A turn of a chat. */
  static final class Turn {
    private String role = "user";
    private int index = 3;
    private List<Part> parts = new ArrayList<>();
    private Map<String, Object> metadata = new LinkedHashMap<>();

    static Turn some() {
      Turn turn = new Turn();
      for (int i = 0; i < 6; i++) {
        Part part = new Part();
        part.setText("What will the weather be like, part " + i);
        part.setTokens(1000L * i);
        turn.parts.add(part);
      }
      turn.metadata.put("model", "large");
      turn.metadata.put("temperature", 0.7);
      turn.metadata.put("seed", 42);
      turn.metadata.put("stop", List.of("a", "b"));
      return turn;
    }

    public String getRole() {
      return role;
    }

    public void setRole(String role) {
      this.role = role;
    }

    public int getIndex() {
      return index;
    }

    public void setIndex(int index) {
      this.index = index;
    }

    public List<Part> getParts() {
      return parts;
    }

    public void setParts(List<Part> parts) {
      this.parts = parts;
    }

    public Map<String, Object> getMetadata() {
      return metadata;
    }

    public void setMetadata(Map<String, Object> metadata) {
      this.metadata = metadata;
    }
  }

  private Object value() {
    if (name().startsWith("ODD")) {
      return Odd.some();
    }
    return name().startsWith("ARGUMENTS") ? Arguments.some() : Turn.some();
  }

  /** With Jackson 2. */
  Callable<Object> jackson2() {
    ObjectMapper mapper = new ObjectMapper();
    Object value = value();
    Class<?> type = value.getClass();
    JavaType maps = mapper.getTypeFactory().constructMapType(Map.class, String.class, Object.class);
    Object map = mapper.convertValue(value, maps);
    JsonNode tree = mapper.valueToTree(value);
    ObjectReader reader = mapper.readerFor(type);
    String lines = (tree + "\n").repeat(100);
    return switch (this) {
      case ARGUMENTS_FROM_MAP, TURN_FROM_MAP -> () -> mapper.convertValue(map, type);
      case ARGUMENTS_TO_MAP, TURN_TO_MAP -> () -> mapper.convertValue(value, maps);
      case TURN_COPY, ODD_COPY -> () -> mapper.convertValue(value, type);
      case ARGUMENTS_FROM_TREE, TURN_FROM_TREE, ODD_FROM_TREE ->
          () -> mapper.treeToValue(tree, type);
      case ARGUMENTS_READ_FROM_TREE, TURN_READ_FROM_TREE -> () -> reader.readValue(tree);
      case ARGUMENTS_TO_TREE, TURN_TO_TREE -> () -> mapper.valueToTree(value);
      case LINES -> () -> reader.readValues(lines).readAll();
    };
  }

  /** With Jackson 3. */
  Callable<Object> jackson3() {
    tools.jackson.databind.ObjectMapper mapper = new tools.jackson.databind.ObjectMapper();
    Object value = value();
    Class<?> type = value.getClass();
    tools.jackson.databind.JavaType maps =
        mapper.getTypeFactory().constructMapType(Map.class, String.class, Object.class);
    Object map = mapper.convertValue(value, maps);
    tools.jackson.databind.JsonNode tree = mapper.valueToTree(value);
    tools.jackson.databind.ObjectReader reader = mapper.readerFor(type);
    String lines = (tree + "\n").repeat(100);
    return switch (this) {
      case ARGUMENTS_FROM_MAP, TURN_FROM_MAP -> () -> mapper.convertValue(map, type);
      case ARGUMENTS_TO_MAP, TURN_TO_MAP -> () -> mapper.convertValue(value, maps);
      case TURN_COPY, ODD_COPY -> () -> mapper.convertValue(value, type);
      case ARGUMENTS_FROM_TREE, TURN_FROM_TREE, ODD_FROM_TREE ->
          () -> mapper.treeToValue(tree, type);
      case ARGUMENTS_READ_FROM_TREE, TURN_READ_FROM_TREE -> () -> reader.readValue(tree);
      case ARGUMENTS_TO_TREE, TURN_TO_TREE -> () -> mapper.valueToTree(value);
      case LINES -> () -> reader.readValues(lines).readAll();
    };
  }
}

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fastaccel.interceptors.jackson2.read.BufferInternals;
import io.fastaccel.interceptors.json.Remembered;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;

/** Makes a tree of tokens as Jackson's deserializer for trees would. For one thread. */
final class TreeBuilder {

  /** By configuration, whether trees are read as tokens say. */
  private static final Remembered<Boolean> AS_USUAL = new Remembered<>(64, 2);

  private final ObjectMapper mapper;
  private final JsonNodeFactory nodes;
  private final Tokens in;

  private TreeBuilder(ObjectMapper mapper, JsonNodeFactory nodes, Tokens in) {
    this.mapper = mapper;
    this.nodes = nodes;
    this.in = in;
  }

  /** Whether this deserializer reads trees as they are done here, by whatever setting. */
  static boolean stands(
      ObjectMapper mapper, DeserializationConfig config, JsonDeserializer<?> deserializer) {
    if (deserializer.getClass() != JsonNodeDeserializer.class
        || config.getNodeFactory().getClass() != JsonNodeFactory.class
        || config.isEnabled(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)) {
      return false;
    }
    Boolean known = AS_USUAL.get(config);
    if (known == null) {
      if (!AS_USUAL.isSeenOften(config)) {
        return false;
      }
      known = readsAsUsual(mapper, config.getNodeFactory());
      AS_USUAL.put(config, known);
    }
    return known;
  }

  private static boolean readsAsUsual(ObjectMapper mapper, JsonNodeFactory nodes) {
    Tokens probe = probe();
    try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
      BufferInternals.copy(probe, buffer);
      return equal(mapper.readTree(buffer.asParser()), build(mapper, nodes, probe));
    } catch (Throwable e) {
      return false;
    }
  }

  /** Order, and types of nodes, included. */
  private static boolean equal(JsonNode one, JsonNode other) {
    return one.equals(other) && one.toString().equals(other.toString());
  }

  private static Tokens probe() {
    Tokens tokens = new Tokens();
    Object[] all = {
      Mark.OBJECT,
      "b",
      Mark.ARRAY,
      Mark.NULL,
      "",
      0,
      3_000_000_000L,
      1.5,
      2.0,
      true,
      Mark.END,
      "a",
      Mark.NULL,
      "c",
      Mark.ARRAY,
      Mark.END,
      "d",
      Mark.OBJECT,
      Mark.END,
      "e",
      7L,
      Mark.END
    };
    for (Object token : all) {
      tokens.add(token);
    }
    return tokens;
  }

  /** The tree of the value at the position. */
  static JsonNode build(ObjectMapper mapper, JsonNodeFactory nodes, Tokens tokens)
      throws Throwable {
    return new TreeBuilder(mapper, nodes, tokens).node();
  }

  private JsonNode node() throws Throwable {
    Object token = in.next();
    if (token instanceof String text) {
      in.take();
      return nodes.textNode(text);
    }
    if (token instanceof Mark mark) {
      in.take();
      return mark == Mark.NULL ? nodes.nullNode() : mark == Mark.OBJECT ? object() : array();
    }
    if (token instanceof Integer number) {
      in.take();
      return nodes.numberNode((int) number);
    }
    if (token instanceof Boolean truth) {
      in.take();
      return nodes.booleanNode(truth);
    }
    if (token instanceof Double number) {
      in.take();
      return nodes.numberNode((double) number);
    }
    if (token instanceof Long number) {
      in.take();
      return nodes.numberNode((long) number);
    }
    return byJackson();
  }

  private JsonNode object() throws Throwable {
    ObjectNode object = nodes.objectNode();
    for (Object name = in.take(); name != Mark.END; name = in.take()) {
      object.replace((String) name, node());
    }
    return object;
  }

  private JsonNode array() throws Throwable {
    ArrayNode array = nodes.arrayNode();
    while (in.next() != Mark.END) {
      array.add(node());
    }
    in.take();
    return array;
  }

  private JsonNode byJackson() throws Throwable {
    try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
      BufferInternals.copy(in, buffer);
      JsonParser parser = buffer.asParser();
      JsonNode node = mapper.readTree(parser);
      if (node == null) {
        throw new OriginalNeeded("null as a result");
      }
      in.take();
      return node;
    }
  }
}

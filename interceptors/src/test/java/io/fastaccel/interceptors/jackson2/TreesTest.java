package io.fastaccel.interceptors.jackson2;

import com.acme.model.Failing;
import com.acme.model.Shapes;
import com.acme.model.Wordless;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.RawValue;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trees, and values that are written as texts. */
class TreesTest {

  private static final int SEEDS = 200;

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  @SuppressWarnings("deprecation") // applications set it
  private static List<ObjectMapper> mappers() throws ReflectiveOperationException {
    List<ObjectMapper> mappers = new ArrayList<>();
    mappers.add(new ObjectMapper());
    mappers.add(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT));
    mappers.add(new ObjectMapper().disable(SerializationFeature.WRITE_EMPTY_JSON_ARRAYS));
    mappers.add(new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS));
    addWithFeature(mappers, "WRITE_NULL_PROPERTIES", false);
    addWithFeature(mappers, "WRITE_PROPERTIES_SORTED", true);
    return mappers;
  }

  /** Where the version has it. */
  private static void addWithFeature(List<ObjectMapper> mappers, String name, boolean state)
      throws ReflectiveOperationException {
    try {
      Class<?> features = Class.forName("com.fasterxml.jackson.databind.cfg.JsonNodeFeature");
      Class<?> any = Class.forName("com.fasterxml.jackson.databind.cfg.DatatypeFeature");
      ObjectMapper mapper = new ObjectMapper();
      Method configure = ObjectMapper.class.getMethod("configure", any, boolean.class);
      configure.invoke(mapper, features.getField(name).get(null), state);
      mappers.add(mapper);
    } catch (ClassNotFoundException | NoSuchFieldException e) {
      // an older version
    }
  }

  /** A node of the application's. */
  @SuppressWarnings("unchecked") // ObjectNode does so itself
  private static final class OwnObject extends ObjectNode {
    private static final long serialVersionUID = 1L;

    OwnObject() {
      super(JsonNodeFactory.instance);
      put("own", true);
    }
  }

  private static JsonNode tree(Random random, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (depth > 0 && random.nextInt(3) > 0) {
      int size = random.nextInt(5);
      if (random.nextBoolean()) {
        ArrayNode array = nodes.arrayNode();
        for (int i = 0; i < size; i++) {
          array.add(tree(random, depth - 1));
        }
        return array;
      }
      ObjectNode object = nodes.objectNode();
      for (int i = 0; i < size; i++) {
        object.set("name \u00e9 \" " + random.nextInt(100), tree(random, depth - 1));
      }
      return object;
    }
    return switch (random.nextInt(17)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextInt());
      case 3 -> nodes.numberNode(random.nextLong());
      case 4 -> nodes.numberNode(random.nextGaussian());
      case 5 -> nodes.numberNode(Double.NaN);
      case 6 -> nodes.numberNode((float) random.nextGaussian());
      case 7 -> nodes.numberNode((short) random.nextInt());
      case 8 -> nodes.numberNode(new BigInteger(90, random));
      case 9 -> nodes.numberNode(new BigDecimal("1E+12"));
      case 10 -> nodes.binaryNode(new byte[] {1, 2, 3});
      case 11 -> nodes.pojoNode(new Shapes.One());
      case 12 -> nodes.pojoNode(null);
      case 13 -> nodes.rawValueNode(new RawValue("[1 , 2]"));
      case 14 -> new OwnObject();
      case 15 -> MissingNode.getInstance();
      default -> nodes.textNode("text \n \u4e2d\uD83D\uDE00 " + random.nextInt());
    };
  }

  /** A bean with trees in it. */
  private record Holder(JsonNode node, Object any, ObjectNode object, List<JsonNode> list) {}

  private static Holder holder(int seed) {
    Random random = new Random(seed);
    return new Holder(
        tree(random, 3),
        tree(random, 2),
        JsonNodeFactory.instance.objectNode().set("x", tree(random, 2)),
        List.of(tree(random, 1), tree(random, 1)));
  }

  @Test
  void randomTrees() throws ReflectiveOperationException {
    for (ObjectMapper mapper : mappers()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        int s = seed;
        Differential.sameOrOriginal(mapper, () -> tree(new Random(s), 4));
        Differential.sameOrOriginal(mapper, () -> holder(s));
        Differential.sameInTargets(mapper, () -> Map.of("tree", tree(new Random(s), 2)));
        Differential.sameInGenerators(mapper, () -> tree(new Random(s), 3));
      }
      Differential.sameOrOriginal(
          mapper,
          () ->
              JsonNodeFactory.instance
                  .objectNode()
                  .set("k", JsonNodeFactory.instance.pojoNode(Failing.because("deep"))));
    }
    Differential.same(new ObjectMapper(), () -> holder(1));
  }

  @Test
  void treesAreAsDeepAsTheLimitAllows() {
    for (int depth : new int[] {999, 1000, 1001}) {
      JsonNode node = JsonNodeFactory.instance.numberNode(1);
      for (int i = 0; i < depth; i++) {
        node = JsonNodeFactory.instance.arrayNode().add(node);
      }
      JsonNode nested = node;
      Differential.sameOrOriginal(new ObjectMapper(), () -> nested);
    }
  }

  /** With names and texts of its own. */
  private enum Named {
    @JsonProperty("r\u00e9named \"x\"")
    RENAMED {
      @Override
      public String toString() {
        return "in words";
      }
    }
  }

  @Test
  void textsOfOtherValues() {
    ObjectMapper mapper = new ObjectMapper();
    SimpleModule module = new SimpleModule();
    module.addSerializer(Wordless.class, ToStringSerializer.instance);
    mapper.registerModule(module);
    for (Object value :
        List.of(
            new UUID(0x0123456789abcdefL, 0xfedcba9876543210L),
            TimeUnit.DAYS,
            Named.RENAMED,
            URI.create("http://example.org/%C3%BC?q=1"),
            new Wordless(null),
            new Wordless("no words"))) {
      Differential.same(mapper, () -> value);
      Differential.same(mapper, () -> Map.of("k", List.of(value)));
      Differential.sameInTargets(mapper, () -> Map.of("k", value));
      Differential.sameInTargets(mapper, () -> List.of(1, value));
      Differential.sameInGenerators(mapper, () -> List.of(1, value));
      Differential.same(
          mapper.writer().with(SerializationFeature.WRITE_ENUMS_USING_INDEX), () -> List.of(value));
      Differential.same(
          mapper.writer().with(SerializationFeature.WRITE_ENUMS_USING_TO_STRING),
          () -> List.of(value));
    }
  }
}

package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.jackson3.read.BufferInternals;
import io.fastaccel.interceptors.jackson3.read.TreeTokens;
import io.fastaccel.interceptors.json.Remembered;
import io.fastaccel.interceptors.json.read.Tokens;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.util.TokenBuffer;

/** How trees are taken apart. */
final class TreeWriting {

  private static final Remembered<Boolean> AS_USUAL = new Remembered<>(64, 2);

  private TreeWriting() {}

  /**
   * Whether trees write themselves to a buffer as they are: no empty arrays or nulls left out, no
   * names sorted, by whatever setting of whatever version.
   */
  static boolean isAsUsual(SerializationContextExt context) {
    SerializationConfig config = context.getConfig();
    Boolean known = AS_USUAL.get(config);
    if (known == null) {
      if (!AS_USUAL.isSeenOften(config)) {
        return false;
      }
      known = writesAsUsual(context);
      AS_USUAL.put(config, known);
    }
    return known;
  }

  private static boolean writesAsUsual(SerializationContextExt context) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    ObjectNode tree = nodes.objectNode();
    tree.set("b", nodes.arrayNode().addNull().add("").add(0).add(1.5).add(7L).add(true));
    tree.set("a", nodes.nullNode());
    tree.set("c", nodes.arrayNode());
    tree.set("d", nodes.objectNode());
    try (TokenBuffer buffer = context.bufferForValueConversion()) {
      tree.serialize(buffer, context);
      Tokens written = new Tokens();
      BufferInternals.copy(buffer, buffer.asParser(), written);
      Tokens expected = new Tokens();
      TreeTokens.add(tree, expected, false);
      return written.toString().equals(expected.toString());
    } catch (Throwable e) {
      return false;
    }
  }
}

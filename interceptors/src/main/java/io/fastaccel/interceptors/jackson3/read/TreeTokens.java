package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Takes trees apart. */
public final class TreeTokens {

  private TreeTokens() {}

  /**
   * Adds a tree.
   *
   * @param rareOnes nodes of rarer types are added as they are
   * @return whether all of it is there; not with arrays and objects of the application's own making
   */
  public static boolean add(JsonNode node, Tokens tokens, boolean rareOnes) {
    Class<?> kind = node.getClass();
    if (kind == StringNode.class) {
      String text = node.stringValue();
      if (text == null) {
        return false;
      }
      tokens.add(text);
    } else if (kind == ObjectNode.class) {
      return addObject(node, tokens, rareOnes);
    } else if (kind == ArrayNode.class) {
      return addArray(node, tokens, rareOnes);
    } else if (kind == IntNode.class) {
      tokens.add(node.intValue());
    } else if (kind == BooleanNode.class) {
      tokens.add(node.booleanValue());
    } else if (kind == DoubleNode.class) {
      tokens.add(node.doubleValue());
    } else if (kind == LongNode.class) {
      tokens.add(node.longValue());
    } else if (kind == NullNode.class) {
      tokens.add(Mark.NULL);
    } else {
      tokens.add(node);
      return rareOnes && !node.isContainer();
    }
    return true;
  }

  private static boolean addObject(JsonNode node, Tokens tokens, boolean rareOnes) {
    tokens.add(Mark.OBJECT);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      tokens.add(entry.getKey());
      if (!add(entry.getValue(), tokens, rareOnes)) {
        return false;
      }
    }
    tokens.add(Mark.END);
    return true;
  }

  private static boolean addArray(JsonNode node, Tokens tokens, boolean rareOnes) {
    tokens.add(Mark.ARRAY);
    int size = node.size();
    for (int i = 0; i < size; i++) {
      if (!add(node.get(i), tokens, rareOnes)) {
        return false;
      }
    }
    tokens.add(Mark.END);
    return true;
  }
}

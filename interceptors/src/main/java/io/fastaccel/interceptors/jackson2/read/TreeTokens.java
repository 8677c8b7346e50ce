package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;
import java.util.Iterator;
import java.util.Map;

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
    if (kind == TextNode.class) {
      String text = node.textValue();
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
      return rareOnes && !node.isContainerNode();
    }
    return true;
  }

  private static boolean addObject(JsonNode node, Tokens tokens, boolean rareOnes) {
    tokens.add(Mark.OBJECT);
    for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = i.next();
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

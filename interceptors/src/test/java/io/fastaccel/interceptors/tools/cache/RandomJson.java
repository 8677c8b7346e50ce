package io.fastaccel.interceptors.tools.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** JSON documents, and the many ways to write the same one. */
final class RandomJson {

  private static final String[] NAMES = {"a", "b", "é", "a b", "\"", "\\", "\n", "😀", "A", ""};
  private static final String[] NUMBERS = {"0", "1", "1.0", "1e0", "-0", "10", "0.1", "1E2"};

  private RandomJson() {}

  /** A map, a list, or an atom: a text in quotes, a number or a word as it is written. */
  record Document(Object tree) {

    /** Different for different documents. */
    String identity() {
      return String.valueOf(tree);
    }

    /** One spelling of many. */
    String spelled(Random random) {
      StringBuilder out = new StringBuilder();
      spell(tree, random, out);
      return out.toString();
    }
  }

  static Document document(Random random) {
    Map<String, Object> members = new TreeMap<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      members.put(quoted(NAMES[random.nextInt(NAMES.length)]), tree(random, 2));
    }
    return new Document(members);
  }

  private static Object tree(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> quoted(NAMES[random.nextInt(NAMES.length)] + NAMES[random.nextInt(NAMES.length)]);
      case 2 -> List.of("true", "false", "null").get(random.nextInt(3));
      case 3 -> {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          elements.add(tree(random, depth - 1));
        }
        yield elements;
      }
      default -> {
        Map<String, Object> members = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          members.put(quoted(NAMES[random.nextInt(NAMES.length)]), tree(random, depth - 1));
        }
        yield members;
      }
    };
  }

  /** Marks a text, and hides what would make two trees print the same. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars().forEach(c -> out.append(Integer.toHexString(c)).append('.'));
    return out.toString();
  }

  private static void spell(Object tree, Random random, StringBuilder out) {
    space(random, out);
    if (tree instanceof Map<?, ?> map) {
      List<Object> names = new ArrayList<>(map.keySet());
      Collections.shuffle(names, random);
      String separator = "{";
      for (Object name : names) {
        out.append(separator);
        spell(name, random, out);
        out.append(':');
        spell(map.get(name), random, out);
        separator = ",";
      }
      out.append(names.isEmpty() ? "{}" : "}");
    } else if (tree instanceof List<?> list) {
      String separator = "[";
      for (Object element : list) {
        out.append(separator);
        spell(element, random, out);
        separator = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (tree.toString().startsWith("\"")) {
      text(tree.toString().substring(1), random, out);
    } else {
      out.append(tree);
    }
    space(random, out);
  }

  private static void text(String hidden, Random random, StringBuilder out) {
    out.append('"');
    for (String hex : hidden.split("\\.", -1)) {
      if (!hex.isEmpty()) {
        char c = (char) Integer.parseInt(hex, 16);
        boolean must = c < ' ' || c == '"' || c == '\\';
        // Both halves of a pair in the same way: a raw half alone is no text.
        boolean may = !Character.isSurrogate(c) && random.nextInt(4) == 0;
        if (must || may) {
          String code = String.format("%04x", (int) c);
          out.append("\\u").append(random.nextBoolean() ? code : code.toUpperCase(Locale.ROOT));
        } else {
          out.append(c);
        }
      }
    }
    out.append('"');
  }

  private static void space(Random random, StringBuilder out) {
    if (random.nextInt(5) == 0) {
      out.append(" \n\t\r".charAt(random.nextInt(4)));
    }
  }
}

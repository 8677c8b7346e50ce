package io.fastaccel.agent;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Writes our statistics as indented JSON. A library would have to be hidden from advice, which must
 * see the application's; maps, texts, numbers and truth values are all there is.
 */
public final class JsonText {

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /**
   * The text of a tree of {@code Map}, {@code Iterable}, {@code Number}, {@code Boolean}, others as
   * their text.
   */
  public static String of(Object value) {
    JsonText text = new JsonText();
    text.append(value, "\n");
    return text.out.append('\n').toString();
  }

  private void append(Object value, String newLine) {
    if (value instanceof Map<?, ?> map) {
      appendMap(map, newLine);
    } else if (value instanceof Iterable<?> elements) {
      appendElements(elements, newLine);
    } else if (value instanceof Double number) {
      out.append(Double.isFinite(number) ? String.format(Locale.ROOT, "%.3f", number) : "null");
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      appendQuoted(value.toString());
    }
  }

  private void appendMap(Map<?, ?> map, String newLine) {
    String separator = newLine + "  ";
    out.append('{');
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      appendQuoted(String.valueOf(entry.getKey()));
      out.append(": ");
      append(entry.getValue(), newLine + "  ");
      separator = "," + newLine + "  ";
    }
    out.append(map.isEmpty() ? "}" : newLine + "}");
  }

  private void appendElements(Iterable<?> elements, String newLine) {
    out.append('[');
    for (Iterator<?> i = elements.iterator(); i.hasNext(); ) {
      append(i.next(), newLine + "  ");
      out.append(i.hasNext() ? ", " : "");
    }
    out.append(']');
  }

  private void appendQuoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

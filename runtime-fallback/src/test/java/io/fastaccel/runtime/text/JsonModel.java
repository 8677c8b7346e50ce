package io.fastaccel.runtime.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A naive reader of JSON by recursive descent, and a writer of the canonical form, for comparison:
 * it reads values and writes them anew, and knows nothing of the original text.
 */
final class JsonModel {

  /** The text is not JSON; where it stops being so. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;
    final int position;

    Invalid(int position) {
      this.position = position;
    }
  }

  private final byte[] text;
  private int i;
  private boolean duplicate;

  private JsonModel(byte[] text) {
    this.text = text;
  }

  /** The canonical form, or null if an object has two equal names. */
  static byte[] canonical(byte[] text) throws Invalid {
    JsonModel model = new JsonModel(text);
    byte[] form = model.value(0);
    model.space();
    if (model.i < text.length) {
      throw model.invalid();
    }
    return model.duplicate ? null : form;
  }

  private Invalid invalid() {
    return new Invalid(i);
  }

  private int peek() {
    return i < text.length ? text[i] & 0xFF : -1;
  }

  private void expect(String chars) throws Invalid {
    for (byte c : chars.getBytes(StandardCharsets.US_ASCII)) {
      if (peek() != c) {
        throw invalid();
      }
      i++;
    }
  }

  private void space() {
    while (" \t\r\n".indexOf(peek()) >= 0) {
      i++;
    }
  }

  private byte[] value(int depth) throws Invalid {
    space();
    if ((peek() == '{' || peek() == '[') && depth == JsonKernels.MAX_DEPTH) {
      throw invalid();
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> bytes("\"" + escaped(string()) + "\"");
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    };
  }

  private byte[] literal(String literal) throws Invalid {
    expect(literal);
    return bytes(literal);
  }

  private byte[] object(int depth) throws Invalid {
    expect("{");
    Map<byte[], byte[]> members = new TreeMap<>(Arrays::compareUnsigned);
    space();
    if (peek() != '}') {
      while (true) {
        space();
        byte[] name = bytes(escaped(string()));
        space();
        expect(":");
        byte[] value = value(depth + 1);
        duplicate |= members.put(name, value) != null;
        space();
        if (peek() == '}') {
          break;
        }
        expect(",");
      }
    }
    expect("}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    members.forEach(
        (memberName, memberValue) -> {
          out.writeBytes(bytes(out.size() == 0 ? "{\"" : ",\""));
          out.writeBytes(memberName);
          out.writeBytes(bytes("\":"));
          out.writeBytes(memberValue);
        });
    out.writeBytes(bytes(members.isEmpty() ? "{}" : "}"));
    return out.toByteArray();
  }

  private byte[] array(int depth) throws Invalid {
    expect("[");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('[');
    space();
    if (peek() != ']') {
      while (true) {
        out.writeBytes(value(depth + 1));
        space();
        if (peek() == ']') {
          break;
        }
        expect(",");
        out.write(',');
      }
    }
    expect("]");
    out.write(']');
    return out.toByteArray();
  }

  private byte[] number() throws Invalid {
    int start = i;
    if (peek() == '-') {
      i++;
    }
    if (peek() == '0') {
      i++;
    } else {
      digits();
    }
    if (peek() == '.') {
      i++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      i++;
      if (peek() == '+' || peek() == '-') {
        i++;
      }
      digits();
    }
    return Arrays.copyOfRange(text, start, i);
  }

  private void digits() throws Invalid {
    do {
      if (!Character.isDigit(peek())) {
        throw invalid();
      }
      i++;
    } while (Character.isDigit(peek()));
  }

  private String string() throws Invalid {
    expect("\"");
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      int c = peek();
      if (c < ' ') {
        throw invalid();
      }
      if (c == '\\') {
        i++;
        int escape = peek();
        int index = "\"\\/bfnrt".indexOf(escape);
        if (index >= 0) {
          value.append("\"\\/\b\f\n\r\t".charAt(index));
          i++;
        } else {
          expect("u");
          int unit = 0;
          for (int k = 0; k < 4; k++) {
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
              throw invalid();
            }
            unit = 16 * unit + digit;
            i++;
          }
          value.append((char) unit);
        }
      } else {
        value.append(utf8());
      }
    }
    i++;
    return value.toString();
  }

  /** By trying: the shortest run of bytes that the JDK decodes to one code point. */
  private String utf8() throws Invalid {
    for (int length = 1; length <= 4 && i + length <= text.length; length++) {
      String decoded = new String(text, i, length, StandardCharsets.UTF_8);
      if (decoded.codePointCount(0, decoded.length()) == 1 && bytes(decoded).length == length) {
        if (Arrays.equals(bytes(decoded), Arrays.copyOfRange(text, i, i + length))) {
          i += length;
          return decoded;
        }
      }
    }
    // Not a char: the bytes that begin one are those for which some continuation makes one.
    for (int length = 1; ; length++) {
      if (i + length > text.length || !begins(length)) {
        i += length - 1;
        throw invalid();
      }
    }
  }

  private boolean begins(int length) {
    for (int p = 0x80; p <= 0x10FFFF; p += p < 0x800 ? 1 : 64) {
      if (p < 0xD800 || p > 0xDFFF) {
        byte[] encoded = bytes(Character.toString(p));
        if (encoded.length > length && Arrays.equals(encoded, 0, length, text, i, i + length)) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String value) {
    StringBuilder out = new StringBuilder();
    for (int k = 0; k < value.length(); k++) {
      char c = value.charAt(k);
      int shortForm = "\b\t\n\f\r\"\\".indexOf(c);
      boolean pair = k + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(k + 1));
      if (pair) {
        out.append(c).append(value.charAt(++k));
      } else if (shortForm >= 0) {
        out.append('\\').append("btnfr\"\\".charAt(shortForm));
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}

package io.fastaccel.interceptors.json.read;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Random documents, and random damage to them. */
public final class Documents {

  /**
   * How many times as many documents as usual are tried: {@code -Dfastaccel.reading.rounds=100}.
   */
  public static final int ROUNDS = Integer.getInteger("fastaccel.reading.rounds", 1);

  private static final String[] NAMES = {
    "id",
    "name",
    "role",
    "content",
    "a",
    "b",
    "value",
    "type",
    "x1",
    "sub",
    "items",
    "tags",
    "count",
    "price",
    "ratio",
    "done",
    "level",
    "when",
    "a much longer name than others have",
    "n\u00e9",
    "\u4e2d",
    "esc\"aped",
    "",
    "Id",
    "kind"
  };

  private static final String DAMAGE = "{}[]:,\"\\ 0.-e+\t\n/*'";

  private static final String[] TEXTS = {
    "",
    "a",
    "hello",
    "LOW",
    "HIGH",
    "low",
    "1",
    "2.5",
    "true",
    "null",
    "\u00e9\u00ff",
    "\u4e2d\u6587",
    "\uD83D\uDE00 smile",
    "tab\tand \"quote\" and \\ and /",
    "\u0000\u001f",
    "\u2028",
    "\uD800",
    "a text that is longer than thirty-two chars, and has a line\nbreak in it",
    "2024-01-02",
    "YWJjZA==",
    "\u007f\u0080\u0100"
  };

  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "7",
    "10",
    "127",
    "128",
    "-129",
    "32768",
    "65536",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "9007199254740993",
    "999999999999999999",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "12345678901234567890123",
    "18446744073709551616",
    "92233720368547758080",
    "0.0",
    "-0.0",
    "1.5",
    "3.0",
    "0.1",
    "1e5",
    "1E+5",
    "-1.25e-3",
    "1e308",
    "1e309",
    "-1e400",
    "5e-324",
    "1e-400",
    "2.2250738585072012e-308",
    "2.2250738585072014e-308",
    "0.30000000000000004",
    "123456789.123456789",
    "1.7976931348623157e308",
    "9007199254740993.0",
    "0.000000000000000000000000000001",
    "1.00000005960464477540",
    "16777217",
    "33554433.0",
    "4503599627370497.5",
    "123456789012345678901234567890.5",
    "1e0",
    "100e-2",
    "1.0e22",
    "1e23"
  };

  private final Random random;

  public Documents(long seed) {
    this.random = new Random(seed);
  }

  /** Any value. */
  public String value(int depth) {
    StringBuilder out = new StringBuilder();
    space(out);
    value(out, depth);
    space(out);
    return out.toString();
  }

  /** An object with members of those names. */
  public String object(int depth, String... names) {
    StringBuilder out = new StringBuilder();
    object(out, depth, names);
    return out.toString();
  }

  private void value(StringBuilder out, int depth) {
    switch (random.nextInt(depth > 0 ? 10 : 6)) {
      case 0, 1 -> text(out, text());
      case 2, 3 -> out.append(number());
      case 4 -> out.append(random.nextBoolean());
      case 5 -> out.append(random.nextInt(3) == 0 ? "null" : "true");
      case 6, 7 -> array(out, depth - 1);
      default -> object(out, depth - 1, NAMES);
    }
  }

  private void array(StringBuilder out, int depth) {
    out.append('[');
    int length = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      out.append(i > 0 ? "," : "");
      space(out);
      value(out, depth);
      space(out);
    }
    out.append(']');
  }

  private void object(StringBuilder out, int depth, String[] names) {
    out.append('{');
    int length = random.nextInt(7);
    for (int i = 0; i < length; i++) {
      out.append(i > 0 ? "," : "");
      space(out);
      text(out, names[random.nextInt(names.length)]);
      space(out);
      out.append(':');
      space(out);
      value(out, depth);
      space(out);
    }
    out.append('}');
  }

  private String text() {
    if (random.nextInt(20) == 0) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(random.nextInt(20) == 0 ? 20_000 : 600);
      while (text.length() < length) {
        text.append(TEXTS[random.nextInt(TEXTS.length)]);
      }
      return text.toString();
    }
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  /** A number. */
  public String number() {
    return switch (random.nextInt(4)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> String.valueOf(random.nextInt());
      case 2 -> String.valueOf(random.nextLong() >> random.nextInt(64));
      default -> String.valueOf(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
    };
  }

  private void space(StringBuilder out) {
    while (random.nextInt(6) == 0) {
      out.append(" \n\r\t".charAt(random.nextInt(4)));
    }
  }

  private void text(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || random.nextInt(50) == 0) {
        escaped(out, c);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void escaped(StringBuilder out, char c) {
    String shortForms = "\b\f\n\r\t/";
    int at = shortForms.indexOf(c);
    if (at >= 0 && random.nextBoolean()) {
      out.append('\\').append("bfnrt/".charAt(at));
    } else {
      String hex = String.format(java.util.Locale.ROOT, "%04x", (int) c);
      out.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /** The document with one or a few things wrong with it, or at least changed. */
  public String damaged(String document) {
    StringBuilder out = new StringBuilder(document);
    for (int n = 1 + random.nextInt(2); n > 0 && out.length() > 0; n--) {
      int at = random.nextInt(out.length());
      int to = Math.min(out.length(), at + 1 + random.nextInt(6));
      switch (random.nextInt(9)) {
        case 0 -> out.setLength(at);
        case 1 -> out.setCharAt(at, (char) (out.charAt(at) ^ 1 << random.nextInt(7)));
        case 2 -> out.insert(at, out.substring(at, to));
        case 3 -> out.delete(at, to);
        case 4 -> out.insert(at, DAMAGE.charAt(random.nextInt(DAMAGE.length())));
        case 5 -> out.setCharAt(at, (char) random.nextInt(0x250));
        case 6 -> out.insert(at, NUMBERS[random.nextInt(NUMBERS.length)]);
        case 7 -> out.append(random.nextBoolean() ? " x" : "{}");
        default -> out.insert(0, "[{\"a\":".charAt(random.nextInt(5)));
      }
    }
    return out.toString();
  }

  /** The document in another encoding, or with bytes that are none. */
  public byte[] bytes(String document) {
    Charset[] others = {
      StandardCharsets.UTF_16LE,
      StandardCharsets.UTF_16BE,
      StandardCharsets.UTF_16,
      Charset.forName("UTF-32LE"),
      Charset.forName("UTF-32BE"),
      StandardCharsets.ISO_8859_1
    };
    return switch (random.nextInt(4)) {
      case 0 -> document.getBytes(others[random.nextInt(others.length)]);
      case 1 -> ("\uFEFF" + document).getBytes(StandardCharsets.UTF_8);
      default -> broken(document.getBytes(StandardCharsets.UTF_8));
    };
  }

  private byte[] broken(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    byte[][] wrong = {
      {(byte) 0xC0, (byte) 0xAF},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
      {(byte) 0x80},
      {(byte) 0xFF},
      {(byte) 0xE4, (byte) 0xB8},
      {(byte) random.nextInt()}
    };
    byte[] insert = wrong[random.nextInt(wrong.length)];
    byte[] out = Arrays.copyOf(bytes, bytes.length + insert.length);
    System.arraycopy(bytes, at, out, at + insert.length, bytes.length - at);
    System.arraycopy(insert, 0, out, at, insert.length);
    return out;
  }
}

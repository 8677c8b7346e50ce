package io.fastaccel.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link JsonKernels} must do, against {@link JsonModel}. Extend it,
 * and answer with the implementation.
 */
public abstract class JsonKernelsContract {

  /** Around the room that a call may use. */
  private static final int GUARD = 13;

  private static final byte UNTOUCHED = 0x5A;

  /** The implementation under test. */
  protected abstract JsonKernels kernels();

  @Test
  void membersAreSortedAndSpaceIsLeftOut() {
    assertCanonical(
        "{\"a\":1,\"b\":[2,{\"x\":[],\"y\":{}}]}",
        " { \"b\" : [ 2 , { \"y\" : { } , \"x\" : [ ] } ] ,\r\n\t\"a\" : 1 } ");
    assertCanonical(
        "{\"\":0,\"a\":1,\"a b\":2,\"a!\":3,\"a\\\"\":4,\"ab\":5,\"\u00e9\":6}",
        "{\"ab\":5,\"a\\\"\":4,\"\u00e9\":6,\"a!\":3,\"a b\":2,\"a\":1,\"\":0}");
  }

  @Test
  void escapesAreNormalised() {
    assertCanonical("\"A/\u00e9\u4e2d\uD83D\uDE00\"", "\"\\u0041\\/\\u00E9\\u4e2D\\ud83d\\uDE00\"");
    assertCanonical(
        "\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001F\u007f\u2028\"",
        "\"\\u0008\\u0009\\u000a\\u000C\\u000d\\u0022\\u005c\\u0000\\u001f\\u007F\\u2028\"");
    assertCanonical("\"\\uD83Dx\\uDE00\"", "\"\\ud83dx\\ude00\"");
    assertCanonical("\"\\uD83D\uD83D\uDE00\\uDE00\"", "\"\\ud83d\\ud83d\\ude00\\ude00\"");
    assertCanonical("\"\\uD83D\\n\"", "\"\\ud83d\\u000a\"");
    assertCanonical("\"\\uD83DA\"", "\"\\ud83d\\u0041\"");
  }

  @Test
  void numbersKeepTheirText() {
    for (String number :
        new String[] {"0", "-0", "1.0", "1E+2", "1e2", "100", "-12.50e-07", "9".repeat(400)}) {
      assertCanonical(number, "\n" + number + " ");
      assertCanonical("[" + number + "]", "[ " + number + "]");
    }
  }

  @Test
  void equalNamesHaveNoCanonicalForm() {
    for (String text :
        new String[] {
          "{\"a\":1,\"a\":1}",
          "{\"a\":1,\"b\":2,\"\\u0061\":3}",
          "[{\"x\":{\"/\":1,\"y\":2,\"\\/\":3}}]",
          "{\"\":{},\"\":[]}"
        }) {
      assertNull(CanonicalJson.of(text, kernels()), text);
      assertTrue(CanonicalJson.isValid(text, kernels()), text);
      check(text);
    }
    // The same name in different objects is none of that.
    assertCanonical(
        "{\"a\":{\"a\":[{\"a\":0},{\"a\":0}]}}", "{\"a\":{\"a\":[{\"a\":0},{\"a\":0}]}}");
  }

  @Test
  void whatIsNotJsonHasNoCanonicalForm() {
    String[] texts = {
      "",
      " ",
      "{",
      "}",
      "[",
      "]",
      "{]",
      "[}",
      "[1",
      "[1,",
      "[1,]",
      "[,1]",
      "[1 2]",
      "{\"a\"",
      "{\"a\":",
      "{\"a\":1",
      "{\"a\":1,",
      "{\"a\":1,}",
      "{a:1}",
      "{'a':1}",
      "{1:1}",
      "{\"a\" 1}",
      "{\"a\":1 \"b\":2}",
      "[\"a\":1]",
      "{\"a\",1}",
      "01",
      "-",
      "-a",
      "+1",
      "1.",
      ".5",
      "1.e5",
      "1e",
      "1e+",
      "0x10",
      "1_0",
      "NaN",
      "Infinity",
      "-Infinity",
      "tru",
      "truE",
      "nul",
      "falsee",
      "nulll",
      "True",
      "\"",
      "\"a",
      "\"\\\"",
      "\"\\",
      "\"\\x\"",
      "\"\\u\"",
      "\"\\u12\"",
      "\"\\u12g4\"",
      "\"\\u12G4\"",
      "\"\\U0041\"",
      "\"a\nb\"",
      "\"\t\"",
      "\"\u0000\"",
      "1 2",
      "{}{}",
      "[] x",
      "// c\n1",
      "/**/1",
      "\uFEFF1",
      "\u00a01",
      "\u000b1",
      "[1]\u0000",
      "\"\\ud83d",
      "\"\\ud83d\\",
      "\"\\ud83d\\u",
      "--1",
      "1-",
      "1.5.5",
      "e1",
      "[-]",
      "{\"a\":-}"
    };
    for (String text : texts) {
      assertNull(CanonicalJson.of(text, kernels()), text);
      check(text);
    }
    assertNull(CanonicalJson.of(null, kernels()));
  }

  @Test
  void positionsOfErrors() {
    assertEquals(JsonKernels.VALID, validate(" [1] "));
    assertEquals(0, validate(""));
    assertEquals(3, validate("trux"));
    assertEquals(1, validate("01"));
    assertEquals(3, validate("[1,]"));
    assertEquals(5, validate("\"\\u12G4\""));
    assertEquals(7, validate("{\"a\":1 "));
  }

  @Test
  void bytesThatAreNotUtf8AreNotJson() {
    int[][] sequences = {
      {0x80},
      {0xBF},
      {0xC0, 0x80},
      {0xC1, 0xBF},
      {0xC2},
      {0xC2, 0x41},
      {0xE0, 0x80, 0x80},
      {0xE0, 0x9F, 0xBF},
      {0xED, 0xA0, 0x80},
      {0xED, 0xBF, 0xBF},
      {0xE4, 0xB8},
      {0xE4, 0x41, 0x80},
      {0xF0, 0x80, 0x80, 0x80},
      {0xF0, 0x8F, 0xBF, 0xBF},
      {0xF0, 0x9F, 0x98},
      {0xF4, 0x90, 0x80, 0x80},
      {0xF5, 0x80, 0x80, 0x80},
      {0xFF}
    };
    for (int[] sequence : sequences) {
      for (int before = 0; before < 70; before += 1 + before / 8) {
        byte[] text = new byte[before + sequence.length + 3];
        Arrays.fill(text, (byte) 'x');
        text[0] = '"';
        for (int k = 0; k < sequence.length; k++) {
          text[1 + before + k] = (byte) sequence[k];
        }
        text[text.length - 1] = '"';
        check(text);
      }
    }
  }

  @Test
  void onlyStringsWithWholePairsHaveAForm() {
    assertNull(CanonicalJson.of("\"\uD83D\"", kernels()));
    assertNull(CanonicalJson.of("\"\uDE00\uD83D\"", kernels()));
    assertNull(CanonicalJson.of("\"\u00e9\uD83D", kernels()));
    assertEquals("\"\uD83D\uDE00\"", CanonicalJson.of("\"\uD83D\uDE00\"", kernels()));
  }

  @Test
  void nestingHasALimit() {
    String deep = "[".repeat(JsonKernels.MAX_DEPTH) + "]".repeat(JsonKernels.MAX_DEPTH);
    assertCanonical(deep, deep);
    check("[" + deep + "]");
    StringBuilder mixed = new StringBuilder();
    StringBuilder end = new StringBuilder();
    for (int k = 0; k < JsonKernels.MAX_DEPTH; k++) {
      boolean object = k % 3 == 0;
      mixed.append(object ? "{\"z\":" : "[");
      end.insert(0, object ? ",\"a\":1}" : ",2]");
    }
    check(mixed + "0" + end);
    check(mixed + "{" + end);
    check(mixed + "0" + end.toString().replaceFirst("]", "}"));
  }

  @Test
  void theSizeHasALimit() {
    int limit = TextKernels.MAX_INPUT;
    check("\"" + "x".repeat(limit - 2) + "\"");
    check("\"" + "\\u00e9".repeat((limit - 2) / 6) + "\"");
    assertNull(CanonicalJson.of("\"" + "x".repeat(limit - 1) + "\"", kernels()));
    assertNull(CanonicalJson.of("\"" + "\u4e2d".repeat(limit / 3) + "\"", kernels()));
    StringBuilder names = new StringBuilder("{");
    for (int k = 0; names.length() < limit - 20; k++) {
      names
          .append('"')
          .append(Integer.toString(k * 7919 % 10007, 36))
          .append("\":")
          .append(k % 10)
          .append(',');
    }
    names.setCharAt(names.length() - 1, '}');
    check(names.toString());
    check("[".repeat(60) + "{\"\":1},".repeat(limit / 8 - 40) + "0" + "]".repeat(60));
    // Every level is out of order, and holds all the levels below.
    StringBuilder levels = new StringBuilder("\"" + "x".repeat(limit / 2) + "\"");
    for (int k = 0; k < JsonKernels.MAX_DEPTH; k++) {
      levels.insert(0, "{\"b\":").append(",\"a\":1}");
    }
    check(levels.toString());
  }

  @Test
  void randomTextsAndRandomErrors() {
    Random random = new Random(20261126);
    for (int round = 0; round < 4_000; round++) {
      StringBuilder text = new StringBuilder();
      value(random, text, random.nextInt(6));
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      check(bytes);
      int errors = random.nextInt(3);
      for (int k = 0; k < errors && bytes.length > 0; k++) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "{}[],:\"\\ u0e-.1tfn".charAt(random.nextInt(18));
      }
      check(
          random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes);
    }
  }

  private static void value(Random random, StringBuilder out, int depth) {
    space(random, out);
    switch (depth == 0 ? random.nextInt(4) + 2 : random.nextInt(8)) {
      case 0, 6 -> {
        out.append('{');
        int count = random.nextInt(random.nextInt(12) == 0 ? 40 : 6);
        for (int k = 0; k < count; k++) {
          out.append(k == 0 ? "" : ",");
          space(random, out);
          string(random, out);
          space(random, out);
          out.append(':');
          value(random, out, depth - 1);
        }
        space(random, out);
        out.append('}');
      }
      case 1, 7 -> {
        out.append('[');
        int count = random.nextInt(5);
        for (int k = 0; k < count; k++) {
          out.append(k == 0 ? "" : ",");
          value(random, out, depth - 1);
        }
        space(random, out);
        out.append(']');
      }
      case 2 -> out.append(random.nextInt(1000) - 500);
      case 3 ->
          out.append(random.nextDouble() * 1e9).append("e-7".substring(0, random.nextInt(2) * 3));
      case 4 -> out.append(new String[] {"true", "false", "null"}[random.nextInt(3)]);
      default -> string(random, out);
    }
    space(random, out);
  }

  private static void string(Random random, StringBuilder out) {
    out.append('"');
    int length = random.nextInt(random.nextInt(10) == 0 ? 200 : 5);
    for (int k = 0; k < length; k++) {
      switch (random.nextInt(12)) {
        case 0 -> out.append('\\').append("\"\\/bfnrt".charAt(random.nextInt(8)));
        case 1 -> out.append(String.format("\\u%04x", random.nextInt(0x80)));
        case 2 -> out.append(String.format("\\u%04X", random.nextInt(0x10000)));
        case 3 -> out.append(String.format("\\u%04X", 0xD800 + random.nextInt(0x800)));
        case 4 -> out.append("\\ud83d\\ude0").append(random.nextInt(10));
        case 5 -> out.append("\u00e9\u4e2d\uD83D\uDE00");
        default -> out.append((char) ('a' + random.nextInt(4)));
      }
    }
    out.append('"');
  }

  private static void space(Random random, StringBuilder out) {
    while (random.nextInt(4) == 0) {
      out.append(" \t\r\n".charAt(random.nextInt(4)));
    }
  }

  private int validate(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return kernels().validate(bytes, 0, bytes.length);
  }

  private void assertCanonical(String expected, String text) {
    assertEquals(expected, CanonicalJson.of(text, kernels()), text);
    assertEquals(expected, CanonicalJson.of(expected, kernels()), "not its own form");
    check(text);
  }

  private void check(String text) {
    check(text.getBytes(StandardCharsets.UTF_8));
  }

  private void check(byte[] text) {
    byte[] in = new byte[text.length + 2 * GUARD];
    Arrays.fill(in, (byte) '"');
    System.arraycopy(text, 0, in, GUARD, text.length);
    int to = GUARD + text.length;
    byte[] before = in.clone();
    byte[] out = new byte[JsonKernels.room(text.length) + 2 * GUARD];
    Arrays.fill(out, UNTOUCHED);
    int valid = kernels().validate(in, GUARD, to);
    int end = kernels().canonical(in, GUARD, to, out, GUARD);
    try {
      byte[] expected = JsonModel.canonical(text);
      assertEquals(JsonKernels.VALID, valid, () -> describe(text));
      if (expected == null) {
        assertEquals(JsonKernels.NOT_CANONICAL, end, () -> describe(text));
      } else {
        assertTrue(end >= GUARD, () -> describe(text));
        assertArrayEquals(expected, Arrays.copyOfRange(out, GUARD, end), () -> describe(text));
        assertTrue(end - GUARD <= text.length, "longer than the text");
      }
    } catch (JsonModel.Invalid e) {
      assertEquals(GUARD + e.position, valid, () -> describe(text));
      assertEquals(JsonKernels.NOT_CANONICAL, end, () -> describe(text));
    }
    for (int i = 0; i < GUARD; i++) {
      assertEquals(UNTOUCHED, out[i], "wrote before its room");
      assertEquals(UNTOUCHED, out[out.length - 1 - i], "wrote behind its room");
    }
    assertArrayEquals(before, in, "changed its input");
  }

  private static String describe(byte[] text) {
    return "for " + new String(text, StandardCharsets.ISO_8859_1);
  }
}

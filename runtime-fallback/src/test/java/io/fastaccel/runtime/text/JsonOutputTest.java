package io.fastaccel.runtime.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonOutputTest {

  private static final int BULK = 64;

  private static final byte[] NAME = JsonOutput.padded(",\"n\":".getBytes(US_ASCII));
  private static final int LENGTH = 5;

  private final JsonOutput out = new JsonOutput(JavaTextKernels.INSTANCE, BULK, 16);

  @Test
  void theLayoutOfStringsIsKnown() {
    assertNull(JsonOutput.obstacle());
  }

  @Test
  void numbersAreTheJdks() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      long whole = random.nextLong() >> random.nextInt(64);
      double decimal =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(2_000_000_000) / Math.pow(10, random.nextInt(12));
            case 2 -> -random.nextInt(100_000) / 100.0;
            default -> random.nextDouble() * random.nextInt(20_000_000);
          };
      if (Double.isFinite(decimal)) {
        check(whole, decimal);
      }
    }
    for (double edge : new double[] {0, -0.0, 1e-3, 9.99e-4, 1e7, 9999999.99999999, 0.1, 100}) {
      check(Long.MIN_VALUE, edge);
    }
  }

  private void check(long whole, double decimal) {
    out.startText();
    out.number(whole);
    out.ascii(' ');
    out.number(decimal);
    assertEquals(whole + " " + decimal, out.toText());
  }

  @Test
  void aTextWidensWhereItsFirstWideCharComes() {
    out.startText();
    out.quoted("caf\u00e9 ".repeat(100));
    out.openObject();
    out.member(NAME, LENGTH, true);
    out.number(12);
    out.quoted("\u4e2d");
    out.member(NAME, LENGTH, false);
    out.number(1.5);
    out.bool(true);
    out.quoted("caf\u00e9\n");
    out.quotedOrNull(null);
    String expected =
        "\"" + "caf\u00e9 ".repeat(100) + "\"{\"n\":12\"\u4e2d\",\"n\":1.5true\"caf\u00e9\\n\"null";
    assertEquals(expected, out.toText());
    assertEquals(expected.hashCode(), out.toText().hashCode());
  }

  @Test
  void anEqualStringHasAnEqualLayout() {
    out.startText();
    assertTrue(out.raw(new char[] {'a', '\u00e9'}, 0, 2));
    String text = out.toText();
    assertEquals("a\u00e9", text);
    assertTrue(StringLayout.isLatin1(text));
  }

  @Test
  void rawUtf8RefusesALoneSurrogate() {
    out.startBytes();
    assertTrue(out.raw("\uD83D\uDE00"));
    assertEquals("\uD83D\uDE00", new String(out.toBytes(), StandardCharsets.UTF_8));
    assertFalse(out.raw("\uD83D"));
    assertFalse(out.raw("a\uDE00\uD83D"));
  }

  @Test
  void cleanAndDirtyTextsOfEveryLength() {
    for (int length = 0; length < 200; length++) {
      for (int odd = -1; odd < length; odd++) {
        for (char c : new char[] {'"', '\n', '\u001f', '\\', '\u00ff'}) {
          StringBuilder text = new StringBuilder("x".repeat(length));
          StringBuilder escaped = new StringBuilder(text);
          if (odd >= 0) {
            text.setCharAt(odd, c);
            escaped.replace(
                odd,
                odd + 1,
                switch (c) {
                  case '"' -> "\\\"";
                  case '\n' -> "\\n";
                  case '\\' -> "\\\\";
                  case '\u001f' -> "\\u001F";
                  default -> "\u00ff";
                });
          }
          out.startText();
          out.quoted(text.toString());
          assertEquals("\"" + escaped + "\"", out.toText());
          out.startBytes();
          out.quoted(text.toString());
          assertEquals("\"" + escaped + "\"", new String(out.toBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Test
  void membersInEachForm() {
    Random random = new Random(3);
    for (int round = 0; round < 3000; round++) {
      String name = "n".repeat(random.nextInt(30));
      byte[] quoted = (",\"" + name + "\":").getBytes(US_ASCII);
      byte[] padded = JsonOutput.padded(quoted);
      long whole = random.nextLong() >> random.nextInt(64);
      double decimal = random.nextBoolean() ? random.nextGaussian() : random.nextInt(100) * 1e9;
      String text = text(random);
      boolean wide = round % 3 == 0;
      String expected =
          (wide ? "\"\u4e2d\"" : "")
              + "{"
              + new String(quoted, 1, quoted.length - 1, US_ASCII)
              + whole
              + new String(quoted, US_ASCII)
              + decimal
              + new String(quoted, US_ASCII)
              + (whole > 0)
              + new String(quoted, US_ASCII)
              + '"'
              + text.replace("\n", "\\n")
              + '"'
              + ",\""
              + text.replace("\n", "\\n")
              + "\":";
      for (boolean asText : new boolean[] {true, false}) {
        JsonOutput fresh = new JsonOutput(JavaTextKernels.INSTANCE, BULK, 1);
        if (asText) {
          fresh.startText();
        } else {
          fresh.startBytes();
        }
        if (wide) {
          fresh.quoted("\u4e2d");
        }
        fresh.openObject();
        fresh.member(padded, quoted.length, true, whole);
        fresh.member(padded, quoted.length, false, decimal);
        fresh.member(padded, quoted.length, false, whole > 0);
        fresh.member(padded, quoted.length, false, text);
        fresh.name(text, false);
        assertEquals(
            expected,
            asText ? fresh.toText() : new String(fresh.toBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(80);
    for (int i = 0; i < length; i++) {
      text.append("abcdefghijk\n\u00e9\u4e2d".charAt(random.nextInt(random.nextInt(13) + 1)));
    }
    return text.toString();
  }

  @Test
  void slotsLendEachObjectOnce() {
    Slots<Object> slots = new Slots<>();
    assertNull(slots.take());
    Object object = new Object();
    slots.give(object);
    assertEquals(object, slots.take());
    assertNull(slots.take());
  }
}

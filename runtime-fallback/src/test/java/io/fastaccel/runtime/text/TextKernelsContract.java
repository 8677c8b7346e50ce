package io.fastaccel.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link TextKernels} must do, against a naive model that goes char by
 * char. Extend it, and answer with the implementation.
 */
public abstract class TextKernelsContract {

  private static final Charset NATIVE_UTF_16 =
      ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
          ? StandardCharsets.UTF_16BE
          : StandardCharsets.UTF_16LE;

  /** Around the room that a call may use; a kernel that touches it has overrun. */
  private static final int GUARD = 37;

  private static final byte UNTOUCHED = 0x5A;

  /** The implementation under test. */
  protected abstract TextKernels kernels();

  @Test
  void everyLatin1CharAloneAndInEveryPositionOfAWord() {
    for (int c = 0; c < 0x100; c++) {
      for (int before = 0; before < 34; before++) {
        checkLatin1(
            new String(new char[before]).replace('\0', 'x') + (char) c + "yz".repeat(before % 11));
      }
    }
  }

  @Test
  void everyUtf16CharAlone() {
    for (int c = 0; c < 0x10000; c++) {
      checkUtf16(String.valueOf((char) c));
    }
  }

  @Test
  void everyUtf16CharAmongOthers() {
    for (int c = 0; c < 0x10000; c += c < 0x900 ? 1 : 7) {
      checkUtf16("ab\u4e2d\u6587c" + (char) c + "\u00e9 of \u5b57\u5b57\u5b57\u5b57 text");
    }
  }

  @Test
  void surrogatesInEveryOrder() {
    char[] parts = {'\uD83D', '\uDE00', 'a', '\u4e2d', '\uDBFF', '\uDC00', '"'};
    for (char a : parts) {
      for (char b : parts) {
        for (char c : parts) {
          for (char d : parts) {
            checkUtf16(new String(new char[] {a, b, c, d}));
            checkUtf16("0123456789" + a + b + "0123456" + c + d);
          }
        }
      }
    }
  }

  @Test
  void everyCodePointBeyondTheBasicPlaneInSteps() {
    for (int p = 0x10000; p <= 0x10FFFF; p += 251) {
      checkUtf16(new StringBuilder("x").appendCodePoint(p).append('y').toString());
    }
  }

  @Test
  void emptyInput() {
    checkLatin1("");
    checkUtf16("");
  }

  @Test
  void randomTexts() {
    Random random = new Random(20261123);
    for (int round = 0; round < 3_000; round++) {
      int length = random.nextInt(2 << random.nextInt(11));
      double odd = random.nextInt(4) * random.nextDouble() / 8;
      StringBuilder latin1 = new StringBuilder();
      StringBuilder wide = new StringBuilder();
      for (int i = 0; i < length; i++) {
        boolean plain = random.nextDouble() >= odd;
        latin1.append((char) (plain ? ' ' + random.nextInt(95) : random.nextInt(0x100)));
        wide.append(
            (char)
                (plain ? (round % 2 == 0 ? 'a' : 0x4e00) + random.nextInt(26) : oddChar(random)));
      }
      checkLatin1(latin1.toString());
      checkUtf16(wide.toString());
    }
  }

  @Test
  void theLargestInputOfEachKind() {
    List<String> units = new ArrayList<>(List.of("a", "\"", "\u0001", "\u00e9", "ab\ncd\u00ff"));
    for (String unit : units) {
      checkLatin1(filled(unit, TextKernels.MAX_INPUT));
    }
    units.addAll(
        List.of("\u4e2d", "\u0416", "\uD83D\uDE00", "\uDE00", "a\u4e2d\uD83D\uDE00\u0002"));
    for (String unit : units) {
      checkUtf16(filled(unit, TextKernels.MAX_INPUT / Character.BYTES));
    }
  }

  private static int oddChar(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(0x80);
      case 1 -> random.nextInt(0x1000);
      case 2 -> 0xD800 + random.nextInt(0x800);
      default -> random.nextInt(0x10000);
    };
  }

  private static String filled(String unit, int chars) {
    return unit.repeat(chars / unit.length() + 1).substring(0, chars);
  }

  private void checkLatin1(String text) {
    byte[] in = text.getBytes(StandardCharsets.ISO_8859_1);
    String escaped = escaped(text, false, true);
    check(text, in, 6, escaped.getBytes(StandardCharsets.ISO_8859_1), kernels()::escapeLatin1);
    check(text, in, 6, escaped.getBytes(StandardCharsets.UTF_8), kernels()::escapeLatin1ToUtf8);
    check(text, in, 12, escaped.getBytes(NATIVE_UTF_16), kernels()::escapeLatin1ToUtf16);
    checkUtf16(text);
  }

  private void checkUtf16(String text) {
    byte[] in = bytesOfChars(text);
    check(text, in, 6, bytesOfChars(escaped(text, false, true)), kernels()::escapeUtf16);
    check(
        text,
        in,
        3,
        escaped(text, true, true).getBytes(StandardCharsets.UTF_8),
        (array, from, to, out, at) -> kernels().escapeUtf16ToUtf8(array, from, to, out, at, 0));
    check(
        text,
        in,
        3,
        escaped(text, true, false).getBytes(StandardCharsets.UTF_8),
        (array, from, to, out, at) ->
            kernels().escapeUtf16ToUtf8(array, from, to, out, at, TextKernels.ESCAPE_SURROGATES));
  }

  /** Not {@code getBytes}: a lone surrogate must stay what it is. */
  private static byte[] bytesOfChars(String text) {
    byte[] bytes = new byte[text.length() * Character.BYTES];
    java.nio.ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asCharBuffer().put(text);
    return bytes;
  }

  private static void check(String text, byte[] input, int factor, byte[] expected, Kernel kernel) {
    byte[] in = new byte[input.length + 2 * 14];
    Arrays.fill(in, (byte) '"');
    System.arraycopy(input, 0, in, 14, input.length);
    byte[] inBefore = in.clone();
    int room = factor * input.length;
    byte[] out = new byte[GUARD - 1 + room + GUARD];
    Arrays.fill(out, UNTOUCHED);
    int at = GUARD - 1;

    int end = kernel.run(in, 14, 14 + input.length, out, at);

    assertEquals(
        new String(expected, StandardCharsets.ISO_8859_1),
        new String(out, at, end - at, StandardCharsets.ISO_8859_1),
        () -> "for " + describe(text));
    for (int i = 0; i < GUARD; i++) {
      if (i < at) {
        assertEquals(UNTOUCHED, out[i], "wrote before its room");
      }
      assertEquals(UNTOUCHED, out[out.length - 1 - i], "wrote behind its room");
    }
    assertEquals(true, Arrays.equals(inBefore, in), "changed its input");
  }

  private static String describe(String text) {
    StringBuilder description = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), 40); i++) {
      description.append(String.format("%04x ", (int) text.charAt(i)));
    }
    return description.append("(").append(text.length()).append(" chars)").toString();
  }

  private static String escaped(String text, boolean escapeSurrogates, boolean keepPairs) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int shortForm = "\b\t\n\f\r\"\\".indexOf(c);
      if (shortForm >= 0) {
        out.append('\\').append("btnfr\"\\".charAt(shortForm));
      } else if (c < ' ') {
        out.append(String.format("\\u%04X", (int) c));
      } else if (!escapeSurrogates || !Character.isSurrogate(c)) {
        out.append(c);
      } else if (keepPairs
          && i + 1 < text.length()
          && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(String.format("\\u%04X", (int) c));
      }
    }
    return out.toString();
  }

  private interface Kernel {
    int run(byte[] in, int from, int to, byte[] out, int at);
  }
}

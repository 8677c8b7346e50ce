package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaJsonKernels;
import io.fastaccel.runtime.text.JavaReadKernels;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonKernels;
import io.fastaccel.runtime.text.ReadKernels;
import io.fastaccel.runtime.text.TextKernels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One small try of each function before anything depends on it. */
final class SelfTest {

  private static final int LENGTH = 600;

  private SelfTest() {}

  /**
   * Compares every kernel with the one in Java.
   *
   * @throws NoNativeKernels if a result differs
   */
  static void check(TextKernels kernels) throws NoNativeKernels {
    byte[] text = new byte[LENGTH];
    // Every byte in changing company; in pairs, chars of one, two and three bytes and surrogates.
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (i % 7 < 4 ? 'a' + i % 13 : i * 31 + (i >> 3));
    }
    byte[] expected = new byte[12 * LENGTH];
    byte[] found = new byte[12 * LENGTH];
    for (int kernel = 0; kernel < 6; kernel++) {
      int expectedEnd = run(kernel, JavaTextKernels.INSTANCE, text, expected);
      int foundEnd = run(kernel, kernels, text, found);
      require(
          foundEnd == expectedEnd && Arrays.equals(expected, 0, expectedEnd, found, 0, foundEnd));
    }
  }

  private static int run(int kernel, TextKernels kernels, byte[] in, byte[] out) {
    return switch (kernel) {
      case 0 -> kernels.escapeLatin1(in, 0, in.length, out, 0);
      case 1 -> kernels.escapeLatin1ToUtf8(in, 0, in.length, out, 0);
      case 2 -> kernels.escapeLatin1ToUtf16(in, 0, in.length, out, 0);
      case 3 -> kernels.escapeUtf16(in, 0, in.length, out, 0);
      case 4 -> kernels.escapeUtf16ToUtf8(in, 0, in.length, out, 0, 0);
      default -> kernels.escapeUtf16ToUtf8(in, 0, in.length, out, 0, TextKernels.ESCAPE_SURROGATES);
    };
  }

  /**
   * The same for reading.
   *
   * @throws NoNativeKernels if a result differs
   */
  static void check(ReadKernels kernels) throws NoNativeKernels {
    byte[] text = new byte[LENGTH];
    String unit = "{\"caf\u00e9\": [\"\\\"\", 1], \"\u00fc\": \"plain text, and more of it\"} ";
    byte[] bytes = unit.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      text[i] = bytes[i % bytes.length];
    }
    // Not in the middle of a char.
    int to = LENGTH - LENGTH % bytes.length;
    for (int from = 0; from < to; from += bytes.length) {
      for (int i = 0; i < bytes.length; i += 3) {
        boolean same =
            kernels.stringEnd(text, from + i, to)
                    == JavaReadKernels.INSTANCE.stringEnd(text, from + i, to)
                && kernels.plainEnd(text, from + i, to)
                    == JavaReadKernels.INSTANCE.plainEnd(text, from + i, to);
        require(same);
      }
    }
    byte[] expectedInside = new byte[LENGTH];
    byte[] foundInside = new byte[LENGTH];
    byte[] inside =
        "plain, \\n\\\\ and \\\"quoted\\\" text \u00e9 "
            .repeat(9)
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int from = 0; from < inside.length; from++) {
      int expectedDone =
          JavaReadKernels.INSTANCE.unescape(
              inside, from, inside.length, expectedInside, 0, ReadKernels.LATIN_1);
      int done = kernels.unescape(inside, from, inside.length, foundInside, 0, ReadKernels.LATIN_1);
      int written = expectedDone & ReadKernels.MOST_ESCAPED;
      require(
          done == expectedDone
              && Arrays.equals(expectedInside, 0, written, foundInside, 0, written));
    }
    int[] expected = new int[LENGTH + 1];
    int[] found = new int[LENGTH + 1];
    int expectedEnd = JavaReadKernels.INSTANCE.structurals(text, 0, to, expected, 0, 0);
    int foundEnd = kernels.structurals(text, 0, to, found, 0, 0);
    require(Arrays.equals(expected, 0, expectedEnd + 1, found, 0, foundEnd + 1));
    byte[] expectedText = new byte[2 * LENGTH];
    byte[] foundText = new byte[2 * LENGTH];
    expectedEnd = JavaReadKernels.INSTANCE.utf8ToUtf16(text, 0, to, expectedText, 0);
    foundEnd = kernels.utf8ToUtf16(text, 0, to, foundText, 0);
    require(Arrays.equals(expectedText, 0, expectedEnd, foundText, 0, Math.max(foundEnd, 0)));
    expectedEnd = JavaReadKernels.INSTANCE.utf8ToLatin1(text, 0, to, expectedText, 0);
    foundEnd = kernels.utf8ToLatin1(text, 0, to, foundText, 0);
    require(Arrays.equals(expectedText, 0, expectedEnd, foundText, 0, Math.max(foundEnd, 0)));
  }

  /**
   * The same for whole JSON texts.
   *
   * @throws NoNativeKernels if a result differs
   */
  static void check(JsonKernels kernels) throws NoNativeKernels {
    String text =
        "{\"b\": [1.50, {\"y\": \"\\u00e9\\/\\ud83d\\ude00\\u001f\", \"x\": null}], \"a\": \"caf\u00e9\", \"\": {} }";
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] expected = new byte[JsonKernels.room(in.length)];
    byte[] found = new byte[JsonKernels.room(in.length)];
    // Whole, and cut off everywhere.
    for (int to = 0; to <= in.length; to++) {
      int expectedEnd = JavaJsonKernels.INSTANCE.canonical(in, 0, to, expected, 0);
      int foundEnd = kernels.canonical(in, 0, to, found, 0);
      require(
          foundEnd == expectedEnd
              && kernels.validate(in, 0, to) == JavaJsonKernels.INSTANCE.validate(in, 0, to)
              && Arrays.equals(
                  expected, 0, Math.max(expectedEnd, 0), found, 0, Math.max(foundEnd, 0)));
    }
  }

  private static void require(boolean same) throws NoNativeKernels {
    if (!same) {
      throw new NoNativeKernels("the native library failed its self-test");
    }
  }
}

package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.TextKernels;
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
      if (foundEnd != expectedEnd || !Arrays.equals(expected, 0, expectedEnd, found, 0, foundEnd)) {
        throw new NoNativeKernels("the native library failed its self-test");
      }
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
}

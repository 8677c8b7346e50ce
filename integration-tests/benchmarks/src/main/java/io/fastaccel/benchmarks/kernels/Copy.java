package io.fastaccel.benchmarks.kernels;

import io.fastaccel.runtime.text.TextKernels;

/** What is done with a text. */
public enum Copy {
  /** Into chars of the same width, as for a String. */
  TO_STRING {
    @Override
    int chunk(TextKernels kernels, boolean wide, byte[] in, int from, int to, byte[] out, int at) {
      return wide
          ? kernels.escapeUtf16(in, from, to, out, at)
          : kernels.escapeLatin1(in, from, to, out, at);
    }
  },
  /** Into UTF-16, as for a String that has other chars too. */
  TO_UTF16 {
    @Override
    int chunk(TextKernels kernels, boolean wide, byte[] in, int from, int to, byte[] out, int at) {
      return wide
          ? kernels.escapeUtf16(in, from, to, out, at)
          : kernels.escapeLatin1ToUtf16(in, from, to, out, at);
    }
  },
  /** Into UTF-8. */
  TO_UTF8 {
    @Override
    int chunk(TextKernels kernels, boolean wide, byte[] in, int from, int to, byte[] out, int at) {
      return wide
          ? kernels.escapeUtf16ToUtf8(in, from, to, out, at, 0)
          : kernels.escapeLatin1ToUtf8(in, from, to, out, at);
    }
  };

  abstract int chunk(
      TextKernels kernels, boolean wide, byte[] in, int from, int to, byte[] out, int at);

  /** The whole text, in calls of at most {@link TextKernels#MAX_INPUT}. */
  final int run(TextKernels kernels, boolean wide, byte[] in, byte[] out) {
    int at = 0;
    for (int from = 0; from < in.length; from += TextKernels.MAX_INPUT) {
      int to = Math.min(in.length, from + TextKernels.MAX_INPUT);
      at = chunk(kernels, wide, in, from, to, out, at);
    }
    return at;
  }
}

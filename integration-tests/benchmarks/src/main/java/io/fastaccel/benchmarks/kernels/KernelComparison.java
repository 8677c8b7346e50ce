package io.fastaccel.benchmarks.kernels;

import io.fastaccel.runtime.nativekernels.NativeOptions;
import io.fastaccel.runtime.nativekernels.NativeRuntime;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.TextKernels;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * The same comparison for machines whose speed changes while one measures: the candidates take
 * turns within one JVM, in short rounds of CPU time, and the least of each counts.
 *
 * <p>Arguments: the least number of bytes for native calls (0: the measured ones; 1: always), then
 * the sizes. {@code -Drounds} sets how many turns there are.
 */
public final class KernelComparison {

  private static final int[] SIZES = {64, 128, 192, 256, 384, 512, 1024, 4096, 16384, 65536};
  private static final int ROUNDS = Integer.getInteger("rounds", 60);

  /** Bytes of input in a round. */
  private static final int ROUND_BYTES = 4 << 20;

  private static final int MOST_CALLS = 4_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static int sink;

  private KernelComparison() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    int minimum = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    int[] sizes = SIZES;
    if (arguments.length > 1) {
      sizes = new int[arguments.length - 1];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Integer.parseInt(arguments[i + 1]);
      }
    }
    NativeRuntime.configure(
        new NativeOptions(
            NativeOptions.Mode.ON, "", System.getProperty("fastaccel.native.path", ""), minimum),
        Runnable::run);
    System.out.println(NativeRuntime.availability() + ", Java " + Runtime.version());
    System.out.println("copy      text        bytes    java ns  native ns  arraycopy  java/native");
    for (Copy copy : Copy.values()) {
      for (Text text : Text.values()) {
        for (int size : sizes) {
          row(copy, text, size);
        }
      }
    }
    System.out.println(sink == 0 ? "" : " ");
  }

  private static void row(Copy copy, Text text, int size) {
    byte[] in = text.bytes(size);
    byte[] out = new byte[12 * size];
    int calls = Math.max(1, Math.min(MOST_CALLS, ROUND_BYTES / size));
    double java = Double.MAX_VALUE;
    double nativeTime = Double.MAX_VALUE;
    double plain = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      java = Math.min(java, time(copy, text, JavaTextKernels.INSTANCE, in, out, calls));
      nativeTime = Math.min(nativeTime, time(copy, text, NativeRuntime.kernels(), in, out, calls));
      plain = Math.min(plain, timeOfCopy(in, out, calls));
    }
    System.out.printf(
        Locale.ROOT,
        "%-9s %-8s %8d %10.0f %10.0f %10.0f %10.2f%n",
        copy,
        text,
        size,
        java,
        nativeTime,
        plain,
        java / nativeTime);
  }

  private static double time(
      Copy copy, Text text, TextKernels kernels, byte[] in, byte[] out, int calls) {
    boolean wide = text.isWide();
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      sink += copy.run(kernels, wide, in, out);
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / calls;
  }

  private static double timeOfCopy(byte[] in, byte[] out, int calls) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      System.arraycopy(in, 0, out, 0, in.length);
      sink += out[i % out.length];
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / calls;
  }
}

package io.fastaccel.benchmarks.kernels;

import io.fastaccel.runtime.nativekernels.NativeOptions;
import io.fastaccel.runtime.nativekernels.NativeRuntime;
import io.fastaccel.runtime.text.JavaReadKernels;
import io.fastaccel.runtime.text.ReadKernels;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The kernels for reading, in Java and natively, in turns as in {@link KernelComparison}. The
 * argument is the least number of bytes for native calls (0: the measured ones; 1: always).
 */
public final class ReadComparison {

  private static final int[] SIZES = {64, 128, 256, 512, 1024, 4096, 65536};
  private static final int ROUNDS = 40;
  private static final int ROUND_BYTES = 2 << 20;
  private static final int MOST_CALLS = 4_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static int sink;

  private enum Operation {
    STRING_END,
    UNESCAPE,
    STRUCTURALS,
    TO_LATIN1,
    TO_UTF16
  }

  private ReadComparison() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    int minimum = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    NativeRuntime.configure(
        new NativeOptions(
            NativeOptions.Mode.ON, "", System.getProperty("fastaccel.native.path", ""), minimum),
        Runnable::run);
    System.out.println(NativeRuntime.availability() + ", Java " + Runtime.version());
    System.out.println("operation    text        bytes    java ns  native ns  java/native");
    for (Operation operation : Operation.values()) {
      for (Text text : Text.values()) {
        boolean fits = operation == Operation.TO_LATIN1 ? !text.isWide() : true;
        if (fits && matters(operation, text)) {
          for (int size : SIZES) {
            row(operation, text, size);
          }
        }
      }
    }
    System.out.println(sink == 0 ? "" : " ");
  }

  private static boolean matters(Operation operation, Text text) {
    return switch (operation) {
      case STRING_END -> text == Text.CLEAN;
      case UNESCAPE -> text == Text.CLEAN || text == Text.ESCAPED;
      default -> true;
    };
  }

  /** As it is inside of a JSON string, of which a call may be given so much. */
  private static byte[] escaped(byte[] text) {
    String json =
        new String(text, StandardCharsets.UTF_8).replace("\"", "\\\"").replace("\n", "\\n");
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, Math.min(bytes.length, ReadKernels.MOST_ESCAPED));
  }

  /** About {@code size} bytes of UTF-8, no char cut. */
  private static byte[] utf8(Text text, int size) {
    byte[] chars = text.bytes(size);
    String decoded =
        text.isWide()
            ? ByteBuffer.wrap(chars).order(ByteOrder.nativeOrder()).asCharBuffer().toString()
            : new String(chars, StandardCharsets.ISO_8859_1);
    int end = decoded.length();
    while (decoded.substring(0, end).getBytes(StandardCharsets.UTF_8).length > size) {
      end -= 1 + end / 50;
    }
    return decoded.substring(0, end).getBytes(StandardCharsets.UTF_8);
  }

  private static void row(Operation operation, Text text, int size) {
    byte[] in = operation == Operation.UNESCAPE ? escaped(text.bytes(size)) : utf8(text, size);
    byte[] out = new byte[2 * size];
    int[] positions = new int[size + 1];
    int calls = Math.max(1, Math.min(MOST_CALLS, ROUND_BYTES / size));
    double java = Double.MAX_VALUE;
    double nativeTime = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      java = Math.min(java, time(operation, JavaReadKernels.INSTANCE, in, out, positions, calls));
      nativeTime =
          Math.min(
              nativeTime, time(operation, NativeRuntime.readKernels(), in, out, positions, calls));
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s %-8s %8d %10.0f %10.0f %10.2f%n",
        operation,
        text,
        in.length,
        java,
        nativeTime,
        java / nativeTime);
  }

  private static double time(
      Operation operation, ReadKernels kernels, byte[] in, byte[] out, int[] positions, int calls) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      sink +=
          switch (operation) {
            case STRING_END -> kernels.stringEnd(in, 0, in.length);
            case UNESCAPE -> kernels.unescape(in, 0, in.length, out, 0, 0);
            case STRUCTURALS -> kernels.structurals(in, 0, in.length, positions, 0, 0);
            case TO_LATIN1 -> kernels.utf8ToLatin1(in, 0, in.length, out, 0);
            case TO_UTF16 -> kernels.utf8ToUtf16(in, 0, in.length, out, 0);
          };
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / calls;
  }
}

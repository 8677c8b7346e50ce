package io.fastaccel.benchmarks.kernels;

import io.fastaccel.runtime.nativekernels.NativeOptions;
import io.fastaccel.runtime.nativekernels.NativeRuntime;
import io.fastaccel.runtime.text.JavaJsonKernels;
import io.fastaccel.runtime.text.JsonKernels;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Checking arguments of tools, and writing them in canonical form, as {@link KernelComparison}
 * compares the kernels that escape.
 *
 * <p>Argument: the least number of bytes for native calls (0: the measured ones; 1: always).
 */
public final class JsonComparison {

  private static final int[] SIZES = {64, 128, 256, 512, 1024, 4096, 16384, 65536};
  private static final int ROUNDS = 60;
  private static final int ROUND_BYTES = 1 << 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static int sink;

  private JsonComparison() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    int minimum = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    NativeRuntime.configure(
        new NativeOptions(NativeOptions.Mode.ON, "", "", minimum), Runnable::run);
    System.out.println(NativeRuntime.availability() + ", Java " + Runtime.version());
    System.out.println("work       text      bytes    java ns  native ns  java/native");
    for (boolean canonical : new boolean[] {false, true}) {
      for (boolean fields : new boolean[] {true, false}) {
        for (int size : SIZES) {
          row(canonical, fields, size);
        }
      }
    }
    System.out.println(sink == 0 ? "" : " ");
  }

  private static void row(boolean canonical, boolean fields, int size) {
    byte[] in = (fields ? fields(size) : text(size)).getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[JsonKernels.room(in.length)];
    int calls = Math.max(1, ROUND_BYTES / in.length);
    double java = Double.MAX_VALUE;
    double nativeTime = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      java = Math.min(java, time(canonical, JavaJsonKernels.INSTANCE, in, out, calls));
      nativeTime =
          Math.min(nativeTime, time(canonical, NativeRuntime.jsonKernels(), in, out, calls));
    }
    System.out.printf(
        Locale.ROOT,
        "%-9s  %-6s %8d %10.0f %10.0f %12.2f%n",
        canonical ? "canonical" : "validate",
        fields ? "fields" : "text",
        in.length,
        java,
        nativeTime,
        java / nativeTime);
  }

  private static double time(
      boolean canonical, JsonKernels kernels, byte[] in, byte[] out, int calls) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      sink +=
          canonical
              ? kernels.canonical(in, 0, in.length, out, 0)
              : kernels.validate(in, 0, in.length);
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / calls;
  }

  /** Many short members, out of order. */
  private static String fields(int size) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; json.length() < size - 50; i++) {
      json.append("\"zone").append(i).append("\": \"Berlin\", \"limit").append(i).append("\": ");
      json.append(i * 37 % 1000).append(", ");
    }
    return json.append("\"exact\": true, \"nested\": {\"b\": [1, 2], \"a\": null}}").toString();
  }

  /** One long text with lines and quotes, as of a tool that writes a file. */
  private static String text(int size) {
    String line = "The model said \\\"done\\\" and went on to read the next page of the report.\\n";
    return "{\"path\": \"a.md\", \"content\": \""
        + line.repeat(Math.max(1, size / line.length()))
        + "\"}";
  }
}

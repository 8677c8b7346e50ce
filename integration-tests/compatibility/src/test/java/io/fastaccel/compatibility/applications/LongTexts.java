package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes texts that are long enough for native kernels, of every kind, and prints what it got. */
public final class LongTexts {

  private static final List<String> UNITS =
      List.of(
          "plain text and more of it ",
          "a \"quote\", a line\n and a tab\t, a control \u0001 and a \\ ",
          "d\u00e9j\u00e0 vu \u00fc\u00ff ",
          "\u4eba\u5de5\u667a\u80fd\u4ee3\u7406",
          "\u4e2d\u6587 \"and\" English\n \uD83D\uDE00 \uD83D\uDE00\uD83D\uDE00 ",
          "halves \uD83D of pairs \uDE00 \u20ac ");

  private static final long LIMIT = TimeUnit.MINUTES.toNanos(1);

  private LongTexts() {}

  /**
   * Runs.
   *
   * @param arguments how many rounds
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    ObjectMapper mapper = new ObjectMapper();
    for (String unit : UNITS) {
      for (int length : new int[] {100, 255, 256, 257, 1_000, 1_281, 5_000, 20_000, 70_001}) {
        String text = unit.repeat(length / unit.length() + 1).substring(0, length);
        Map<String, Object> message = Map.of("content", text);
        int chars = 0;
        int bytes = 0;
        for (int round = 0; round < rounds; round++) {
          chars = chars * 31 + mapper.writeValueAsString(message).hashCode();
          bytes = bytes * 31 + Arrays.hashCode(mapper.writeValueAsBytes(message));
        }
        System.out.println(unit.length() + " " + length + " " + chars + " " + bytes);
      }
    }
    awaitNativeKernels(mapper);
  }

  /** Until the agent, if there is one, has decided about them. */
  private static void awaitNativeKernels(ObjectMapper mapper) throws Exception {
    Method statistics;
    try {
      statistics = Class.forName("io.fastaccel.FastAccel").getMethod("statistics");
    } catch (ClassNotFoundException e) {
      return;
    }
    long start = System.nanoTime();
    while (System.nanoTime() - start < LIMIT
        && mapper
            .readTree((String) statistics.invoke(null))
            .path("native")
            .path("detail")
            .asText()
            .startsWith("not loaded yet")) {
      Thread.onSpinWait();
    }
  }
}

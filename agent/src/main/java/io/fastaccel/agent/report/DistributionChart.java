package io.fastaccel.agent.report;

import java.util.Locale;
import java.util.Map;

/** Two distributions of times as bars, the original's above ours. Stateless. */
final class DistributionChart {

  private static final int WIDTH = 720;
  private static final int LEFT = 90;
  private static final int HALF = 70;
  private static final int AXIS = 24;

  private DistributionChart() {}

  static void append(StringBuilder out, Map<String, Object> measured) {
    Map<String, Object> original = Fields.map(measured, "original");
    Map<String, Object> ours = Fields.map(measured, "accelerated");
    int first = Math.min(lowest(original), lowest(ours));
    int last = Math.max(highest(original), highest(ours));
    if (last < first) {
      return;
    }
    int classes = last - first + 1;
    double step = (double) (WIDTH - LEFT - 10) / classes;
    int height = 2 * HALF + AXIS + 10;
    String words = words("original", original) + "; " + words("accelerated", ours);
    out.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH,
            height,
            HtmlReport.escaped(words)));
    bars(out, original, first, step, HALF, "orig");
    bars(out, ours, first, step, 2 * HALF + 5, "ours");
    out.append(String.format(Locale.ROOT, "<text x=\"8\" y=\"%d\">original</text>%n", HALF - 6));
    out.append(
        String.format(Locale.ROOT, "<text x=\"8\" y=\"%d\">accelerated</text>%n", 2 * HALF - 1));
    int every = Math.max(1, (classes + 7) / 8);
    for (int i = 0; i < classes; i += every) {
      out.append(
          String.format(
              Locale.ROOT,
              "<text class=\"soft\" x=\"%.1f\" y=\"%d\">%s</text>%n",
              LEFT + i * step,
              height - 8,
              time(1L << (first + i))));
    }
    out.append("</svg>\n<p class=\"soft\">").append(HtmlReport.escaped(words)).append("</p>\n");
  }

  private static void bars(
      StringBuilder out,
      Map<String, Object> times,
      int first,
      double step,
      int bottom,
      String style) {
    Map<String, Object> distribution = Fields.map(times, "fromNanos");
    long most = 1;
    for (String from : distribution.keySet()) {
      most = Math.max(most, Fields.number(distribution, from));
    }
    for (String from : distribution.keySet()) {
      double size = (HALF - 12.0) * Fields.number(distribution, from) / most;
      out.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
              style,
              LEFT + (exponent(from) - first) * step,
              bottom - Math.max(1, size),
              Math.max(1, step - 2),
              Math.max(1, size)));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>%n",
            LEFT,
            WIDTH - 10,
            bottom,
            bottom));
  }

  private static String words(String what, Map<String, Object> times) {
    return times.isEmpty()
        ? what + " not measured"
        : String.format(
            Locale.ROOT,
            "%s: %,d measured, mean %s, 99 %% below about %s",
            what,
            Fields.number(times, "measured"),
            time((long) (Fields.decimal(times, "meanMicros") * 1e3)),
            time((long) (Fields.decimal(times, "p99Micros") * 1e3)));
  }

  private static int lowest(Map<String, Object> times) {
    int lowest = Long.SIZE;
    for (String from : Fields.map(times, "fromNanos").keySet()) {
      lowest = Math.min(lowest, exponent(from));
    }
    return lowest;
  }

  private static int highest(Map<String, Object> times) {
    int highest = -1;
    for (String from : Fields.map(times, "fromNanos").keySet()) {
      highest = Math.max(highest, exponent(from));
    }
    return highest;
  }

  private static int exponent(String from) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, Long.parseLong(from)));
  }

  private static String time(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    return nanos < 1_000_000
        ? String.format(Locale.ROOT, "%.1f us", nanos / 1e3)
        : String.format(Locale.ROOT, "%,.1f ms", nanos / 1e6);
  }
}

package io.fastaccel.agent.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One turn's tool calls as bars on a time line: as they were made, and below as they would have
 * been made one after the other. Stateless.
 */
final class TurnChart {

  private static final int WIDTH = 720;
  private static final int LEFT = 150;
  private static final int ROW = 22;

  private TurnChart() {}

  @SuppressWarnings("unchecked")
  static void append(StringBuilder out, List<?> turns) {
    if (turns.isEmpty()) {
      return;
    }
    out.append("<section>\n<h2>Turns with tools side by side</h2>\n");
    for (Object turn : turns) {
      append(out, (Map<String, Object>) turn);
    }
    out.append("</section>\n");
  }

  @SuppressWarnings("unchecked")
  private static void append(StringBuilder out, Map<String, Object> turn) {
    List<?> calls = Fields.list(turn, "calls");
    double sequential = 0;
    double parallel = 0;
    for (Object each : calls) {
      Map<String, Object> call = (Map<String, Object>) each;
      sequential += Fields.decimal(call, "millis");
      parallel =
          Math.max(parallel, Fields.decimal(call, "startMillis") + Fields.decimal(call, "millis"));
    }
    double end = Math.max(1e-3, Math.max(sequential, parallel));
    String words =
        String.format(
            Locale.ROOT,
            "%d calls: %s side by side, %s one after the other",
            calls.size(),
            time(parallel),
            time(sequential));
    int height = (2 * calls.size() + 4) * ROW;
    out.append("<h3>").append(words).append("</h3>\n");
    out.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH,
            height,
            words));
    axis(out, end, height);
    int row = 0;
    label(out, row++, "side by side", 0);
    for (Object each : calls) {
      Map<String, Object> call = (Map<String, Object>) each;
      bar(out, row++, call, Fields.decimal(call, "startMillis"), end, "ours");
    }
    row++;
    label(out, row++, "one after the other", 0);
    double start = 0;
    for (Object each : calls) {
      Map<String, Object> call = (Map<String, Object>) each;
      bar(out, row++, call, start, end, "orig");
      start += Fields.decimal(call, "millis");
    }
    out.append("</svg>\n");
  }

  /** Lines at round times, behind the bars. */
  private static void axis(StringBuilder out, double end, int height) {
    double step = Math.pow(10, Math.floor(Math.log10(end)));
    step = end / step < 2 ? step / 4 : end / step < 5 ? step / 2 : step;
    double scale = scale(end);
    for (int i = 0; i * step <= end; i++) {
      double x = LEFT + i * step * scale;
      out.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/>%n<text"
                  + " class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
              x,
              x,
              height - ROW,
              x,
              height - 6,
              time(i * step)));
    }
  }

  private static String time(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%,.2f ms" : "%,.0f ms", millis);
  }

  private static double scale(double end) {
    return (WIDTH - LEFT - 60) / end;
  }

  private static void label(StringBuilder out, int row, String text, int x) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"soft\" x=\"%d\" y=\"%d\">%s</text>%n",
            x + 8,
            row * ROW + 16,
            HtmlReport.escaped(text)));
  }

  private static void bar(
      StringBuilder out,
      int row,
      Map<String, Object> call,
      double start,
      double end,
      String style) {
    String tool = Fields.text(call, "tool");
    String shown = tool.length() > 17 ? tool.substring(0, 16) + "…" : tool;
    double scale = scale(end);
    double millis = Fields.decimal(call, "millis");
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"8\" y=\"%d\">%s</text>%n<rect class=\"%s\" x=\"%.1f\" y=\"%d\""
                + " width=\"%.1f\" height=\"%d\" rx=\"2\"><title>%s</title></rect>%n",
            row * ROW + 16,
            HtmlReport.escaped(shown),
            style,
            LEFT + start * scale,
            row * ROW + 4,
            Math.max(1.5, millis * scale),
            ROW - 8,
            HtmlReport.escaped(tool)));
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"soft\" x=\"%.1f\" y=\"%d\">%s</text>%n",
            LEFT + (start + millis) * scale + 4,
            row * ROW + 16,
            time(millis)));
  }
}

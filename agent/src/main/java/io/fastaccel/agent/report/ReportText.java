package io.fastaccel.agent.report;

import java.util.Locale;
import java.util.Map;

/** What {@code report} prints: the status, the times that were measured, what to set. Stateless. */
public final class ReportText {

  private ReportText() {}

  /** The statistics as text. */
  public static String of(Map<String, Object> statistics) {
    StringBuilder out = new StringBuilder(StatusText.of(statistics));
    Map<String, Object> features = Fields.map(statistics, "features");
    for (String name : features.keySet()) {
      Map<String, Object> times = Fields.map(Fields.map(features, name), "times");
      for (String kind : times.keySet()) {
        Map<String, Object> measured = Fields.map(times, kind);
        out.append('\n').append(name).append(", ").append(kind).append('\n');
        time(out, "original", Fields.map(measured, "original"));
        time(out, "accelerated", Fields.map(measured, "accelerated"));
      }
    }
    var recommendations = Recommendations.of(statistics);
    if (!recommendations.isEmpty()) {
      out.append("\nSettings that follow from this:\n");
      for (Recommendations.Recommendation each : recommendations) {
        out.append("  ").append(each.setting().isEmpty() ? "-" : each.setting()).append('\n');
        out.append("      ").append(each.why()).append('\n');
      }
    }
    return out.toString();
  }

  private static void time(StringBuilder out, String what, Map<String, Object> times) {
    if (!times.isEmpty()) {
      out.append(
          String.format(
              Locale.ROOT,
              "  %-12s %,8d measured, mean %,.1f us, median about %,.1f us, 99 %% below about"
                  + " %,.1f us%n",
              what,
              Fields.number(times, "measured"),
              Fields.decimal(times, "meanMicros"),
              Fields.decimal(times, "medianMicros"),
              Fields.decimal(times, "p99Micros")));
    }
  }
}

package io.fastaccel.agent.report;

import java.util.Locale;
import java.util.Map;

/** What a call allocates, the original's beside ours, where that was measured. Stateless. */
final class AllocationTable {

  private AllocationTable() {}

  static void append(StringBuilder out, Map<String, Object> features) {
    StringBuilder rows = new StringBuilder();
    for (String name : features.keySet()) {
      Map<String, Object> times = Fields.map(Fields.map(features, name), "times");
      for (String kind : times.keySet()) {
        double original = bytes(times, kind, "original");
        double ours = bytes(times, kind, "accelerated");
        if (!Double.isNaN(original) && !Double.isNaN(ours)) {
          rows.append("<tr><th scope=\"row\">").append(HtmlReport.escaped(kind)).append("</th>");
          cell(rows, size(original));
          cell(rows, size(ours));
          cell(rows, String.format(Locale.ROOT, "%+.0f %%", 100 * (ours / original - 1)));
          rows.append("</tr>\n");
        }
      }
    }
    if (rows.length() > 0) {
      out.append("<section>\n<h2>Memory allocated</h2>\n<div class=\"wide\"><table>\n")
          .append("<caption>Mean of the calls that were measured</caption>\n<thead><tr>")
          .append("<th scope=\"col\">call</th><th scope=\"col\" class=\"n\">original</th>")
          .append("<th scope=\"col\" class=\"n\">accelerated</th>")
          .append("<th scope=\"col\" class=\"n\">difference</th></tr></thead>\n<tbody>\n")
          .append(rows)
          .append("</tbody>\n</table></div>\n</section>\n");
    }
  }

  /** What all calls of a feature allocated less, in words; empty where that is not known. */
  static String saved(Map<String, Object> feature) {
    Map<String, Object> times = Fields.map(feature, "times");
    double less = 0;
    long sample = 0;
    boolean known = false;
    for (String kind : times.keySet()) {
      double difference = bytes(times, kind, "original") - bytes(times, kind, "accelerated");
      long measured = Fields.number(Fields.map(Fields.map(times, kind), "accelerated"), "measured");
      sample += measured;
      if (!Double.isNaN(difference)) {
        known = true;
        less += difference * measured;
      }
    }
    if (!known) {
      return "";
    }
    double factor =
        Math.max(1, (double) Fields.number(feature, "accelerated") / Math.max(1, sample));
    return "about "
        + size(Math.abs(less * factor))
        + (less < 0 ? " more" : " less")
        + " memory allocated (estimated)";
  }

  private static double bytes(Map<String, Object> times, String kind, String side) {
    return Fields.decimal(Fields.map(Fields.map(times, kind), side), "meanBytes");
  }

  private static void cell(StringBuilder out, String text) {
    out.append("<td class=\"n\">").append(text).append("</td>");
  }

  private static String size(double bytes) {
    if (bytes < 10_000) {
      return String.format(Locale.ROOT, "%,.0f B", bytes);
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,.0f KB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
  }
}

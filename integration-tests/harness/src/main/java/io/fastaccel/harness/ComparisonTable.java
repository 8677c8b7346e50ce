package io.fastaccel.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one table that the comparison prints. */
final class ComparisonTable {

  /**
   * A line of the table.
   *
   * @param feature the feature's name
   * @param measured what was measured, in a few words
   * @param before milliseconds without the agent
   * @param after milliseconds with the agent
   * @param same whether the results are the same
   */
  record Row(String feature, String measured, double before, double after, boolean same) {
    double ratio() {
      return before / after;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Prints the table as Markdown, aligned. */
  void print(PrintStream out) {
    int width = rows.stream().mapToInt(row -> row.measured().length()).max().orElse(0);
    String format = "| %-8s | %-" + width + "s | %9s | %9s | %5s | %-11s |%n";
    out.printf(format, "feature", "measured", "before", "after", "ratio", "same result");
    out.printf(
        format,
        "-".repeat(8),
        "-".repeat(width),
        "-".repeat(8) + ":",
        "-".repeat(8) + ":",
        "-".repeat(4) + ":",
        "-".repeat(11));
    for (Row row : rows) {
      out.printf(
          format,
          row.feature(),
          row.measured(),
          millis(row.before()),
          millis(row.after()),
          String.format(Locale.ROOT, "%.1fx", row.ratio()),
          row.same() ? "same" : "DIFFERENT");
    }
  }

  /** The table as a JSON list. */
  ArrayNode json() {
    ArrayNode list = new ObjectMapper().createArrayNode();
    for (Row row : rows) {
      list.addObject()
          .put("feature", row.feature())
          .put("measured", row.measured())
          .put("beforeMillis", row.before())
          .put("afterMillis", row.after())
          .put("ratio", row.ratio())
          .put("sameResult", row.same());
    }
    return list;
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 100 ? "%,.1f ms" : "%,.0f ms", millis);
  }
}

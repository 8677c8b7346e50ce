package io.fastaccel.agent.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code status} prints, and the line at exit. Stateless. */
public final class StatusText {

  private StatusText() {}

  /** The statistics as some lines of text. */
  public static String of(Map<String, Object> statistics) {
    StringBuilder out = new StringBuilder();
    out.append("fast-accel ").append(Fields.text(statistics, "version"));
    out.append(", mode ").append(Fields.text(statistics, "mode"));
    out.append(String.format(Locale.ROOT, ", started in %.0f ms%n", startup(statistics)));
    Map<String, Object> kernels = Fields.map(statistics, "native");
    out.append("native kernels: ").append(Fields.text(kernels, "detail")).append('\n');
    out.append("libraries: ");
    Map<String, Object> libraries = Fields.map(statistics, "libraries");
    if (libraries.isEmpty()) {
      out.append("none of those that are known was loaded so far\n");
    } else {
      out.append('\n');
      libraries.forEach(
          (name, verdict) ->
              out.append("  ").append(name).append(": ").append(verdict).append('\n'));
    }
    out.append("classes touched: ").append(Fields.list(statistics, "classes").size()).append('\n');
    Fields.map(statistics, "features")
        .keySet()
        .forEach(name -> feature(out, name, Fields.map(features(statistics), name)));
    return out.toString();
  }

  private static double startup(Map<String, Object> statistics) {
    return Fields.decimal(statistics, "startupMillis");
  }

  private static Map<String, Object> features(Map<String, Object> statistics) {
    return Fields.map(statistics, "features");
  }

  private static void feature(StringBuilder out, String name, Map<String, Object> fields) {
    out.append(
        String.format(
            Locale.ROOT,
            "%-7s %-7s accelerated %,d, original %,d",
            name,
            Fields.working(fields),
            Fields.number(fields, "accelerated"),
            Fields.number(fields, "original")));
    String saved = Fields.saved(fields);
    if (!saved.isEmpty()) {
      out.append(", ").append(saved);
    }
    Map<String, Object> compared = Fields.map(fields, "compared");
    if (!compared.isEmpty()) {
      out.append(
          String.format(
              Locale.ROOT,
              ", compared %,d same, %,d different",
              Fields.number(compared, "same"),
              Fields.number(compared, "different")));
    }
    out.append('\n');
    if (fields.containsKey("failure")) {
      out.append("        ").append(fields.get("failure")).append('\n');
    }
    Map<String, Object> reasons = Fields.map(fields, "reasons");
    for (String reason : reasons.keySet()) {
      long count = Fields.number(reasons, reason);
      out.append(String.format(Locale.ROOT, "        original, %s: %,d%n", reason, count));
    }
  }

  /** One line: what each feature did. */
  public static String summary(Map<String, Object> statistics) {
    List<String> parts = new ArrayList<>();
    Map<String, Object> features = features(statistics);
    for (String name : features.keySet()) {
      Map<String, Object> fields = Fields.map(features, name);
      String part =
          String.format(
              Locale.ROOT,
              "%s %s: %,d of %,d calls",
              name,
              Fields.working(fields),
              Fields.number(fields, "accelerated"),
              Fields.number(fields, "accelerated") + Fields.number(fields, "original"));
      String saved = Fields.saved(fields);
      parts.add(saved.isEmpty() ? part : part + ", " + saved);
    }
    return String.join("; ", parts);
  }
}

package io.fastaccel.agent.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings that follow from what was seen. Stateless. */
final class Recommendations {

  /**
   * One of them.
   *
   * @param setting as it is written on a command line; empty where there is nothing to set
   * @param why in a sentence
   */
  record Recommendation(String setting, String why) {}

  private Recommendations() {}

  static List<Recommendation> of(Map<String, Object> statistics) {
    List<Recommendation> all = new ArrayList<>();
    Map<String, Object> features = Fields.map(statistics, "features");
    for (String name : features.keySet()) {
      Map<String, Object> fields = Fields.map(features, name);
      switch (Fields.working(fields)) {
        case "report" -> reported(all, name, fields);
        case "verify" -> verified(all, name, fields);
        case "failed" ->
            all.add(
                new Recommendation(
                    "-Dfastaccel." + name + "=false", Fields.text(fields, "failure")));
        default -> {
          // Nothing to decide.
        }
      }
    }
    Map<String, Object> otherLoops = Fields.map(Fields.map(features, "tasks"), "otherLoops");
    for (String framework : otherLoops.keySet()) {
      all.add(
          new Recommendation(
              "",
              "tasks: the loops over tools of "
                  + framework
                  + " are left alone; its own switch for tools side by side: "
                  + Fields.text(otherLoops, framework)));
    }
    Map<String, Object> undeclared = Fields.map(Fields.map(features, "tasks"), "undeclaredTools");
    if (!undeclared.isEmpty()) {
      all.add(
          new Recommendation(
              "-Dfastaccel.tasks.parallel=" + String.join(",", undeclared.keySet()),
              "these tools were called in loops of two and more; keep in the list only those that"
                  + " are free of side effects"));
    }
    return all;
  }

  private static void reported(List<Recommendation> all, String name, Map<String, Object> fields) {
    long calls = 0;
    double millis = 0;
    Map<String, Object> times = Fields.map(fields, "times");
    for (String kind : times.keySet()) {
      Map<String, Object> original = Fields.map(Fields.map(times, kind), "original");
      calls += Fields.number(original, "measured");
      millis += Fields.decimal(original, "totalMillis");
    }
    Map<String, Object> searches = Fields.map(fields, "searchesSeen");
    if (!searches.isEmpty()) {
      all.add(
          new Recommendation(
              "-Dfastaccel.mode=verify",
              "memory: searches "
                  + searches
                  + " were seen; with verify the agent adds its change log to the database and its"
                  + " index beside it, and compares rows"));
    } else if (name.equals("tasks") && fields.containsKey("loopsSeen")) {
      all.add(
          new Recommendation(
              "-Dfastaccel.mode=verify", "tasks: loops over tools were seen: " + loops(fields)));
    } else if (calls == 0) {
      all.add(new Recommendation("", name + ": no call that could be accelerated was seen so far"));
    } else {
      all.add(
          new Recommendation(
              "-Dfastaccel.mode=verify",
              String.format(
                  Locale.ROOT,
                  "%s: %,d calls took %,.1f ms in the original; let a sample of them be compared"
                      + " next",
                  name,
                  calls,
                  millis)));
    }
  }

  private static String loops(Map<String, Object> tasks) {
    Map<String, Object> seen = Fields.map(tasks, "loopsSeen");
    return Fields.number(seen, "loops") + " with " + Fields.number(seen, "calls") + " calls";
  }

  private static void verified(List<Recommendation> all, String name, Map<String, Object> fields) {
    Map<String, Object> compared = Fields.map(fields, "compared");
    long same = Fields.number(compared, "same");
    if (same > 0 && Fields.number(compared, "different") == 0) {
      all.add(
          new Recommendation(
              "-Dfastaccel.mode.on=" + name,
              String.format(Locale.ROOT, "%s: %,d calls were compared, all the same", name, same)));
    }
  }
}

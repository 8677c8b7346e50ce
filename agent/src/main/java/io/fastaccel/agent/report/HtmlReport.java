package io.fastaccel.agent.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The statistics as a page of HTML: one file, no script, nothing that is loaded from elsewhere. It
 * follows the reader's choice of light or dark. Stateless.
 */
public final class HtmlReport {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#1d2227;--soft:#59636e;--line:#dcdad2;
      --ours:#0b6e99;--orig:#b36b00;--good:#1a7f4b;--bad:#b3261e}
      @media(prefers-color-scheme:dark){:root{--paper:#14171a;--card:#1d2226;--ink:#e8e6e1;--soft:#a3acb5;
      --line:#363d44;--ours:#57b6de;--orig:#e5a54a;--good:#63c994;--bad:#f2857c}}
      *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
      font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
      main{max-width:70rem;margin:0 auto;padding:2rem 1.25rem 4rem}
      h1{font-size:1.9rem;margin:0;letter-spacing:-.01em}h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
      h3{font-size:1rem;margin:1.25rem 0 .35rem}p{margin:.25rem 0}.soft{color:var(--soft)}
      .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin-top:1.5rem}
      .card{overflow-wrap:anywhere;background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.15rem}
      .card h2{margin:0;display:flex;justify-content:space-between;align-items:baseline}
      .big{font-size:2rem;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.2}
      .state{font-size:.8rem;font-weight:600;border:1px solid currentColor;border-radius:1rem;padding:.05rem .6rem}
      .on{color:var(--good)}.failed{color:var(--bad)}.off{color:var(--soft)}.verify,.report{color:var(--ours)}
      table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line)}
      caption{text-align:left;color:var(--soft);padding:.3rem 0}th,td{text-align:left;padding:.4rem .7rem;
      border-top:1px solid var(--line);vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
      .wide{overflow-x:auto}svg{display:block;width:100%;height:auto;background:var(--card);border:1px solid var(--line)}
      svg text{fill:var(--ink);font-size:12px}svg .soft{fill:var(--soft)}.ours{fill:var(--ours)}.orig{fill:var(--orig)}
      .grid{stroke:var(--line)}code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;
      overflow-wrap:anywhere}.key{display:inline-block;width:.8em;height:.8em;border-radius:.15em;margin-right:.35em}
      .bar{display:flex;height:.6rem;border-radius:.3rem;overflow:hidden;background:var(--line);margin:.5rem 0}
      .bar i{display:block;background:var(--ours)}.bar i+i{background:var(--orig)}
      @media print{body{background:#fff}}
      """;

  private HtmlReport() {}

  /** The page. */
  public static String of(Map<String, Object> statistics) {
    StringBuilder out = new StringBuilder(16_000);
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" ")
        .append("content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
        .append("<title>fast-accel report</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<main>\n");
    header(out, statistics);
    Map<String, Object> features = Fields.map(statistics, "features");
    cards(out, features);
    recommendations(out, statistics);
    times(out, features);
    AllocationTable.append(out, features);
    TurnChart.append(out, Fields.list(Fields.map(features, "tasks"), "turns"));
    reasons(out, features);
    memory(out, Fields.map(features, "memory"));
    tools(out, Fields.map(Fields.map(features, "tools"), "byTool"));
    libraries(out, statistics);
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void header(StringBuilder out, Map<String, Object> statistics) {
    out.append("<header>\n<h1>fast-accel</h1>\n<p class=\"soft\">")
        .append(escaped("version " + Fields.text(statistics, "version")))
        .append(", mode <strong>")
        .append(escaped(Fields.text(statistics, "mode")))
        .append("</strong>")
        .append(
            String.format(
                Locale.ROOT,
                ", started in %.1f ms; native kernels: ",
                Fields.decimal(statistics, "startupMillis")))
        .append(escaped(Fields.text(Fields.map(statistics, "native"), "detail")))
        .append("</p>\n</header>\n");
  }

  private static void cards(StringBuilder out, Map<String, Object> features) {
    out.append("<section class=\"cards\" aria-label=\"Features\">\n");
    for (String name : features.keySet()) {
      Map<String, Object> fields = Fields.map(features, name);
      long ours = Fields.number(fields, "accelerated");
      long original = Fields.number(fields, "original");
      String state = Fields.working(fields);
      out.append("<article class=\"card\">\n<h2>")
          .append(escaped(name))
          .append(" <span class=\"state ")
          .append(escaped(state))
          .append("\">")
          .append(escaped(state))
          .append("</span></h2>\n<p class=\"big\">")
          .append(count(ours))
          .append("</p>\n<p class=\"soft\">calls accelerated, ")
          .append(count(original))
          .append(" by the original</p>\n");
      if (ours + original > 0) {
        double share = 100.0 * ours / (ours + original);
        out.append(
            String.format(
                Locale.ROOT,
                "<div class=\"bar\" role=\"img\" aria-label=\"%.0f %% accelerated\">"
                    + "<i style=\"width:%.1f%%\"></i><i style=\"width:%.1f%%\"></i></div>%n",
                share,
                share,
                100 - share));
      }
      paragraph(out, Fields.saved(fields));
      paragraph(out, AllocationTable.saved(fields));
      Map<String, Object> compared = Fields.map(fields, "compared");
      if (!compared.isEmpty()) {
        out.append("<p>compared: ")
            .append(count(Fields.number(compared, "same")))
            .append(" same, ")
            .append(count(Fields.number(compared, "different")))
            .append(" different</p>\n");
      }
      if (fields.containsKey("failure")) {
        out.append("<p class=\"failed\">")
            .append(escaped(Fields.text(fields, "failure")))
            .append("</p>\n");
      }
      out.append("</article>\n");
    }
    out.append("</section>\n");
  }

  private static void paragraph(StringBuilder out, String text) {
    if (!text.isEmpty()) {
      out.append("<p>").append(escaped(text)).append("</p>\n");
    }
  }

  private static void recommendations(StringBuilder out, Map<String, Object> statistics) {
    List<Recommendations.Recommendation> all = Recommendations.of(statistics);
    if (all.isEmpty()) {
      return;
    }
    out.append("<section>\n<h2>What to set next</h2>\n<ul>\n");
    for (Recommendations.Recommendation each : all) {
      out.append("<li>");
      if (!each.setting().isEmpty()) {
        out.append("<code>").append(escaped(each.setting())).append("</code><br/>");
      }
      out.append(escaped(each.why())).append("</li>\n");
    }
    out.append("</ul>\n</section>\n");
  }

  private static void times(StringBuilder out, Map<String, Object> features) {
    boolean any = false;
    for (String name : features.keySet()) {
      Map<String, Object> times = Fields.map(Fields.map(features, name), "times");
      for (String kind : times.keySet()) {
        if (!any) {
          out.append("<section>\n<h2>Before and after</h2>\n<p class=\"soft\">")
              .append("A sample of calls was measured. <span class=\"key\" ")
              .append("style=\"background:var(--orig)\"></span>original ")
              .append("<span class=\"key\" style=\"background:var(--ours)\"></span>accelerated")
              .append("</p>\n");
          any = true;
        }
        out.append("<h3>").append(escaped(name + ", " + kind)).append("</h3>\n");
        DistributionChart.append(out, Fields.map(times, kind));
      }
    }
    if (any) {
      out.append("</section>\n");
    }
  }

  private static void reasons(StringBuilder out, Map<String, Object> features) {
    boolean any = false;
    for (String name : features.keySet()) {
      any |= !Fields.map(Fields.map(features, name), "reasons").isEmpty();
    }
    if (!any) {
      return;
    }
    out.append("<section>\n<h2>Why calls went to the original</h2>\n<div class=\"wide\"><table>\n")
        .append("<caption>Each with the number of calls</caption>\n<thead><tr>")
        .append("<th scope=\"col\">feature</th><th scope=\"col\">reason</th>")
        .append("<th scope=\"col\" class=\"n\">calls</th></tr></thead>\n<tbody>\n");
    for (String name : features.keySet()) {
      Map<String, Object> reasons = Fields.map(Fields.map(features, name), "reasons");
      for (String reason : reasons.keySet()) {
        row(out, name, reason, count(Fields.number(reasons, reason)));
      }
    }
    out.append("</tbody>\n</table></div>\n</section>\n");
  }

  private static void memory(StringBuilder out, Map<String, Object> memory) {
    List<?> tables = Fields.list(memory, "indexedTables");
    if (tables.isEmpty()) {
      return;
    }
    out.append("<section>\n<h2>Indexes of stored memories</h2>\n<ul>\n");
    for (Object table : tables) {
      out.append("<li>").append(escaped(String.valueOf(table))).append(": ready</li>\n");
    }
    out.append("</ul>\n</section>\n");
  }

  private static void tools(StringBuilder out, Map<String, Object> tools) {
    if (tools.isEmpty()) {
      return;
    }
    out.append("<section>\n<h2>Tools</h2>\n<div class=\"wide\"><table>\n")
        .append("<caption>Each with its calls since the start</caption>\n<thead><tr>")
        .append("<th scope=\"col\">tool</th><th scope=\"col\" class=\"n\">calls</th>")
        .append("<th scope=\"col\" class=\"n\">failures</th>")
        .append("<th scope=\"col\" class=\"n\">ms together</th></tr></thead>\n<tbody>\n");
    for (String tool : tools.keySet()) {
      Map<String, Object> fields = Fields.map(tools, tool);
      out.append("<tr><th scope=\"row\">").append(escaped(tool)).append("</th>");
      cell(out, count(Fields.number(fields, "calls")));
      cell(out, count(Fields.number(fields, "failures")));
      cell(out, String.format(Locale.ROOT, "%,.0f", Fields.decimal(fields, "millis")));
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table></div>\n</section>\n");
  }

  private static void libraries(StringBuilder out, Map<String, Object> statistics) {
    Map<String, Object> libraries = Fields.map(statistics, "libraries");
    out.append("<section>\n<h2>Libraries</h2>\n");
    if (libraries.isEmpty()) {
      out.append("<p>None of those that are known was loaded.</p>\n");
    } else {
      out.append("<ul>\n");
      libraries.forEach(
          (name, verdict) ->
              out.append("<li><strong>")
                  .append(escaped(name))
                  .append("</strong>: ")
                  .append(escaped(String.valueOf(verdict)))
                  .append("</li>\n"));
      out.append("</ul>\n");
    }
    List<?> classes = Fields.list(statistics, "classes");
    if (!classes.isEmpty()) {
      out.append("<details>\n<summary>")
          .append(classes.size())
          .append(" classes have hooks</summary>\n<ul>\n");
      for (Object name : classes) {
        out.append("<li><code>").append(escaped(String.valueOf(name))).append("</code></li>\n");
      }
      out.append("</ul>\n</details>\n");
    }
    out.append("</section>\n");
  }

  private static void row(StringBuilder out, String feature, String reason, String calls) {
    out.append("<tr><th scope=\"row\">").append(escaped(feature)).append("</th><td>");
    out.append(escaped(reason)).append("</td>");
    cell(out, calls);
    out.append("</tr>\n");
  }

  private static void cell(StringBuilder out, String number) {
    out.append("<td class=\"n\">").append(number).append("</td>");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Names come from the application. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.appendCodePoint(c < ' ' || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c);
      }
    }
    return out.toString();
  }
}

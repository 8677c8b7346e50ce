package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What was seen to run inside of each tool, for those who have to decide which of them to declare:
 * the verbs of SQL statements and the methods of HTTP requests, nothing of their contents. Only in
 * mode {@code report}. It is evidence and no proof: other drivers, other threads and other calls of
 * the tool are not seen. Thread-safe.
 */
public final class ToolEvidence {

  /** Whether anything is looked at; as the JVM was started. */
  static final boolean WATCHING = Settings.current().text(Setting.MODE).equals("report");

  private static final int MOST_TOOLS = 200;

  /** Verbs that change nothing, as those know who invented them. */
  private static final Set<String> READS =
      Set.of("SQL SELECT", "SQL SHOW", "SQL EXPLAIN", "HTTP GET", "HTTP HEAD", "HTTP OPTIONS");

  private static final Set<String> SQL_VERBS =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "REPLACE",
          "UPSERT",
          "WITH",
          "CALL",
          "CREATE",
          "ALTER",
          "DROP",
          "TRUNCATE",
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "SAVEPOINT",
          "SET",
          "SHOW",
          "EXPLAIN",
          "PRAGMA",
          "VALUES",
          "LOCK",
          "COPY",
          "GRANT",
          "REVOKE",
          "DO");

  private static final Set<String> HTTP_METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE");

  private static final ThreadLocal<ToolEvidence> CURRENT = new ThreadLocal<>();

  private static final Map<String, ToolEvidence> BY_TOOL = new ConcurrentHashMap<>();

  /** Held here because the feature holds it weakly. */
  private static final Supplier<Map<String, Object>> REPORT = ToolEvidence::report;

  private static final class Declared {
    static final Declarations PARALLEL = new Declarations(Settings.current());
  }

  static {
    if (WATCHING) {
      Features.of(Feature.TASKS).detail("report", REPORT);
    }
  }

  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private ToolEvidence() {}

  /** The same call, watched; {@code null} for a tool's name that cannot be told. */
  static Callable<?> watched(String tool, Callable<?> call) {
    if (!WATCHING || tool == null) {
      return call;
    }
    ToolEvidence evidence = of(tool);
    return evidence == null ? call : () -> evidence.watch(call);
  }

  static ToolEvidence of(String tool) {
    ToolEvidence known = BY_TOOL.get(tool);
    return known != null || BY_TOOL.size() >= MOST_TOOLS
        ? known
        : BY_TOOL.computeIfAbsent(tool, t -> new ToolEvidence());
  }

  Object watch(Callable<?> call) throws Exception {
    ToolEvidence outer = CURRENT.get();
    CURRENT.set(this);
    long start = System.nanoTime();
    try {
      return call.call();
    } finally {
      nanos.add(System.nanoTime() - start);
      calls.increment();
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** A statement is prepared or run on this thread, whether inside of a tool or not. */
  public static void sql(String statement) {
    ToolEvidence evidence = CURRENT.get();
    if (evidence != null && statement != null) {
      evidence.seen.add("SQL " + verbOf(statement));
    }
  }

  /** A request is sent by this thread, whether inside of a tool or not. */
  public static void http(Object method) {
    ToolEvidence evidence = CURRENT.get();
    if (evidence != null && method != null) {
      String name = method.toString().toUpperCase(Locale.ROOT);
      evidence.seen.add("HTTP " + (HTTP_METHODS.contains(name) ? name : "of another method"));
    }
  }

  /** The first word, behind spaces, brackets and comments. */
  static String verbOf(String statement) {
    int at = 0;
    while (at < statement.length()) {
      char c = statement.charAt(at);
      if (statement.startsWith("--", at)) {
        int end = statement.indexOf('\n', at);
        at = end < 0 ? statement.length() : end + 1;
      } else if (statement.startsWith("/*", at)) {
        int end = statement.indexOf("*/", at);
        at = end < 0 ? statement.length() : end + 2;
      } else if (Character.isWhitespace(c) || c == '(' || c == ';') {
        at++;
      } else {
        break;
      }
    }
    int end = at;
    while (end < statement.length() && Character.isLetter(statement.charAt(end))) {
      end++;
    }
    String word = statement.substring(at, end).toUpperCase(Locale.ROOT);
    return SQL_VERBS.contains(word) ? word : "of another kind";
  }

  static Map<String, Object> report() {
    Map<String, Object> tools = new TreeMap<>();
    List<String> reading = new ArrayList<>();
    BY_TOOL.forEach(
        (tool, evidence) -> {
          boolean declared = Declared.PARALLEL.include(tool, null);
          tools.put(tool, evidence.toMap(declared));
          if (!declared && evidence.onlyReads()) {
            reading.add(tool);
          }
        });
    Collections.sort(reading);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("tools", tools);
    if (!reading.isEmpty()) {
      List<String> all = new ArrayList<>(Settings.current().list(Setting.TASKS_PARALLEL));
      all.addAll(reading);
      report.put("setting", Setting.TASKS_PARALLEL.property() + "=" + String.join(",", all));
    }
    return report;
  }

  private boolean onlyReads() {
    return !seen.isEmpty() && READS.containsAll(seen);
  }

  private Map<String, Object> toMap(boolean declared) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("calls", calls.sum());
    map.put("millis", nanos.sum() / 1e6);
    map.put("seen", List.copyOf(new TreeSet<>(seen)));
    map.put("declared", declared);
    map.put(
        "verdict",
        seen.isEmpty()
            ? "nothing was seen to run in it"
            : onlyReads() ? "reads only, as far as seen" : "may write");
    return map;
  }
}

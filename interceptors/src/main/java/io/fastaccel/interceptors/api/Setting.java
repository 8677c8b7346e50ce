package io.fastaccel.interceptors.api;

import java.util.List;
import java.util.Locale;

/**
 * Every switch that a user can set, in one place. The system property is {@link #property()}, the
 * environment variable {@link #environmentVariable()}, and the agent argument {@link #argument()}.
 */
public enum Setting {
  ENABLED("enabled", Kind.FLAG, "true", "everything"),
  MODE(
      "mode",
      Kind.CHOICE,
      "on",
      "on accelerates; report changes nothing and tells what it would do; verify makes a sample of"
          + " calls both ways, compares, and hands out the original's results",
      "on",
      "report",
      "verify"),
  MODE_ON(
      "mode.on",
      Kind.LIST,
      "",
      "features that are on whatever the mode says, for a rollout one by one: json, memory, tasks,"
          + " tools"),
  VERIFY_PERCENT(
      "verify.percent", Kind.NUMBER, "5", "how many of a hundred calls verify makes both ways"),
  VERIFY_MILLIS(
      "verify.millis",
      Kind.NUMBER,
      "50",
      "the most milliseconds of each second that verify spends on comparing"),
  JSON("json", Kind.FLAG, "true", "faster JSON"),
  MEMORY("memory", Kind.FLAG, "true", "faster text search over stored memories"),
  TASKS("tasks", Kind.FLAG, "true", "loops over declared tools and tasks in parallel"),
  TOOLS("tools", Kind.FLAG, "true", "what surrounds single tool calls"),
  NATIVE(
      "native",
      Kind.CHOICE,
      "auto",
      "native kernels; true warns loudly where they cannot load",
      "auto",
      "true",
      "false"),
  NATIVE_DIR(
      "native.dir",
      Kind.TEXT,
      "",
      "a folder that the native library may be extracted to; else the one for temporary files"),
  NATIVE_PATH(
      "native.path", Kind.TEXT, "", "a native library to load as it is, without extraction"),
  NATIVE_MIN_BYTES(
      "native.min-bytes",
      Kind.NUMBER,
      "0",
      "texts of fewer bytes stay in Java; 0: the measured minimum of each kernel"),
  STATS(
      "stats",
      Kind.TEXT,
      "",
      "a file for machine-readable statistics, written at exit and on demand"),
  REPORT(
      "report",
      Kind.TEXT,
      "",
      "a file for the report, written at exit: HTML in one self-contained file"),
  SUMMARY("summary", Kind.FLAG, "false", "one line at exit that says what was done"),
  JMX(
      "jmx",
      Kind.CHOICE,
      "auto",
      "MBeans of ours: auto registers them once the application has started its platform MBean"
          + " server, true starts that server",
      "auto",
      "true",
      "false"),
  METRICS(
      "metrics",
      Kind.FLAG,
      "true",
      "our numbers among the application's own metrics, where it has Micrometer's global registry"
          + " or OpenTelemetry's global instance"),
  LOG(
      "log",
      Kind.CHOICE,
      "warn",
      "our own logging, to standard error",
      "error",
      "warn",
      "info",
      "debug"),
  JSON_HOT_CALLS(
      "json.hot-calls",
      Kind.NUMBER,
      "20",
      "calls at a call site after which it is accelerated, in the background; 0: at once, by the"
          + " calling thread"),
  JSON_HOT_CHARACTERS(
      "json.hot-characters",
      Kind.NUMBER,
      "1000000",
      "characters, or bytes, that a call site has read after which it is accelerated, if it has been"
          + " called often enough: code that is new to the JVM is slow at first, and for fewer does"
          + " not pay"),
  JSON_START_DELAY(
      "json.start-delay",
      Kind.NUMBER,
      "1000",
      "milliseconds from the loading of the JSON library on in which nothing is done to it, so that"
          + " the application's start does not pay for it; 0: none, as with json.hot-calls=0"),
  MEMORY_INDEX_AFTER(
      "memory.index-after",
      Kind.NUMBER,
      "300000",
      "rows that searches have read in a table (searches times rows) before it is given an index"),
  MEMORY_RANKED(
      "memory.ranked",
      Kind.CHOICE,
      "off",
      "bm25: searches find the rows that fit the words best, instead of those that contain the"
          + " text: other results",
      "off",
      "bm25"),
  MEMORY_RANKED_TOKENIZER(
      "memory.ranked.tokenizer",
      Kind.CHOICE,
      "unicode61",
      "what a word is for ranked searches: unicode61 folds case and accents, porter also cuts"
          + " English endings, trigram finds parts of words",
      "unicode61",
      "porter",
      "trigram"),
  MEMORY_RANKED_LIMIT(
      "memory.ranked.limit", Kind.NUMBER, "20", "the most rows that a ranked search finds"),
  MEMORY_POSTGRESQL(
      "memory.postgresql",
      Kind.CHOICE,
      "advise",
      "searches that scan a table on PostgreSQL: advise logs the index that they want, create"
          + " creates it, off does not look",
      "off",
      "advise",
      "create"),
  TASKS_PARALLEL(
      "tasks.parallel",
      Kind.LIST,
      "",
      "names of tools that are free of side effects and may run early and side by side, * matching"
          + " any characters"),
  TASKS_PARALLEL_ANNOTATIONS(
      "tasks.parallel-annotations",
      Kind.LIST,
      "",
      "names of annotations, with or without their package, on the methods of tools that may do so"
          + " too"),
  TASKS_MCP_HINTS(
      "tasks.mcp-hints",
      Kind.FLAG,
      "true",
      "tools that their MCP server calls read-only may do so too"),
  TASKS_LOOPS(
      "tasks.loops",
      Kind.LIST,
      "",
      "methods of the application with a loop over tasks, as com.acme.Crew#kickoff, or with the"
          + " task's method, as com.acme.Crew#kickoff:execute"),
  TASKS_DEPENDS(
      "tasks.depends",
      Kind.LIST,
      "",
      "methods that tell what a task depends on, as com.acme.Task#getDependencies, or by name, as"
          + " com.acme.Task#getDependencies:getName"),
  TASKS_SHARED_ARGUMENTS(
      "tasks.shared-arguments",
      Kind.LIST,
      "",
      "types, by name, that all tasks of such a loop may be given because no task and no loop"
          + " changes them"),
  TASKS_MAX_PARALLEL(
      "tasks.max-parallel",
      Kind.NUMBER,
      "32",
      "tools and tasks that run at a time on threads of ours"),
  TASKS_QUICK_MICROS(
      "tasks.quick-micros",
      Kind.NUMBER,
      "500",
      "tools and tasks that take less on average are left to their turn: no thread is started for"
          + " them; 0: none are"),
  TOOLS_CACHE(
      "tools.cache",
      Kind.LIST,
      "",
      "tools whose results are kept, and for how long, such as get*:ttl=300s:max=1000"),
  TOOLS_CACHE_STORE(
      "tools.cache.store",
      Kind.TEXT,
      "",
      "where results are shared between machines: redis://host:6379/0, rediss:// with TLS"),
  TOOLS_CACHE_STORE_TIMEOUT(
      "tools.cache.store-timeout",
      Kind.NUMBER,
      "50",
      "milliseconds that a call of a tool waits for that store at most"),
  TOOLS_VALIDATE(
      "tools.validate",
      Kind.FLAG,
      "false",
      "arguments are checked against the tool's own JSON schema before it runs"),
  TOOLS_MAX_DEPTH(
      "tools.max-depth",
      Kind.NUMBER,
      "0",
      "tool calls inside of each other, where tools ask models that call tools; 0: no limit");

  /** What a value may be. */
  public enum Kind {
    FLAG,
    CHOICE,
    NUMBER,
    TEXT,
    /** Separated by commas. */
    LIST
  }

  private static final String PREFIX = "fastaccel.";

  private final String argument;
  private final Kind kind;
  private final String defaultValue;
  private final String description;
  private final String choices;

  Setting(String argument, Kind kind, String defaultValue, String description, String... choices) {
    this.argument = argument;
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.description = description;
    this.choices = kind == Kind.FLAG ? "true|false" : String.join("|", choices);
  }

  /** The name in agent arguments, for example {@code tasks.parallel}. */
  public String argument() {
    return argument;
  }

  /** The name as a system property, for example {@code fastaccel.tasks.parallel}. */
  public String property() {
    return PREFIX + argument;
  }

  /** The name as an environment variable, for example {@code FASTACCEL_TASKS_PARALLEL}. */
  public String environmentVariable() {
    return property().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** What a value may be. */
  public Kind kind() {
    return kind;
  }

  /** The value where nothing is set. */
  public String defaultValue() {
    return defaultValue;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** The values allowed, for a flag and a choice; else empty. */
  public List<String> choices() {
    return choices.isEmpty() ? List.of() : List.of(choices.split("\\|", -1));
  }
}

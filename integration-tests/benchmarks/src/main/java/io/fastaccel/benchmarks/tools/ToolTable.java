package io.fastaccel.benchmarks.tools;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints what a call of a tool costs where LangChain4j makes it: without the agent, with it, with
 * its arguments checked, and answered from the cache. Least of many rounds, the calls in turn; wall
 * time where the tool waits, else CPU time of the calling thread.
 *
 * <p>Arguments: the agent's jar; rounds (default 40).
 */
public final class ToolTable {

  private static final String CHILD = "child";
  private static final long MILLISECOND = 1_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static long sink;

  /** Tools of all kinds. */
  public static final class Tools {

    /** Takes a millisecond, as a small query does. */
    @Tool
    public String callMillisecond(@P("a name") String name, @P("a number") int number) {
      long end = System.nanoTime() + MILLISECOND;
      for (long left = MILLISECOND; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return name + number;
    }

    /** The same under a name that a rule is for. */
    @Tool
    public String getMillisecond(@P("a name") String name, @P("a number") int number) {
      return callMillisecond(name, number);
    }
  }

  /** What is called, and how often in a round. */
  private record Call(
      String name, ToolExecutor executor, ToolExecutionRequest request, int times, boolean waits) {}

  private ToolTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(Integer.parseInt(arguments[1]));
      return;
    }
    String agent = arguments.length > 0 ? arguments[0] : "agent/target/fast-accel.jar";
    if (!new File(agent).isFile()) {
      throw new IOException("no such jar: " + agent);
    }
    String rounds = arguments.length > 1 ? arguments[1] : "40";
    Map<String, Double> none = fork(rounds);
    Map<String, Double> plain = fork(rounds, "-javaagent:" + agent);
    Map<String, Double> cached =
        fork(rounds, "-javaagent:" + agent, "-Dfastaccel.tools.cache=get*:ttl=1h");
    Map<String, Double> checked =
        fork(rounds, "-javaagent:" + agent, "-Dfastaccel.tools.validate=true");
    System.out.println("Java " + Runtime.version() + "; nanoseconds a call");
    System.out.printf(
        "%-44s %12s %12s %12s %12s%n", "", "no agent", "statistics", "cache", "check of args");
    for (String name : none.keySet()) {
      System.out.printf(
          Locale.ROOT,
          "%-44s %,12.0f %,12.0f %,12.0f %,12.0f%n",
          name,
          none.get(name),
          plain.get(name),
          cached.get(name),
          checked.get(name));
    }
    double called = cached.get("tool of 1 ms, not declared");
    double kept = cached.get("tool of 1 ms, declared");
    System.out.printf(
        Locale.ROOT, "a kept result is %,.0f times as fast as a tool of 1 ms%n", called / kept);
  }

  private static Map<String, Double> fork(String rounds, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ToolTable.class.getName()));
    command.addAll(List.of(CHILD, rounds));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, Double> nanos = new LinkedHashMap<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int tab = line.indexOf('\t');
        nanos.put(line.substring(0, tab), Double.parseDouble(line.substring(tab + 1)));
      }
    }
    return nanos;
  }

  private static void child(int rounds) throws NoSuchMethodException {
    List<Call> calls = calls();
    double[] best = new double[calls.size()];
    InvocationContext context =
        InvocationContext.builder()
            .chatMemoryId("conversation")
            .invocationParameters(new InvocationParameters())
            .build();
    for (int round = -rounds / 2; round < rounds; round++) {
      for (int i = 0; i < best.length; i++) {
        Call call = calls.get(i);
        long before = now(call);
        for (int n = 0; n < call.times; n++) {
          sink +=
              ToolService.executeWithErrorHandling(
                      call.request,
                      call.executor,
                      context,
                      (error, where) -> ToolErrorHandlerResult.text("" + error),
                      (error, where) -> ToolErrorHandlerResult.text("" + error))
                  .resultText()
                  .length();
        }
        double nanos = (double) (now(call) - before) / call.times;
        // Rounds before the first only warm up.
        best[i] = round <= 0 ? nanos : Math.min(best[i], nanos);
      }
    }
    for (int i = 0; i < best.length; i++) {
      System.out.println(calls.get(i).name + "\t" + best[i] + (sink == 1 ? " " : ""));
    }
  }

  private static long now(Call call) {
    return call.waits ? System.nanoTime() : THREADS.getCurrentThreadCpuTime();
  }

  private static List<Call> calls() throws NoSuchMethodException {
    Tools tools = new Tools();
    ToolExecutionResult constant = ToolExecutionResult.builder().resultText("constant").build();
    String small = "{\"name\":\"pen\",\"number\":2}";
    StringBuilder long1000 = new StringBuilder("{\"number\":2,\"name\":\"");
    while (long1000.length() < 1_000) {
      long1000.append("a pen of some colour, ");
    }
    long1000.append("\"}");
    return List.of(
        new Call(
            "tool of 1 ms, not declared",
            executor(tools, "callMillisecond"),
            request("callMillisecond", small),
            5,
            true),
        new Call(
            "tool of 1 ms, declared",
            executor(tools, "getMillisecond"),
            request("getMillisecond", small),
            CHEAP_CALLS,
            true),
        new Call(
            "the same, arguments of 1,000 characters",
            executor(tools, "getMillisecond"),
            request("getMillisecond", long1000.toString()),
            CHEAP_CALLS,
            true),
        new Call(
            "executor that returns a constant",
            new ToolExecutor() {
              @Override
              public ToolExecutionResult executeWithContext(
                  ToolExecutionRequest request, InvocationContext context) {
                return constant;
              }

              @Override
              public String execute(ToolExecutionRequest request, Object memoryId) {
                return "constant";
              }
            },
            request("constant", small),
            20_000,
            false));
  }

  /** Few where the tool really waits. */
  private static final int CHEAP_CALLS =
      System.getProperty("fastaccel.tools.cache") == null ? 5 : 2_000;

  private static ToolExecutor executor(Tools tools, String method) throws NoSuchMethodException {
    return new DefaultToolExecutor(tools, Tools.class.getMethod(method, String.class, int.class));
  }

  private static ToolExecutionRequest request(String tool, String arguments) {
    return ToolExecutionRequest.builder().id("1").name(tool).arguments(arguments).build();
  }
}

package org.example.tools;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.service.AiServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has tools called on several threads until standard input ends, and compares every answer with
 * what it knows to be right. Any line of input is answered with the state.
 */
public final class ToolLoad {

  /** The assistant. */
  public interface Assistant {
    /** Answers with what the tools said. */
    String answer(String question);
  }

  /** Tools that give the same for the same. */
  public static final class Tools {
    /** The item, so often. */
    @Tool
    public String getText(String item, int amount) {
      return item.repeat(amount);
    }

    /** A failure. */
    @Tool
    public String getFailing(String item) {
      throw new IllegalStateException("no " + item);
    }
  }

  private static final int DIFFERENT = 50;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private volatile String firstProblem = "none";
  private volatile boolean ended;

  private ToolLoad() {}

  /** Takes the number of threads. */
  public static void main(String... arguments) throws Exception {
    new ToolLoad().run(Integer.parseInt(arguments[0]));
  }

  private void run(int threads) throws IOException, InterruptedException {
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(this::work, "work-" + i);
      thread.start();
      running.add(thread);
    }
    out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(line + state());
    }
    ended = true;
    for (Thread thread : running) {
      thread.join();
    }
    out.println("wrong " + wrong + ", first " + firstProblem);
  }

  private String state() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return String.format(
        Locale.ROOT,
        " calls=%d wrong=%d heap=%d classes=%d",
        calls.get(),
        wrong.get(),
        Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  private void work() {
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(new ScriptedModel())
            .tools(new Tools())
            .build();
    for (int n = 0; !ended; n++) {
      int i = n % DIFFERENT;
      try {
        String answer =
            assistant.answer(
                call("pen", i)
                    + "\n"
                    + call("ink", i)
                    + "\ngetFailing {\"item\":\"x\"}\n"
                    + call("o", 2));
        if (!answer.equals("pen".repeat(i) + " | " + "ink".repeat(i) + " | no x | oo")) {
          problem(answer);
        }
      } catch (RuntimeException | LinkageError e) {
        problem(e.toString());
      }
      calls.incrementAndGet();
    }
  }

  private static String call(String item, int amount) {
    return "getText {\"item\":\"" + item + "\",\"amount\":" + amount + "}";
  }

  private void problem(String text) {
    if (wrong.getAndIncrement() == 0) {
      firstProblem = text;
    }
  }
}

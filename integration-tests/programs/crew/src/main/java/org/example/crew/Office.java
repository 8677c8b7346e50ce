package org.example.crew;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs crews whose tasks are independent, depend on each other, or need each the one before, and
 * prints what they say. With an argument, how many milliseconds an agent takes, it prints the time
 * of each crew too.
 */
public final class Office {

  private static final long LATENCY_MILLIS = 40;

  private final long latencyMillis;
  private final boolean timed;

  private Office(String[] arguments) {
    this.timed = arguments.length > 0;
    this.latencyMillis = timed ? Long.parseLong(arguments[0]) : LATENCY_MILLIS;
  }

  /** Takes the latency of agents, or nothing. */
  public static void main(String... arguments) {
    new Office(arguments).run();
  }

  private void run() {
    Brief brief = new Brief("bicycles", 300);
    Task[] independent = new Task[6];
    for (int i = 0; i < independent.length; i++) {
      independent[i] = new Task("question " + (i + 1), this::think);
    }
    time("independent", () -> new Crew(brief, independent).kickoff());

    Task research = new Task("research", this::think);
    Task prices = new Task("prices", this::think);
    Task reviews = new Task("reviews", this::think);
    Task draft = new Task("draft", this::think, research, reviews);
    Task table = new Task("table", this::think, prices);
    Task report = new Task("report", this::think, draft, table);
    time("graph", () -> new Crew(brief, research, prices, reviews, draft, table, report).kickoff());

    time(
        "until silence",
        () ->
            new Crew(
                    brief,
                    new Task("ask", this::think),
                    new Task("fail", this::fail),
                    new Task("look", this::think),
                    new Task("be silent", prompt -> ""),
                    new Task("never", this::think))
                .kickoffUntilSilence());

    Task outline = new Task("outline", this::think);
    Task chapter = new Task("chapter", this::think, outline);
    Task proof = new Task("proof", this::think, chapter);
    time("chain", () -> new Crew(brief, outline, chapter, proof).kickoff());
  }

  private void time(String crew, Supplier<?> run) {
    long start = System.nanoTime();
    System.out.println(crew + ": " + run.get());
    if (timed) {
      System.out.println(
          crew + " took " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
    }
  }

  private String think(String prompt) {
    try {
      TimeUnit.MILLISECONDS.sleep(latencyMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "<" + prompt + ">";
  }

  private String fail(String prompt) {
    throw new IllegalStateException(think(prompt));
  }
}

package org.example.tools;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolMemoryId;
import dev.langchain4j.invocation.InvocationParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Tools whose results tell how often they have run. */
public final class CountingTools {

  /** A price that nobody can change. */
  public record Price(String item, int run) {}

  private final AtomicInteger runs = new AtomicInteger();
  private final Function<String, String> assistant;

  CountingTools(Function<String, String> assistant) {
    this.assistant = assistant;
  }

  /** A text. */
  @Tool
  public String getText(String item, int amount) {
    return item + amount + " run" + runs.incrementAndGet();
  }

  /** An object that cannot be changed. */
  @Tool
  public Price getRecord(String item) {
    return new Price(item, runs.incrementAndGet());
  }

  /** An object that can. */
  @Tool
  public List<String> getList(String item) {
    return new ArrayList<>(List.of(item + " run" + runs.incrementAndGet()));
  }

  /** A failure. */
  @Tool
  public String getFailing(String item) {
    throw new IllegalStateException(item + " failed in run" + runs.incrementAndGet());
  }

  /** Depends on the conversation. */
  @Tool
  public String getMine(@ToolMemoryId String conversation) {
    return "of " + conversation + " run" + runs.incrementAndGet();
  }

  /** Depends on what the caller says besides. */
  @Tool
  public String getWith(InvocationParameters parameters) {
    return parameters.asMap() + " run" + runs.incrementAndGet();
  }

  /** Is not declared. */
  @Tool
  public String book(String item) {
    return "booked " + item + " run" + runs.incrementAndGet();
  }

  /** Asks an assistant, which asks for the same tool, so often. */
  @Tool
  public String dig(int deeper) {
    return deeper == 0 ? "ground" : "(" + assistant.apply(dig("dig", deeper - 1)) + ")";
  }

  /** The same, asking for two tools in each turn. */
  @Tool
  public String digTwice(int deeper) {
    return deeper == 0
        ? "ground"
        : "(" + assistant.apply(dig("digTwice", deeper - 1) + "\n" + dig("dig", 0)) + ")";
  }

  private static String dig(String tool, int deeper) {
    return tool + " {\"deeper\":" + deeper + "}";
  }
}

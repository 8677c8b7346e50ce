package org.example.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.annotation.Tool;

/** Tools whose results tell how often they have run. */
public final class CountingTools {

  /** A price that nobody can change. */
  public record Price(String item, int run) {}

  private final AtomicInteger runs = new AtomicInteger();
  private final Function<Integer, String> assistant;

  CountingTools(Function<Integer, String> assistant) {
    this.assistant = assistant;
  }

  /** A text. */
  @Tool
  public String getText(String item, int amount) {
    return item + amount + " run" + runs.incrementAndGet();
  }

  /** An object, of which the model gets a text. */
  @Tool
  public Price getRecord(String item) {
    return new Price(item, runs.incrementAndGet());
  }

  /** An object that could be changed, of which the model gets a text. */
  @Tool
  public List<String> getList(String item) {
    return new ArrayList<>(List.of(item + " run" + runs.incrementAndGet()));
  }

  /** A failure. */
  @Tool
  public String getFailing(String item) {
    throw new IllegalStateException(item + " failed in run" + runs.incrementAndGet());
  }

  /** Depends on what the caller says besides. */
  @Tool
  public String getWith(ToolContext context) {
    return context.getContext().get("user") + " run" + runs.incrementAndGet();
  }

  /** Is not declared. */
  @Tool
  public String book(String item) {
    return "booked " + item + " run" + runs.incrementAndGet();
  }

  /** Asks an assistant, which asks for the same tool, so often. */
  @Tool
  public String dig(int deeper) {
    return deeper == 0 ? "ground" : "(" + assistant.apply(deeper - 1) + ")";
  }
}

package io.fastaccel.agent;

import io.fastaccel.agent.control.Requests;
import io.fastaccel.interceptors.api.Kernels;
import java.util.function.Function;

/** What the facade, which sees no class of ours, can ask. Thread-safe. */
final class Answers implements Function<String, Object> {

  private static final String CONTROL = "control:";

  private final RunningAgent agent;

  Answers(RunningAgent agent) {
    this.agent = agent;
  }

  /**
   * Answers {@code statistics} and {@code native}; lets an operator's request, {@code
   * control:FOLDER}, be done; {@code null} to anything else.
   */
  @Override
  public Object apply(String question) {
    if (question.startsWith(CONTROL)) {
      Requests.answer(agent, question.substring(CONTROL.length()));
      return null;
    }
    return switch (question) {
      case "statistics" -> agent.statistics().toJson();
      case "native" -> Kernels.nativeState().available();
      default -> null;
    };
  }
}

package io.fastaccel.agent;

import io.fastaccel.interceptors.api.Kernels;
import java.util.function.Function;

/** What the facade, which sees no class of ours, can ask. Thread-safe. */
final class Answers implements Function<String, Object> {

  private final String mode;
  private final long startupNanos;

  Answers(String mode, long startupNanos) {
    this.mode = mode;
    this.startupNanos = startupNanos;
  }

  /** Answers {@code statistics} and {@code native}; {@code null} to anything else. */
  @Override
  public Object apply(String question) {
    return switch (question) {
      case "statistics" -> new Statistics(mode, startupNanos).toJson();
      case "native" -> Kernels.nativeState().available();
      default -> null;
    };
  }
}

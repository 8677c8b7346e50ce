package io.fastaccel.interceptors.api;

import java.util.Locale;

/** What an operator can switch on and off as one thing. */
public enum Feature {
  /** Calls to JSON libraries. */
  JSON,
  /** Text searches over stored memories. */
  MEMORY,
  /** Loops over tools and tasks. */
  TASKS,
  /** Single tool calls. */
  TOOLS;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name in settings, statistics and log lines, for example {@code json}. */
  public String id() {
    return id;
  }
}

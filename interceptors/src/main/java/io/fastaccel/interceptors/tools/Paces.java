package io.fastaccel.interceptors.tools;

import java.util.concurrent.ConcurrentHashMap;

/** The paces of all tools, by their names. Thread-safe. */
final class Paces {

  /** Names come from the application; the bound is for one that makes them up as it goes. */
  private static final int LIMIT = ToolTable.TOOL_LIMIT;

  private static final Pace NEVER_QUICK = new Pace(0);

  private static final ConcurrentHashMap<String, Pace> BY_TOOL = new ConcurrentHashMap<>();

  private Paces() {}

  static Pace of(String tool) {
    Pace pace = BY_TOOL.get(tool);
    if (pace != null) {
      return pace;
    }
    return BY_TOOL.size() < LIMIT ? BY_TOOL.computeIfAbsent(tool, name -> new Pace()) : NEVER_QUICK;
  }
}

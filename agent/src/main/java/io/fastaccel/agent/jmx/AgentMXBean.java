package io.fastaccel.agent.jmx;

import java.util.Map;

/** The agent, {@code io.fastaccel:type=Agent}. */
public interface AgentMXBean {

  /** Version of the jar. */
  String getVersion();

  /** What became of each known library. */
  Map<String, String> getLibraries();

  /** The statistics as JSON. */
  String getStatistics();
}

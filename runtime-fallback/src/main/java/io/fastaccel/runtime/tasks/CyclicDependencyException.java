package io.fastaccel.runtime.tasks;

import java.util.List;

/** Tasks that wait for each other in a circle, so that none of them could ever run. */
public final class CyclicDependencyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> cycle;

  CyclicDependencyException(List<String> cycle) {
    super("tasks depend on each other: " + String.join(" -> ", cycle) + " -> " + cycle.get(0));
    this.cycle = List.copyOf(cycle);
  }

  /** The tasks' names; each depends on the next one, the last on the first. */
  public List<String> cycle() {
    return cycle;
  }
}

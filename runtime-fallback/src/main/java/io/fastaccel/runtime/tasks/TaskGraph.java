package io.fastaccel.runtime.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Tasks and what they wait for: a directed acyclic graph, in topological order by Kahn's algorithm
 * (Communications of the ACM 5, 1962). Immutable, and may be run any number of times.
 *
 * @param <T> what tasks return
 */
public final class TaskGraph<T> {

  private static final int[] NOBODY = {};

  private final List<String> names;
  private final List<Callable<? extends T>> work;
  private final int[][] dependents;
  private final int[] dependencies;
  private final List<Integer> order;
  private final int depth;

  private TaskGraph(Builder<T> builder) {
    this.names = List.copyOf(builder.names);
    this.work = List.copyOf(builder.work);
    int size = names.size();
    this.dependents = new int[size][];
    this.dependencies = new int[size];
    for (int task = 0; task < size; task++) {
      List<Integer> waiting = builder.dependents.get(task);
      dependents[task] = waiting == null ? NOBODY : new int[waiting.size()];
      for (int i = 0; i < dependents[task].length; i++) {
        dependents[task][i] = waiting.get(i);
        dependencies[waiting.get(i)]++;
      }
    }
    List<Integer> sorted = new ArrayList<>(size);
    this.depth = sort(sorted);
    this.order = Collections.unmodifiableList(sorted);
  }

  /** Fills the list in topological order and returns the number of tasks on the longest path. */
  private int sort(List<Integer> sorted) {
    int size = names.size();
    int[] left = dependencies.clone();
    int[] level = new int[size];
    int deepest = 0;
    for (int task = 0; task < size; task++) {
      if (left[task] == 0) {
        sorted.add(task);
      }
    }
    for (int next = 0; next < sorted.size(); next++) {
      int task = sorted.get(next);
      deepest = Math.max(deepest, level[task] + 1);
      for (int dependent : dependents[task]) {
        level[dependent] = Math.max(level[dependent], level[task] + 1);
        if (--left[dependent] == 0) {
          sorted.add(dependent);
        }
      }
    }
    if (sorted.size() < size) {
      throw new CyclicDependencyException(cycle(left));
    }
    return deepest;
  }

  /** Every task that is left waits for one that is left: going back must come to a circle. */
  private List<String> cycle(int[] left) {
    int[] waitsFor = new int[left.length];
    int start = 0;
    for (int task = 0; task < left.length; task++) {
      if (left[task] > 0) {
        start = task;
        for (int dependent : dependents[task]) {
          waitsFor[dependent] = task;
        }
      }
    }
    boolean[] seen = new boolean[left.length];
    int task = start;
    while (!seen[task]) {
      seen[task] = true;
      task = waitsFor[task];
    }
    List<String> cycle = new ArrayList<>();
    int first = task;
    do {
      cycle.add(names.get(task));
      task = waitsFor[task];
    } while (task != first);
    return cycle;
  }

  /** How many tasks there are. */
  public int size() {
    return names.size();
  }

  /** The name that a task was given. */
  public String name(int task) {
    return names.get(task);
  }

  /**
   * The tasks' numbers, each after all that it depends on; of those that could come next, the first
   * added first.
   */
  public List<Integer> order() {
    return order;
  }

  /**
   * The number of tasks on the longest path: so many steps are needed with any number of threads.
   */
  public int depth() {
    return depth;
  }

  /** Whether each task needs the one before, so that nothing can run side by side. */
  public boolean isChain() {
    return depth == size();
  }

  Callable<? extends T> work(int task) {
    return work.get(task);
  }

  int[] dependentsOf(int task) {
    return dependents[task];
  }

  int[] dependencyCounts() {
    return Arrays.copyOf(dependencies, dependencies.length);
  }

  /**
   * Collects tasks. For one thread.
   *
   * @param <T> what tasks return
   */
  public static final class Builder<T> {
    private final List<String> names = new ArrayList<>();
    private final List<Callable<? extends T>> work = new ArrayList<>();

    /** {@code null} where there are none. */
    private final List<List<Integer>> dependents = new ArrayList<>();

    /**
     * Adds a task.
     *
     * @param name for people
     * @return its number, counted from 0
     */
    public int add(String name, Callable<? extends T> task) {
      names.add(name);
      work.add(task);
      dependents.add(null);
      return names.size() - 1;
    }

    /** A task is to start only after another one has ended. */
    public Builder<T> dependsOn(int task, int other) {
      if (task < 0 || task >= names.size()) {
        throw new IndexOutOfBoundsException("no task " + task);
      }
      List<Integer> waiting = dependents.get(other);
      if (waiting == null) {
        waiting = new ArrayList<>(2);
        dependents.set(other, waiting);
      }
      waiting.add(task);
      return this;
    }

    /**
     * The graph of all tasks so far.
     *
     * @throws CyclicDependencyException if tasks depend on each other
     */
    public TaskGraph<T> build() {
      return new TaskGraph<>(this);
    }
  }
}

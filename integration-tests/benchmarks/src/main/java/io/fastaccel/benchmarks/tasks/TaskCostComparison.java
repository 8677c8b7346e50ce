package io.fastaccel.benchmarks.tasks;

import com.sun.management.OperatingSystemMXBean;
import io.fastaccel.benchmarks.tasks.TaskGraphBenchmark.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the schedulers of {@link TaskGraphBenchmark} take for each task, on the clock and in CPU
 * time of the whole process, garbage collection included; taken in turns, so that a busy machine is
 * busy for all of them. Prints the medians of the rounds.
 */
public final class TaskCostComparison {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int ROUNDS = 7;
  private static final int WARM_UP_ROUNDS = 3;
  private static final long TASKS_A_ROUND = 60_000;

  private TaskCostComparison() {}

  /** What a scheduler does in a run. */
  private interface Run {
    void run() throws Throwable;
  }

  /** Takes no arguments. */
  public static void main(String... arguments) throws Throwable {
    System.out.printf("%-8s %7s  microseconds a task, clock (CPU)%n", "graph", "tasks");
    for (Shape shape : Shape.values()) {
      for (int tasks : new int[] {1, 10, 100, 1_000, 10_000}) {
        compare(shape, tasks);
      }
    }
    System.exit(0);
  }

  private static void compare(Shape shape, int tasks) throws Throwable {
    TaskGraphBenchmark benchmark = new TaskGraphBenchmark();
    benchmark.shape = shape;
    benchmark.tasks = tasks;
    benchmark.setUp();
    Map<String, Run> schedulers = new LinkedHashMap<>();
    schedulers.put("early calls", benchmark::prefetch);
    schedulers.put("futures", benchmark::completableFutures);
    schedulers.put("threads", benchmark::bareThreads);
    if (TaskScope.isAvailable()) {
      schedulers.put("scope", benchmark::structuredConcurrency);
    }
    Map<String, Cost[]> costs = new LinkedHashMap<>();
    schedulers.keySet().forEach(name -> costs.put(name, new Cost[ROUNDS]));
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (Map.Entry<String, Run> scheduler : schedulers.entrySet()) {
        Cost cost = costOfATask(scheduler.getValue(), tasks);
        if (round >= 0) {
          costs.get(scheduler.getKey())[round] = cost;
        }
      }
    }
    System.out.printf("%-8s %7d", shape, tasks);
    costs.forEach(
        (name, all) ->
            System.out.printf(
                "  %s %.2f (%.2f)", name, median(all, Cost::clock), median(all, Cost::cpu)));
    System.out.println();
    benchmark.tearDown();
  }

  /** In microseconds. */
  private record Cost(double clock, double cpu) {}

  private static double median(Cost[] costs, ToDoubleFunction<Cost> part) {
    return Arrays.stream(costs).mapToDouble(part).sorted().toArray()[ROUNDS / 2];
  }

  private static Cost costOfATask(Run scheduler, int tasks) throws Throwable {
    long runs = Math.max(1, TASKS_A_ROUND / tasks);
    long cpu = PROCESS.getProcessCpuTime();
    long clock = System.nanoTime();
    for (long run = 0; run < runs; run++) {
      scheduler.run();
    }
    double all = 1e3 * runs * tasks;
    return new Cost((System.nanoTime() - clock) / all, (PROCESS.getProcessCpuTime() - cpu) / all);
  }
}

package io.fastaccel.benchmarks.tasks;

import com.sun.management.OperatingSystemMXBean;
import io.fastaccel.benchmarks.tasks.TaskGraphBenchmark.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * What the schedulers of {@link TaskGraphBenchmark} cost in CPU time of the whole process, garbage
 * collection included, for each task; taken in turns, so that a busy machine is busy for all of
 * them. Prints the median of the rounds.
 */
public final class TaskCostComparison {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int ROUNDS = 7;
  private static final long TASKS_A_ROUND = 60_000;

  private TaskCostComparison() {}

  /** Takes no arguments. */
  public static void main(String... arguments) throws Exception {
    System.out.printf("%-8s %7s  %10s %10s %10s%n", "shape", "tasks", "ours", "futures", "threads");
    for (Shape shape : Shape.values()) {
      for (int tasks : new int[] {1, 10, 100, 10_000}) {
        compare(shape, tasks);
      }
    }
    System.exit(0);
  }

  private static void compare(Shape shape, int tasks) throws Exception {
    TaskGraphBenchmark benchmark = new TaskGraphBenchmark();
    benchmark.shape = shape;
    benchmark.tasks = tasks;
    benchmark.setUp();
    Callable<?>[] schedulers = {
      benchmark::prefetch, benchmark::completableFutures, benchmark::bareThreads
    };
    double[][] micros = new double[schedulers.length][ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      for (int i = 0; i < schedulers.length; i++) {
        double cost = microsATask(schedulers[i], tasks);
        if (round >= 0) {
          micros[i][round] = cost;
        }
      }
    }
    for (double[] costs : micros) {
      Arrays.sort(costs);
    }
    System.out.printf(
        "%-8s %7d  %7.2f us %7.2f us %7.2f us%n",
        shape, tasks, micros[0][ROUNDS / 2], micros[1][ROUNDS / 2], micros[2][ROUNDS / 2]);
    benchmark.tearDown();
  }

  private static double microsATask(Callable<?> scheduler, int tasks) throws Exception {
    long runs = Math.max(1, TASKS_A_ROUND / tasks);
    long start = PROCESS.getProcessCpuTime();
    for (long run = 0; run < runs; run++) {
      scheduler.call();
    }
    return (PROCESS.getProcessCpuTime() - start) / 1e3 / (runs * tasks);
  }
}

package io.fastaccel.benchmarks.tasks;

import io.fastaccel.runtime.tasks.CallerContext;
import io.fastaccel.runtime.tasks.GraphPrefetch;
import io.fastaccel.runtime.tasks.Outcome;
import io.fastaccel.runtime.tasks.TaskGraph;
import io.fastaccel.runtime.tasks.TaskThreads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Graphs of tasks that do nothing, so that a run's time is the scheduler's own: ours, driven by a
 * loop that commits in order as an application's does, beside {@link CompletableFuture}s that are
 * chained along the same dependencies on a pool of as many threads, and beside bare threads: a new
 * one for each task (virtual where the JDK has them, else a platform thread), which waits for the
 * latches of what it depends on; and beside the same in a {@code StructuredTaskScope}, where the
 * JDK has it. All build their objects in each run. Divide by the number of tasks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TaskGraphBenchmark {

  private static final int PARALLELISM = 8;

  /** How tasks depend on each other. */
  public enum Shape {
    /** Not at all. */
    WIDE,
    /** Each on the one before. */
    DEEP,
    /** Each on up to three of those before. */
    RANDOM
  }

  /** The number of tasks. */
  @Param({"1", "100", "10000"})
  public int tasks;

  /** The graph's shape. */
  @Param public Shape shape;

  private int[][] needs;
  private TaskThreads threads;
  private ExecutorService pool;
  private Executor bare;

  /** Makes the dependencies. */
  @Setup(Level.Trial)
  public void setUp() {
    Random random = new Random(7);
    needs = new int[tasks][];
    for (int i = 0; i < tasks; i++) {
      int before = i;
      needs[i] =
          switch (shape) {
            case WIDE -> new int[0];
            case DEEP -> i == 0 ? new int[0] : new int[] {i - 1};
            case RANDOM ->
                i == 0
                    ? new int[0]
                    : random.ints(random.nextInt(4), 0, before).distinct().toArray();
          };
    }
    threads = TaskThreads.create("benchmark", PARALLELISM);
    pool = Executors.newFixedThreadPool(PARALLELISM);
    bare = bareThreadsOfTheJdk();
  }

  /** Ends the pool. */
  @TearDown(Level.Trial)
  public void tearDown() {
    pool.shutdownNow();
  }

  /** This project's scheduler. */
  @Benchmark
  public long prefetch() throws Exception {
    TaskGraph.Builder<Integer> builder = new TaskGraph.Builder<>();
    for (int i = 0; i < tasks; i++) {
      int task = i;
      builder.add("task", () -> task);
      for (int need : needs[i]) {
        builder.dependsOn(i, need);
      }
    }
    long sum = 0;
    try (GraphPrefetch prefetch =
        new GraphPrefetch(threads, builder.build(), PARALLELISM, () -> CallerContext.NONE)) {
      for (int i = 0; i < tasks; i++) {
        Outcome outcome = prefetch.commit(i);
        sum += outcome == null ? i : (Integer) outcome.value();
      }
    }
    return sum;
  }

  /** A thread for each task and nothing else. */
  @Benchmark
  public long bareThreads() throws InterruptedException {
    CountDownLatch[] over = latches();
    int[] results = new int[tasks];
    for (int i = 0; i < tasks; i++) {
      int task = i;
      bare.execute(() -> results[task] = perform(task, over));
    }
    long sum = 0;
    for (int i = 0; i < tasks; i++) {
      over[i].await();
      sum += results[i];
    }
    return sum;
  }

  /** The same in a scope; fails where the JDK has none or it has another shape. */
  @Benchmark
  public long structuredConcurrency() throws Throwable {
    CountDownLatch[] over = latches();
    List<Supplier<Integer>> subtasks = new ArrayList<>(tasks);
    try (TaskScope scope = new TaskScope()) {
      for (int i = 0; i < tasks; i++) {
        int task = i;
        subtasks.add(scope.fork(() -> perform(task, over)));
      }
      scope.join();
    }
    long sum = 0;
    for (Supplier<Integer> subtask : subtasks) {
      sum += subtask.get();
    }
    return sum;
  }

  private CountDownLatch[] latches() {
    CountDownLatch[] over = new CountDownLatch[tasks];
    for (int i = 0; i < tasks; i++) {
      over[i] = new CountDownLatch(1);
    }
    return over;
  }

  private int perform(int task, CountDownLatch[] over) {
    try {
      for (int need : needs[task]) {
        over[need].await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over[task].countDown();
    }
    return task;
  }

  private static Executor bareThreadsOfTheJdk() {
    try {
      return (ExecutorService)
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class))
              .invoke();
    } catch (Throwable before21) {
      return task -> new Thread(task).start();
    }
  }

  /** What one would write without it. */
  @Benchmark
  public Object completableFutures() {
    List<CompletableFuture<Integer>> futures = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      int task = i;
      int[] before = needs[i];
      if (before.length == 0) {
        futures.add(CompletableFuture.supplyAsync(() -> task, pool));
      } else {
        CompletableFuture<?>[] needed = new CompletableFuture<?>[before.length];
        for (int k = 0; k < before.length; k++) {
          needed[k] = futures.get(before[k]);
        }
        futures.add(CompletableFuture.allOf(needed).thenApplyAsync(ignored -> task, pool));
      }
    }
    return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0])).join();
  }
}

package io.fastaccel.runtime.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Random programs of reads and writes give what they give when run one call after another. */
class PrefetchEquivalenceTest {

  private static final int PROGRAMS = 800;
  private static final int CELLS = 3;
  private static final int LONGEST = 12;

  private enum Kind {
    READ,
    FAILING_READ,
    WRITE
  }

  /**
   * One step; only reads may be declared.
   *
   * @param late whether the caller gets to it only after our threads have done what they can
   */
  private record Step(Kind kind, int cell, int value, boolean declared, boolean late) {}

  private record Program(List<Step> steps, boolean endsWithFailure) {}

  /** All that an application can see of a run. */
  private record Observed(List<String> results, List<String> writes, List<Integer> cells) {}

  @Test
  void resultsExceptionsAndOrderOfSideEffectsAreThoseOfTheSequentialRun() throws Exception {
    TaskThreads threads = TaskThreads.create("test-task", 4);
    Random random = new Random(20261123);
    int early = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      Program program = randomProgram(random);
      Memory memory = new Memory();
      int[] committed = new int[1];
      Observed parallel = memory.run(program, threads, committed);
      early += committed[0];
      assertEquals(new Memory().run(program, null, committed), parallel, program::toString);
    }
    assertTrue(early > PROGRAMS / 10, "the test has to see early calls: " + early);
  }

  @Test
  void aWriteThatIsDeclaredFreeOfSideEffectsIsNoticed() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    int[] cell = {1};
    Callable<Object> write =
        () -> {
          read.await();
          cell[0] = 2;
          return "written";
        };
    Callable<Object> readCell =
        () -> {
          int seen = cell[0];
          read.countDown();
          return seen;
        };
    TaskThreads threads = TaskThreads.create("test-task", 4);
    List<Callable<Object>> program = List.of(write, readCell);
    List<Object> wrong = new ArrayList<>();
    try (Prefetch prefetch = new Prefetch(threads, program, () -> CallerContext.NONE)) {
      for (int i = 0; i < program.size(); i++) {
        Outcome outcome = prefetch.commit(i);
        wrong.add(outcome == null ? program.get(i).call() : outcome.value());
      }
    }
    assertNotEquals(Arrays.asList("written", 2), wrong);
  }

  private static Program randomProgram(Random random) {
    List<Step> steps = new ArrayList<>();
    int length = 1 + random.nextInt(LONGEST);
    int declaredInTen = random.nextInt(11);
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(12);
      boolean write = kind < 3;
      steps.add(
          new Step(
              write ? Kind.WRITE : kind == 3 ? Kind.FAILING_READ : Kind.READ,
              random.nextInt(CELLS),
              random.nextInt(100),
              !write && random.nextInt(10) < declaredInTen,
              random.nextBoolean()));
    }
    return new Program(steps, random.nextBoolean());
  }

  /** What the programs work on. */
  private static final class Memory {
    private final int[] cells = new int[CELLS];
    private final List<String> writes = new ArrayList<>();

    Observed run(Program program, TaskThreads threads, int[] committed) throws Exception {
      List<Callable<Object>> all = new ArrayList<>();
      List<Callable<Object>> declared = new ArrayList<>();
      for (Step step : program.steps) {
        Callable<Object> call = () -> perform(step);
        all.add(call);
        declared.add(step.declared ? call : null);
      }
      List<String> results = new ArrayList<>();
      try (Prefetch prefetch =
          threads == null ? null : new Prefetch(threads, declared, () -> CallerContext.NONE)) {
        for (int i = 0; i < all.size(); i++) {
          while (threads != null && program.steps.get(i).late && threads.running() > 0) {
            Thread.onSpinWait();
          }
          Outcome outcome = prefetch == null ? null : prefetch.commit(i);
          if (outcome == null) {
            outcome = call(all.get(i));
          }
          results.add(outcome.failure() == null ? "" + outcome.value() : "" + outcome.failure());
          if (outcome.failure() != null && program.endsWithFailure) {
            break;
          }
        }
        committed[0] = prefetch == null ? 0 : prefetch.committed();
      }
      synchronized (this) {
        return new Observed(results, List.copyOf(writes), Arrays.stream(cells).boxed().toList());
      }
    }

    private static Outcome call(Callable<Object> call) {
      try {
        return new Outcome(call.call(), null);
      } catch (Exception e) {
        return new Outcome(null, e);
      }
    }

    private synchronized Object perform(Step step) {
      return switch (step.kind) {
        case READ -> cells[step.cell];
        case FAILING_READ ->
            throw new IllegalStateException("cell " + step.cell + " is " + cells[step.cell]);
        case WRITE -> {
          cells[step.cell] = step.value;
          writes.add(step.cell + "=" + step.value);
          yield step.value;
        }
      };
    }
  }
}

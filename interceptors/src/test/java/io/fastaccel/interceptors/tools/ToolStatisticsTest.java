package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ToolStatisticsTest {

  private static final int THREADS = 8;
  private static final int CALLS = 2_000;

  /** What many threads do at the same time; their failures come out. */
  private static void together(Callable<?> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Map<?, ?> of(String tool) {
    return (Map<?, ?>) ToolTable.ofThisJvm().snapshot().get(tool);
  }

  @Test
  void everyCallIsCountedOnceWhateverThreadsCount() throws Exception {
    Features.of(Feature.TOOLS).switchTo(true);
    together(
        () -> {
          for (int i = 0; i < CALLS; i++) {
            boolean fails = i % 4 == 0;
            Callable<Object> early =
                ToolCalls.early(
                    "counted by many",
                    () -> {
                      if (fails) {
                        throw new IOException("on purpose");
                      }
                      return "result";
                    });
            if (fails) {
              assertThrows(IOException.class, early::call);
            } else {
              assertEquals("result", early.call());
            }
          }
          return null;
        });
    Map<?, ?> counted = of("counted by many");
    assertEquals((long) THREADS * CALLS, counted.get("calls"));
    assertEquals((long) THREADS * CALLS / 4, counted.get("failures"));
    assertEquals((long) THREADS * CALLS, ToolTable.ofThisJvm().of("counted by many").timed());
    Map<?, ?> millis = (Map<?, ?>) counted.get("callMillis");
    assertTrue((double) millis.get("p50") <= (double) millis.get("p99"), millis.toString());
    assertTrue((double) millis.get("p99") <= (double) millis.get("max"), millis.toString());
    assertTrue((double) counted.get("millis") >= (double) millis.get("max"), counted.toString());
  }

  @Test
  void thereIsRoomForSoManyToolsAndForNoMore() throws Exception {
    ToolTable table = new ToolTable();
    int names = ToolTable.TOOL_LIMIT + 50;
    together(
        () -> {
          for (int i = 0; i < names; i++) {
            table.of("made up " + i).add(1, false);
          }
          return null;
        });
    Map<String, Object> all = table.snapshot();
    assertEquals(ToolTable.TOOL_LIMIT + 1, all.size());
    long calls = 0;
    for (Object tool : all.values()) {
      calls += (long) ((Map<?, ?>) tool).get("calls");
    }
    assertEquals((long) THREADS * names, calls);
  }
}

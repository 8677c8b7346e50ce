package io.fastaccel.runtime.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaskGraphTest {

  @Test
  void theOrderHasEveryTaskOnceAndAfterAllThatItDependsOn() {
    Random random = new Random(20261123);
    for (int round = 0; round < 300; round++) {
      int size = 1 + random.nextInt(60);
      TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
      List<int[]> edges = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        builder.add("t" + i, () -> null);
      }
      // Backwards in the order of adding, so that sorting has something to do.
      for (int i = 0; i + 1 < size; i++) {
        for (int k = random.nextInt(4); k > 0; k--) {
          int needed = i + 1 + random.nextInt(size - i - 1);
          builder.dependsOn(i, needed);
          edges.add(new int[] {i, needed});
        }
      }
      TaskGraph<Object> graph = builder.build();
      assertEquals(size, graph.order().stream().distinct().count());
      for (int[] edge : edges) {
        assertTrue(graph.order().indexOf(edge[1]) < graph.order().indexOf(edge[0]));
      }
    }
  }

  @Test
  void aChainIsKnownAsOne() {
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    for (int i = 0; i < 50; i++) {
      int task = builder.add("link " + i, () -> null);
      if (i > 0) {
        builder.dependsOn(task, i - 1);
      }
    }
    TaskGraph<Object> chain = builder.build();
    assertTrue(chain.isChain());
    assertEquals(50, chain.depth());
    builder.add("free", () -> null);
    assertEquals(50, builder.build().depth());
  }

  @Test
  void aCycleIsNamed() {
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int start = builder.add("start", () -> null);
    int research = builder.add("research", () -> null);
    int write = builder.add("write", () -> null);
    int review = builder.add("review", () -> null);
    int publish = builder.add("publish", () -> null);
    builder
        .dependsOn(research, start)
        .dependsOn(research, review)
        .dependsOn(write, research)
        .dependsOn(review, write)
        .dependsOn(publish, review);
    CyclicDependencyException e = assertThrows(CyclicDependencyException.class, builder::build);
    assertEquals(3, e.cycle().size());
    List<String> twice = new ArrayList<>(e.cycle());
    twice.addAll(e.cycle());
    int from = twice.indexOf("research");
    assertEquals(List.of("research", "review", "write"), twice.subList(from, from + 3));
    assertTrue(e.getMessage().contains(" -> "));
  }

  @Test
  void aTaskThatNeedsItselfIsACycle() {
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int task = builder.add("self", () -> null);
    builder.dependsOn(task, task);
    assertEquals(
        List.of("self"), assertThrows(CyclicDependencyException.class, builder::build).cycle());
  }

  @Test
  void anEmptyGraphHasNoDepth() {
    TaskGraph<Object> graph = new TaskGraph.Builder<Object>().build();
    assertEquals(0, graph.size());
    assertEquals(0, graph.depth());
  }
}

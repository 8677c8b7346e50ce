package io.fastaccel.interceptors.tools.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final CircuitBreaker circuit = new CircuitBreaker(now::get);

  @Test
  void allMayTryWhileAllIsWell() {
    assertTrue(circuit.mayTry());
    circuit.succeeded();
    assertTrue(circuit.mayTry());
    assertTrue(circuit.mayTry());
  }

  @Test
  void afterAFailureNobodyTriesForAWhileAndThenOneDoes() {
    circuit.failed();
    assertFalse(circuit.mayTry());
    now.addAndGet(CircuitBreaker.FIRST_PAUSE_NANOS - 1);
    assertFalse(circuit.mayTry());
    now.addAndGet(1);
    assertTrue(circuit.mayTry());
    assertFalse(circuit.mayTry(), "one is enough");
  }

  @Test
  void pausesGrowUpToALimitAndEndWithASuccess() {
    long longest = 0;
    for (int i = 0; i < 20; i++) {
      circuit.failed();
      long pause = 0;
      while (!circuit.mayTry()) {
        now.addAndGet(CircuitBreaker.FIRST_PAUSE_NANOS);
        pause += CircuitBreaker.FIRST_PAUSE_NANOS;
      }
      assertTrue(pause >= longest, "pause " + i);
      longest = pause;
    }
    assertEquals(CircuitBreaker.LONGEST_PAUSE_NANOS, longest);
    circuit.succeeded();
    assertTrue(circuit.mayTry());
    assertTrue(circuit.mayTry());
  }

  @Test
  void manyThatFailTogetherFailOnce() {
    for (int i = 0; i < 100; i++) {
      circuit.failed();
    }
    now.addAndGet(CircuitBreaker.FIRST_PAUSE_NANOS);
    assertTrue(circuit.mayTry());
  }
}

package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BreakEvenTest {

  private static final double EFFORT = 1_000;

  private final BreakEven breakEven = new BreakEven(1);

  @Test
  void theEffortIsMadeOnceAsMuchWasForgone() {
    assertFalse(breakEven.isReached(EFFORT - 1, EFFORT));
    assertTrue(breakEven.isReached(EFFORT, EFFORT));
  }

  @Test
  void connectionsThatAreClosedTooEarlyLoseLessAndLess() {
    // Each searches just often enough to be asked, and then gains nothing more.
    double lost = 0;
    for (int i = 0; i < 1_000; i++) {
      if (breakEven.isReached(2 * EFFORT, EFFORT)) {
        lost += EFFORT;
        breakEven.closed(0, EFFORT);
      } else {
        breakEven.closed(0, 0);
      }
    }
    assertTrue(lost < 0.03 * 1_000 * 2 * EFFORT, () -> "too much");
  }

  @Test
  void whatPaysIsDoneAgain() {
    for (int i = 0; i < 100; i++) {
      breakEven.closed(0, EFFORT);
    }
    assertFalse(breakEven.isReached(50 * EFFORT, EFFORT));
    assertTrue(breakEven.isReached(64 * EFFORT, EFFORT));
    for (int i = 0; i < 10; i++) {
      breakEven.closed(2 * EFFORT, EFFORT);
    }
    assertTrue(breakEven.isReached(EFFORT, EFFORT));
  }

  @Test
  void whatItTakesIsLearnt() {
    for (int i = 0; i < 100; i++) {
      breakEven.learn(5_000_000);
    }
    assertFalse(breakEven.isReached(4_900_000));
    assertTrue(breakEven.isReached(5_000_000));
  }

  @Test
  void aTextThatIsRefusedAgainAndAgainIsLookedAtSeldom() {
    SearchHistory history = new SearchHistory();
    int looks = 0;
    for (int i = 0; i < 10_000; i++) {
      String reason = history.leaveAlone();
      if (reason == null) {
        looks++;
        history.refused("not a plain scan");
      } else {
        assertEquals("not a plain scan", reason);
      }
    }
    assertTrue(looks < 30, "looks: " + looks);
    history.planned(true);
    assertNull(new SearchHistory().leaveAlone());
  }
}

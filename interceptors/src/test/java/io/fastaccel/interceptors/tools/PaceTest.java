package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long QUICK = 500_000;

  private static Pace after(int times, long nanos) {
    Pace pace = new Pace(QUICK);
    for (int i = 0; i < times; i++) {
      pace.add(nanos);
    }
    return pace;
  }

  @Test
  void nothingIsQuickBeforeEnoughIsKnown() {
    assertFalse(after(Pace.FIRST_TIMES - 1, 1_000).isQuick());
    assertTrue(after(Pace.FIRST_TIMES, 1_000).isQuick());
    assertFalse(after(Pace.FIRST_TIMES, QUICK).isQuick());
  }

  @Test
  void whatIsQuickIsTriedAgainNowAndThen() {
    Pace pace = after(Pace.FIRST_TIMES, 1_000);
    int tried = 0;
    for (int i = 0; i < 10 * Pace.TRIED_AGAIN; i++) {
      if (!pace.isQuickUntilTriedAgain()) {
        tried++;
      }
    }
    assertEquals(10, tried);
  }

  @Test
  void whatBecomesSlowIsNoticedWithTheFirstSlowCall() {
    Pace pace = after(1_000, 1_000);
    pace.add(200_000_000);
    assertFalse(pace.isQuick());
  }

  @Test
  void onePauseIsForgotten() {
    Pace pace = after(1_000, 1_000);
    pace.add(60_000_000_000L);
    for (int i = 0; i < 64; i++) {
      pace.add(1_000);
    }
    assertTrue(pace.isQuick());
  }

  @Test
  void withoutAThresholdNothingIsQuick() {
    Pace pace = new Pace(0);
    for (int i = 0; i < 100; i++) {
      pace.add(0);
    }
    assertFalse(pace.isQuick());
  }
}

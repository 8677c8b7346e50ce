package io.fastaccel.interceptors.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SavedTimeTest {

  private static final long MICROSECOND = 1_000;

  private final FeatureState state = new FeatureState(Feature.JSON, FeatureMode.ON);

  private void served(int calls) {
    for (int i = 0; i < calls; i++) {
      state.accelerated();
    }
  }

  @Test
  void theSampleIsMultipliedByTheCallsServed() {
    served(10_000);
    CallTimes times = state.times("write");
    for (int i = 0; i < 10; i++) {
      times.original(5 * MICROSECOND);
      times.accelerated(2 * MICROSECOND);
    }
    assertEquals(30, state.savedTime().millis(), 1e-9);
    assertEquals(0, state.savedTime().error(), 1e-6);
  }

  @Test
  void theErrorIsHowFarTheEstimateMayBeOff() {
    Random random = new Random(7);
    int within = 0;
    for (int run = 0; run < 200; run++) {
      FeatureState one = new FeatureState(Feature.JSON, FeatureMode.ON);
      CallTimes times = one.times("write");
      for (int i = 0; i < 40; i++) {
        times.original((long) (MICROSECOND * (5 + random.nextGaussian())));
        times.accelerated((long) (MICROSECOND * (4 + random.nextGaussian())));
      }
      // 40 calls were served, of which each saved a microsecond.
      FeatureState.SavedTime saved = one.savedTime();
      within += Math.abs(saved.millis() - 0.040) <= saved.error() ? 1 : 0;
    }
    assertTrue(within >= 180 && within <= 199, within + " of 200");
  }

  @Test
  void nothingIsClaimedOfKindsThatWereHardlyTimed() {
    served(1_000);
    CallTimes times = state.times("write");
    for (int i = 0; i < 4; i++) {
      times.original(5 * MICROSECOND);
      times.accelerated(2 * MICROSECOND);
    }
    assertNull(state.savedTime());

    CallTimes read = state.times("read");
    for (int i = 0; i < 12; i++) {
      read.original(3 * MICROSECOND);
      read.accelerated(2 * MICROSECOND);
    }
    // Three of four calls in the sample are of the kind that is known.
    assertEquals(0.75, state.savedTime().millis(), 1e-9);
  }
}

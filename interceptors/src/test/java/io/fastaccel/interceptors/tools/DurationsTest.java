package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void percentilesAreExactToAnEighthOfADoubling() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Durations durations = new Durations();
      long[] nanos = new long[1 + random.nextInt(500)];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = (long) Math.exp(random.nextDouble() * 30);
        durations.add(nanos[i]);
      }
      Arrays.sort(nanos);
      Map<String, Object> map = durations.toMap();
      assertEquals(nanos[nanos.length - 1] / 1e6, (double) map.get("max"));
      for (int percent : new int[] {50, 90, 99}) {
        double exact = nanos[(int) Math.ceil(nanos.length * percent / 100.0) - 1] / 1e6;
        double told = (double) map.get("p" + percent);
        assertTrue(told >= exact && told <= exact * 1.125 + 0.000128, exact + " was " + told);
      }
    }
  }

  @Test
  void classesFollowEachOtherWithoutGaps() {
    int last = 0;
    for (long nanos = 0; nanos < 1L << 22; nanos += 64) {
      int index = Durations.classOf(nanos);
      assertTrue(index == last || index == last + 1, "at " + nanos);
      last = index;
    }
    assertEquals(0, Durations.classOf(-5));
    assertEquals(Durations.classOf(Long.MAX_VALUE), Durations.classOf(Long.MAX_VALUE / 2));
  }

  @Test
  void nothingIsThereAtFirst() {
    assertEquals(0.0, new Durations().toMap().get("p99"));
    assertEquals(0, new Durations().count());
  }
}

package io.fastaccel.interceptors.json;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RampTest {

  private static final int MORE_THAN_FIT = 100;

  @Test
  void whoLeavesMakesRoom() {
    List<Object> slots = slots();
    Object waiting = new Object();
    assertFalse(Ramp.enter(waiting));
    Ramp.leave(slots.get(0));
    assertTrue(Ramp.enter(waiting));
    Ramp.leave(waiting);
    slots.forEach(Ramp::leave);
  }

  @Test
  void whatIsGoneIsNotKeptAndMakesRoom() throws InterruptedException {
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (Object slot : slots()) {
      gone.add(new WeakReference<>(slot));
    }
    for (int i = 0; i < 100 && !gone.stream().allMatch(r -> r.refersTo(null)); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(gone.stream().allMatch(r -> r.refersTo(null)));
    Object waiting = new Object();
    assertTrue(Ramp.enter(waiting));
    Ramp.leave(waiting);
  }

  /** As many as there is room for. */
  private static List<Object> slots() {
    List<Object> slots = new ArrayList<>();
    Object slot = new Object();
    while (slots.size() < MORE_THAN_FIT && Ramp.enter(slot)) {
      slots.add(slot);
      slot = new Object();
    }
    assertTrue(!slots.isEmpty() && slots.size() < MORE_THAN_FIT);
    return slots;
  }
}

package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Keeps a small fixed number of reusable objects for all threads together, so that many threads,
 * virtual ones too, hoard nothing. A thread that finds its slot empty (as in a nested call) makes a
 * new object. Safe for use by any thread; nothing blocks.
 *
 * @param <T> what is kept
 */
public final class Slots<T> {

  private static final int MOST_SLOTS = 32;

  /** Slots lie two cache lines apart: neighbours belong to threads on other cores. */
  private static final int STRIDE = 32;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  private final Object[] slots;
  private final int mask;

  public Slots() {
    int wanted = 2 * Runtime.getRuntime().availableProcessors();
    int count = Math.min(MOST_SLOTS, Integer.highestOneBit(2 * wanted - 1));
    this.slots = new Object[STRIDE * (count + 1)];
    this.mask = count - 1;
  }

  /** An object for the caller alone, or {@code null} if none is kept for its thread. */
  @SuppressWarnings("unchecked")
  public T take() {
    return (T) (Object) SLOT.getAndSetAcquire(slots, slot(), (Object) null);
  }

  /** Keeps the object for later; the caller must not use it any more. */
  public void give(T object) {
    SLOT.setRelease(slots, slot(), (Object) object);
  }

  private int slot() {
    long id = threadId();
    return STRIDE + STRIDE * ((int) (id ^ id >>> 7) & mask);
  }

  /** {@code threadId} came with 19; the deprecated name of before answers the same. */
  @SuppressWarnings("deprecation")
  private static long threadId() {
    return Thread.currentThread().getId();
  }
}

package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lends {@link JsonOutput}s. A small fixed number of slots is shared by all threads, so that many
 * threads, virtual ones too, keep no more buffers than that; a buffer that a large document has
 * grown is not taken back. A thread that finds its slot empty (as in a nested call) gets a new
 * buffer. Safe for use by any thread.
 */
public final class JsonOutputPool {

  private static final int INITIAL_CAPACITY = 8 << 10;

  /** The most bytes that a slot keeps. */
  static final int LARGEST_KEPT = 512 << 10;

  private static final int MOST_SLOTS = 32;

  /** Slots lie two cache lines apart: neighbours belong to threads on other cores. */
  private static final int STRIDE = 32;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(JsonOutput[].class);

  private final JsonOutput[] slots;
  private final int mask;
  private final TextKernels bulk;
  private final int bulkThreshold;

  /**
   * @param bulk the kernels for longer texts
   * @param bulkThreshold bytes of text from which {@code bulk} is used
   */
  public JsonOutputPool(TextKernels bulk, int bulkThreshold) {
    int wanted = 2 * Runtime.getRuntime().availableProcessors();
    int count = Math.min(MOST_SLOTS, Integer.highestOneBit(2 * wanted - 1));
    this.slots = new JsonOutput[STRIDE * (count + 1)];
    this.mask = count - 1;
    this.bulk = bulk;
    this.bulkThreshold = bulkThreshold;
  }

  /** An output for the caller alone, to be given back after success or forgotten. */
  public JsonOutput take() {
    JsonOutput kept = (JsonOutput) SLOT.getAndSetAcquire(slots, slot(), (JsonOutput) null);
    return kept != null ? kept : new JsonOutput(bulk, bulkThreshold, INITIAL_CAPACITY);
  }

  /** Takes back an output; the caller must not use it any more. */
  public void give(JsonOutput output) {
    if (output.capacity() <= LARGEST_KEPT) {
      SLOT.setRelease(slots, slot(), output);
    }
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

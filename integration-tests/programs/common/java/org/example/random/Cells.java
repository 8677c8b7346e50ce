package org.example.random;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the tools work on, and a log of all that others can notice. */
public final class Cells {

  static final int SIZE = 3;

  private static final long PATIENCE_MILLIS = 1_000;

  private final int[] cells = new int[SIZE];
  private final List<String> effects = new ArrayList<>();
  private int reads;

  String read(int cell, int pauseMicros) {
    synchronized (this) {
      reads++;
      notifyAll();
    }
    if (isInterruptedIn(pauseMicros)) {
      return "interrupted";
    }
    synchronized (this) {
      return cell + " is " + cells[cell];
    }
  }

  String readAndInterrupt(int cell, int pauseMicros) {
    String result = read(cell, pauseMicros);
    Thread.currentThread().interrupt();
    return result;
  }

  /** Fails in a way that depends on what is there. */
  String readBroken(int cell, int pauseMicros) {
    String result = read(cell, pauseMicros);
    switch (cell) {
      case 0 -> throw new IllegalStateException(result);
      case 1 -> throw new UncheckedIOException(new IOException(result));
      default -> throw new AssertionError(result);
    }
  }

  String write(int cell, int value, int pauseMicros) {
    if (isInterruptedIn(pauseMicros)) {
      return "interrupted";
    }
    synchronized (this) {
      effects.add(cell + "=" + value);
      int before = cells[cell];
      cells[cell] = value;
      return cell + " was " + before;
    }
  }

  String writeBroken(int cell, int value, int pauseMicros) {
    String result = write(cell, value, pauseMicros);
    if (result.equals("interrupted")) {
      return result;
    }
    throw new IllegalStateException(result);
  }

  /**
   * Clears a cell after it has given reads that run beside it the time to begin.
   *
   * @param before so many reads come before this call in the program
   */
  synchronized String clear(int cell, int before) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try {
      for (long left = 1; left > 0 && reads <= before; ) {
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        wait(Math.max(1, left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String beside = reads <= before ? "alone" : "beside a read";
    effects.add("cleared " + cell + " " + beside);
    cells[cell] = 0;
    return beside;
  }

  /** Something else that others notice. */
  synchronized void note(String effect) {
    effects.add(effect);
  }

  @Override
  public synchronized String toString() {
    return effects + " " + Arrays.toString(cells);
  }

  private static boolean isInterruptedIn(int pauseMicros) {
    try {
      TimeUnit.MICROSECONDS.sleep(pauseMicros);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}

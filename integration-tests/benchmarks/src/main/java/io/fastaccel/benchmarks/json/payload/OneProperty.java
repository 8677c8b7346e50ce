package io.fastaccel.benchmarks.json.payload;

/** A bean with one property. */
public final class OneProperty {
  public boolean isOk() {
    return true;
  }
}

package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.Availability;

/**
 * The runtime contract on native kernels. This build has none, so that the pure-Java runtime serves
 * everything.
 */
public final class NativeRuntime {

  private static final Availability AVAILABILITY =
      new Availability(false, "this build of fast-accel contains no native library");

  private NativeRuntime() {}

  /** Whether native kernels can be used, and if not, why. Never throws. */
  public static Availability availability() {
    return AVAILABILITY;
  }
}

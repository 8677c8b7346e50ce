package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.Availability;
import io.fastaccel.runtime.nativekernels.NativeOptions.Mode;

/** A JVM that tells what the runtime in an isolated class loader says of itself. */
public final class AvailabilityProbe {

  private AvailabilityProbe() {}

  /** The argument is the mode. */
  public static void main(String[] arguments) throws Exception {
    try (IsolatedRuntime runtime = new IsolatedRuntime()) {
      Mode mode = Mode.valueOf(arguments[0]);
      Availability availability = runtime.availability(new NativeOptions(mode, "", "", 0));
      System.out.println(availability.available() + " " + availability.detail());
      System.out.println("escaped " + runtime.escapedLength(1000));
    }
  }
}

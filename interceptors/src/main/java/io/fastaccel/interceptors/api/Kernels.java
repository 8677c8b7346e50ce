package io.fastaccel.interceptors.api;

import io.fastaccel.runtime.Availability;
import io.fastaccel.runtime.nativekernels.NativeOptions;
import io.fastaccel.runtime.nativekernels.NativeRuntime;
import io.fastaccel.runtime.text.CanonicalJson;
import io.fastaccel.runtime.text.ReadKernels;
import io.fastaccel.runtime.text.TextKernels;

/**
 * The kernels of this JVM, as the settings want them: native where that pays and can be, else Java.
 */
public final class Kernels {

  static {
    NativeRuntime.configure(
        options(Settings.current()), work -> Background.submit("native kernels", work));
  }

  private Kernels() {}

  /** Always the same instance. */
  public static TextKernels text() {
    return NativeRuntime.kernels();
  }

  /**
   * The canonical form of a JSON text, as {@link CanonicalJson#of} defines it: for keys of caches.
   *
   * @return {@code null} if there is none
   */
  public static String canonicalJson(String text) {
    return CanonicalJson.of(text, NativeRuntime.jsonKernels());
  }

  /** Always the same instance. */
  public static ReadKernels read() {
    return NativeRuntime.readKernels();
  }

  /** Whether native kernels serve this JVM now, and if not, why. */
  public static Availability nativeState() {
    return NativeRuntime.state();
  }

  /** Loads the native library at once if that was not tried yet, and tells what came of it. */
  public static Availability loadNative() {
    return NativeRuntime.availability();
  }

  /**
   * Loads the native library at once, and warns if it cannot be used: for users who insist on it.
   */
  public static void insist() {
    Availability availability = loadNative();
    if (!availability.available()) {
      Log.warn(
          Setting.NATIVE.property()
              + "=true, but Java does the work of the native kernels: "
              + availability.detail());
    }
  }

  private static NativeOptions options(Settings settings) {
    NativeOptions.Mode mode =
        switch (settings.text(Setting.NATIVE)) {
          case "true" -> NativeOptions.Mode.ON;
          case "false" -> NativeOptions.Mode.OFF;
          default -> NativeOptions.Mode.AUTO;
        };
    return new NativeOptions(
        mode,
        settings.text(Setting.NATIVE_DIR),
        settings.text(Setting.NATIVE_PATH),
        settings.number(Setting.NATIVE_MIN_BYTES));
  }
}

package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.Availability;
import io.fastaccel.runtime.text.JavaJsonKernels;
import io.fastaccel.runtime.text.JavaReadKernels;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonKernels;
import io.fastaccel.runtime.text.ReadKernels;
import io.fastaccel.runtime.text.TextKernels;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The entrance to native kernels, which never fails: where they are not there, Java does the work.
 *
 * <p>The library is loaded when it is first useful, not at the start: it would cost every
 * application tens of milliseconds, and permission for native access that an application's manifest
 * gives is only there once the application runs.
 *
 * <p>Safe for use by any thread.
 */
public final class NativeRuntime {

  /** The thresholds hold until it is known how dear a call is. */
  private static final RoutedTextKernels TEXT =
      new RoutedTextKernels(new RoutedTextKernels.Route(Thresholds.JNI, new WakingTextKernels()));

  private static final RoutedReadKernels READ =
      new RoutedReadKernels(new RoutedReadKernels.Route(Thresholds.JNI, new WakingReadKernels()));

  private static final RoutedJsonKernels JSON =
      new RoutedJsonKernels(new RoutedJsonKernels.Route(Thresholds.JNI, new WakingJsonKernels()));

  private static final Availability NOT_TRIED =
      new Availability(false, "not loaded yet: no text was long enough to need it");

  private static volatile NativeOptions options = NativeOptions.DEFAULT;

  /** Null until the library is to be loaded in the background. */
  private static volatile Executor background;

  /** Null until loading was tried. */
  private static volatile Availability availability;

  private NativeRuntime() {}

  /**
   * Says what the user wants. Costs nothing; has no effect once loading was tried.
   *
   * @param background runs the loading, once, after the first long text; loading takes some tens of
   *     milliseconds
   */
  public static void configure(NativeOptions options, Executor background) {
    NativeRuntime.options = Objects.requireNonNull(options);
    NativeRuntime.background = Objects.requireNonNull(background);
  }

  /**
   * The kernels to use, always the same instance: short texts, and all texts as long as the library
   * is not there, stay in Java.
   */
  public static TextKernels kernels() {
    return TEXT;
  }

  /** The kernels for reading, in the same way. */
  public static ReadKernels readKernels() {
    return READ;
  }

  /** The kernels that check JSON and write its canonical form, always the same instance. */
  public static JsonKernels jsonKernels() {
    return JSON;
  }

  /**
   * Whether native kernels can be used, and if not, why. Never throws. Loads the library on the
   * calling thread if that was not tried yet.
   */
  public static Availability availability() {
    Availability known = availability;
    return known != null ? known : load();
  }

  /** What is known now, without loading anything. Never throws. */
  public static Availability state() {
    Availability known = availability;
    if (known != null) {
      return known;
    }
    return options.mode() == NativeOptions.Mode.OFF
        ? new Availability(false, "switched off")
        : NOT_TRIED;
  }

  /** Has the library loaded in the background, at the first call. */
  static void wake() {
    Executor executor = background;
    if (executor != null) {
      background = null;
      try {
        executor.execute(NativeRuntime::availability);
      } catch (RuntimeException e) {
        // Rejected: the JVM is ending, and Java goes on with the work.
      }
    }
  }

  private static synchronized Availability load() {
    if (availability == null) {
      try {
        NativeLibrary library = NativeLibrary.load(options);
        Thresholds thresholds = Thresholds.of(library.binding(), options);
        TEXT.take(new RoutedTextKernels.Route(thresholds, library.kernels()));
        READ.take(new RoutedReadKernels.Route(thresholds, library.readKernels()));
        JSON.take(new RoutedJsonKernels.Route(thresholds, library.jsonKernels()));
        availability = new Availability(true, library.detail());
      } catch (NoNativeKernels e) {
        availability = new Availability(false, e.getMessage());
      } catch (Throwable e) {
        // Errors included: none of them is the application's concern.
        availability = new Availability(false, "the native library cannot be used: " + e);
      }
      if (!availability.available()) {
        TEXT.take(new RoutedTextKernels.Route(Thresholds.NEVER, JavaTextKernels.INSTANCE));
        READ.take(new RoutedReadKernels.Route(Thresholds.NEVER, JavaReadKernels.INSTANCE));
        JSON.take(new RoutedJsonKernels.Route(Thresholds.NEVER, JavaJsonKernels.INSTANCE));
      }
    }
    return availability;
  }
}

package io.fastaccel.runtime.nativekernels;

import java.util.Objects;

/**
 * What the user set.
 *
 * @param mode whether to use native kernels
 * @param directory where the library may be extracted to, for a moment; empty: the folder for
 *     temporary files, then the home folder
 * @param path a library to load as it is, without extraction; empty: the one in the jar
 * @param minimumBytes texts of fewer bytes stay in Java; 0: the measured minimum of each kernel
 */
public record NativeOptions(Mode mode, String directory, String path, int minimumBytes) {

  /** What runs where nothing is set. */
  public static final NativeOptions DEFAULT = new NativeOptions(Mode.AUTO, "", "", 0);

  /** Whether to use native kernels. */
  public enum Mode {
    /** Where they can be used without a warning of the JVM. */
    AUTO,
    /** Even if the JVM warns of native access. */
    ON,
    /** Never. */
    OFF
  }

  public NativeOptions {
    Objects.requireNonNull(mode);
    Objects.requireNonNull(directory);
    Objects.requireNonNull(path);
  }
}

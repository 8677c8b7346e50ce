package io.fastaccel.runtime.nativekernels;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fastaccel.runtime.nativekernels.NativeOptions.Mode;

/** The library that this build packed, for tests. */
final class TestLibrary {

  /** Loads it even where the JVM warns of native access. */
  static final NativeOptions INSISTING = new NativeOptions(Mode.ON, "", "", 0);

  private TestLibrary() {}

  /** Skips the test where the build has made no library for this platform. */
  static LibraryImage packed() {
    LibraryImage image = null;
    try {
      image = LibraryImage.packed(Platform.current());
    } catch (NoNativeKernels e) {
      assumeTrue(!e.getMessage().contains("has no native library"), e.getMessage());
      throw new AssertionError(e);
    }
    return image;
  }
}

package io.fastaccel.runtime.nativekernels;

import java.util.Locale;

/**
 * An operating system on a processor for which there is a library. On Linux one library serves
 * every C library, since it uses none.
 */
enum Platform {
  LINUX_X86_64("linux-x86_64", "libfastaccel.so"),
  LINUX_AARCH64("linux-aarch64", "libfastaccel.so"),
  MACOS_X86_64("macos-x86_64", "libfastaccel.dylib"),
  MACOS_AARCH64("macos-aarch64", "libfastaccel.dylib"),
  WINDOWS_X86_64("windows-x86_64", "fastaccel.dll");

  private final String folder;
  private final String file;

  Platform(String folder, String file) {
    this.folder = folder;
    this.file = file;
  }

  /** The platform of this JVM. */
  static Platform current() throws NoNativeKernels {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  /** The platform by the names that JVMs give to operating systems and processors. */
  static Platform of(String osName, String osArch) throws NoNativeKernels {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
    if (os.startsWith("linux") && (arm || intel)) {
      return arm ? LINUX_AARCH64 : LINUX_X86_64;
    }
    if ((os.startsWith("mac") || os.startsWith("darwin")) && (arm || intel)) {
      return arm ? MACOS_AARCH64 : MACOS_X86_64;
    }
    if (os.startsWith("windows") && intel) {
      return WINDOWS_X86_64;
    }
    throw new NoNativeKernels("there is no native library for " + osName + " on " + osArch);
  }

  /** The resource that holds the library. */
  String resource() {
    return "/META-INF/native/" + folder + "/" + file;
  }

  /** The name of the library's file. */
  String file() {
    return file;
  }

  /** The name for people. */
  String label() {
    return folder;
  }

  boolean isWindows() {
    return this == WINDOWS_X86_64;
  }
}

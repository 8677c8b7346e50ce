package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JsonKernels;
import io.fastaccel.runtime.text.ReadKernels;
import io.fastaccel.runtime.text.TextKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds, checks, loads and tries the library.
 *
 * @param kernels its kernels for writing
 * @param readKernels its kernels for reading
 * @param jsonKernels its kernels for whole JSON texts
 * @param binding how they are called
 * @param detail one line for people
 */
record NativeLibrary(
    TextKernels kernels,
    ReadKernels readKernels,
    JsonKernels jsonKernels,
    Binding binding,
    String detail) {

  /** How Java calls the library. */
  enum Binding {
    JNI("JNI"),
    FOREIGN("foreign-function API");

    private final String label;

    Binding(String label) {
      this.label = label;
    }
  }

  /** The version of the functions that this code was written against. */
  private static final int ABI_VERSION = 4;

  /** By their numbers in the library. */
  private static final String[] INSTRUCTION_SETS = {"?", "scalar", "AVX2", "AVX-512", "NEON"};

  private static final int SCALAR = 1;

  /**
   * Loads the library, once in the life of this class.
   *
   * @throws NoNativeKernels if there is a reason not to, or if it fails
   */
  static NativeLibrary load(NativeOptions options) throws NoNativeKernels {
    boolean insisted = options.mode() == NativeOptions.Mode.ON;
    if (options.mode() == NativeOptions.Mode.OFF) {
      throw new NoNativeKernels("switched off");
    }
    Platform platform = Platform.current();
    if (!insisted && !NativeAccess.isJniFree()) {
      throw new NoNativeKernels(
          "Java "
              + Runtime.version().feature()
              + " restricts native access: start the JVM with "
              + NativeAccess.FLAG
              + " to use native kernels");
    }
    Binding binding =
        NativeAccess.isForeignFree() || !NativeAccess.isJniFree() ? Binding.FOREIGN : Binding.JNI;
    if (options.path().isEmpty()) {
      return load(LibraryImage.packed(platform), binding, options);
    }
    return loadNamed(Path.of(options.path()), platform, options.directory(), binding);
  }

  /** Loads a checked library by a copy of it. */
  static NativeLibrary load(LibraryImage image, Binding binding, NativeOptions options)
      throws NoNativeKernels {
    return loadCopy(image, Platform.current(), options.directory(), binding, "from the jar");
  }

  /** A library that the user names is the only one that is tried. */
  private static NativeLibrary loadNamed(
      Path file, Platform platform, String directory, Binding binding) throws NoNativeKernels {
    LibraryImage image = LibraryImage.named(file, platform);
    String where = "from " + file;
    try {
      return bind(file.toAbsolutePath(), binding, where);
    } catch (UnsatisfiedLinkError e) {
      // Another agent of this JVM has it: JNI binds a file to one class loader only.
      if (String.valueOf(e.getMessage()).contains("already loaded in another classloader")) {
        return loadCopy(image, platform, directory, binding, where);
      }
      throw new NoNativeKernels(file + " cannot be loaded", e);
    } catch (IllegalArgumentException e) {
      throw new NoNativeKernels(file + " cannot be loaded", e);
    }
  }

  private static NativeLibrary loadCopy(
      LibraryImage image, Platform platform, String directory, Binding binding, String where)
      throws NoNativeKernels {
    List<String> bases = new ArrayList<>();
    if (directory.isEmpty()) {
      bases.add(System.getProperty("java.io.tmpdir", ""));
      bases.add(System.getProperty("user.home", ""));
    } else {
      bases.add(directory);
    }
    StringBuilder reasons = new StringBuilder();
    for (String base : bases) {
      if (base.isEmpty()) {
        continue;
      }
      try (PrivateCopy copy = PrivateCopy.of(image, Path.of(base), platform)) {
        return bind(copy.file(), binding, where);
      } catch (IOException | RuntimeException e) {
        addReason(reasons, base, e.toString());
      } catch (UnsatisfiedLinkError e) {
        addReason(reasons, base, String.valueOf(e.getMessage()));
      } catch (NoNativeKernels e) {
        addReason(reasons, base, e.getMessage());
      }
    }
    throw new NoNativeKernels(
        "the native library can be loaded from no folder ("
            + reasons
            + "): fastaccel.native.dir names one where files may be executed");
  }

  private static void addReason(StringBuilder reasons, String base, String reason) {
    if (reasons.length() > 0) {
      reasons.append("; ");
    }
    int end = reason.indexOf('\n');
    reasons.append(base).append(": ").append(end < 0 ? reason : reason.substring(0, end));
  }

  private static NativeLibrary bind(Path file, Binding binding, String where)
      throws NoNativeKernels {
    TextKernels kernels;
    ReadKernels readKernels;
    JsonKernels jsonKernels;
    int version;
    try {
      if (binding == Binding.FOREIGN) {
        ForeignFunctions.use(ForeignLibrary.open(file));
        version = ForeignFunctions.version();
        kernels = new ForeignTextKernels();
        readKernels = new ForeignReadKernels();
        jsonKernels = new ForeignJsonKernels();
      } else {
        JniFunctions.load(file.toString());
        version = JniFunctions.version();
        kernels = new JniTextKernels();
        readKernels = new JniReadKernels();
        jsonKernels = new JniJsonKernels();
      }
    } catch (ReflectiveOperationException e) {
      throw new NoNativeKernels("the library cannot be linked", e);
    } catch (IllegalCallerException e) {
      throw new NoNativeKernels("the JVM denies native access; it needs " + NativeAccess.FLAG, e);
    }
    if ((version & 0xffff) != ABI_VERSION) {
      throw new NoNativeKernels(
          "the library has version " + (version & 0xffff) + " of the functions");
    }
    if (version >>> 16 == SCALAR) {
      throw new NoNativeKernels("this processor has no AVX2, and without it Java is faster");
    }
    SelfTest.check(kernels);
    SelfTest.check(readKernels);
    SelfTest.check(jsonKernels);
    String set = INSTRUCTION_SETS[Math.min(version >>> 16, INSTRUCTION_SETS.length - 1)];
    return new NativeLibrary(
        kernels,
        readKernels,
        jsonKernels,
        binding,
        set + " kernels by " + binding.label + ", " + where);
  }
}

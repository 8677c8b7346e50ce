package io.fastaccel.runtime.nativekernels;

/**
 * What the JVM says about native access (JEP 472). From Java 24 loading a library without
 * permission makes the JVM print a warning, or fails, and it is not ours to cause that.
 */
final class NativeAccess {

  /** What gives permission to an agent: its classes are in an unnamed module. */
  static final String FLAG = "--enable-native-access=ALL-UNNAMED";

  private static final int FOREIGN_RESTRICTED = 22;
  private static final int JNI_RESTRICTED = 24;

  private NativeAccess() {}

  /** Whether loading a library and linking to it by JNI causes no warning. */
  static boolean isJniFree() {
    return Runtime.version().feature() < JNI_RESTRICTED || isEnabled();
  }

  /** Whether the foreign-function API can be used without a warning. */
  static boolean isForeignFree() {
    return Runtime.version().feature() >= FOREIGN_RESTRICTED && isEnabled();
  }

  private static boolean isEnabled() {
    try {
      return (boolean)
          Module.class.getMethod("isNativeAccessEnabled").invoke(NativeAccess.class.getModule());
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}

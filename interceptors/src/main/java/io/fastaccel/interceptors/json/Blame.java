package io.fastaccel.interceptors.json;

/** Tells exceptions of the application's code from those that came out of ours. */
public final class Blame {

  private static final String[] OUR_PACKAGES = {
    "io.fastaccel.runtime.", "io.fastaccel.interceptors."
  };

  /** Of the agent's class loader, and of each room's. */
  private static final String OUR_LOADERS = "fast-accel";

  private static final int MOST_CAUSES = 1000;

  private Blame() {}

  /**
   * Whether the exception behind all others came out of our code, or may have. The stack's end is
   * reached at another place than in a library's code, so that it counts as ours.
   */
  public static boolean isOurs(Throwable e) {
    Throwable root = e;
    for (int i = 0; root.getCause() != null && i < MOST_CAUSES; i++) {
      root = root.getCause();
    }
    if (root instanceof StackOverflowError) {
      return true;
    }
    for (StackTraceElement frame : root.getStackTrace()) {
      String module = frame.getModuleName();
      if (module == null || !(module.startsWith("java.") || module.startsWith("jdk."))) {
        String loader = frame.getClassLoaderName();
        if (loader != null && loader.startsWith(OUR_LOADERS)) {
          return true;
        }
        for (String ours : OUR_PACKAGES) {
          if (frame.getClassName().startsWith(ours)) {
            return true;
          }
        }
        return false;
      }
    }
    return true;
  }
}

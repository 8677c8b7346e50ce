package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.util.ClassUtil;
import java.io.IOException;

/**
 * What becomes of an exception on its way through those methods of Jackson's that we stand in for.
 */
final class ThrownBy {

  private static final String[] OUR_PACKAGES = {
    "io.fastaccel.runtime.", "io.fastaccel.interceptors."
  };

  private static final int MOST_CAUSES = 1000;

  private ThrownBy() {}

  /** {@code DefaultSerializerProvider}'s own code. */
  static Throwable provider(Throwable e) {
    if (e instanceof OriginalNeeded || e instanceof Error || e instanceof IOException) {
      return e;
    }
    String message = ClassUtil.exceptionMessage(e);
    return new JsonMappingException(
        null, message != null ? message : "[no message for " + e.getClass().getName() + "]", e);
  }

  /** {@code ObjectMapper}'s and {@code ObjectWriter}'s own code, for documents in memory. */
  static Throwable mapper(Throwable e) {
    if (e instanceof JsonProcessingException
        || e instanceof RuntimeException
        || e instanceof Error) {
      return e;
    }
    if (e instanceof IOException unexpected) {
      return JsonMappingException.fromUnexpectedIOE(unexpected);
    }
    return new RuntimeException(e);
  }

  /**
   * Whether the exception behind all others came out of our code, or may have. The stack's end is
   * reached at another place than in Jackson's code, which answers it at each bean.
   */
  static boolean isOurs(Throwable e) {
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

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.util.ClassUtil;
import io.fastaccel.interceptors.json.OriginalNeeded;
import java.io.IOException;

/**
 * What becomes of an exception on its way through those methods of Jackson's that we stand in for.
 */
final class ThrownBy {

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
}

package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A mapper's context outside of a call. */
final class ReaderAccess {

  private ReaderAccess() {}

  static DeserializationContext context(ObjectMapper mapper, JsonParser parser) {
    try {
      return ReaderInternals.context(mapper, parser, mapper.getDeserializationConfig());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

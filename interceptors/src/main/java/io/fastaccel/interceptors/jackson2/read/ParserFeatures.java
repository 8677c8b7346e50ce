package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonParser;

/**
 * Which settings of parsers are reproduced. Those that allow more than JSON are: our input accepts
 * JSON alone, which they read as without them.
 */
final class ParserFeatures {

  static final String REFUSAL = "parser feature";

  private static final int REFUSED = JsonParser.Feature.STRICT_DUPLICATE_DETECTION.getMask();

  private ParserFeatures() {}

  static boolean areSupported(int mask) {
    return (mask & REFUSED) == 0;
  }
}

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;

/** Which masks of {@link JsonGenerator.Feature}s our generator reproduces. */
final class GeneratorFeatures {

  /** For the statistics. */
  static final String REFUSAL = "generator feature";

  /** Either way is reproduced. */
  private static final int FREE =
      JsonGenerator.Feature.AUTO_CLOSE_TARGET.getMask()
          | JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT.getMask()
          | JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM.getMask()
          | quoteNonNumeric()
          | JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN.getMask()
          | JsonGenerator.Feature.IGNORE_UNKNOWN.getMask();

  /** All others, also those of later versions: as in a factory that nobody has configured. */
  private static final int DEFAULTS = JsonGenerator.Feature.collectDefaults();

  private GeneratorFeatures() {}

  static boolean areSupported(int mask) {
    return ((mask ^ DEFAULTS) & ~FREE) == 0;
  }

  @SuppressWarnings("deprecation") // its successor is mapped to it
  private static int quoteNonNumeric() {
    return JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS.getMask();
  }
}

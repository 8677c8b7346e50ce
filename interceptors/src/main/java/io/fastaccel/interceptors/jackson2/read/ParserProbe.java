package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Finds out by experiment what differs between versions. */
final class ParserProbe {

  /** Just above the middle of two floats, and as a double exactly in the middle. */
  private static final String BETWEEN_FLOATS = "1.00000005960464477540";

  private ParserProbe() {}

  static boolean floatsAreRoundedTwice() {
    try (JsonParser parser = new JsonFactory().createParser(BETWEEN_FLOATS)) {
      parser.nextToken();
      return parser.getFloatValue() == (float) Double.parseDouble(BETWEEN_FLOATS);
    } catch (IOException e) {
      return true;
    }
  }
}

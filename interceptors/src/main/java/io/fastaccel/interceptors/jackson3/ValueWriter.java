package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes one value as a document in memory, the way a mapper or a writer would. Answers {@code
 * null} where the original must do it.
 *
 * <p>Exceptions: an exception that a serializer or a getter threw is the one that the original
 * would have thrown, and is raised; the value may hold iterators and streams that can be read only
 * once. An exception that came out of our code sends the value to the original.
 */
final class ValueWriter {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  private ValueWriter() {}

  /**
   * @param asText a {@code String} is wanted, else {@code byte[]}
   */
  static Object write(ObjectMapper mapper, Object value, boolean asText) {
    return JSON.isOn() ? write(new Source(mapper), value, asText) : null;
  }

  /**
   * @param asText a {@code String} is wanted, else {@code byte[]}
   */
  static Object write(ObjectWriter writer, Object value, boolean asText) {
    return JSON.isOn() ? write(new Source(writer), value, asText) : null;
  }

  private static Object write(Source source, Object value, boolean asText) {
    String reason = source.reasonAgainst(value);
    if (reason != null) {
      JSON.original(reason);
      return null;
    }
    DocumentWriter document = Documents.start(source.profile(), asText);
    Throwable thrown = source.write(document, value);
    if (thrown == null) {
      JsonOutput out = document.out();
      Object result = asText ? out.toText() : out.toBytes();
      Documents.keep(document);
      JSON.accelerated();
      return result;
    }
    if (thrown instanceof OriginalNeeded) {
      inVain(thrown.getMessage(), value);
      return null;
    }
    JSON.accelerated();
    return new Raise(unchecked(thrown));
  }

  /** What a mapper makes of an exception that a serializer threw in spite of its signature. */
  static Throwable unchecked(Throwable thrown) {
    if (thrown instanceof RuntimeException || thrown instanceof Error) {
      return thrown;
    }
    return thrown instanceof IOException io
        ? JacksonIOException.construct(io)
        : new RuntimeException(thrown);
  }

  /** Counts work that is thrown away. */
  static void inVain(String reason, Object value) {
    if (value != null) {
      Attempts.WRITING.failed(value.getClass());
    }
    JSON.original(reason);
  }
}

package io.fastaccel.interceptors.jackson3;

import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.json.UTF8JsonGenerator;
import tools.jackson.core.json.WriterBasedJsonGenerator;

/**
 * What was found out about one factory, which is immutable: whether our generator stands for the
 * factory's own. It keeps nothing of the factory.
 */
final class FactoryProfile {

  /**
   * Written by the factory's generators and by ours; every escape that they must agree on, and the
   * last char, beyond which a factory cannot escape anything.
   */
  private static final String PROBE =
      "\u0000\u001f\t\"\\/\u007f\u00e9\u2028\u4e2d\uD83D\uDE00\ufffd\uffff'";

  /** Early versions take any char that follows a high surrogate for its partner. */
  private static final String LONE_SURROGATE = "\uD800b";

  /** A mapper's configuration decides on features, not the factory. */
  private static final ObjectWriteContext DEFAULTS =
      new ObjectWriteContext.Base() {
        @Override
        public int getStreamWriteFeatures(int defaults) {
          return StreamWriteFeature.collectDefaults();
        }

        @Override
        public int getFormatWriteFeatures(int defaults) {
          return JsonWriteFeature.collectDefaults();
        }
      };

  private final StreamWriteConstraints constraints;
  private final String refusal;
  private final boolean escapesLoneSurrogates;

  FactoryProfile(TokenStreamFactory factory) {
    this.constraints = factory.streamWriteConstraints();
    String reason;
    boolean escapes = false;
    try {
      if (!(factory instanceof JsonFactory json) || factory.getClass() != JsonFactory.class) {
        reason = "custom factory";
      } else if (json.getOutputDecorator() != null) {
        reason = "output decorator";
      } else {
        reason = differenceOfGenerators(factory);
      }
      escapes = reason == null && "\"\\uD800b\"".equals(utf8(factory, LONE_SURROGATE));
    } catch (RuntimeException e) {
      reason = "generator that fails"; // decorators are the application's
    }
    this.refusal = reason;
    this.escapesLoneSurrogates = escapes;
  }

  /** Why calls go to the original, or {@code null}. */
  String refusal() {
    return refusal;
  }

  int depthLimit() {
    return constraints.getMaxNestingDepth();
  }

  /** Whether a high surrogate without a low one is escaped in UTF-8. */
  boolean escapesLoneSurrogates() {
    return escapesLoneSurrogates;
  }

  StreamWriteConstraints constraints() {
    return constraints;
  }

  /** For a generator. */
  static IOContext ioContext(StreamWriteConstraints constraints) {
    return new IOContext(
        StreamReadConstraints.defaults(),
        constraints,
        ErrorReportConfiguration.defaults(),
        null,
        ContentReference.unknown(),
        false,
        JsonEncoding.UTF8);
  }

  /**
   * Settings of a factory that it does not tell, such as decorators of generators, show in what its
   * generators write.
   */
  private static String differenceOfGenerators(TokenStreamFactory factory) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = factory.createGenerator(DEFAULTS, text)) {
      if (generator.getClass() != WriterBasedJsonGenerator.class) {
        return "custom generator";
      }
      generator.writeString(PROBE);
    }
    String bytes = utf8(factory, PROBE);
    if (bytes == null) {
      return "custom generator";
    }
    JsonOutput output = new JsonOutput(JavaTextKernels.INSTANCE, 0, 64);
    output.startText();
    output.quoted(PROBE);
    boolean same = output.toText().equals(text.toString());
    output.startBytes(true);
    output.quoted(PROBE);
    same &= new String(output.toBytes(), StandardCharsets.UTF_8).equals(bytes);
    return same ? null : "factory setting";
  }

  private static String utf8(TokenStreamFactory factory, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = factory.createGenerator(DEFAULTS, bytes)) {
      if (generator.getClass() != UTF8JsonGenerator.class) {
        return null;
      }
      generator.writeString(text);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

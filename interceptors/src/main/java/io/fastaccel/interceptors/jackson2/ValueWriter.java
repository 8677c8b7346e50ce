package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.runtime.text.JsonOutput;
import io.fastaccel.runtime.text.JsonOutputPool;
import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one value the way a mapper or a writer would, through our generator. Answers {@code null}
 * where the original must do it.
 *
 * <p>Exceptions: an exception that a serializer or a getter threw is the one that the original
 * would have thrown, and is raised; the value may hold iterators and streams that can be read only
 * once. An exception that came out of our code sends the value to the original.
 */
final class ValueWriter {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  private static final JsonOutputPool OUTPUTS =
      new JsonOutputPool(Kernels.text(), Integer.MAX_VALUE);

  private static final String OBSTACLE = JsonOutput.obstacle();

  private static final String[] OUR_PACKAGES = {
    "io.fastaccel.runtime.", "io.fastaccel.interceptors."
  };

  private static final int MOST_CAUSES = 1000;

  private ValueWriter() {}

  /**
   * @param asText a {@code String} is wanted, else {@code byte[]}
   */
  static Object write(ObjectMapper mapper, Object value, boolean asText) {
    if (!JSON.isOn()) {
      return null;
    }
    if (!MapperClasses.isSupported(mapper.getClass())) {
      return original("custom mapper");
    }
    SerializationConfig config = mapper.getSerializationConfig();
    JsonFactory factory = mapper.getFactory();
    MapperProfile profile = MapperProfile.of(config, factory);
    String reason = reasonAgainst(profile, config, factory, value);
    if (reason != null) {
      return original(reason);
    }
    JsonOutput out = start(asText);
    FastGenerator generator = generator(profile, factory, out);
    try {
      if (profile.configuresGenerator()) {
        config.initialize(generator);
      }
      ((DefaultSerializerProvider) mapper.getSerializerProviderInstance())
          .serializeValue(generator, value);
      generator.finish();
    } catch (Throwable e) {
      return failure(e, generator, value);
    }
    return result(generator, out, asText, value);
  }

  /**
   * @param asText a {@code String} is wanted, else {@code byte[]}
   */
  static Object write(ObjectWriter writer, Object value, boolean asText) {
    if (!JSON.isOn()) {
      return null;
    }
    if (writer.getClass() != ObjectWriter.class) {
      return original("custom writer");
    }
    SerializationConfig config = writer.getConfig();
    JsonFactory factory = writer.getFactory();
    MapperProfile profile = MapperProfile.of(config, factory);
    String reason = reasonAgainst(profile, config, factory, value);
    if (reason != null) {
      return original(reason);
    }
    JsonOutput out = start(asText);
    FastGenerator generator = generator(profile, factory, out);
    try {
      writer.writeValue(generator, value);
      generator.finish();
    } catch (Throwable e) {
      return failure(e, generator, value);
    }
    return result(generator, out, asText, value);
  }

  private static String reasonAgainst(
      MapperProfile profile, SerializationConfig config, JsonFactory factory, Object value) {
    if (OBSTACLE != null) {
      return "layout of strings";
    }
    String refusal = profile.refusal(factory);
    if (refusal != null) {
      return refusal;
    }
    if (value == null) {
      return null;
    }
    if (value instanceof Closeable && config.isEnabled(SerializationFeature.CLOSE_CLOSEABLE)) {
      return "closeable value";
    }
    return Attempts.isPaused(value.getClass()) ? "earlier calls in vain" : null;
  }

  private static JsonOutput start(boolean asText) {
    JsonOutput out = OUTPUTS.take();
    if (asText) {
      out.startText();
    } else {
      out.startBytes();
    }
    return out;
  }

  private static FastGenerator generator(
      MapperProfile profile, JsonFactory factory, JsonOutput out) {
    return new FastGenerator(
        profile.factoryFeatures(), factory.getCodec(), out, profile.depthLimit());
  }

  private static Object result(
      FastGenerator generator, JsonOutput out, boolean asText, Object value) {
    if (generator.refusal() != null) {
      return inVain(generator.refusal(), value);
    }
    Object result = asText ? out.toText() : out.toBytes();
    OUTPUTS.give(out);
    JSON.accelerated();
    return result;
  }

  private static Object failure(Throwable e, FastGenerator generator, Object value) {
    generator.letGo();
    if (generator.refusal() != null) {
      return inVain(generator.refusal(), value);
    }
    if (isOurs(e)) {
      return inVain("failure while writing", value);
    }
    JSON.accelerated();
    return new Raise(asThrownByMapper(e));
  }

  private static Object original(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object inVain(String reason, Object value) {
    if (value != null) {
      Attempts.failed(value.getClass());
    }
    return original(reason);
  }

  /** What becomes of an exception in {@code ObjectMapper}'s and {@code ObjectWriter}'s own code. */
  private static Throwable asThrownByMapper(Throwable e) {
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

  /** Whether the exception behind all others came out of our code, or may have. */
  private static boolean isOurs(Throwable e) {
    Throwable root = e;
    for (int i = 0; root.getCause() != null && i < MOST_CAUSES; i++) {
      root = root.getCause();
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

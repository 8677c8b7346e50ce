package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import com.fasterxml.jackson.databind.util.ClassUtil;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.runtime.text.JsonOutput;
import io.fastaccel.runtime.text.Slots;
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

  /** The least length at which native kernels are ever worth their call. */
  private static final int BULK_BYTES = 256;

  private static final Slots<DocumentWriter> WRITERS = new Slots<>();

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
    DocumentWriter writer = start(asText);
    if (value != null && profile.isDirect()) {
      SerializerProvider provider = mapper.getSerializerProviderInstance();
      if (isStandard(provider)) {
        return direct(writer, profile, config, factory, provider, value, asText);
      }
    }
    FastGenerator generator = generator(profile, factory, writer.out());
    try {
      if (profile.configuresGenerator()) {
        config.initialize(generator);
      }
      ((DefaultSerializerProvider) mapper.getSerializerProviderInstance())
          .serializeValue(generator, value);
      generator.finish();
    } catch (Throwable e) {
      generator.letGo();
      return failure(e, generator.refusal(), value);
    }
    return result(generator.refusal(), writer, asText, value);
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
    DocumentWriter output = start(asText);
    if (value != null && profile.isDirect() && SerializerInternals.isPlain(writer)) {
      SerializerProvider provider = SerializerInternals.provider(writer);
      if (isStandard(provider)) {
        return direct(output, profile, config, factory, provider, value, asText);
      }
    }
    FastGenerator generator = generator(profile, factory, output.out());
    try {
      writer.writeValue(generator, value);
      generator.finish();
    } catch (Throwable e) {
      generator.letGo();
      return failure(e, generator.refusal(), value);
    }
    return result(generator.refusal(), output, asText, value);
  }

  /** Writes a value without a generator as far as possible. */
  private static Object direct(
      DocumentWriter writer,
      MapperProfile profile,
      SerializationConfig config,
      JsonFactory factory,
      SerializerProvider provider,
      Object value,
      boolean asText) {
    writer.begin(
        profile, factory, (DefaultSerializerProvider) provider, config.getSerializationFeatures());
    JsonSerializer<Object> serializer;
    try {
      serializer = provider.findTypedValueSerializer(value.getClass(), true, null);
    } catch (Throwable e) {
      writer.end();
      return failure(e, null, value); // the provider wraps what serializers throw, nothing else
    }
    try {
      writer.value(serializer, value);
    } catch (Throwable e) {
      String refusal = writer.refusal();
      writer.end();
      return failure(asThrownByProvider(e), refusal, value);
    }
    String refusal = writer.refusal();
    writer.end();
    return result(refusal, writer, asText, value);
  }

  private static boolean isStandard(SerializerProvider provider) {
    return provider.getClass() == DefaultSerializerProvider.Impl.class
        && provider.getDefaultNullValueSerializer() == NullSerializer.instance;
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

  private static DocumentWriter start(boolean asText) {
    DocumentWriter kept = WRITERS.take();
    DocumentWriter writer =
        kept != null ? kept : new DocumentWriter(new JsonOutput(Kernels.text(), BULK_BYTES));
    if (asText) {
      writer.out().startText();
    } else {
      writer.out().startBytes();
    }
    return writer;
  }

  private static FastGenerator generator(
      MapperProfile profile, JsonFactory factory, JsonOutput out) {
    return new FastGenerator(
        profile.factoryFeatures(), factory.getCodec(), out, profile.depthLimit());
  }

  private static Object result(
      String refusal, DocumentWriter writer, boolean asText, Object value) {
    if (refusal != null) {
      return inVain(refusal, value);
    }
    JsonOutput out = writer.out();
    Object result = asText ? out.toText() : out.toBytes();
    if (!out.isOversized()) {
      WRITERS.give(writer);
    }
    JSON.accelerated();
    return result;
  }

  private static Object failure(Throwable e, String refusal, Object value) {
    if (refusal != null) {
      return inVain(refusal, value);
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

  /** What becomes of an exception in {@code DefaultSerializerProvider}'s own code. */
  private static Throwable asThrownByProvider(Throwable e) {
    if (e instanceof Error || e instanceof IOException) {
      return e;
    }
    String message = ClassUtil.exceptionMessage(e);
    return new JsonMappingException(
        null, message != null ? message : "[no message for " + e.getClass().getName() + "]", e);
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

  /**
   * Whether the exception behind all others came out of our code, or may have. The stack's end is
   * reached at another place than in Jackson's code, which answers it at each bean.
   */
  private static boolean isOurs(Throwable e) {
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

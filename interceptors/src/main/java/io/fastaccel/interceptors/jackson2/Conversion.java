package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.jackson2.read.BufferHandover;
import io.fastaccel.interceptors.jackson2.read.BufferInternals;
import io.fastaccel.interceptors.jackson2.read.ReaderInternals;
import io.fastaccel.interceptors.jackson2.read.TokenReader;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;

/**
 * Turns one value into another of another type, as a mapper does by way of a buffer of tokens.
 * Answers {@code null} where the original must do it.
 *
 * <p>The value is taken apart once, so that its getters are called once: where the second half of
 * the work is in vain, the original does it with the parts of the first.
 */
final class Conversion {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  private static final String OBSTACLE =
      SerializerInternals.obstacle() != null
              || ReaderInternals.obstacle() != null
              || BufferInternals.obstacle() != null
          ? "members of Jackson"
          : null;

  /** What a context has as its parser before a deserializer of Jackson's reads anything. */
  private static final JsonParser NOTHING_YET = new TokenBuffer(null, false).asParser();

  private final ObjectMapper mapper;
  private final JavaType type;
  private final boolean toTree;
  private final DeserializationConfig config;

  private Conversion(ObjectMapper mapper, JavaType type, boolean toTree) {
    this.mapper = mapper;
    this.type = type;
    this.toTree = toTree;
    this.config = mapper.getDeserializationConfig();
  }

  /** What a mapper makes of a value by {@link ObjectMapper#convertValue}. */
  static Object convert(ObjectMapper mapper, Object value, JavaType type) {
    return isLeftAlone(value, type) ? null : new Conversion(mapper, type, false).run(value);
  }

  /** What a mapper makes of a value by {@link ObjectMapper#valueToTree}. */
  static Object tree(ObjectMapper mapper, Object value) {
    JavaType type = mapper.constructType(JsonNode.class);
    return isLeftAlone(value, type) ? null : new Conversion(mapper, type, true).run(value);
  }

  private static boolean isLeftAlone(Object value, JavaType type) {
    if (value instanceof TokenBuffer || !JSON.isOn()) {
      return true;
    }
    if (Attempts.CONVERTING.isPaused(type.getRawClass())
        || Attempts.TAKING_APART.isPaused(value.getClass())) {
      JSON.original("earlier calls in vain");
      return true;
    }
    return false;
  }

  private Object run(Object value) {
    String reason = reasonAgainst();
    if (reason != null) {
      return refused(reason);
    }
    SerializerProvider provider = mapper.getSerializerProviderInstance();
    if (!Source.isStandard(provider)) {
      return refused("custom provider of serializers");
    }
    DeserializationContext context;
    JsonDeserializer<?> deserializer;
    try {
      context = ReaderInternals.context(mapper, NOTHING_YET, config);
      deserializer = ReaderInternals.deserializer(mapper, context, type);
    } catch (Throwable e) {
      return refused("exception before anything is converted");
    }
    boolean isTree =
        type.hasRawClass(JsonNode.class) && TreeBuilder.stands(mapper, config, deserializer);
    if (!isTree && (toTree || !TokenReader.isKnown(deserializer))) {
      return refused("deserializer that converts in its own way");
    }
    Tokens tokens;
    try {
      tokens = tokens((DefaultSerializerProvider) provider, value);
    } catch (Throwable e) {
      Attempts.TAKING_APART.failed(value.getClass());
      return refused(e);
    }
    try {
      if (tokens.next() == Mark.NULL) {
        throw new OriginalNeeded("null as a result");
      }
      Object result =
          isTree
              ? TreeBuilder.build(mapper, config.getNodeFactory(), tokens)
              : read(tokens, context, deserializer);
      JSON.accelerated();
      return result;
    } catch (Throwable e) {
      Attempts.CONVERTING.failed(type.getRawClass());
      refused(e);
    }
    tokens.goBackTo(0);
    return original(tokens);
  }

  private String reasonAgainst() {
    if (!MapperClasses.isSupported(mapper.getClass())) {
      return "custom mapper";
    }
    if (OBSTACLE != null) {
      return OBSTACLE;
    }
    SerializationConfig writing = mapper.getSerializationConfig();
    if (writing.getFullRootName() != null
        || writing.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
        || writing.getActiveView() != null) {
      return "root name or view of a conversion";
    }
    return null;
  }

  private Tokens tokens(DefaultSerializerProvider provider, Object value) throws Throwable {
    return TokenWriter.tokens(
        mapper,
        provider,
        config.isEnabled(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS),
        value);
  }

  private Object read(Tokens tokens, DeserializationContext context, JsonDeserializer<?> by)
      throws Throwable {
    BufferHandover handover = new BufferHandover(mapper, config, context, tokens, NOTHING_YET);
    TokenReader reader = new TokenReader(tokens, handover, context, config);
    Object result = reader.value(by);
    if (result == null) {
      throw new OriginalNeeded("null as a result");
    }
    if (reader.isDear()) {
      Attempts.CONVERTING.failed(type.getRawClass());
    }
    return result;
  }

  private static Object refused(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object refused(Throwable e) {
    return refused(e instanceof OriginalNeeded ? e.getMessage() : "exception while converting");
  }

  /** What the original makes of the parts of the value; {@code null} if it needs the value. */
  private Object original(Tokens tokens) {
    try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
      if (!BufferInternals.isCopiedAsIs(tokens)) {
        return null;
      }
      BufferInternals.copy(tokens, buffer);
      Object result = toTree ? mapper.valueToTree(buffer) : mapper.convertValue(buffer, type);
      return result == null ? NullResult.OF_METHOD : result;
    } catch (Throwable e) {
      return new Raise(e);
    }
  }
}

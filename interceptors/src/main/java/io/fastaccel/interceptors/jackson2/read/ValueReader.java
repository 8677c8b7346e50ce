package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingJsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.Failures;
import io.fastaccel.interceptors.json.read.Replay;
import io.fastaccel.runtime.text.JsonInput;
import java.io.InputStream;

/**
 * Reads one document the way a mapper or a reader would, through our input. Answers {@code null}
 * where the original must do it, among others for every document that is not read without error.
 */
final class ValueReader {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  /** What Jackson asks of a stream before it decides on an encoding. */
  private static final int FIRST_BYTES = 4;

  private static final String OBSTACLE =
      JsonInput.obstacle() != null ? "layout of strings" : otherObstacle();

  private ValueReader() {}

  private static String otherObstacle() {
    return ReaderInternals.obstacle() != null ? "members of Jackson" : null;
  }

  // ---- what advice calls

  static Object read(ObjectMapper mapper, String content, JavaType type) {
    return content == null || type == null || !JSON.isOn()
        ? null
        : text(mapperCall(mapper, type, false), content);
  }

  static Object read(ObjectMapper mapper, byte[] content, int from, int length, JavaType type) {
    return content == null || type == null || !JSON.isOn()
        ? null
        : bytes(mapperCall(mapper, type, false), content, from, length);
  }

  static Object read(ObjectMapper mapper, InputStream content, JavaType type) {
    return content == null || type == null || !JSON.isOn()
        ? null
        : stream(mapperCall(mapper, type, false), content);
  }

  static Object readTree(ObjectMapper mapper, String content) {
    return content == null || !JSON.isOn() ? null : text(mapperTreeCall(mapper), content);
  }

  static Object readTree(ObjectMapper mapper, byte[] content, int from, int length) {
    return content == null || !JSON.isOn()
        ? null
        : bytes(mapperTreeCall(mapper), content, from, length);
  }

  static Object readTree(ObjectMapper mapper, InputStream content) {
    return content == null || !JSON.isOn() ? null : stream(mapperTreeCall(mapper), content);
  }

  static Object read(ObjectReader reader, String content, boolean tree) {
    return content == null || !JSON.isOn() ? null : text(readerCall(reader, tree), content);
  }

  static Object read(ObjectReader reader, byte[] content, int from, int length, boolean tree) {
    return content == null || !JSON.isOn()
        ? null
        : bytes(readerCall(reader, tree), content, from, length);
  }

  static Object read(ObjectReader reader, InputStream content, boolean tree) {
    return content == null || !JSON.isOn() ? null : stream(readerCall(reader, tree), content);
  }

  /** Iterators cannot be compared. */
  private static boolean areIteratorsServed() {
    return JSON.isOn() && !JSON.isVerifying();
  }

  /** Values that follow each other; {@code null} if they are not objects. */
  static Object readValues(ObjectReader reader, String content) {
    ReadCall call = content == null || !areIteratorsServed() ? null : readerCall(reader, false);
    if (call == null) {
      return null;
    }
    JsonInput input = JsonInput.of(content, Kernels.read(), call.limits, call.internsNames());
    return values(call.reads(content), reader, input);
  }

  /** The same of bytes. */
  static Object readValues(ObjectReader reader, byte[] content, int from, int length) {
    ReadCall call = content == null || !areIteratorsServed() ? null : readerCall(reader, false);
    if (call == null) {
      return null;
    }
    int to = from + length;
    if (from < 0 || length < 0 || to < from || to > content.length) {
      return refused("range of bytes");
    }
    JsonInput input =
        JsonInput.of(content, from, to, Kernels.read(), call.limits, call.internsNames());
    return values(call.reads(content, from, length), reader, input);
  }

  private static Object values(ReadCall call, ObjectReader reader, JsonInput input) {
    DocumentReader documents = new DocumentReader(input, call);
    try {
      DefaultDeserializationContext context = documents.context();
      if (input.next() == '{' && BeanInternals.obstacle() == null) {
        JsonDeserializer<?> deserializer = call.deserializer(context);
        if (DocumentReader.isKnown(deserializer)) {
          JSON.accelerated();
          return new DocumentIterator(reader, call.source(), input, documents, deserializer);
        }
      }
    } catch (Throwable e) {
      // The original says what is wrong.
    }
    input.release();
    return refused("values that are not plain objects");
  }

  /** Reads a text for nobody, and counts nothing. */
  static void rehearse(ObjectMapper mapper, String text, Class<?> type) throws Throwable {
    if (OBSTACLE != null) {
      return;
    }
    ReadCall call = mapperCall(mapper, mapper.constructType(type), false);
    if (call != null) {
      JsonInput input = JsonInput.of(text, Kernels.read(), call.limits, call.internsNames());
      document(call.reads(text), input, new DocumentReader(input, call));
      input.release();
    }
  }

  // ---- calls

  private static ReadCall mapperCall(ObjectMapper mapper, JavaType type, boolean tree) {
    if (!MapperClasses.isSupported(mapper.getClass())) {
      return refused("custom mapper");
    }
    return supported(ReadCall.of(mapper, type, tree));
  }

  private static ReadCall mapperTreeCall(ObjectMapper mapper) {
    return mapperCall(mapper, mapper.constructType(JsonNode.class), true);
  }

  private static ReadCall readerCall(ObjectReader reader, boolean tree) {
    if (reader.getClass() != ObjectReader.class) {
      return refused("custom reader");
    }
    if (OBSTACLE != null) {
      return refused(OBSTACLE);
    }
    String refusal = ReaderInternals.refusal(reader);
    if (refusal != null) {
      return refused(refusal);
    }
    if (!tree && reader.getValueType() == null) {
      return refused("reader without a type");
    }
    return supported(ReadCall.of(reader, tree));
  }

  private static ReadCall supported(ReadCall call) {
    if (OBSTACLE != null) {
      return refused(OBSTACLE);
    }
    JsonFactory factory = call.factory;
    if (factory.getClass() != JsonFactory.class && factory.getClass() != MappingJsonFactory.class) {
      return refused("custom factory");
    }
    if (factory.getInputDecorator() != null) {
      return refused("input decorator");
    }
    if (!ParserFeatures.areSupported(factory.getParserFeatures())) {
      return refused(ParserFeatures.REFUSAL);
    }
    if (Attempts.READING.isPaused(call.type().getRawClass())) {
      return refused("earlier calls in vain");
    }
    call.limits = ReadLimits.of(factory);
    return call.limits == null ? refused("stream read constraints") : call;
  }

  private static ReadCall refused(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object text(ReadCall call, String content) {
    if (call == null) {
      return null;
    }
    JsonInput input = JsonInput.of(content, Kernels.read(), call.limits, call.internsNames());
    Object result = read(call.reads(content), input);
    input.release();
    return result;
  }

  /**
   * @param length -1 for all of the content
   */
  private static Object bytes(ReadCall call, byte[] content, int from, int length) {
    if (call == null) {
      return null;
    }
    boolean isPart = length >= 0;
    int to = isPart ? from + length : content.length;
    if (from < 0 || to < from || to > content.length) {
      return refused("range of bytes");
    }
    JsonInput input =
        JsonInput.of(content, from, to, Kernels.read(), call.limits, call.internsNames());
    Object result = read(isPart ? call.reads(content, from, length) : call.reads(content), input);
    input.release();
    return result;
  }

  private static Object stream(ReadCall call, InputStream content) {
    if (call == null) {
      return null;
    }
    JsonInput input =
        JsonInput.of(content, FIRST_BYTES, Kernels.read(), call.limits, call.internsNames());
    Replay replay = new Replay(input, content);
    input.begin();
    Object result = null;
    Throwable failure = null;
    try {
      result = read(call.reads(content), input);
    } catch (Throwable e) {
      failure = e; // ours
    }
    Object answer = result;
    try {
      if (result == null) {
        answer = original(call, replay, content);
      }
      if (failure != null) {
        Failures.note(JSON, "jackson2.read.ValueReader.stream", failure);
      }
      input.release();
    } catch (Throwable e) {
      answer = answer != null ? answer : new Raise(e); // nobody may read on where we ended
    }
    return answer;
  }

  /**
   * What the original makes of a stream, of which it gets what we have read. Never {@code null}:
   * nobody else may read the stream any more.
   */
  private static Object original(ReadCall call, Replay replay, InputStream content) {
    try {
      Object value = call.original(ReaderInternals.parser(call.factory, replay, content));
      return value == null ? NullResult.OF_METHOD : value;
    } catch (Throwable e) {
      return new Raise(e);
    }
  }

  // ---- reading

  private static Object read(ReadCall call, JsonInput input) {
    DocumentReader reader = new DocumentReader(input, call);
    if (input.isBroken()) {
      return inVain(call, reader.refusal()); // its beginning, before anyone has seen a value
    }
    Object result;
    try {
      result = document(call, input, reader);
    } catch (Throwable e) {
      String refusal = reader.refusal();
      return inVain(call, refusal != null ? refusal : "exception while reading");
    }
    if (reader.refusal() != null) {
      return inVain(call, reader.refusal());
    }
    try {
      if (reader.hasParser()) {
        reader.parser().close();
      }
    } catch (Throwable e) {
      JSON.accelerated();
      return new Raise(e); // the stream's own
    }
    JSON.accelerated();
    return result;
  }

  private static Object inVain(ReadCall call, String reason) {
    Attempts.READING.failed(call.type().getRawClass());
    JSON.original(reason);
    return null;
  }

  private static Object document(ReadCall call, JsonInput input, DocumentReader reader)
      throws Throwable {
    boolean deferred = call.isDeferrable();
    if (!deferred) {
      reader.parser();
    }
    int first = input.next();
    if (first == JsonInput.END) {
      throw reader.refused("no content");
    }
    JsonDeserializer<?> deserializer = deferred ? call.knownDeserializer() : null;
    Object result;
    if (first == '{' || first == '[') {
      result = structure(call, reader, deserializer);
    } else if (reader.parser().nextToken() == JsonToken.VALUE_NULL) {
      DefaultDeserializationContext context = reader.context();
      result =
          call.isTree()
              ? call.config.getNodeFactory().nullNode()
              : call.deserializer(context).getNullValue(context);
    } else {
      result = byJackson(call, reader, call.deserializer(reader.context()));
    }
    if (result == null || reader.refusal() != null) {
      throw reader.refused("null as a result"); // before a stream is closed
    }
    if (call.config.isEnabled(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        && !(deferred && input.next() == JsonInput.END)
        && reader.parser().nextToken() != null) {
      throw reader.refused("trailing tokens");
    }
    return result;
  }

  /**
   * @param known what reads the value, if it was used before
   */
  private static Object structure(ReadCall call, DocumentReader reader, JsonDeserializer<?> known)
      throws Throwable {
    JsonDeserializer<?> deserializer = known != null ? known : call.deserializer(reader.context());
    if (call.config.useRootWrapping()
        || BeanInternals.obstacle() != null
        || !DocumentReader.isKnown(deserializer)) {
      reader.parser().nextToken();
      return byJackson(call, reader, deserializer);
    }
    Object value = reader.root(deserializer);
    if (reader.hasContext()) {
      reader.context().checkUnresolvedObjectId();
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Object byJackson(
      ReadCall call, DocumentReader reader, JsonDeserializer<?> deserializer) throws Throwable {
    DefaultDeserializationContext context = reader.context();
    Object value =
        context.readRootValue(
            reader.parser(), call.type(), (JsonDeserializer<Object>) deserializer, null);
    context.checkUnresolvedObjectId();
    return value;
  }
}

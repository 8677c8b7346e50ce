package io.fastaccel.interceptors.jackson3.read;

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
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;

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

  static Object read(ObjectMapper mapper, Object content, JavaType type) {
    return content == null || type == null || !JSON.isOn()
        ? null
        : any(mapperCall(mapper, type, false), content);
  }

  static Object read(ObjectMapper mapper, byte[] content, int from, int length, JavaType type) {
    return content == null || type == null || !JSON.isOn()
        ? null
        : bytes(mapperCall(mapper, type, false), content, from, length);
  }

  static Object readTree(ObjectMapper mapper, Object content) {
    return content == null || !JSON.isOn() ? null : any(mapperTreeCall(mapper), content);
  }

  static Object readTree(ObjectMapper mapper, byte[] content, int from, int length) {
    return content == null || !JSON.isOn()
        ? null
        : bytes(mapperTreeCall(mapper), content, from, length);
  }

  static Object read(ObjectReader reader, Object content, boolean tree) {
    return content == null || !JSON.isOn() ? null : any(readerCall(reader, tree), content);
  }

  static Object read(ObjectReader reader, byte[] content, int from, int length, boolean tree) {
    return content == null || !JSON.isOn()
        ? null
        : bytes(readerCall(reader, tree), content, from, length);
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
    try {
      if (input.next() == '{'
          && call.config.getActiveView() == null
          && BeanInternals.obstacle() == null) {
        DocumentReader documents = new DocumentReader(input, call);
        ValueDeserializer<?> deserializer = call.deserializer(documents.context());
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
    if (call.factory.getClass() != JsonFactory.class) {
      return refused("custom factory");
    }
    if (call.jsonFactory().getInputDecorator() != null) {
      return refused("input decorator");
    }
    if (StreamReadFeature.STRICT_DUPLICATE_DETECTION.enabledIn(
        call.config.getStreamReadFeatures())) {
      return refused("parser feature");
    }
    call.limits = ReadLimits.of(call.factory.streamReadConstraints());
    if (call.limits == null) {
      return refused("stream read constraints");
    }
    return Attempts.READING.isPaused(call.type().getRawClass())
        ? refused("earlier calls in vain")
        : call;
  }

  private static ReadCall refused(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object any(ReadCall call, Object content) {
    if (call == null) {
      return null;
    }
    if (content instanceof String text) {
      JsonInput input = JsonInput.of(text, Kernels.read(), call.limits, call.internsNames());
      Object result = read(call.reads(text), input);
      input.release();
      return result;
    }
    if (content instanceof byte[] bytes) {
      return bytes(call, bytes, 0, bytes.length);
    }
    return content instanceof InputStream stream ? stream(call, stream) : file(call, content);
  }

  private static Object bytes(ReadCall call, byte[] content, int from, int length) {
    if (call == null) {
      return null;
    }
    int to = from + length;
    if (from < 0 || length < 0 || to < from || to > content.length) {
      return refused("range of bytes");
    }
    JsonInput input =
        JsonInput.of(content, from, to, Kernels.read(), call.limits, call.internsNames());
    Object result = read(call.reads(content, from, length), input);
    input.release();
    return result;
  }

  private static Object stream(ReadCall call, InputStream content) {
    if (!ReadLimits.areDefault(call.limits)) {
      // Where it is seen that a limit is exceeded decides how much is read.
      return refused("stream read constraints");
    }
    JsonInput input =
        JsonInput.of(content, FIRST_BYTES, Kernels.read(), call.limits, call.internsNames());
    Replay replay = new Replay(input, content);
    Source source = new Source(call.jsonFactory(), content);
    input.begin();
    Object result = null;
    Throwable failure = null;
    try {
      result = read(call.reads(source), input);
    } catch (Throwable e) {
      failure = e; // ours
    }
    Object answer = result;
    try {
      if (result == null) {
        answer = original(call, replay.endingWith(source.failureAtEnd()), content);
      }
      if (failure != null) {
        Failures.note(JSON, "jackson3.read.ValueReader.stream", failure);
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
      DeserializationContextExt context = call.context();
      JsonParser parser = ReaderInternals.parser(call.jsonFactory(), context, replay, content);
      Object value = call.original(context, parser);
      return value == null ? NullResult.OF_METHOD : value;
    } catch (Throwable e) {
      return new Raise(e);
    }
  }

  /** Reads what can be opened again by the original. */
  private static Object file(ReadCall call, Object content) {
    try (InputStream stream = opened(content)) {
      if (stream == null) {
        return refused("file that cannot be opened");
      }
      JsonInput input =
          JsonInput.of(stream, FIRST_BYTES, Kernels.read(), call.limits, call.internsNames());
      input.begin();
      Object result = read(call.reads(new Source(call.jsonFactory(), content, stream)), input);
      input.release();
      return result;
    } catch (IOException e) {
      return null; // it was counted, and the original will see what is wrong
    }
  }

  private static InputStream opened(Object content) {
    try {
      if (content instanceof File file) {
        return file.isFile() ? new FileInputStream(file) : null;
      }
      Path path = (Path) content;
      return Files.isRegularFile(path) ? Files.newInputStream(path) : null;
    } catch (IOException | RuntimeException e) {
      return null;
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
      if (reader.hasParser()) {
        reader.parser().close();
      }
    } catch (Throwable e) {
      String refusal = reader.refusal();
      return inVain(call, refusal != null ? refusal : "exception while reading");
    }
    if (reader.refusal() != null) {
      return inVain(call, reader.refusal());
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
    Object result;
    if (first == '{' || first == '[') {
      result = structure(call, reader, deferred ? call.knownDeserializer() : null);
    } else if (reader.parser().nextToken() == JsonToken.VALUE_NULL) {
      DeserializationContextExt context = reader.context();
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
  private static Object structure(ReadCall call, DocumentReader reader, ValueDeserializer<?> known)
      throws Throwable {
    ValueDeserializer<?> deserializer = known != null ? known : call.deserializer(reader.context());
    if (call.config.useRootWrapping()
        || call.config.getActiveView() != null
        || BeanInternals.obstacle() != null
        || !DocumentReader.isKnown(deserializer)) {
      reader.parser().nextToken();
      return byJackson(call, reader, deserializer);
    }
    Object value = reader.root(deserializer);
    if (reader.hasParser()) {
      reader.context().checkUnresolvedObjectId();
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Object byJackson(
      ReadCall call, DocumentReader reader, ValueDeserializer<?> deserializer) throws Throwable {
    DeserializationContextExt context = reader.context();
    Object value =
        context.readRootValue(
            reader.parser(), call.type(), (ValueDeserializer<Object>) deserializer, null);
    context.checkUnresolvedObjectId();
    return value;
  }
}

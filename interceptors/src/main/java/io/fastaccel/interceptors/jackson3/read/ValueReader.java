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
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.databind.DeserializationConfig;
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

  /** Who was asked to read, and what. */
  private abstract static class Call {
    final DeserializationConfig config;
    final TokenStreamFactory factory;
    private JsonInput.Limits limits;

    Call(DeserializationConfig config, TokenStreamFactory factory) {
      this.config = config;
      this.factory = factory;
    }

    abstract DeserializationContextExt context() throws Throwable;

    abstract ValueDeserializer<?> deserializer(DeserializationContextExt context) throws Throwable;

    /** Whether the result for {@code null} is the null node, and not the deserializer's. */
    abstract boolean isTree();

    abstract JavaType type();

    /** What the original makes of a parser for the document. */
    abstract Object original(DeserializationContextExt context, JsonParser parser) throws Throwable;

    JsonFactory jsonFactory() {
      return (JsonFactory) factory;
    }

    boolean internsNames() {
      return factory.isEnabled(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          && factory.isEnabled(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES);
    }
  }

  private static final class MapperCall extends Call {
    private final ObjectMapper mapper;
    private final JavaType type;
    private final boolean tree;

    MapperCall(ObjectMapper mapper, JavaType type, boolean tree) {
      super(mapper.deserializationConfig(), mapper.tokenStreamFactory());
      this.mapper = mapper;
      this.type = type;
      this.tree = tree;
    }

    @Override
    DeserializationContextExt context() {
      return mapper._deserializationContext();
    }

    @Override
    ValueDeserializer<?> deserializer(DeserializationContextExt context) throws Throwable {
      return ReaderInternals.deserializer(mapper, context, type);
    }

    @Override
    boolean isTree() {
      return tree;
    }

    @Override
    JavaType type() {
      return type;
    }

    @Override
    Object original(DeserializationContextExt context, JsonParser parser) throws Throwable {
      return ReaderInternals.original(mapper, context, parser, type, tree);
    }
  }

  private static final class ReaderCall extends Call {
    private final ObjectReader reader;
    private final boolean tree;

    ReaderCall(ObjectReader reader, boolean tree) {
      super(reader.getConfig(), reader.parserFactory());
      this.reader = reader;
      this.tree = tree;
    }

    @Override
    DeserializationContextExt context() throws Throwable {
      return ReaderInternals.context(reader);
    }

    @Override
    ValueDeserializer<?> deserializer(DeserializationContextExt context) throws Throwable {
      return tree
          ? ReaderInternals.treeDeserializer(reader, context)
          : ReaderInternals.deserializer(reader, context);
    }

    @Override
    boolean isTree() {
      return tree;
    }

    @Override
    JavaType type() {
      return tree ? config.constructType(JsonNode.class) : reader.getValueType();
    }

    @Override
    Object original(DeserializationContextExt context, JsonParser parser) throws Throwable {
      return ReaderInternals.original(reader, context, parser, tree);
    }
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
    Call call = content == null || !areIteratorsServed() ? null : readerCall(reader, false);
    if (call == null) {
      return null;
    }
    JsonInput input = JsonInput.of(content, Kernels.read(), call.limits, call.internsNames());
    return values(call, reader, input, new Source(call.jsonFactory(), content));
  }

  /** The same of bytes. */
  static Object readValues(ObjectReader reader, byte[] content, int from, int length) {
    Call call = content == null || !areIteratorsServed() ? null : readerCall(reader, false);
    if (call == null) {
      return null;
    }
    int to = from + length;
    if (from < 0 || length < 0 || to < from || to > content.length) {
      return refused("range of bytes");
    }
    JsonInput input =
        JsonInput.of(content, from, to, Kernels.read(), call.limits, call.internsNames());
    return values(call, reader, input, new Source(call.jsonFactory(), content, from, length));
  }

  private static Object values(Call call, ObjectReader reader, JsonInput input, Source source) {
    try {
      if (input.next() == '{'
          && call.config.getActiveView() == null
          && BeanInternals.obstacle() == null) {
        DeserializationContextExt context = call.context();
        FastParser parser = new FastParser(context, input, source);
        context.assignParser(parser);
        ValueDeserializer<?> deserializer = call.deserializer(context);
        if (DocumentReader.isKnown(deserializer)) {
          JSON.accelerated();
          return new DocumentIterator(
              reader, source, input, parser, context, call.config, deserializer);
        }
      }
    } catch (Throwable e) {
      // The original says what is wrong.
    }
    input.release();
    return refused("values that are not plain objects");
  }

  // ---- calls

  private static Call mapperCall(ObjectMapper mapper, JavaType type, boolean tree) {
    if (!MapperClasses.isSupported(mapper.getClass())) {
      return refused("custom mapper");
    }
    return supported(new MapperCall(mapper, type, tree));
  }

  private static Call mapperTreeCall(ObjectMapper mapper) {
    return mapperCall(mapper, mapper.constructType(JsonNode.class), true);
  }

  private static Call readerCall(ObjectReader reader, boolean tree) {
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
    return supported(new ReaderCall(reader, tree));
  }

  private static Call supported(Call call) {
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

  private static Call refused(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object any(Call call, Object content) {
    if (call == null) {
      return null;
    }
    if (content instanceof String text) {
      JsonInput input = JsonInput.of(text, Kernels.read(), call.limits, call.internsNames());
      Object result = read(call, input, new Source(call.jsonFactory(), text));
      input.release();
      return result;
    }
    if (content instanceof byte[] bytes) {
      return bytes(call, bytes, 0, bytes.length);
    }
    return content instanceof InputStream stream ? stream(call, stream) : file(call, content);
  }

  private static Object bytes(Call call, byte[] content, int from, int length) {
    if (call == null) {
      return null;
    }
    int to = from + length;
    if (from < 0 || length < 0 || to < from || to > content.length) {
      return refused("range of bytes");
    }
    JsonInput input =
        JsonInput.of(content, from, to, Kernels.read(), call.limits, call.internsNames());
    Object result = read(call, input, new Source(call.jsonFactory(), content, from, length));
    input.release();
    return result;
  }

  private static Object stream(Call call, InputStream content) {
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
      result = read(call, input, source);
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
  private static Object original(Call call, Replay replay, InputStream content) {
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
  private static Object file(Call call, Object content) {
    try (InputStream stream = opened(content)) {
      if (stream == null) {
        return refused("file that cannot be opened");
      }
      JsonInput input =
          JsonInput.of(stream, FIRST_BYTES, Kernels.read(), call.limits, call.internsNames());
      input.begin();
      Object result = read(call, input, new Source(call.jsonFactory(), content, stream));
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

  private static Object read(Call call, JsonInput input, Source source) {
    FastParser parser = null;
    Object result;
    try {
      DeserializationContextExt context = call.context();
      parser = new FastParser(context, input, source);
      context.assignParser(parser);
      result = document(call, input, parser, context);
      parser.close();
    } catch (Throwable e) {
      String refusal = parser == null ? null : parser.refusal();
      return inVain(call, refusal != null ? refusal : "exception while reading");
    }
    if (parser.refusal() != null) {
      return inVain(call, parser.refusal());
    }
    JSON.accelerated();
    return result;
  }

  private static Object inVain(Call call, String reason) {
    Attempts.READING.failed(call.type().getRawClass());
    JSON.original(reason);
    return null;
  }

  private static Object document(
      Call call, JsonInput input, FastParser parser, DeserializationContextExt context)
      throws Throwable {
    DeserializationConfig config = call.config;
    int first = input.next();
    if (first == JsonInput.END) {
      throw parser.refused("no content");
    }
    Object result;
    if (first == '{' || first == '[') {
      result = structure(call, input, parser, context);
    } else if (parser.nextToken() == JsonToken.VALUE_NULL) {
      result =
          call.isTree()
              ? config.getNodeFactory().nullNode()
              : call.deserializer(context).getNullValue(context);
    } else {
      result = byJackson(call, parser, context, call.deserializer(context));
    }
    if (result == null) {
      throw parser.refused("null as a result"); // before a stream is closed
    }
    if (config.isEnabled(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        && parser.nextToken() != null) {
      throw parser.refused("trailing tokens");
    }
    return result;
  }

  private static Object structure(
      Call call, JsonInput input, FastParser parser, DeserializationContextExt context)
      throws Throwable {
    ValueDeserializer<?> deserializer = call.deserializer(context);
    if (call.config.useRootWrapping()
        || call.config.getActiveView() != null
        || BeanInternals.obstacle() != null
        || !DocumentReader.isKnown(deserializer)) {
      parser.nextToken();
      return byJackson(call, parser, context, deserializer);
    }
    parser.beginRoot();
    JsonReadContext root = parser.context();
    DocumentReader reader = new DocumentReader(input, parser, context, call.config);
    Object value = reader.value(deserializer);
    parser.endRoot(root);
    context.checkUnresolvedObjectId();
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Object byJackson(
      Call call,
      FastParser parser,
      DeserializationContextExt context,
      ValueDeserializer<?> deserializer)
      throws Throwable {
    Object value =
        context.readRootValue(parser, call.type(), (ValueDeserializer<Object>) deserializer, null);
    context.checkUnresolvedObjectId();
    return value;
  }
}

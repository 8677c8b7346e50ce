package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadContext;
import com.fasterxml.jackson.databind.DeserializationConfig;
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

  /** Who was asked to read, and what. */
  private abstract static class Call {
    final DeserializationConfig config;
    final JsonFactory factory;

    /** Set where the call is supported. */
    JsonInput.Limits limits;

    Call(DeserializationConfig config, JsonFactory factory) {
      this.config = config;
      this.factory = factory;
    }

    abstract DefaultDeserializationContext context(FastParser parser) throws Throwable;

    abstract JsonDeserializer<?> deserializer(DefaultDeserializationContext context)
        throws Throwable;

    /** Whether the result for {@code null} is the null node, and not the deserializer's. */
    abstract boolean isTree();

    abstract JavaType type();

    /** What the original makes of a parser for the document. */
    abstract Object original(JsonParser parser) throws Throwable;
  }

  private static final class MapperCall extends Call {
    private final ObjectMapper mapper;
    private final JavaType type;
    private final boolean tree;

    MapperCall(ObjectMapper mapper, DeserializationConfig config, JavaType type, boolean tree) {
      super(config, mapper.getFactory());
      this.mapper = mapper;
      this.type = type;
      this.tree = tree;
    }

    @Override
    DefaultDeserializationContext context(FastParser parser) throws Throwable {
      return ReaderInternals.context(mapper, parser, config);
    }

    @Override
    JsonDeserializer<?> deserializer(DefaultDeserializationContext context) throws Throwable {
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
    Object original(JsonParser parser) throws Throwable {
      return ReaderInternals.original(mapper, parser, type, tree);
    }
  }

  private static final class ReaderCall extends Call {
    private final ObjectReader reader;
    private final boolean tree;

    ReaderCall(ObjectReader reader, boolean tree) {
      super(reader.getConfig(), reader.getFactory());
      this.reader = reader;
      this.tree = tree;
    }

    @Override
    DefaultDeserializationContext context(FastParser parser) throws Throwable {
      return ReaderInternals.context(reader, parser);
    }

    @Override
    JsonDeserializer<?> deserializer(DefaultDeserializationContext context) throws Throwable {
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
    Object original(JsonParser parser) throws Throwable {
      return ReaderInternals.original(reader, parser, tree);
    }
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
    Call call = content == null || !areIteratorsServed() ? null : readerCall(reader, false);
    if (call == null) {
      return null;
    }
    JsonInput input =
        JsonInput.of(content, Kernels.read(), call.limits, internsNames(call.factory));
    return values(call, reader, input, new Source(call.factory, content));
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
        JsonInput.of(content, from, to, Kernels.read(), call.limits, internsNames(call.factory));
    return values(call, reader, input, new Source(call.factory, content, from, length));
  }

  private static Object values(Call call, ObjectReader reader, JsonInput input, Source source) {
    FastParser parser =
        new FastParser(input, source, call.factory.getParserFeatures(), call.factory.getCodec());
    try {
      call.config.initialize(parser);
      if (input.next() == '{' && BeanInternals.obstacle() == null) {
        DefaultDeserializationContext context = call.context(parser);
        JsonDeserializer<?> deserializer = call.deserializer(context);
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
    return supported(new MapperCall(mapper, mapper.getDeserializationConfig(), type, tree));
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

  private static Call refused(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object text(Call call, String content) {
    if (call == null) {
      return null;
    }
    JsonInput input =
        JsonInput.of(content, Kernels.read(), call.limits, internsNames(call.factory));
    Object result = read(call, input, new Source(call.factory, content));
    input.release();
    return result;
  }

  /**
   * @param length -1 for all of the content
   */
  private static Object bytes(Call call, byte[] content, int from, int length) {
    if (call == null) {
      return null;
    }
    boolean isPart = length >= 0;
    int to = isPart ? from + length : content.length;
    if (from < 0 || to < from || to > content.length) {
      return refused("range of bytes");
    }
    JsonInput input =
        JsonInput.of(content, from, to, Kernels.read(), call.limits, internsNames(call.factory));
    Source source =
        isPart
            ? new Source(call.factory, content, from, length)
            : new Source(call.factory, content);
    Object result = read(call, input, source);
    input.release();
    return result;
  }

  private static Object stream(Call call, InputStream content) {
    if (call == null) {
      return null;
    }
    JsonInput input =
        JsonInput.of(content, FIRST_BYTES, Kernels.read(), call.limits, internsNames(call.factory));
    Replay replay = new Replay(input, content);
    Source source = new Source(call.factory, content);
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
  private static Object original(Call call, Replay replay, InputStream content) {
    try {
      Object value = call.original(ReaderInternals.parser(call.factory, replay, content));
      return value == null ? NullResult.OF_METHOD : value;
    } catch (Throwable e) {
      return new Raise(e);
    }
  }

  private static boolean internsNames(JsonFactory factory) {
    return factory.isEnabled(JsonFactory.Feature.INTERN_FIELD_NAMES)
        && factory.isEnabled(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
  }

  // ---- reading

  private static Object read(Call call, JsonInput input, Source source) {
    FastParser parser =
        new FastParser(input, source, call.factory.getParserFeatures(), call.factory.getCodec());
    Object result;
    try {
      result = document(call, input, parser);
    } catch (Throwable e) {
      String refusal = parser.refusal();
      return inVain(call, refusal != null ? refusal : "exception while reading");
    }
    if (parser.refusal() != null) {
      return inVain(call, parser.refusal());
    }
    try {
      parser.close();
    } catch (Throwable e) {
      JSON.accelerated();
      return new Raise(e); // the stream's own
    }
    JSON.accelerated();
    return result;
  }

  private static Object inVain(Call call, String reason) {
    Attempts.READING.failed(call.type().getRawClass());
    JSON.original(reason);
    return null;
  }

  private static Object document(Call call, JsonInput input, FastParser parser) throws Throwable {
    DeserializationConfig config = call.config;
    config.initialize(parser);
    int first = input.next();
    if (first == JsonInput.END) {
      throw parser.refused("no content");
    }
    DefaultDeserializationContext context = call.context(parser);
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
      Call call, JsonInput input, FastParser parser, DefaultDeserializationContext context)
      throws Throwable {
    JsonDeserializer<?> deserializer = call.deserializer(context);
    if (call.config.useRootWrapping()
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
      DefaultDeserializationContext context,
      JsonDeserializer<?> deserializer)
      throws Throwable {
    Object value =
        context.readRootValue(parser, call.type(), (JsonDeserializer<Object>) deserializer, null);
    context.checkUnresolvedObjectId();
    return value;
  }
}

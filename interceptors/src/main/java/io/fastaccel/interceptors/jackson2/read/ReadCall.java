package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.runtime.text.JsonInput;
import java.io.InputStream;

/** Who was asked to read, and what. For one document. */
abstract class ReadCall {

  final DeserializationConfig config;
  final JsonFactory factory;

  /** Set where the call is supported. */
  JsonInput.Limits limits;

  private Object content;
  private int offset = -1;
  private int length = -1;

  private ReadCall(DeserializationConfig config, JsonFactory factory) {
    this.config = config;
    this.factory = factory;
  }

  /** A value of a type, or a tree. */
  static ReadCall of(ObjectMapper mapper, JavaType type, boolean tree) {
    return new OfMapper(mapper, type, tree);
  }

  /** A value of the reader's type, or a tree. */
  static ReadCall of(ObjectReader reader, boolean tree) {
    return new OfReader(reader, tree);
  }

  /** Sets what is read: a text, bytes or a stream. */
  final ReadCall reads(Object all) {
    content = all;
    return this;
  }

  /** Sets what is read: a part of bytes. */
  final ReadCall reads(byte[] bytes, int from, int count) {
    content = bytes;
    offset = from;
    length = count;
    return this;
  }

  /** What is read. */
  final Source source() {
    return new Source(factory, content, offset, length);
  }

  final boolean internsNames() {
    return factory.isEnabled(JsonFactory.Feature.INTERN_FIELD_NAMES)
        && factory.isEnabled(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
  }

  /** The parser that the original would make, over our input. */
  final FastParser parser(JsonInput in, Refusal refusal) {
    FastParser parser =
        new FastParser(in, source(), factory.getParserFeatures(), factory.getCodec(), refusal);
    config.initialize(parser);
    return parser;
  }

  /**
   * Whether nobody sees it if parser and context are made late or never: only code of Jackson's own
   * would have looked at them, and there is nothing to be closed.
   */
  final boolean isDeferrable() {
    return !(content instanceof InputStream)
        && !ReaderInternals.changesParsers(config)
        && makesPlainContexts();
  }

  abstract boolean makesPlainContexts();

  abstract DefaultDeserializationContext context(FastParser parser) throws Throwable;

  abstract JsonDeserializer<?> deserializer(DefaultDeserializationContext context) throws Throwable;

  /** The same if it was used before, else {@code null}. */
  abstract JsonDeserializer<?> knownDeserializer();

  /** Whether the result for {@code null} is the null node, and not the deserializer's. */
  abstract boolean isTree();

  abstract JavaType type();

  /** What the original makes of a parser for the document. */
  abstract Object original(JsonParser parser) throws Throwable;

  private static final class OfMapper extends ReadCall {
    private final ObjectMapper mapper;
    private final JavaType type;
    private final boolean tree;

    OfMapper(ObjectMapper mapper, JavaType type, boolean tree) {
      super(mapper.getDeserializationConfig(), mapper.getFactory());
      this.mapper = mapper;
      this.type = type;
      this.tree = tree;
    }

    @Override
    boolean makesPlainContexts() {
      return MapperClasses.makesContextsAlike(mapper.getClass())
          && ReaderInternals.hasPlainContexts(mapper);
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
    JsonDeserializer<?> knownDeserializer() {
      return ReaderInternals.knownDeserializer(mapper, type);
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

  private static final class OfReader extends ReadCall {
    private final ObjectReader reader;
    private final boolean tree;

    OfReader(ObjectReader reader, boolean tree) {
      super(reader.getConfig(), reader.getFactory());
      this.reader = reader;
      this.tree = tree;
    }

    @Override
    boolean makesPlainContexts() {
      return ReaderInternals.hasPlainContexts(reader);
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
    JsonDeserializer<?> knownDeserializer() {
      return tree ? null : ReaderInternals.knownDeserializer(reader);
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
}

package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.runtime.text.JsonInput;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;

/** Who was asked to read, and what. For one document. */
abstract class ReadCall {

  final DeserializationConfig config;
  final TokenStreamFactory factory;

  /** Set where the call is supported. */
  JsonInput.Limits limits;

  /** What is read, where it is neither a text nor bytes, or was asked for. */
  private Source source;

  private Object content;
  private int offset;
  private int length;

  private ReadCall(DeserializationConfig config, TokenStreamFactory factory) {
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

  /** Sets what is read: a text. */
  final ReadCall reads(String text) {
    content = text;
    return this;
  }

  /** Sets what is read: a part of bytes. */
  final ReadCall reads(byte[] bytes, int from, int count) {
    content = bytes;
    offset = from;
    length = count;
    return this;
  }

  /** Sets what is read: a stream or a file. */
  final ReadCall reads(Source opened) {
    source = opened;
    return this;
  }

  /** What is read. */
  final Source source() {
    if (source == null) {
      source =
          content instanceof byte[] bytes
              ? new Source(jsonFactory(), bytes, offset, length)
              : new Source(jsonFactory(), content);
    }
    return source;
  }

  final JsonFactory jsonFactory() {
    return (JsonFactory) factory;
  }

  final boolean internsNames() {
    return factory.isEnabled(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        && factory.isEnabled(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES);
  }

  /**
   * Whether nobody sees it if parser and context are made late or never: only code of Jackson's own
   * would have looked at them, and there is nothing to be closed.
   */
  final boolean isDeferrable() {
    return content != null && makesPlainContexts();
  }

  abstract boolean makesPlainContexts();

  abstract DeserializationContextExt context() throws Throwable;

  abstract ValueDeserializer<?> deserializer(DeserializationContextExt context) throws Throwable;

  /** The same if it was used before, else {@code null}. */
  abstract ValueDeserializer<?> knownDeserializer();

  /** Whether the result for {@code null} is the null node, and not the deserializer's. */
  abstract boolean isTree();

  abstract JavaType type();

  /** What the original makes of a parser for the document. */
  abstract Object original(DeserializationContextExt context, JsonParser parser) throws Throwable;

  private static final class OfMapper extends ReadCall {
    private final ObjectMapper mapper;
    private final JavaType type;
    private final boolean tree;

    OfMapper(ObjectMapper mapper, JavaType type, boolean tree) {
      super(mapper.deserializationConfig(), mapper.tokenStreamFactory());
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
    DeserializationContextExt context() {
      return mapper._deserializationContext();
    }

    @Override
    ValueDeserializer<?> deserializer(DeserializationContextExt context) throws Throwable {
      return ReaderInternals.deserializer(mapper, context, type);
    }

    @Override
    ValueDeserializer<?> knownDeserializer() {
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
    Object original(DeserializationContextExt context, JsonParser parser) throws Throwable {
      return ReaderInternals.original(mapper, context, parser, type, tree);
    }
  }

  private static final class OfReader extends ReadCall {
    private final ObjectReader reader;
    private final boolean tree;

    OfReader(ObjectReader reader, boolean tree) {
      super(reader.getConfig(), reader.parserFactory());
      this.reader = reader;
      this.tree = tree;
    }

    @Override
    boolean makesPlainContexts() {
      return ReaderInternals.hasPlainContexts(reader);
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
    ValueDeserializer<?> knownDeserializer() {
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
    Object original(DeserializationContextExt context, JsonParser parser) throws Throwable {
      return ReaderInternals.original(reader, context, parser, tree);
    }
  }
}

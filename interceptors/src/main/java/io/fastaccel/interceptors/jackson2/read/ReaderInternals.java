package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.FormatSchema;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.ContextAttributes;
import com.fasterxml.jackson.databind.deser.DataFormatReaders;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parts of mappers and readers that they show to subclasses only. Where one of them is missing
 * (another version, or a module that is not open), {@link #obstacle} says so, and nothing is read
 * by us.
 */
final class ReaderInternals {

  private static final MethodHandle MAPPER_CONTEXT;
  private static final MethodHandle MAPPER_DESERIALIZER;
  private static final MethodHandle READER_CONTEXT;
  private static final MethodHandle READER_DESERIALIZER;
  private static final MethodHandle TREE_DESERIALIZER;
  private static final VarHandle MAPPER_DESERIALIZERS;
  private static final VarHandle MAPPER_CONTEXTS;
  private static final VarHandle READER_ROOT;
  private static final VarHandle READER_CONTEXTS;
  private static final VarHandle PARSER_FEATURES;
  private static final VarHandle FORMAT_FEATURES;
  private static final VarHandle VALUE_TO_UPDATE;
  private static final VarHandle SCHEMA;
  private static final VarHandle FORMAT_READERS;
  private static final VarHandle FILTER;
  private static final MethodHandle REFERENCE;
  private static final MethodHandle REFERENCE_TO_PART;
  private static final MethodHandle IO_CONTEXT;
  private static final MethodHandle STREAM_PARSER;
  private static final MethodHandle HIDDEN_CONTENT;
  private static final MethodHandle MAPPER_VALUE;
  private static final MethodHandle MAPPER_TREE;
  private static final MethodHandle READER_VALUE;
  private static final MethodHandle READER_TREE;
  private static final MethodHandle READER_VALUES;

  private static final VarHandle OBJECT_IDS;
  private static final VarHandle ATTRIBUTES;

  private static final String OBSTACLE;

  static {
    Members f = new Members(MethodHandles.lookup());
    Class<?> context = DefaultDeserializationContext.class;
    Class<?> mapper = ObjectMapper.class;
    Class<?> reader = ObjectReader.class;
    MAPPER_CONTEXT =
        f.method(
            mapper,
            "createDeserializationContext",
            context,
            JsonParser.class,
            DeserializationConfig.class);
    MAPPER_DESERIALIZER =
        f.method(
            mapper,
            "_findRootDeserializer",
            JsonDeserializer.class,
            DeserializationContext.class,
            JavaType.class);
    READER_CONTEXT = f.method(reader, "createDeserializationContext", context, JsonParser.class);
    READER_DESERIALIZER =
        f.method(
            reader, "_findRootDeserializer", JsonDeserializer.class, DeserializationContext.class);
    TREE_DESERIALIZER =
        f.method(
            reader, "_findTreeDeserializer", JsonDeserializer.class, DeserializationContext.class);
    MAPPER_DESERIALIZERS = f.field(mapper, "_rootDeserializers", ConcurrentHashMap.class);
    MAPPER_CONTEXTS = f.field(mapper, "_deserializationContext", context);
    READER_ROOT = f.field(reader, "_rootDeserializer", JsonDeserializer.class);
    READER_CONTEXTS = f.field(reader, "_context", context);
    Class<?> config = DeserializationConfig.class;
    PARSER_FEATURES = f.field(config, "_parserFeaturesToChange", int.class);
    FORMAT_FEATURES = f.field(config, "_formatReadFeaturesToChange", int.class);
    VALUE_TO_UPDATE = f.field(reader, "_valueToUpdate", Object.class);
    SCHEMA = f.field(reader, "_schema", FormatSchema.class);
    FORMAT_READERS = f.field(reader, "_dataFormatReaders", DataFormatReaders.class);
    FILTER = f.field(reader, "_filter", TokenFilter.class);
    REFERENCE =
        f.method(
            JsonFactory.class, "_createContentReference", ContentReference.class, Object.class);
    REFERENCE_TO_PART =
        f.method(
            JsonFactory.class,
            "_createContentReference",
            ContentReference.class,
            Object.class,
            int.class,
            int.class);
    IO_CONTEXT =
        f.method(
            JsonFactory.class,
            "_createContext",
            IOContext.class,
            ContentReference.class,
            boolean.class);
    STREAM_PARSER =
        f.method(
            JsonFactory.class,
            "_createParser",
            JsonParser.class,
            InputStream.class,
            IOContext.class);
    Class<?> parser = JsonParser.class;
    MAPPER_VALUE = f.method(mapper, "_readMapAndClose", Object.class, parser, JavaType.class);
    MAPPER_TREE = f.method(mapper, "_readTreeAndClose", JsonNode.class, parser);
    READER_VALUE = f.method(reader, "_bindAndClose", Object.class, parser);
    READER_TREE = f.method(reader, "_bindAndCloseAsTree", JsonNode.class, parser);
    READER_VALUES = f.method(reader, "_bindAndReadValues", MappingIterator.class, parser);
    HIDDEN_CONTENT = f.optionalStatic(ContentReference.class, "redacted", ContentReference.class);
    OBJECT_IDS = f.field(context, "_objectIds", LinkedHashMap.class);
    ATTRIBUTES = f.field(DeserializationContext.class, "_attributes", ContextAttributes.class);
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("JSON is read by Jackson 2 alone: " + OBSTACLE + " is not accessible");
    }
  }

  private ReaderInternals() {}

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  static DefaultDeserializationContext context(
      ObjectMapper mapper, JsonParser parser, DeserializationConfig config) throws Throwable {
    return (DefaultDeserializationContext) MAPPER_CONTEXT.invokeExact(mapper, parser, config);
  }

  static JsonDeserializer<?> deserializer(
      ObjectMapper mapper, DeserializationContext context, JavaType type) throws Throwable {
    return (JsonDeserializer<?>)
        (JsonDeserializer) MAPPER_DESERIALIZER.invokeExact(mapper, context, type);
  }

  static DefaultDeserializationContext context(ObjectReader reader, JsonParser parser)
      throws Throwable {
    return (DefaultDeserializationContext) READER_CONTEXT.invokeExact(reader, parser);
  }

  static JsonDeserializer<?> deserializer(ObjectReader reader, DeserializationContext context)
      throws Throwable {
    return (JsonDeserializer<?>)
        (JsonDeserializer) READER_DESERIALIZER.invokeExact(reader, context);
  }

  static JsonDeserializer<?> treeDeserializer(ObjectReader reader, DeserializationContext context)
      throws Throwable {
    return (JsonDeserializer<?>) (JsonDeserializer) TREE_DESERIALIZER.invokeExact(reader, context);
  }

  /** What the mapper has read such values by before, or {@code null}. */
  static JsonDeserializer<?> knownDeserializer(ObjectMapper mapper, JavaType type) {
    return (JsonDeserializer<?>)
        ((ConcurrentHashMap<?, ?>) (ConcurrentHashMap) MAPPER_DESERIALIZERS.get(mapper)).get(type);
  }

  /** What the reader was made with, or {@code null}. */
  static JsonDeserializer<?> knownDeserializer(ObjectReader reader) {
    return (JsonDeserializer<?>) (JsonDeserializer) READER_ROOT.get(reader);
  }

  /**
   * Whether there is more in a context than in a new one: objects that later values may refer to by
   * their identity, or attributes.
   */
  static boolean remembers(DefaultDeserializationContext context) {
    return (LinkedHashMap<?, ?>) (LinkedHashMap) OBJECT_IDS.get(context) != null
        || (ContextAttributes) ATTRIBUTES.get((DeserializationContext) context)
            != context.getConfig().getAttributes();
  }

  /** Whether the contexts that it makes are Jackson's own. */
  static boolean hasPlainContexts(ObjectMapper mapper) {
    return isPlain((DefaultDeserializationContext) MAPPER_CONTEXTS.get(mapper));
  }

  /** Whether the contexts that it makes are Jackson's own. */
  static boolean hasPlainContexts(ObjectReader reader) {
    return isPlain((DefaultDeserializationContext) READER_CONTEXTS.get(reader));
  }

  private static boolean isPlain(DefaultDeserializationContext context) {
    return context.getClass() == DefaultDeserializationContext.Impl.class;
  }

  /** Whether parsers get other features than those of their factory. */
  static boolean changesParsers(DeserializationConfig config) {
    return (int) PARSER_FEATURES.get(config) != 0 || (int) FORMAT_FEATURES.get(config) != 0;
  }

  /** Why the reader reads in a way that is not reproduced, or {@code null}. */
  static String refusal(ObjectReader reader) {
    if ((Object) VALUE_TO_UPDATE.get(reader) != null) {
      return "value to be updated";
    }
    if ((FormatSchema) SCHEMA.get(reader) != null) {
      return "format schema";
    }
    if ((DataFormatReaders) FORMAT_READERS.get(reader) != null) {
      return "format detection";
    }
    return (TokenFilter) FILTER.get(reader) != null ? "token filter" : null;
  }

  /** How locations refer to the content, or {@code null} if that is not known. */
  static ContentReference reference(JsonFactory factory, Object content) {
    try {
      return (ContentReference) REFERENCE.invokeExact(factory, content);
    } catch (Throwable e) {
      return null;
    }
  }

  /** The same for a part of the content. */
  static ContentReference reference(JsonFactory factory, Object content, int offset, int length) {
    try {
      return (ContentReference) REFERENCE_TO_PART.invokeExact(factory, content, offset, length);
    } catch (Throwable e) {
      return null;
    }
  }

  /**
   * The factory's parser for a stream, as if it read another.
   *
   * @param told the stream that locations tell of
   */
  static JsonParser parser(JsonFactory factory, InputStream read, InputStream told)
      throws Throwable {
    ContentReference reference = (ContentReference) REFERENCE.invokeExact(factory, (Object) told);
    IOContext context = (IOContext) IO_CONTEXT.invokeExact(factory, reference, false);
    return (JsonParser) STREAM_PARSER.invokeExact(factory, read, context);
  }

  /** What a mapper does with a parser that it has made for one document. */
  static Object original(ObjectMapper mapper, JsonParser parser, JavaType type, boolean tree)
      throws Throwable {
    return tree
        ? (JsonNode) MAPPER_TREE.invokeExact(mapper, parser)
        : (Object) MAPPER_VALUE.invokeExact(mapper, parser, type);
  }

  /** The same for a reader without a filter, a schema and other formats. */
  static Object original(ObjectReader reader, JsonParser parser, boolean tree) throws Throwable {
    return tree
        ? (JsonNode) READER_TREE.invokeExact(reader, parser)
        : (Object) READER_VALUE.invokeExact(reader, parser);
  }

  /** What a reader without a filter and other formats makes of values that follow each other. */
  @SuppressWarnings("unchecked")
  static MappingIterator<Object> values(ObjectReader reader, Source source) throws IOException {
    JsonParser parser =
        source.content() instanceof String text
            ? reader.createParser(text)
            : reader.createParser((byte[]) source.content(), source.offset(), source.length());
    try {
      return (MappingIterator<Object>) (MappingIterator) READER_VALUES.invokeExact(reader, parser);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** How locations refer to content that they must not tell. */
  static ContentReference hiddenContent() {
    if (HIDDEN_CONTENT == null) {
      return ContentReference.unknown();
    }
    try {
      return (ContentReference) HIDDEN_CONTENT.invokeExact();
    } catch (Throwable e) {
      return null;
    }
  }
}

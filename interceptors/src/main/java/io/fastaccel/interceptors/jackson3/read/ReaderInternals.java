package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.FormatSchema;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.ContextAttributes;
import tools.jackson.databind.cfg.DeserializationContexts;
import tools.jackson.databind.deser.DeserializationContextExt;

/**
 * The parts of mappers and readers that they show to subclasses only. Where one of them is missing
 * (another version, or a module that is not open), {@link #obstacle} says so, and nothing is read
 * by us.
 */
final class ReaderInternals {

  private static final MethodHandle MAPPER_DESERIALIZER;
  private static final MethodHandle READER_CONTEXT;
  private static final MethodHandle READER_DESERIALIZER;
  private static final MethodHandle TREE_DESERIALIZER;
  private static final VarHandle MAPPER_DESERIALIZERS;
  private static final VarHandle MAPPER_CONTEXTS;
  private static final VarHandle READER_ROOT;
  private static final VarHandle READER_CONTEXTS;
  private static final VarHandle VALUE_TO_UPDATE;
  private static final VarHandle SCHEMA;
  private static final VarHandle FILTER;
  private static final MethodHandle REFERENCE;
  private static final MethodHandle REFERENCE_TO_PART;
  private static final MethodHandle IO_CONTEXT;
  private static final MethodHandle STREAM_PARSER;
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
    Class<?> context = DeserializationContextExt.class;
    Class<?> anyContext = DeserializationContext.class;
    Class<?> deserializer = ValueDeserializer.class;
    Class<?> reader = ObjectReader.class;
    Class<?> factory = TokenStreamFactory.class;
    Class<?> reference = ContentReference.class;
    MAPPER_DESERIALIZER =
        f.method(
            ObjectMapper.class, "_findRootDeserializer", deserializer, anyContext, JavaType.class);
    READER_CONTEXT = f.method(reader, "_deserializationContext", context);
    READER_DESERIALIZER = f.method(reader, "_findRootDeserializer", deserializer, anyContext);
    TREE_DESERIALIZER = f.method(reader, "_findTreeDeserializer", deserializer, anyContext);
    Class<?> mapper = ObjectMapper.class;
    Class<?> contexts = DeserializationContexts.class;
    MAPPER_DESERIALIZERS = f.field(mapper, "_rootDeserializers", ConcurrentHashMap.class);
    MAPPER_CONTEXTS = f.field(mapper, "_deserializationContexts", contexts);
    READER_ROOT = f.field(reader, "_rootDeserializer", deserializer);
    READER_CONTEXTS = f.field(reader, "_contexts", contexts);
    VALUE_TO_UPDATE = f.field(reader, "_valueToUpdate", Object.class);
    SCHEMA = f.field(reader, "_schema", FormatSchema.class);
    FILTER = f.field(reader, "_filter", TokenFilter.class);
    REFERENCE = f.method(factory, "_createContentReference", reference, Object.class);
    REFERENCE_TO_PART =
        f.method(factory, "_createContentReference", reference, Object.class, int.class, int.class);
    IO_CONTEXT = f.method(factory, "_createContext", IOContext.class, reference, boolean.class);
    STREAM_PARSER =
        f.method(
            JsonFactory.class,
            "_createParser",
            JsonParser.class,
            ObjectReadContext.class,
            IOContext.class,
            InputStream.class);
    Class<?> parser = JsonParser.class;
    MAPPER_VALUE =
        f.method(
            ObjectMapper.class, "_readMapAndClose", Object.class, context, parser, JavaType.class);
    MAPPER_TREE =
        f.method(ObjectMapper.class, "_readTreeAndClose", JsonNode.class, context, parser);
    READER_VALUE = f.method(reader, "_bindAndClose", Object.class, context, parser);
    READER_TREE = f.method(reader, "_bindAndCloseAsTree", JsonNode.class, context, parser);
    READER_VALUES = f.method(reader, "_bindAndReadValues", MappingIterator.class, context, parser);
    OBJECT_IDS = f.field(context, "_objectIds", LinkedHashMap.class);
    ATTRIBUTES = f.field(DeserializationContext.class, "_attributes", ContextAttributes.class);
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("JSON is read by Jackson 3 alone: " + OBSTACLE + " is not accessible");
    }
  }

  private ReaderInternals() {}

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  static ValueDeserializer<?> deserializer(
      ObjectMapper mapper, DeserializationContext context, JavaType type) throws Throwable {
    return (ValueDeserializer<?>)
        (ValueDeserializer) MAPPER_DESERIALIZER.invokeExact(mapper, context, type);
  }

  static DeserializationContextExt context(ObjectReader reader) throws Throwable {
    return (DeserializationContextExt) READER_CONTEXT.invokeExact(reader);
  }

  static ValueDeserializer<?> deserializer(ObjectReader reader, DeserializationContext context)
      throws Throwable {
    return (ValueDeserializer<?>)
        (ValueDeserializer) READER_DESERIALIZER.invokeExact(reader, context);
  }

  static ValueDeserializer<?> treeDeserializer(ObjectReader reader, DeserializationContext context)
      throws Throwable {
    return (ValueDeserializer<?>)
        (ValueDeserializer) TREE_DESERIALIZER.invokeExact(reader, context);
  }

  /** What the mapper has read such values by before, or {@code null}. */
  static ValueDeserializer<?> knownDeserializer(ObjectMapper mapper, JavaType type) {
    return (ValueDeserializer<?>)
        ((ConcurrentHashMap<?, ?>) (ConcurrentHashMap) MAPPER_DESERIALIZERS.get(mapper)).get(type);
  }

  /** What the reader was made with, or {@code null}. */
  static ValueDeserializer<?> knownDeserializer(ObjectReader reader) {
    return (ValueDeserializer<?>) (ValueDeserializer) READER_ROOT.get(reader);
  }

  /**
   * Whether there is more in a context than in a new one: objects that later values may refer to by
   * their identity, or attributes.
   */
  static boolean remembers(DeserializationContextExt context) {
    return (LinkedHashMap<?, ?>) (LinkedHashMap) OBJECT_IDS.get(context) != null
        || (ContextAttributes) ATTRIBUTES.get((DeserializationContext) context)
            != context.getConfig().getAttributes();
  }

  /** Whether the contexts that it makes are Jackson's own. */
  static boolean hasPlainContexts(ObjectMapper mapper) {
    return isPlain((DeserializationContexts) MAPPER_CONTEXTS.get(mapper));
  }

  /** Whether the contexts that it makes are Jackson's own. */
  static boolean hasPlainContexts(ObjectReader reader) {
    return isPlain((DeserializationContexts) READER_CONTEXTS.get(reader));
  }

  private static boolean isPlain(DeserializationContexts contexts) {
    return contexts.getClass() == DeserializationContexts.DefaultImpl.class;
  }

  /** Why the reader reads in a way that is not reproduced, or {@code null}. */
  static String refusal(ObjectReader reader) {
    if ((Object) VALUE_TO_UPDATE.get(reader) != null) {
      return "value to be updated";
    }
    if ((FormatSchema) SCHEMA.get(reader) != null) {
      return "format schema";
    }
    return (TokenFilter) FILTER.get(reader) != null ? "token filter" : null;
  }

  /** What a mapper does with a parser that it has made for one document. */
  static Object original(
      ObjectMapper mapper,
      DeserializationContextExt context,
      JsonParser parser,
      JavaType type,
      boolean tree)
      throws Throwable {
    return tree
        ? (JsonNode) MAPPER_TREE.invokeExact(mapper, context, parser)
        : (Object) MAPPER_VALUE.invokeExact(mapper, context, parser, type);
  }

  /** The same for a reader without a filter and a schema. */
  static Object original(
      ObjectReader reader, DeserializationContextExt context, JsonParser parser, boolean tree)
      throws Throwable {
    return tree
        ? (JsonNode) READER_TREE.invokeExact(reader, context, parser)
        : (Object) READER_VALUE.invokeExact(reader, context, parser);
  }

  /** What a reader without a filter makes of values that follow each other. */
  @SuppressWarnings("unchecked")
  static MappingIterator<Object> values(ObjectReader reader, Source source) {
    try {
      DeserializationContextExt context = context(reader);
      JsonParser parser = source.parser(context);
      return (MappingIterator<Object>)
          (MappingIterator) READER_VALUES.invokeExact(reader, context, parser);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** How locations refer to the content, or {@code null} if that is not known. */
  static ContentReference reference(TokenStreamFactory factory, Object content) {
    try {
      return (ContentReference) REFERENCE.invokeExact(factory, content);
    } catch (Throwable e) {
      return null;
    }
  }

  /** The same for a part of the content. */
  static ContentReference reference(
      TokenStreamFactory factory, Object content, int offset, int length) {
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
  static JsonParser parser(
      JsonFactory factory, ObjectReadContext context, InputStream read, InputStream told)
      throws Throwable {
    TokenStreamFactory any = factory;
    ContentReference reference = (ContentReference) REFERENCE.invokeExact(any, (Object) told);
    IOContext io = (IOContext) IO_CONTEXT.invokeExact(any, reference, false);
    return (JsonParser) STREAM_PARSER.invokeExact(factory, context, io, read);
  }
}

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.CharTypes;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.ContextAttributes;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Map;

/**
 * The parts of generators, and of the writers that keep one open, that Jackson shows to subclasses
 * only. Where one of them is missing, {@link #isComplete} says so.
 */
final class GeneratorInternals {

  private static final VarHandle CONTEXT;
  private static final VarHandle ESCAPES;
  private static final VarHandle INDEX;
  private static final VarHandle PROVIDER;
  private static final VarHandle GENERATOR;
  private static final VarHandle ROOT_SERIALIZER;
  private static final VarHandle OBJECT_IDS;
  private static final VarHandle OBJECT_ID_GENERATORS;
  private static final VarHandle ATTRIBUTES;
  private static final String OBSTACLE;

  static {
    Members f = new Members(MethodHandles.lookup());
    CONTEXT = f.field(GeneratorBase.class, "_writeContext", JsonWriteContext.class);
    ESCAPES = f.field(JsonGeneratorImpl.class, "_outputEscapes", int[].class);
    INDEX = f.field(JsonStreamContext.class, "_index", int.class);
    PROVIDER = f.field(SequenceWriter.class, "_provider", DefaultSerializerProvider.class);
    GENERATOR = f.field(SequenceWriter.class, "_generator", JsonGenerator.class);
    ROOT_SERIALIZER = f.field(SequenceWriter.class, "_rootSerializer", JsonSerializer.class);
    Class<?> provider = DefaultSerializerProvider.class;
    OBJECT_IDS = f.field(provider, "_seenObjectIds", Map.class);
    OBJECT_ID_GENERATORS = f.field(provider, "_objectIdGenerators", ArrayList.class);
    ATTRIBUTES = f.field(SerializerProvider.class, "_attributes", ContextAttributes.class);
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("generators of Jackson 2 are left alone: " + OBSTACLE + " is not accessible");
    }
  }

  private GeneratorInternals() {}

  /** Whether nothing is missing. */
  static boolean isComplete() {
    return OBSTACLE == null;
  }

  /** Whether the generator escapes what every factory's does that nobody has configured. */
  static boolean escapesAsUsual(JsonGenerator generator) {
    return (int[]) ESCAPES.get((JsonGeneratorImpl) generator) == CharTypes.get7BitOutputEscapes()
        && generator.getHighestEscapedChar() == 0
        && generator.getCharacterEscapes() == null;
  }

  /** Moves a generator to another place of its document. */
  static void goTo(JsonGenerator generator, JsonWriteContext context) {
    CONTEXT.set((GeneratorBase) generator, context);
  }

  /** Makes a context count so many entries. */
  static void setEntries(JsonWriteContext context, int entries) {
    INDEX.set((JsonStreamContext) context, entries - 1);
  }

  static DefaultSerializerProvider provider(SequenceWriter writer) {
    return (DefaultSerializerProvider) PROVIDER.get(writer);
  }

  static JsonGenerator generator(SequenceWriter writer) {
    return (JsonGenerator) GENERATOR.get(writer);
  }

  /** Whether something is kept of the values before: identities of objects, or attributes. */
  static boolean remembers(SequenceWriter writer) {
    DefaultSerializerProvider provider = provider(writer);
    return (Map<?, ?>) OBJECT_IDS.get(provider) != null
        || (ContextAttributes) ATTRIBUTES.get((SerializerProvider) provider)
            != provider.getConfig().getAttributes();
  }

  /** Has a sequence that remembered nothing forget the value that was written last. */
  static void forget(SequenceWriter writer) {
    DefaultSerializerProvider provider = provider(writer);
    OBJECT_IDS.set(provider, (Map<?, ?>) null);
    OBJECT_ID_GENERATORS.set(provider, (ArrayList<?>) null);
    ATTRIBUTES.set((SerializerProvider) provider, provider.getConfig().getAttributes());
  }

  /** The serializer for all values of the sequence, or {@code null}. */
  @SuppressWarnings("unchecked")
  static JsonSerializer<Object> rootSerializer(SequenceWriter writer) {
    return (JsonSerializer<Object>) (JsonSerializer<?>) ROOT_SERIALIZER.get(writer);
  }
}

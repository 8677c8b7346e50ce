package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.DupDetector;
import tools.jackson.core.json.JsonGeneratorBase;
import tools.jackson.core.json.JsonWriteContext;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.ContextAttributes;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.SerializationContextExt;

/**
 * The parts of generators, and of the writers that keep one open, that Jackson shows to subclasses
 * only. Where one of them is missing, {@link #isComplete} says so.
 */
final class GeneratorInternals {

  private static final VarHandle CONTEXT;
  private static final VarHandle INDEX;
  private static final VarHandle HAS_NAME;
  private static final MethodHandle NEW_CONTEXT;
  private static final VarHandle SEQUENCE_CONTEXT;
  private static final VarHandle SEQUENCE_GENERATOR;
  private static final VarHandle ROOT_SERIALIZER;
  private static final VarHandle TYPE_SERIALIZER;
  private static final VarHandle OBJECT_IDS;
  private static final VarHandle OBJECT_ID_GENERATORS;
  private static final VarHandle ATTRIBUTES;
  private static final String OBSTACLE;

  static {
    Members m = new Members(MethodHandles.lookup());
    Class<?> sequence = SequenceWriter.class;
    CONTEXT = m.field(JsonGeneratorBase.class, "_streamWriteContext", JsonWriteContext.class);
    INDEX = m.field(TokenStreamContext.class, "_index", int.class);
    HAS_NAME = m.field(JsonWriteContext.class, "_gotName", boolean.class);
    NEW_CONTEXT =
        m.constructor(
            JsonWriteContext.class,
            int.class,
            JsonWriteContext.class,
            DupDetector.class,
            Object.class);
    SEQUENCE_CONTEXT = m.field(sequence, "_provider", SerializationContextExt.class);
    SEQUENCE_GENERATOR = m.field(sequence, "_generator", JsonGenerator.class);
    ROOT_SERIALIZER = m.field(sequence, "_rootSerializer", ValueSerializer.class);
    TYPE_SERIALIZER = m.field(sequence, "_typeSerializer", TypeSerializer.class);
    Class<?> context = SerializationContextExt.class;
    OBJECT_IDS = m.field(context, "_seenObjectIds", Map.class);
    OBJECT_ID_GENERATORS = m.field(context, "_objectIdGenerators", ArrayList.class);
    ATTRIBUTES = m.field(SerializationContext.class, "_attributes", ContextAttributes.class);
    OBSTACLE = m.missing();
    if (OBSTACLE != null) {
      Log.info("generators of Jackson 3 are left alone: " + OBSTACLE + " is not accessible");
    }
  }

  private GeneratorInternals() {}

  /** Whether nothing is missing. */
  static boolean isComplete() {
    return OBSTACLE == null;
  }

  /** Moves a generator to another place of its document. */
  static void goTo(JsonGenerator generator, JsonWriteContext context) {
    CONTEXT.set((JsonGeneratorBase) generator, context);
  }

  /** Whether a value may come in this place. */
  static boolean expectsValue(JsonWriteContext context) {
    return !context.inObject() || (boolean) HAS_NAME.get(context);
  }

  /** The same place once more, to be written to without the document's knowing. */
  static JsonWriteContext copy(JsonWriteContext place) {
    int type = TokenStreamContext.TYPE_ROOT;
    if (!place.inRoot()) {
      type = place.inArray() ? TokenStreamContext.TYPE_ARRAY : TokenStreamContext.TYPE_OBJECT;
    }
    JsonWriteContext copy;
    try {
      copy =
          (JsonWriteContext)
              NEW_CONTEXT.invokeExact(
                  type, place.getParent(), (DupDetector) null, place.currentValue());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    INDEX.set((TokenStreamContext) copy, place.getEntryCount() - 1);
    if (place.inObject()) {
      copy.writeName(place.currentName());
    }
    return copy;
  }

  /** The context of all values of the sequence. */
  static SerializationContextExt context(SequenceWriter sequence) {
    return (SerializationContextExt) SEQUENCE_CONTEXT.get(sequence);
  }

  static JsonGenerator generator(SequenceWriter sequence) {
    return (JsonGenerator) SEQUENCE_GENERATOR.get(sequence);
  }

  /** Whether something is kept of the values before: identities of objects, or attributes. */
  static boolean remembers(SequenceWriter sequence) {
    SerializationContextExt context = context(sequence);
    return (Map<?, ?>) OBJECT_IDS.get(context) != null
        || (ContextAttributes) ATTRIBUTES.get((SerializationContext) context)
            != context.getConfig().getAttributes();
  }

  /** Has a sequence that remembered nothing forget the value that was written last. */
  static void forget(SequenceWriter sequence) {
    SerializationContextExt context = context(sequence);
    OBJECT_IDS.set(context, (Map<?, ?>) null);
    OBJECT_ID_GENERATORS.set(context, (ArrayList<?>) null);
    ATTRIBUTES.set((SerializationContext) context, context.getConfig().getAttributes());
  }

  /** The serializer for all values of the sequence, or {@code null}. */
  @SuppressWarnings("unchecked")
  static ValueSerializer<Object> rootSerializer(SequenceWriter sequence) {
    return (ValueSerializer<Object>) (ValueSerializer<?>) ROOT_SERIALIZER.get(sequence);
  }

  /** Whether type information is written for the values of the sequence. */
  static boolean isPolymorphic(SequenceWriter sequence) {
    return (TypeSerializer) TYPE_SERIALIZER.get(sequence) != null;
  }
}

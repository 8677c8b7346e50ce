package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.jackson3.read.BufferInternals;
import io.fastaccel.interceptors.jackson3.read.Scalar;
import io.fastaccel.interceptors.jackson3.read.TreeTokens;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.SimpleStreamWriteContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializer;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.ser.jackson.JacksonSerializableSerializer;
import tools.jackson.databind.ser.jdk.BooleanSerializer;
import tools.jackson.databind.ser.jdk.CollectionSerializer;
import tools.jackson.databind.ser.jdk.IndexedListSerializer;
import tools.jackson.databind.ser.jdk.IndexedStringListSerializer;
import tools.jackson.databind.ser.jdk.MapSerializer;
import tools.jackson.databind.ser.jdk.NumberSerializers;
import tools.jackson.databind.ser.jdk.StaticListSerializerBase;
import tools.jackson.databind.ser.jdk.StringCollectionSerializer;
import tools.jackson.databind.ser.jdk.StringSerializer;
import tools.jackson.databind.ser.std.AsArraySerializerBase;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Takes one value apart as Jackson's serializers would write it to a buffer of tokens: what the
 * best-known of them do is done here, beans by their {@linkplain TokenPlan plans}; every other
 * serializer is run on a buffer of Jackson's own, and what is in it then is taken over.
 *
 * <p>Used by one thread for one value. Public for the generated plans alone.
 */
public final class TokenWriter {

  private final Tokens out = new Tokens();
  private final Place place = new Place(out);
  private final SerializationContextExt context;
  private final int features;
  private final boolean forcesDecimals;

  private TokenBuffer buffer;
  private JsonParser parser;

  private TokenWriter(SerializationContextExt context, boolean forcesDecimals) {
    this.context = context;
    this.features = context.getConfig().getSerializationFeatures();
    this.forcesDecimals = forcesDecimals;
  }

  /** What a value is made of, for a mapper's context of this call. */
  static Tokens tokens(SerializationContextExt context, boolean forcesDecimals, Object value)
      throws Throwable {
    TokenWriter writer = new TokenWriter(context, forcesDecimals);
    writer.value(context.findTypedValueSerializer(value.getClass(), true), value);
    if (writer.place.isDear()) {
      Attempts.TAKING_APART.failed(value.getClass());
    }
    return writer.out;
  }

  // ---- values

  /** Adds a value as its serializer would; its place has been noted. */
  private void value(ValueSerializer<Object> serializer, Object value) throws Throwable {
    if (!scalar(serializer, value)) {
      structure(serializer, value);
    }
  }

  /** Adds a value that is no structure, if it is one that is known here. */
  private boolean scalar(ValueSerializer<Object> serializer, Object value) {
    Class<?> kind = serializer.getClass();
    if (kind == StringSerializer.class) {
      out.add((String) value);
    } else if (kind == NumberSerializers.IntegerSerializer.class) {
      out.add((Integer) value);
    } else if (kind == BooleanSerializer.class) {
      out.add(Boolean.TRUE.equals(value));
    } else if (kind == NumberSerializers.DoubleSerializer.class) {
      out.add((Double) value);
    } else if (kind == NumberSerializers.LongSerializer.class) {
      out.add((Long) value);
    } else {
      return false;
    }
    return true;
  }

  private void structure(ValueSerializer<Object> serializer, Object value) throws Throwable {
    Class<?> kind = serializer.getClass();
    if (kind == MapSerializer.class) {
      map((MapSerializer) (ValueSerializer<?>) serializer, (Map<?, ?>) value);
    } else if (kind == BeanSerializer.class) {
      bean(serializer, value);
    } else if (kind == IndexedListSerializer.class || kind == CollectionSerializer.class) {
      collection((AsArraySerializerBase<?>) (ValueSerializer<?>) serializer, (Collection<?>) value);
    } else if (kind == IndexedStringListSerializer.class
        || kind == StringCollectionSerializer.class) {
      strings((StaticListSerializerBase<?>) (ValueSerializer<?>) serializer, (Collection<?>) value);
    } else if (kind == JacksonSerializableSerializer.class
        && value instanceof JsonNode node
        && TreeWriting.isAsUsual(context)) {
      tree(serializer, node);
    } else if (kind == ToStringSerializer.class) {
      String text = value.toString();
      out.add(text == null ? Mark.NULL : text);
    } else if (kind == NumberSerializers.FloatSerializer.class) {
      out.add(new Scalar(JsonToken.VALUE_NUMBER_FLOAT, value));
    } else {
      hand(serializer, value);
    }
  }

  private void tree(ValueSerializer<Object> serializer, JsonNode node) throws Throwable {
    int before = out.size();
    if (!TreeTokens.add(node, out, false)) {
      out.cutTo(before);
      hand(serializer, node);
    }
  }

  private void bean(ValueSerializer<Object> serializer, Object bean) throws Throwable {
    TokenPlan plan = TokenPlans.find(bean.getClass(), serializer);
    if (plan == null) {
      if (TokenPlans.isPending(bean.getClass(), serializer)) {
        place.excuse();
      }
      hand(serializer, bean);
      return;
    }
    place.enter(bean);
    out.add(Mark.OBJECT);
    int unused = plan.write(bean, this, SerializerInternals.properties(serializer));
    out.add(Mark.END);
    place.leave();
  }

  private void map(MapSerializer serializer, Map<?, ?> map) throws Throwable {
    if (!SerializerInternals.isPlain(serializer)
        || SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS.enabledIn(features)
        || !hasStringKeys(map)) {
      hand(serializer, map);
      return;
    }
    place.enter(map);
    out.add(Mark.OBJECT);
    Class<?> type = null;
    ValueSerializer<Object> valueSerializer = null;
    if (!map.isEmpty()) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object value = entry.getValue();
        String name = (String) entry.getKey();
        out.add(name);
        if (value == null) {
          out.add(Mark.NULL);
        } else {
          if (value.getClass() != type) {
            type = value.getClass();
            valueSerializer = SerializerInternals.serializerFor(serializer, value, context);
          }
          if (!scalar(valueSerializer, value)) {
            structure(valueSerializer, value);
          }
        }
      }
    }
    out.add(Mark.END);
    place.leave();
  }

  private static boolean hasStringKeys(Map<?, ?> map) {
    for (Object key : map.keySet()) {
      if (!(key instanceof String)) {
        return false;
      }
    }
    return true;
  }

  private void collection(AsArraySerializerBase<?> serializer, Collection<?> values)
      throws Throwable {
    if (!SerializerInternals.isPlain(serializer) || isArranged(values)) {
      hand(serializer, values);
      return;
    }
    place.enter(values);
    out.add(Mark.ARRAY);
    Elements elements = new Elements(serializer);
    if (serializer.getClass() == IndexedListSerializer.class) {
      List<?> list = (List<?>) values;
      for (int i = 0, size = list.size(); i < size; i++) {
        elements.add(list.get(i));
      }
    } else {
      for (Object value : values) {
        elements.add(value);
      }
    }
    out.add(Mark.END);
    place.leave();
  }

  /** The elements of one collection. */
  private final class Elements {
    private final AsArraySerializerBase<?> serializer;
    private Class<?> type;
    private ValueSerializer<Object> ofType;

    Elements(AsArraySerializerBase<?> serializer) {
      this.serializer = serializer;
    }

    void add(Object value) throws Throwable {
      if (value == null) {
        out.add(Mark.NULL);
      } else {
        if (value.getClass() != type) {
          type = value.getClass();
          ofType = SerializerInternals.serializerFor(serializer, type, context);
        }
        if (!scalar(ofType, value)) {
          structure(ofType, value);
        }
      }
    }
  }

  private void strings(StaticListSerializerBase<?> serializer, Collection<?> values)
      throws Throwable {
    if (!SerializerInternals.isPlain(serializer) || isArranged(values)) {
      hand(serializer, values);
      return;
    }
    out.add(Mark.ARRAY);
    for (Object value : values) {
      out.add(value == null ? Mark.NULL : (String) value);
    }
    out.add(Mark.END);
  }

  /** Whether a feature asks for more than one element after the other. */
  private boolean isArranged(Collection<?> values) {
    return (values instanceof Set && MapperProfile.ordersSets(features))
        || (SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED.enabledIn(features)
            && values.size() == 1);
  }

  // ---- Jackson's serializers

  /** Has a serializer of Jackson's write a value. */
  @SuppressWarnings("unchecked")
  private void hand(ValueSerializer<?> serializer, Object value) throws Throwable {
    SimpleStreamWriteContext around = begin();
    int before = around.getEntryCount();
    ((ValueSerializer<Object>) serializer).serialize(value, buffer, context);
    end(around);
    if (around.getEntryCount() != before + 1) {
      throw new OriginalNeeded("serializer that writes no value, or several");
    }
  }

  /** Takes the buffer to where we are. */
  private SimpleStreamWriteContext begin() throws Throwable {
    if (buffer == null) {
      buffer = context.bufferForValueConversion();
      if (forcesDecimals) {
        buffer.forceUseOfBigDecimal(true);
      }
      parser = buffer.asParser();
      SerializerInternals.setGenerator(context, buffer);
    }
    SimpleStreamWriteContext around = place.at(out.size());
    BufferInternals.begin(buffer, around);
    return around;
  }

  /** Takes over what is in the buffer. */
  private void end(SimpleStreamWriteContext around) throws Throwable {
    if (buffer.streamWriteContext() != around) {
      throw new OriginalNeeded("serializer that leaves an object open");
    }
    BufferInternals.copy(buffer, parser, out);
    place.passed(out.size());
  }

  /** Jackson's own contexts. */
  private static final class Place extends TokenPlace<SimpleStreamWriteContext> {

    Place(Tokens tokens) {
      super(tokens);
    }

    @Override
    protected SimpleStreamWriteContext root() {
      return SimpleStreamWriteContext.createRootContext(null);
    }

    @Override
    protected SimpleStreamWriteContext in(
        SimpleStreamWriteContext outer, boolean isArray, Object value) {
      outer.writeValue();
      return isArray ? outer.createChildArrayContext(value) : outer.createChildObjectContext(value);
    }

    @Override
    protected void named(SimpleStreamWriteContext context, String name) {
      context.writeName(name);
    }

    @Override
    protected void counted(SimpleStreamWriteContext context) {
      context.writeValue();
    }

    @Override
    protected void tell(SimpleStreamWriteContext context, Object value) {}
  }

  // ---- what plans call

  /** A property that is left to its own writer, name included. */
  public int handProperty(int written, BeanPropertyWriter property, Object bean) throws Throwable {
    SimpleStreamWriteContext around = begin();
    int before = around.getEntryCount();
    property.serializeAsProperty(bean, buffer, context);
    end(around);
    return written + around.getEntryCount() - before;
  }

  /** A property whose value has been read. */
  public int property(
      int written,
      BeanPropertyWriter property,
      byte[] name,
      int length,
      Object value,
      Object bean,
      int inclusion)
      throws Throwable {
    if (value == null) {
      if (inclusion != DocumentWriter.ALWAYS) {
        return written;
      }
      out.add(property.getName());
      out.add(Mark.NULL);
      return written + 1;
    }
    ValueSerializer<Object> serializer =
        SerializerInternals.serializerFor(property, value.getClass(), context);
    if (inclusion == DocumentWriter.NON_EMPTY && serializer.isEmpty(context, value)) {
      return written;
    }
    if (value == bean) {
      return handProperty(written, property, bean);
    }
    out.add(property.getName());
    if (!scalar(serializer, value)) {
      structure(serializer, value);
    }
    return written + 1;
  }

  /** Whatever was thrown: the original will throw it again. */
  public Throwable failed(Throwable e, Object bean, BeanPropertyWriter property) {
    return e;
  }
}

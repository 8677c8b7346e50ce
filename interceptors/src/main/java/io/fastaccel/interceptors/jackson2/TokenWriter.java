package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.ser.AnyGetterWriter;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.impl.IndexedListSerializer;
import com.fasterxml.jackson.databind.ser.impl.IndexedStringListSerializer;
import com.fasterxml.jackson.databind.ser.impl.StringCollectionSerializer;
import com.fasterxml.jackson.databind.ser.std.AsArraySerializerBase;
import com.fasterxml.jackson.databind.ser.std.BooleanSerializer;
import com.fasterxml.jackson.databind.ser.std.CollectionSerializer;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializers;
import com.fasterxml.jackson.databind.ser.std.SerializableSerializer;
import com.fasterxml.jackson.databind.ser.std.StaticListSerializerBase;
import com.fasterxml.jackson.databind.ser.std.StringSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.ser.std.UUIDSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fastaccel.interceptors.jackson2.read.BufferInternals;
import io.fastaccel.interceptors.jackson2.read.Scalar;
import io.fastaccel.interceptors.jackson2.read.TreeTokens;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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
  private final ObjectMapper mapper;
  private final DefaultSerializerProvider provider;
  private final int features;
  private final boolean forcesDecimals;

  private TokenBuffer buffer;
  private JsonParser parser;

  private TokenWriter(
      ObjectMapper mapper, DefaultSerializerProvider provider, boolean forcesDecimals) {
    this.mapper = mapper;
    this.provider = provider;
    this.features = provider.getConfig().getSerializationFeatures();
    this.forcesDecimals = forcesDecimals;
  }

  /** What a value is made of, for a mapper and its provider for this call. */
  static Tokens tokens(
      ObjectMapper mapper, DefaultSerializerProvider provider, boolean forcesDecimals, Object value)
      throws Throwable {
    TokenWriter writer = new TokenWriter(mapper, provider, forcesDecimals);
    writer.value(provider.findTypedValueSerializer(value.getClass(), true, null), value);
    if (writer.place.isDear()) {
      Attempts.TAKING_APART.failed(value.getClass());
    }
    return writer.out;
  }

  // ---- values

  /** Adds a value as its serializer would; its place has been noted. */
  private void value(JsonSerializer<Object> serializer, Object value) throws Throwable {
    if (!scalar(serializer, value)) {
      structure(serializer, value);
    }
  }

  /** Adds a value that is no structure, if it is one that is known here. */
  private boolean scalar(JsonSerializer<Object> serializer, Object value) {
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

  private void structure(JsonSerializer<Object> serializer, Object value) throws Throwable {
    Class<?> kind = serializer.getClass();
    if (kind == MapSerializer.class) {
      map((MapSerializer) (JsonSerializer<?>) serializer, (Map<?, ?>) value);
    } else if (kind == BeanSerializer.class) {
      bean(serializer, value);
    } else if (kind == IndexedListSerializer.class || kind == CollectionSerializer.class) {
      collection((AsArraySerializerBase<?>) (JsonSerializer<?>) serializer, (Collection<?>) value);
    } else if (kind == IndexedStringListSerializer.class
        || kind == StringCollectionSerializer.class) {
      strings((StaticListSerializerBase<?>) (JsonSerializer<?>) serializer, (Collection<?>) value);
    } else if (kind == SerializableSerializer.class
        && value instanceof JsonNode node
        && TreeWriting.isAsUsual(mapper, provider)) {
      tree(serializer, node);
    } else if (kind == EnumSerializer.class
        && SerializerInternals.writesNames(
            (EnumSerializer) (JsonSerializer<?>) serializer, features)) {
      EnumSerializer names = (EnumSerializer) (JsonSerializer<?>) serializer;
      out.add(names.getEnumValues().serializedValueFor((Enum<?>) value).getValue());
    } else if (kind == ToStringSerializer.class
        || (kind == UUIDSerializer.class && SerializerInternals.writesText(serializer))) {
      String text = value.toString();
      out.add(text == null ? Mark.NULL : text);
    } else if (kind == NumberSerializers.FloatSerializer.class) {
      out.add(new Scalar(JsonToken.VALUE_NUMBER_FLOAT, value));
    } else {
      hand(serializer, value);
    }
  }

  private void tree(JsonSerializer<Object> serializer, JsonNode node) throws Throwable {
    int before = out.size();
    if (!TreeTokens.add(node, out, false)) {
      out.cutTo(before);
      hand(serializer, node);
    }
  }

  private void bean(JsonSerializer<Object> serializer, Object bean) throws Throwable {
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
    AnyGetterWriter any = SerializerInternals.anyGetter(serializer);
    if (any != null) {
      JsonWriteContext around = begin();
      any.getAndSerialize(bean, buffer, provider);
      end(around);
    }
    out.add(Mark.END);
    place.leave();
  }

  private void map(MapSerializer serializer, Map<?, ?> map) throws Throwable {
    if (!SerializerInternals.isPlain(serializer)
        || SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS.enabledIn(features)
        || (!map.isEmpty() && !SerializerInternals.writesStringKeys(serializer))
        || !hasStringKeys(map)) {
      hand(serializer, map);
      return;
    }
    place.enter(map);
    out.add(Mark.OBJECT);
    Class<?> type = null;
    JsonSerializer<Object> valueSerializer = null;
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
            valueSerializer = SerializerInternals.serializerFor(serializer, value, provider);
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
    if (!SerializerInternals.isPlain(serializer) || isUnwrapped(values)) {
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
    private JsonSerializer<Object> ofType;

    Elements(AsArraySerializerBase<?> serializer) {
      this.serializer = serializer;
    }

    void add(Object value) throws Throwable {
      if (value == null) {
        out.add(Mark.NULL);
      } else {
        if (value.getClass() != type) {
          type = value.getClass();
          ofType = SerializerInternals.serializerFor(serializer, type, provider);
        }
        if (!scalar(ofType, value)) {
          structure(ofType, value);
        }
      }
    }
  }

  private void strings(StaticListSerializerBase<?> serializer, Collection<?> values)
      throws Throwable {
    if (!SerializerInternals.isPlain(serializer) || isUnwrapped(values)) {
      hand(serializer, values);
      return;
    }
    out.add(Mark.ARRAY);
    for (Object value : values) {
      out.add(value == null ? Mark.NULL : (String) value);
    }
    out.add(Mark.END);
  }

  private boolean isUnwrapped(Collection<?> values) {
    return SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED.enabledIn(features)
        && values.size() == 1;
  }

  // ---- Jackson's serializers

  /** Has a serializer of Jackson's write a value. */
  @SuppressWarnings("unchecked")
  private void hand(JsonSerializer<?> serializer, Object value) throws Throwable {
    JsonWriteContext around = begin();
    int before = around.getEntryCount();
    ((JsonSerializer<Object>) serializer).serialize(value, buffer, provider);
    end(around);
    if (around.getEntryCount() != before + 1) {
      throw new OriginalNeeded("serializer that writes no value, or several");
    }
  }

  /** Takes the buffer to where we are. */
  private JsonWriteContext begin() throws Throwable {
    if (buffer == null) {
      buffer = new TokenBuffer(mapper, false);
      if (forcesDecimals) {
        buffer.forceUseOfBigDecimal(true);
      }
      parser = buffer.asParser();
      SerializerInternals.setGenerator(provider, buffer);
    }
    JsonWriteContext around = place.at(out.size());
    BufferInternals.begin(buffer, around);
    return around;
  }

  /** Takes over what is in the buffer. */
  private void end(JsonWriteContext around) throws Throwable {
    if (buffer.getOutputContext() != around) {
      throw new OriginalNeeded("serializer that leaves an object open");
    }
    BufferInternals.copy(buffer, parser, out);
    place.passed(out.size());
  }

  /** Jackson's own contexts. */
  private static final class Place extends TokenPlace<JsonWriteContext> {

    Place(Tokens tokens) {
      super(tokens);
    }

    @Override
    protected JsonWriteContext root() {
      return JsonWriteContext.createRootContext(null);
    }

    @Override
    protected JsonWriteContext in(JsonWriteContext outer, boolean isArray, Object value) {
      outer.writeValue();
      return isArray ? outer.createChildArrayContext(value) : outer.createChildObjectContext(value);
    }

    @Override
    protected void named(JsonWriteContext context, String name) throws JsonProcessingException {
      context.writeFieldName(name);
    }

    @Override
    protected void counted(JsonWriteContext context) {
      context.writeValue();
    }

    @Override
    protected void tell(JsonWriteContext context, Object value) {}
  }

  // ---- what plans call

  /** A property that is left to its own writer, name included. */
  public int handProperty(int written, BeanPropertyWriter property, Object bean) throws Throwable {
    JsonWriteContext around = begin();
    int before = around.getEntryCount();
    property.serializeAsField(bean, buffer, provider);
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
    JsonSerializer<Object> serializer =
        SerializerInternals.serializerFor(property, value.getClass(), provider);
    if (inclusion == DocumentWriter.NON_EMPTY && serializer.isEmpty(provider, value)) {
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

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.ext.NioPathSerializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.AnyGetterWriter;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.impl.IndexedListSerializer;
import com.fasterxml.jackson.databind.ser.impl.IndexedStringListSerializer;
import com.fasterxml.jackson.databind.ser.impl.StringCollectionSerializer;
import com.fasterxml.jackson.databind.ser.std.AsArraySerializerBase;
import com.fasterxml.jackson.databind.ser.std.BooleanSerializer;
import com.fasterxml.jackson.databind.ser.std.ByteArraySerializer;
import com.fasterxml.jackson.databind.ser.std.CollectionSerializer;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializers;
import com.fasterxml.jackson.databind.ser.std.SerializableSerializer;
import com.fasterxml.jackson.databind.ser.std.StaticListSerializerBase;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.StringSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.ser.std.UUIDSerializer;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes one document by looking at which of Jackson's serializers would do it: what the best-known
 * of them do is done here, beans by their {@linkplain BeanPlan plans}; every other serializer is
 * run on a {@link FastGenerator} over the same output.
 *
 * <p>Used by one thread for one document at a time; {@link #end} lets go of everything that is the
 * application's. Public for the generated plans alone.
 */
public final class DocumentWriter {

  /** Nulls are written. */
  static final int ALWAYS = 0;

  /** Nulls are left out. */
  static final int NON_NULL = 1;

  /** Nulls and what the serializer calls empty are left out. */
  static final int NON_EMPTY = 2;

  /** Jackson's name for the place of an exception there. */
  private static final String AFTER_THE_PROPERTIES = "[anySetter]";

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final JsonOutput out;
  private final JacksonContexts stack = new JacksonContexts();

  private JsonFactory factory;
  private MapperProfile profile;
  private DefaultSerializerProvider provider;
  private int features;
  private boolean quoteNonNumeric;
  private FastGenerator generator;

  /** {@code null} for a compact document. */
  private PrettyLayout pretty;

  private DefaultPrettyPrinter printer;
  private JsonWriteContext root;

  /** Where parts of a large document go, or {@code null}. */
  private Target target;

  /** Values before this one in the document that this one is to be part of; -1 if there is none. */
  private int valuesBefore = -1;

  private String refusal;

  /** Jackson writes the colon with the value, whose serializer is being looked for. */
  private boolean colonPending;

  /** The map serializer last found to be plain. */
  private MapSerializer plainMap;

  private JsonSerializer<?> lastSerializer;
  private Class<?> lastType;
  private BeanPlan lastPlan;
  private JsonSerializer<?> previousSerializer;
  private Class<?> previousType;
  private BeanPlan previousPlan;

  DocumentWriter(JsonOutput out) {
    this.out = out;
  }

  /** Lets parts of a large document go to this target. */
  void drainTo(Target wanted) {
    target = wanted;
  }

  /**
   * Tells that what is written becomes a value of another document, which nobody sees growing.
   *
   * @param before values that are there already; -1: it does not
   */
  void partOfAnother(int before) {
    valuesBefore = before;
  }

  /** Sets up a generator for this document. */
  void prepare(FastGenerator wanted) {
    wanted.drainTo(target);
    if (valuesBefore >= 0) {
      wanted.partOfAnother(valuesBefore);
    }
  }

  /** Where everything goes. */
  public JsonOutput out() {
    return out;
  }

  /** Begins a document; the output has been started. */
  void begin(
      MapperProfile profile,
      PrettyLayout pretty,
      JsonFactory factory,
      DefaultSerializerProvider provider,
      int serializationFeatures) {
    this.pretty = pretty;
    if (pretty != null) {
      out.layOut(pretty.layout());
    }
    this.profile = profile;
    this.factory = factory;
    this.provider = provider;
    this.features = serializationFeatures;
    this.quoteNonNumeric = profile.quotesNonNumeric();
  }

  /** Ends the use of the generator that serializers may have been given, and forgets everything. */
  void end() {
    if (generator != null) {
      generator.letGo();
    }
    generator = null;
    pretty = null;
    printer = null;
    root = null;
    profile = null;
    factory = null;
    provider = null;
    colonPending = false;
    plainMap = null;
    lastSerializer = null;
    lastType = null;
    lastPlan = null;
    previousSerializer = null;
    previousType = null;
    previousPlan = null;
    refusal = null;
    stack.clear();
  }

  /** Why the document is of no use, or {@code null}. */
  String refusal() {
    return generator != null && generator.refusal() != null ? generator.refusal() : refusal;
  }

  /** After an exception: takes back the separator before a value that has not begun. */
  void dropSeparator() {
    if (colonPending || (generator != null && generator.separatorIsPending())) {
      out.retractSeparator(stack.inArray(), stack.index() == 0);
    }
  }

  int serializationFeatures() {
    return features;
  }

  /** For generating plans under the current configuration. */
  EnumTexts texts() {
    return new EnumTexts(provider, profile.features());
  }

  private OriginalNeeded refused(String reason) {
    refusal = reason;
    return new OriginalNeeded(reason);
  }

  // ---- values

  /** Writes a value as its serializer would; the separator before it has been written. */
  void value(JsonSerializer<Object> serializer, Object value) throws Throwable {
    if (!scalar(serializer, value)) {
      structure(serializer, value);
    }
  }

  /** Writes a value that is no structure, if it is one that is known here. */
  private boolean scalar(JsonSerializer<Object> serializer, Object value) {
    Class<?> kind = serializer.getClass();
    if (kind == StringSerializer.class) {
      out.quoted((String) value);
    } else if (kind == NumberSerializers.IntegerSerializer.class) {
      out.number((Integer) value);
    } else if (kind == BooleanSerializer.class) {
      out.bool(Boolean.TRUE.equals(value));
    } else if (kind == NumberSerializers.DoubleSerializer.class) {
      number((double) (Double) value);
    } else if (kind == NumberSerializers.LongSerializer.class) {
      out.number((Long) value);
    } else {
      return false;
    }
    return true;
  }

  /** Any other value; its place has been noted. */
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
        && profile.writesTreesAsUsual(provider)) {
      tree(node);
    } else if (kind == ToStringSerializer.class) {
      colonPending = true;
      String text = value.toString();
      colonPending = false;
      out.quotedOrNull(text);
    } else if (kind == EnumSerializer.class
        && SerializerInternals.writesNames(
            (EnumSerializer) (JsonSerializer<?>) serializer, features)) {
      EnumSerializer names = (EnumSerializer) (JsonSerializer<?>) serializer;
      out.quoted(names.getEnumValues().serializedValueFor((Enum<?>) value).getValue());
    } else if (kind == UUIDSerializer.class && SerializerInternals.writesText(serializer)) {
      out.quoted(value.toString());
    } else if (kind == ByteArraySerializer.class
        && Base64Variants.MIME_NO_LINEFEEDS.equals(provider.getConfig().getBase64Variant())) {
      out.base64((byte[]) value);
    } else if (kind == NioPathSerializer.class) {
      colonPending = true;
      String text = ((Path) value).toUri().toString();
      colonPending = false;
      out.quotedOrNull(text);
    } else {
      hand(serializer, value);
    }
  }

  /** A tree as its nodes write themselves; its place has been noted. */
  private void tree(JsonNode node) throws Throwable {
    Class<?> kind = node.getClass();
    if (kind == TextNode.class) {
      out.quotedOrNull(node.textValue());
    } else if (kind == ObjectNode.class) {
      object(node);
    } else if (kind == ArrayNode.class) {
      enter(node, true);
      out.openArray();
      int size = node.size();
      for (int index = 0; index < size; index++) {
        drain();
        out.element(index == 0);
        stack.element(index);
        tree(node.get(index));
      }
      out.closeArray(size == 0);
      stack.leave();
    } else if (kind == IntNode.class) {
      out.number(node.intValue());
    } else if (kind == BooleanNode.class) {
      out.bool(node.booleanValue());
    } else if (kind == DoubleNode.class) {
      number(node.doubleValue());
    } else if (kind == LongNode.class) {
      out.number(node.longValue());
    } else if (kind == NullNode.class) {
      out.ascii(NULL);
    } else {
      hand(SerializableSerializer.instance, node);
    }
  }

  private void object(JsonNode node) throws Throwable {
    enter(node, false);
    out.openObject();
    int index = 0;
    for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); index++) {
      if (index > 0) {
        drain();
      }
      Map.Entry<String, JsonNode> entry = i.next();
      out.name(entry.getKey(), index == 0);
      stack.entry(index, entry.getKey());
      tree(entry.getValue());
    }
    out.closeObject(index == 0);
    stack.leave();
  }

  private void bean(JsonSerializer<Object> serializer, Object bean) throws Throwable {
    BeanPlan plan = plan(bean.getClass(), serializer);
    if (plan == null) {
      hand(serializer, bean);
      return;
    }
    enter(bean, false);
    out.openObject();
    int written = plan.write(bean, this, SerializerInternals.properties(serializer));
    AnyGetterWriter any = SerializerInternals.anyGetter(serializer);
    if (any != null) {
      try {
        written = anyGetter(written, any, bean);
      } catch (Exception e) {
        throw failed(e, bean, AFTER_THE_PROPERTIES);
      }
    }
    out.closeObject(written == 0);
    stack.leave();
  }

  /** Two beans that take turns, as in a list of beans that hold another, are found at once. */
  private BeanPlan plan(Class<?> type, JsonSerializer<Object> serializer) {
    if (serializer == lastSerializer && type == lastType) {
      return lastPlan;
    }
    BeanPlan plan;
    if (serializer == previousSerializer && type == previousType) {
      plan = previousPlan;
    } else {
      plan = BeanPlans.find(type, serializer, this);
    }
    previousSerializer = lastSerializer;
    previousType = lastType;
    previousPlan = lastPlan;
    lastSerializer = serializer;
    lastType = type;
    lastPlan = plan;
    return plan;
  }

  /** Between two parts of a large document. */
  private void drain() throws IOException {
    if (target != null && out.isLarge()) {
      target.drain(out);
    }
  }

  private void enter(Object owner, boolean array) {
    stack.enter(owner, array);
    if (stack.depth() > profile.depthLimit()) {
      throw refused("nesting depth");
    }
  }

  private void map(MapSerializer serializer, Map<?, ?> map) throws Throwable {
    if (!isPlain(serializer, map)) {
      hand(serializer, map);
      return;
    }
    enter(map, false);
    out.openObject();
    int written = entries(0, serializer, map);
    out.closeObject(written == 0);
    stack.leave();
  }

  private boolean isPlain(MapSerializer serializer, Map<?, ?> map) throws Throwable {
    if (serializer == plainMap) {
      return true;
    }
    if (!SerializerInternals.isPlain(serializer)
        || SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS.enabledIn(features)
        || (!map.isEmpty() && !SerializerInternals.writesStringKeys(serializer))) {
      return false;
    }
    if (!map.isEmpty()) {
      plainMap = serializer;
    }
    return true;
  }

  /** Writes all entries of a map; answers how many there are with those before. */
  private int entries(int before, MapSerializer serializer, Map<?, ?> map) throws Throwable {
    if (map.isEmpty()) {
      return before;
    }
    int index = before;
    Object key = null;
    Class<?> type = null;
    JsonSerializer<Object> valueSerializer = null;
    boolean atValue = false;
    try {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        atValue = false;
        if (index > 0) {
          drain();
        }
        Object value = entry.getValue();
        key = entry.getKey();
        if (!(key instanceof String name)) {
          FastGenerator jacksons = key(serializer, index, key);
          atValue = true;
          valueOf(serializer, value, jacksons, index);
          index++;
          continue;
        }
        out.name(name, index == 0);
        atValue = true;
        if (value == null) {
          out.ascii(NULL);
        } else {
          if (value.getClass() != type) {
            colonPending = true;
            valueSerializer = SerializerInternals.serializerFor(serializer, value, provider);
            colonPending = false;
            type = SerializerInternals.lastingFor(value, valueSerializer);
          }
          if (!scalar(valueSerializer, value)) {
            stack.entry(index, name);
            structure(valueSerializer, value);
          }
        }
        index++;
      }
    } catch (Exception e) {
      if (!atValue && SerializerInternals.hasOneSerializer(serializer)) {
        throw e; // then Jackson names the entry only where the value fails
      }
      throw withPath(serializer, e, map, String.valueOf(key));
    }
    return index;
  }

  /** A key that is no string. */
  private FastGenerator key(MapSerializer serializer, int index, Object key) throws Throwable {
    stack.entry(index, null);
    FastGenerator jacksons = materialize(false);
    SerializerInternals.keySerializerFor(serializer, key, provider)
        .serialize(key, jacksons, provider);
    return jacksons;
  }

  /** The value after such a key; the values before it may be of those that are read once. */
  private void valueOf(MapSerializer serializer, Object value, FastGenerator jacksons, int index)
      throws Throwable {
    if (value == null) {
      provider.defaultSerializeNull(jacksons);
    } else {
      SerializerInternals.serializerFor(serializer, value, provider)
          .serialize(value, jacksons, provider);
    }
    if (stack.settle(jacksons.context()) != index + 1) {
      throw refused("serializer that writes no value, or several");
    }
    follow(jacksons);
  }

  private void collection(AsArraySerializerBase<?> serializer, Collection<?> values)
      throws Throwable {
    if (!SerializerInternals.isPlain(serializer) || isUnwrapped(values)) {
      hand(serializer, values);
      return;
    }
    enter(values, true);
    out.openArray();
    int index = 0;
    Class<?> type = null;
    JsonSerializer<Object> elementSerializer = null;
    try {
      if (serializer.getClass() == IndexedListSerializer.class) {
        List<?> list = (List<?>) values;
        for (int size = list.size(); index < size; index++) {
          Object value = list.get(index);
          if (value != null && value.getClass() != type) {
            elementSerializer =
                SerializerInternals.serializerFor(serializer, value.getClass(), provider);
            type = SerializerInternals.lastingFor(value, elementSerializer);
          }
          element(index, elementSerializer, value);
        }
      } else {
        for (Object value : values) {
          if (value != null && value.getClass() != type) {
            elementSerializer =
                SerializerInternals.serializerFor(serializer, value.getClass(), provider);
            type = SerializerInternals.lastingFor(value, elementSerializer);
          }
          element(index, elementSerializer, value);
          index++;
        }
      }
    } catch (Exception e) {
      throw withPath(serializer, e, values, index);
    }
    out.closeArray(index == 0);
    stack.leave();
  }

  private void element(int index, JsonSerializer<Object> serializer, Object value)
      throws Throwable {
    drain();
    out.element(index == 0);
    if (value == null) {
      out.ascii(NULL);
    } else {
      if (!scalar(serializer, value)) {
        stack.element(index);
        structure(serializer, value);
      }
    }
  }

  private void strings(StaticListSerializerBase<?> serializer, Collection<?> values)
      throws Throwable {
    if (!SerializerInternals.isPlain(serializer) || isUnwrapped(values)) {
      hand(serializer, values);
      return;
    }
    enter(values, true);
    out.openArray();
    int index = 0;
    try {
      if (serializer.getClass() == IndexedStringListSerializer.class) {
        List<?> list = (List<?>) values;
        for (int size = list.size(); index < size; index++) {
          string(index, list.get(index));
        }
      } else {
        for (Object value : values) {
          string(index, value);
          index++;
        }
      }
    } catch (Exception e) {
      throw withPath(serializer, e, values, index);
    }
    out.closeArray(index == 0);
    stack.leave();
  }

  private void string(int index, Object value) throws IOException {
    drain();
    out.element(index == 0);
    out.quotedOrNull((String) value);
  }

  private boolean isUnwrapped(Collection<?> values) {
    return SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED.enabledIn(features)
        && values.size() == 1;
  }

  // ---- Jackson's serializers

  /** Has a serializer of Jackson's write a value whose separator has been written. */
  @SuppressWarnings("unchecked")
  private void hand(JsonSerializer<?> serializer, Object value) throws Throwable {
    int expected = stack.depth() == 0 ? Math.max(0, valuesBefore) + 1 : stack.index() + 1;
    FastGenerator jacksons = materialize(true);
    if (stack.depth() > 0 && (pretty != null || !stack.inArray() || stack.index() > 0)) {
      jacksons.separatorIsWritten();
    }
    ((JsonSerializer<Object>) serializer).serialize(value, jacksons, provider);
    if (stack.settle(jacksons.context()) != expected || jacksons.separatorIsPending()) {
      throw refused("serializer that writes no value, or several");
    }
    follow(jacksons);
  }

  /** After a serializer had the generator: it may have changed settings for what follows. */
  private void follow(FastGenerator jacksons) {
    if (jacksons.isConfigured()) {
      quoteNonNumeric = jacksons.quotesNonNumeric();
      if (jacksons.getPrettyPrinter() != printer) {
        throw refused("pretty printer set by a serializer");
      }
    }
  }

  private FastGenerator materialize(boolean named) throws Exception {
    if (generator == null) {
      generator =
          new FastGenerator(profile.features(), factory.getCodec(), out, profile.depthLimit());
      prepare(generator);
      root = generator.context();
      SerializerInternals.setGenerator(provider, generator);
      if (pretty != null) {
        printer = pretty.printer();
        generator.printWith(printer);
      }
    }
    if (printer != null) {
      PrettyLayout.setNesting(printer, out.nesting());
    }
    generator.goTo(stack.materialize(root, named), stack.depth());
    return generator;
  }

  private Exception withPath(StdSerializer<?> serializer, Exception e, Object owner, Object place)
      throws Throwable {
    if (e instanceof OriginalNeeded || refusal() != null) {
      throw e;
    }
    if (place instanceof Integer index) {
      serializer.wrapAndThrow(provider, e, owner, index);
    } else {
      serializer.wrapAndThrow(provider, e, owner, (String) place);
    }
    throw e;
  }

  // ---- what plans call

  /** A property that is left to its own writer, name included. */
  public int handProperty(int written, BeanPropertyWriter property, Object bean) throws Throwable {
    if ((Object) property instanceof AnyGetterWriter any) {
      return anyGetter(written, any, bean);
    }
    stack.entry(written, property.getName());
    FastGenerator jacksons = materialize(false);
    property.serializeAsField(bean, jacksons, provider);
    return settled(jacksons);
  }

  private int settled(FastGenerator jacksons) {
    int now = stack.settle(jacksons.context());
    if (now < 0) {
      throw refused("serializer that leaves an object open");
    }
    follow(jacksons);
    return now;
  }

  /** Properties that a bean has in a map; its getter is called once, as Jackson does. */
  private int anyGetter(int written, AnyGetterWriter any, Object bean) throws Throwable {
    MapSerializer serializer = SerializerInternals.mapSerializer(any);
    if (serializer == null) {
      stack.entry(written, null);
      FastGenerator jacksons = materialize(false);
      any.getAndSerialize(bean, jacksons, provider);
      return settled(jacksons);
    }
    Object value = SerializerInternals.accessor(any).getValue(bean);
    if (value == null) {
      return written;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw refused("any-getter that is no map");
    }
    if (map.isEmpty() || isPlain(serializer, map)) {
      return entries(written, serializer, map);
    }
    stack.entry(written, null);
    FastGenerator jacksons = materialize(false);
    serializer.serializeWithoutTypeInfo(map, jacksons, provider);
    return settled(jacksons);
  }

  /** A property of any type whose value has been read. */
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
      if (inclusion != ALWAYS) {
        return written;
      }
      out.member(name, length, written == 0);
      out.ascii(NULL);
      return written + 1;
    }
    JsonSerializer<Object> serializer =
        SerializerInternals.serializerFor(property, value.getClass(), provider);
    if (inclusion == NON_EMPTY && serializer.isEmpty(provider, value)) {
      return written;
    }
    if (value == bean) {
      return handProperty(written, property, bean);
    }
    out.member(name, length, written == 0);
    if (!scalar(serializer, value)) {
      stack.entry(written, property.getName());
      structure(serializer, value);
    }
    return written + 1;
  }

  /** A string, unless it is to be left out. */
  public int text(int written, byte[] name, int length, String value, int inclusion) {
    if (value == null) {
      if (inclusion != ALWAYS) {
        return written;
      }
      out.member(name, length, written == 0);
      out.ascii(NULL);
    } else if (inclusion == NON_EMPTY && value.isEmpty()) {
      return written;
    } else {
      out.member(name, length, written == 0, value);
    }
    return written + 1;
  }

  /** An enum constant by its text. */
  public int constant(
      int written, byte[] name, int length, byte[][] texts, Enum<?> value, int inclusion) {
    if (value == null && inclusion != ALWAYS) {
      return written;
    }
    out.member(name, length, written == 0);
    out.ascii(value == null ? NULL : texts[ordinal(value)]);
    return written + 1;
  }

  @SuppressWarnings("EnumOrdinal") // the texts belong to the very class that is loaded
  private static int ordinal(Enum<?> value) {
    return value.ordinal();
  }

  /** An integer of any width. */
  public int number(int written, byte[] name, int length, long value) {
    out.member(name, length, written == 0, value);
    return written + 1;
  }

  /** A boolean. */
  public int bool(int written, byte[] name, int length, boolean value) {
    out.member(name, length, written == 0, value);
    return written + 1;
  }

  /** A floating-point number. */
  public int decimal(int written, byte[] name, int length, double value) {
    if (Double.isFinite(value)) {
      out.member(name, length, written == 0, value);
    } else {
      out.member(name, length, written == 0);
      number(value);
    }
    return written + 1;
  }

  /** A floating-point number. */
  public int decimal(int written, byte[] name, int length, float value) {
    out.member(name, length, written == 0);
    if (Float.isFinite(value) || !quoteNonNumeric) {
      out.raw(Float.toString(value));
    } else {
      out.quoted(Float.toString(value));
    }
    return written + 1;
  }

  private void number(double value) {
    if (Double.isFinite(value) || !quoteNonNumeric) {
      out.number(value);
    } else {
      out.quoted(Double.toString(value));
    }
  }

  /** What Jackson makes of an exception at a property. */
  public Throwable failed(Throwable e, Object bean, BeanPropertyWriter property) throws Throwable {
    throw failed(e, bean, property.getName());
  }

  private Throwable failed(Throwable e, Object bean, String place) throws Throwable {
    if (e instanceof OriginalNeeded || e instanceof Error || refusal() != null) {
      throw e;
    }
    BeanPlans.PATHS.wrapAndThrow(provider, e, bean, place);
    throw e;
  }
}

package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonLayout;
import io.fastaccel.runtime.text.JsonOutput;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonWriteContext;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializer;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.ser.UnrolledBeanSerializer;
import tools.jackson.databind.ser.jdk.BooleanSerializer;
import tools.jackson.databind.ser.jdk.ByteArraySerializer;
import tools.jackson.databind.ser.jdk.CollectionSerializer;
import tools.jackson.databind.ser.jdk.IndexedListSerializer;
import tools.jackson.databind.ser.jdk.IndexedStringListSerializer;
import tools.jackson.databind.ser.jdk.JDKStringLikeSerializer;
import tools.jackson.databind.ser.jdk.MapSerializer;
import tools.jackson.databind.ser.jdk.NumberSerializers;
import tools.jackson.databind.ser.jdk.StaticListSerializerBase;
import tools.jackson.databind.ser.jdk.StringCollectionSerializer;
import tools.jackson.databind.ser.jdk.StringSerializer;
import tools.jackson.databind.ser.jdk.UUIDSerializer;
import tools.jackson.databind.ser.std.AsArraySerializerBase;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

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

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final JsonOutput out;
  private final JacksonContexts stack = new JacksonContexts();

  private MapperProfile profile;
  private SerializationContextExt context;
  private int features;
  private boolean quoteNonNumeric;
  private boolean scansSurrogates;
  private FastGenerator generator;
  private JsonWriteContext root;

  /** {@code null} for a compact document. */
  private PrettyPrinter printer;

  /** Where parts of a large document go, or {@code null}. */
  private Target target;

  /** The place in another document that this one is to be a value of, or {@code null}. */
  private JsonWriteContext place;

  /** Values before this one in that place. */
  private int valuesBefore;

  private String refusal;

  /** Jackson writes the colon with the value, whose serializer is being looked for. */
  private boolean colonPending;

  /** The map serializer last found to be plain. */
  private MapSerializer plainMap;

  private ValueSerializer<?> lastSerializer;
  private Class<?> lastType;
  private BeanPlan lastPlan;
  private ValueSerializer<?> previousSerializer;
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
   * @param wanted where in that document, for this one's use; {@code null}: it does not
   */
  void partOfAnother(JsonWriteContext wanted) {
    place = wanted;
    valuesBefore = wanted == null ? 0 : wanted.getEntryCount();
  }

  /** Sets up a generator for this document. */
  void prepare(FastGenerator wanted) {
    wanted.drainTo(target);
    if (place != null) {
      wanted.partOfAnother(place);
    }
  }

  private int depth() {
    return stack.depth() + (place == null ? 0 : place.getNestingDepth());
  }

  /** Where everything goes. */
  public JsonOutput out() {
    return out;
  }

  /**
   * Begins a document; the output has been started.
   *
   * @param layout what the printer prints; both are {@code null} for a compact document
   * @param newPrinter for this document alone
   */
  void begin(
      MapperProfile newProfile,
      SerializationContextExt newContext,
      JsonLayout layout,
      PrettyPrinter newPrinter) {
    printer = newPrinter;
    out.layOut(layout);
    profile = newProfile;
    context = newContext;
    features = newProfile.features();
    quoteNonNumeric = newProfile.quotesNonNumeric();
    scansSurrogates = out.isUtf8() && newProfile.scansSurrogates();
  }

  /** Ends the use of the generator that serializers may have been given, and forgets everything. */
  void end() {
    if (generator != null) {
      generator.letGo();
    }
    generator = null;
    printer = null;
    colonPending = false;
    root = null;
    profile = null;
    context = null;
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
    return new EnumTexts(context, profile);
  }

  private OriginalNeeded refused(String reason) {
    refusal = reason;
    return new OriginalNeeded(reason);
  }

  /** Early versions take any char that follows a high surrogate for its partner. */
  private void checkSurrogates(String text) {
    if (scansSurrogates && Surrogates.areAlone(text)) {
      throw refused("surrogate without its partner");
    }
  }

  // ---- values

  /** Writes a value as its serializer would; the separator before it has been written. */
  void value(ValueSerializer<Object> serializer, Object value) throws Throwable {
    if (!scalar(serializer, value)) {
      structure(serializer, value);
    }
  }

  /** Writes a value that is no structure, if it is one that is known here. */
  private boolean scalar(ValueSerializer<Object> serializer, Object value) {
    Class<?> kind = serializer.getClass();
    if (kind == StringSerializer.class) {
      checkSurrogates((String) value);
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
  private void structure(ValueSerializer<Object> serializer, Object value) throws Throwable {
    Class<?> kind = serializer.getClass();
    if (kind == MapSerializer.class) {
      map((MapSerializer) (ValueSerializer<?>) serializer, (Map<?, ?>) value);
    } else if (kind == BeanSerializer.class || kind == UnrolledBeanSerializer.class) {
      bean(serializer, value);
    } else if (kind == IndexedListSerializer.class || kind == CollectionSerializer.class) {
      collection((AsArraySerializerBase<?>) (ValueSerializer<?>) serializer, (Collection<?>) value);
    } else if (kind == IndexedStringListSerializer.class
        || kind == StringCollectionSerializer.class) {
      strings((StaticListSerializerBase<?>) (ValueSerializer<?>) serializer, (Collection<?>) value);
    } else if (kind == ToStringSerializer.class) {
      text(value);
    } else if (kind == JDKStringLikeSerializer.class) {
      textual(serializer, value);
    } else if (kind == UUIDSerializer.class && SerializerInternals.writesText(serializer)) {
      out.quoted(value.toString());
    } else if (kind == ByteArraySerializer.class
        && Base64Variants.MIME_NO_LINEFEEDS.equals(context.getConfig().getBase64Variant())) {
      out.base64((byte[]) value);
    } else {
      hand(serializer, value);
    }
  }

  /** Classes of the JDK that have one serializer, which asks each of them for its text. */
  private void textual(ValueSerializer<Object> serializer, Object value) throws Throwable {
    Class<?> type = serializer.handledType();
    if (type == Path.class) {
      colonPending = true;
      URI uri = ((Path) value).toUri();
      colonPending = false;
      text(uri);
    } else if (type == URI.class || type == URL.class) {
      text(value);
    } else {
      hand(serializer, value);
    }
  }

  /** What a value says of itself, which may be nothing. */
  private void text(Object value) {
    colonPending = true;
    String text = value.toString();
    colonPending = false;
    if (text != null) {
      checkSurrogates(text);
    }
    out.quotedOrNull(text);
  }

  private void bean(ValueSerializer<Object> serializer, Object bean) throws Throwable {
    BeanPlan plan = plan(bean.getClass(), serializer);
    if (plan == null) {
      hand(serializer, bean);
      return;
    }
    enter(bean, false);
    out.openObject();
    int written = plan.write(bean, this, SerializerInternals.properties(serializer));
    out.closeObject(written == 0);
    stack.leave();
  }

  /** Two beans that take turns, as in a list of beans that hold another, are found at once. */
  private BeanPlan plan(Class<?> type, ValueSerializer<Object> serializer) {
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
  private void drain() {
    if (target != null && out.isLarge()) {
      target.drain(out);
    }
  }

  private void enter(Object owner, boolean array) {
    stack.enter(owner, array);
    if (depth() > profile.depthLimit()) {
      throw refused("nesting depth");
    }
  }

  private void map(MapSerializer serializer, Map<?, ?> map) throws Throwable {
    if (serializer != plainMap) {
      if (!SerializerInternals.isPlain(serializer)
          || SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS.enabledIn(features)) {
        hand(serializer, map);
        return;
      }
      plainMap = serializer;
    }
    enter(map, false);
    out.openObject();
    int index = 0;
    if (!map.isEmpty()) {
      Object key = null;
      Class<?> type = null;
      ValueSerializer<Object> valueSerializer = null;
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
          checkSurrogates(name);
          out.name(name, index == 0);
          atValue = true;
          if (value == null) {
            out.ascii(NULL);
          } else {
            if (value.getClass() != type) {
              colonPending = true;
              valueSerializer = SerializerInternals.serializerFor(serializer, value, context);
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
    }
    out.closeObject(index == 0);
    stack.leave();
  }

  /** A key that is no string. */
  private FastGenerator key(MapSerializer serializer, int index, Object key) throws Throwable {
    stack.entry(index, null);
    FastGenerator jacksons = materialize(false);
    SerializerInternals.keySerializerFor(serializer, key, context)
        .serialize(key, jacksons, context);
    return jacksons;
  }

  /** The value after such a key; the values before it may be of those that are read once. */
  private void valueOf(MapSerializer serializer, Object value, FastGenerator jacksons, int index)
      throws Throwable {
    if (value == null) {
      context.defaultSerializeNullValue(jacksons);
    } else {
      SerializerInternals.serializerFor(serializer, value, context)
          .serialize(value, jacksons, context);
    }
    if (stack.settle(jacksons.context()) != index + 1) {
      throw refused("serializer that writes no value, or several");
    }
    follow(jacksons);
  }

  private void collection(AsArraySerializerBase<?> serializer, Collection<?> values)
      throws Throwable {
    if (!SerializerInternals.isPlain(serializer) || isArranged(values)) {
      hand(serializer, values);
      return;
    }
    enter(values, true);
    out.openArray();
    int index = 0;
    Class<?> type = null;
    ValueSerializer<Object> elementSerializer = null;
    try {
      if (serializer.getClass() == IndexedListSerializer.class) {
        List<?> list = (List<?>) values;
        for (int size = list.size(); index < size; index++) {
          Object value = list.get(index);
          if (value != null && value.getClass() != type) {
            elementSerializer =
                SerializerInternals.serializerFor(serializer, value.getClass(), context);
            type = SerializerInternals.lastingFor(value, elementSerializer);
          }
          element(index, elementSerializer, value);
        }
      } else {
        for (Object value : values) {
          if (value != null && value.getClass() != type) {
            elementSerializer =
                SerializerInternals.serializerFor(serializer, value.getClass(), context);
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

  private void element(int index, ValueSerializer<Object> serializer, Object value)
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
    if (!SerializerInternals.isPlain(serializer) || isArranged(values)) {
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

  private void string(int index, Object value) {
    drain();
    out.element(index == 0);
    if (value != null) {
      checkSurrogates((String) value);
    }
    out.quotedOrNull((String) value);
  }

  /** Whether a feature asks for more than one element after the other. */
  private boolean isArranged(Collection<?> values) {
    return (profile.ordersSets() && values instanceof Set)
        || (SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED.enabledIn(features)
            && values.size() == 1);
  }

  // ---- Jackson's serializers

  /** Has a serializer of Jackson's write a value whose separator has been written. */
  @SuppressWarnings("unchecked")
  private void hand(ValueSerializer<?> serializer, Object value) throws Throwable {
    int expected = stack.depth() == 0 ? valuesBefore + 1 : stack.index() + 1;
    FastGenerator jacksons = materialize(true);
    if (stack.depth() > 0 && (printer != null || !stack.inArray() || stack.index() > 0)) {
      jacksons.separatorIsWritten();
    }
    ((ValueSerializer<Object>) serializer).serialize(value, jacksons, context);
    if (stack.settle(jacksons.context()) != expected || jacksons.separatorIsPending()) {
      throw refused("serializer that writes no value, or several");
    }
    follow(jacksons);
  }

  /** After a serializer had the generator: it may have changed settings for what follows. */
  private void follow(FastGenerator jacksons) {
    if (jacksons.streamWriteFeatures() != profile.streamFeatures()) {
      throw refused("stream feature changed by a serializer");
    }
  }

  private FastGenerator materialize(boolean named) throws Exception {
    if (generator == null) {
      generator = new FastGenerator(context, profile, printer, out);
      prepare(generator);
      root = generator.context();
      SerializerInternals.setGenerator(context, generator);
    }
    if (printer != null) {
      PrettyLayout.setNesting((DefaultPrettyPrinter) printer, out.nesting());
    }
    generator.goTo(stack.materialize(root, named), depth());
    return generator;
  }

  private Exception withPath(StdSerializer<?> serializer, Exception e, Object owner, Object place)
      throws Throwable {
    if (e instanceof OriginalNeeded || refusal() != null) {
      throw e;
    }
    if (place instanceof Integer index) {
      serializer.wrapAndThrow(context, e, owner, index);
    } else {
      serializer.wrapAndThrow(context, e, owner, (String) place);
    }
    throw e;
  }

  // ---- what plans call

  /** A property that is left to its own writer, name included. */
  public int handProperty(int written, BeanPropertyWriter property, Object bean) throws Throwable {
    stack.entry(written, property.getName());
    FastGenerator jacksons = materialize(false);
    property.serializeAsProperty(bean, jacksons, context);
    int now = stack.settle(jacksons.context());
    if (now < 0) {
      throw refused("serializer that leaves an object open");
    }
    follow(jacksons);
    return now;
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
    ValueSerializer<Object> serializer =
        SerializerInternals.serializerFor(property, value.getClass(), context);
    if (inclusion == NON_EMPTY && serializer.isEmpty(context, value)) {
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
      checkSurrogates(value);
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
    if (e instanceof OriginalNeeded || e instanceof Error || refusal() != null) {
      throw e;
    }
    BeanPlans.PATHS.wrapAndThrow(context, e, bean, property.getName());
    throw e;
  }
}

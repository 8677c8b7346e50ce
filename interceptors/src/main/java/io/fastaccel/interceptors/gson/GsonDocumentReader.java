package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Plans;
import io.fastaccel.interceptors.json.read.BeanAccess;
import io.fastaccel.interceptors.json.read.ObjectCode;
import io.fastaccel.interceptors.json.read.OddMembers;
import io.fastaccel.interceptors.json.read.PropertyKind;
import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.runtime.text.JsonInput;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads one document by looking at which of Gson's adapters would do it: what its own do is done
 * here, classes by their {@linkplain GsonReadPlan plans}; every other adapter is run on an {@link
 * InputReader} over the same input.
 *
 * <p>Used by one thread, for one document. All values made are new, so that nobody has seen them if
 * the work is thrown away.
 */
final class GsonDocumentReader implements OddMembers {

  /** Newer versions accept no more. */
  private static final int LARGEST_SCALE = 10_000;

  private static final int FEW = 16;

  private static final Plans<GsonReadPlan> PLANS = new Plans<>(Gson.class.getClassLoader());

  private final JsonInput in;
  private final Refusal refusal;
  private InputReader reader;

  private TypeAdapter<?> lastAdapter;
  private Class<?> lastType;
  private GsonReadPlan lastPlan;

  GsonDocumentReader(JsonInput in, Refusal refusal) {
    this.in = in;
    this.refusal = refusal;
  }

  /** Nothing more is read. */
  void end() {
    if (reader != null) {
      reader.letGo();
    }
  }

  // ---- values

  /** Reads a value as its adapter would. */
  Object value(TypeAdapter<?> adapter) throws Throwable {
    return value(AdapterKind.of(adapter), adapter);
  }

  /** The same for an adapter whose kind is known. */
  private Object value(int kind, TypeAdapter<?> adapter) throws Throwable {
    int c = in.next();
    if (c == 'n' && AdapterKind.readsNull(kind)) {
      in.nothing();
      return null;
    }
    switch (kind) {
      case AdapterKind.STRING -> {
        return c == '"' ? in.string() : hand(adapter);
      }
      case AdapterKind.REFLECTIVE -> {
        return c == '{' ? object(adapter) : hand(adapter);
      }
      case AdapterKind.COLLECTION -> {
        return c == '[' ? collection(adapter) : hand(adapter);
      }
      case AdapterKind.MAP -> {
        return c == '{' ? map(adapter) : hand(adapter);
      }
      case AdapterKind.ARRAY -> {
        return c == '[' ? array(adapter) : hand(adapter);
      }
      case AdapterKind.OBJECT -> {
        return new UntypedReader(in, adapter, this).value(c);
      }
      case AdapterKind.ELEMENT -> {
        return tree(adapter, c);
      }
      case AdapterKind.FUTURE -> {
        return later(adapter);
      }
      case AdapterKind.BOOLEAN -> {
        return c == 't' || c == 'f' ? (Object) in.bool() : hand(adapter);
      }
      case AdapterKind.ENUM -> {
        return c == '"' ? ReadInternals.constant(adapter, in.string()) : hand(adapter);
      }
      case AdapterKind.CHARACTER -> {
        return c == '"' ? letter(in.string()) : hand(adapter);
      }
      case AdapterKind.HANDED -> {
        return hand(adapter);
      }
      default -> {
        return isNumber(c) ? number(kind, adapter) : hand(adapter);
      }
    }
  }

  private static boolean isNumber(int c) {
    return (c >= '0' && c <= '9') || c == '-';
  }

  private Object number(int kind, TypeAdapter<?> adapter) throws Throwable {
    NumberReading.number(in, refusal);
    switch (kind) {
      case AdapterKind.INTEGER -> {
        if (in.isInt()) {
          return in.intValue();
        }
      }
      case AdapterKind.LONG, AdapterKind.LONG_AS_STRING -> {
        if (in.isLong()) {
          return in.longValue();
        }
      }
      case AdapterKind.DOUBLE -> {
        return doubleValue();
      }
      case AdapterKind.FLOAT -> {
        return (float) doubleValue();
      }
      case AdapterKind.SHORT -> {
        if (in.isInt() && (short) in.intValue() == in.intValue()) {
          return (short) in.intValue();
        }
      }
      case AdapterKind.BYTE -> {
        if (in.isInt() && (byte) in.intValue() == in.intValue()) {
          return (byte) in.intValue();
        }
      }
      case AdapterKind.BIG_DECIMAL -> {
        return decimal(in.numberText());
      }
      case AdapterKind.BIG_INTEGER -> {
        if (!in.hasFraction()) {
          return new BigInteger(in.numberText());
        }
      }
      default -> {}
    }
    in.retractNumber();
    return hand(adapter);
  }

  /** Whether the number at the position, which is read, has a fraction or an exponent. */
  boolean readNumber() {
    return NumberReading.number(in, refusal);
  }

  /** The number last read. */
  double doubleValue() {
    double value = in.doubleValue();
    if (Double.isNaN(value)) {
      value = Double.parseDouble(in.numberText());
    }
    if (Double.isInfinite(value)) {
      throw refusal.because("number beyond the range of doubles");
    }
    return value;
  }

  BigDecimal decimal(String text) {
    BigDecimal value = new BigDecimal(text);
    if (Math.abs((long) value.scale()) >= LARGEST_SCALE) {
      throw refusal.because("number of a large scale");
    }
    return value;
  }

  private Object letter(String text) {
    if (text.length() != 1) {
      throw refusal.because("text that is no character");
    }
    return text.charAt(0);
  }

  /** An adapter that stands for one that was not there yet. */
  private Object later(TypeAdapter<?> future) throws Throwable {
    TypeAdapter<?> delegate = GsonInternals.delegateOfFuture(future);
    if (delegate == null) {
      throw refusal.because("adapter that is used too early");
    }
    return value(delegate);
  }

  // ---- collections, arrays, maps

  private static TypeAdapter<?> unwrapped(TypeAdapter<?> adapter) {
    return GsonInternals.isWrapper(adapter) ? GsonInternals.delegateOfWrapper(adapter) : adapter;
  }

  @SuppressWarnings("unchecked")
  private Object collection(TypeAdapter<?> adapter) throws Throwable {
    Collection<Object> values = (Collection<Object>) made(ReadInternals.newCollection(adapter));
    TypeAdapter<?> elements = unwrapped(GsonInternals.elementWrapper(adapter));
    int kind = AdapterKind.of(elements);
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      values.add(value(kind, elements));
    }
    return values;
  }

  /** Gson would fail, unless there is nothing to be filled in. */
  private Object made(Object object) {
    if (object == null) {
      throw refusal.because("nothing made by a creator");
    }
    return object;
  }

  private Object array(TypeAdapter<?> adapter) throws Throwable {
    TypeAdapter<?> components = unwrapped(GsonInternals.componentWrapper(adapter));
    Class<?> type = ReadInternals.componentType(adapter);
    int kind = AdapterKind.of(components);
    if (type == int.class && kind == AdapterKind.INTEGER) {
      return integers(components);
    }
    if (type == double.class && kind == AdapterKind.DOUBLE) {
      return doubles(components);
    }
    List<Object> values = new ArrayList<>();
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      values.add(value(kind, components));
    }
    if (!type.isPrimitive()) {
      return values.toArray((Object[]) Array.newInstance(type, values.size()));
    }
    Object array = Array.newInstance(type, values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, values.get(i));
    }
    return array;
  }

  private Object integers(TypeAdapter<?> components) throws Throwable {
    int[] values = new int[FEW];
    int length = 0;
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      if (length == values.length) {
        values = Arrays.copyOf(values, 2 * length);
      }
      values[length++] = (Integer) value(AdapterKind.INTEGER, components);
    }
    return Arrays.copyOf(values, length);
  }

  private Object doubles(TypeAdapter<?> components) throws Throwable {
    double[] values = new double[FEW];
    int length = 0;
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      if (length == values.length) {
        values = Arrays.copyOf(values, 2 * length);
      }
      values[length++] = (Double) value(AdapterKind.DOUBLE, components);
    }
    return Arrays.copyOf(values, length);
  }

  @SuppressWarnings("unchecked")
  private Object map(TypeAdapter<?> adapter) throws Throwable {
    TypeAdapter<?> keys = unwrapped(ReadInternals.keyAdapter(adapter));
    int kindOfKeys = AdapterKind.of(keys);
    if (!isKey(kindOfKeys)) {
      return hand(adapter);
    }
    Map<Object, Object> map = (Map<Object, Object>) made(ReadInternals.newMap(adapter));
    TypeAdapter<?> values = unwrapped(GsonInternals.valueWrapper(adapter));
    int kind = AdapterKind.of(values);
    boolean looks = ReadInternals.looksForKeys();
    boolean counts = looks && ReadInternals.isPlainMap(map.getClass());
    int size = counts ? map.size() : 0;
    for (boolean more = in.firstMember(); more; more = in.nextMember()) {
      Object key = key(kindOfKeys, keys, in.name());
      Object value = value(kind, values);
      if (looks && !counts && map.containsKey(key)) {
        throw refusal.because("key that comes again");
      }
      if (map.put(key, value) != null || (counts && map.size() != ++size)) {
        throw refusal.because("key that comes again");
      }
    }
    return map;
  }

  private static boolean isKey(int kind) {
    return kind == AdapterKind.STRING
        || kind == AdapterKind.OBJECT
        || kind == AdapterKind.ENUM
        || kind == AdapterKind.INTEGER
        || kind == AdapterKind.LONG;
  }

  private Object key(int kind, TypeAdapter<?> adapter, String name) throws Throwable {
    return switch (kind) {
      case AdapterKind.ENUM -> ReadInternals.constant(adapter, name);
      case AdapterKind.INTEGER -> {
        long number = integer(name);
        if ((int) number != number) {
          throw refusal.because("key that is no integer");
        }
        yield (int) number;
      }
      case AdapterKind.LONG -> integer(name);
      default -> name;
    };
  }

  /** Keys of other forms are Gson's. */
  private long integer(String name) {
    int digits = name.length() - (name.startsWith("-") ? 1 : 0);
    boolean isPlain = digits > 0 && digits <= 18;
    for (int i = name.length() - digits; i < name.length(); i++) {
      isPlain &= name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    if (!isPlain) {
      throw refusal.because("key that is no integer");
    }
    return Long.parseLong(name);
  }

  // ---- trees

  private Object tree(TypeAdapter<?> adapter, int c) throws Throwable {
    JsonElement tree = element(c);
    if (!ReadInternals.accepts(adapter, tree)) {
      throw refusal.because("tree of another kind");
    }
    return tree;
  }

  /**
   * Reads a tree.
   *
   * @param c the byte it begins with
   */
  JsonElement element(int c) throws Throwable {
    switch (c) {
      case '"' -> {
        return new JsonPrimitive(in.string());
      }
      case '{' -> {
        JsonObject object = new JsonObject();
        for (boolean more = in.firstMember(); more; more = in.nextMember()) {
          String name = in.name();
          object.add(name, element(in.next()));
        }
        return object;
      }
      case '[' -> {
        JsonArray array = new JsonArray();
        for (boolean more = in.firstElement(); more; more = in.nextElement()) {
          array.add(element(in.next()));
        }
        return array;
      }
      case 't', 'f' -> {
        return new JsonPrimitive(in.bool());
      }
      case 'n' -> {
        in.nothing();
        return JsonNull.INSTANCE;
      }
      default -> {
        NumberReading.number(in, refusal);
        return new JsonPrimitive(ReadInternals.newLazyNumber(in.numberText()));
      }
    }
  }

  // ---- classes

  private Object object(TypeAdapter<?> adapter) throws Throwable {
    if (!ReadInternals.isKnown(adapter)) {
      return hand(adapter);
    }
    Object begun = made(ReadInternals.begin(adapter));
    boolean isRecord = ReadInternals.isOfRecord(adapter);
    Class<?> type = isRecord ? ReadInternals.recordType(adapter) : begun.getClass();
    GsonReadPlan plan = find(type, adapter);
    if (plan == null) {
      unplanned(adapter, begun);
    } else {
      planned(plan, adapter, begun);
    }
    return isRecord ? ReadInternals.finish(adapter, begun) : begun;
  }

  /** The plan used last is often the next one, as in a list. */
  private GsonReadPlan find(Class<?> type, TypeAdapter<?> adapter) {
    if (adapter != lastAdapter || type != lastType || lastPlan == null) {
      lastPlan = PLANS.find(type, adapter, 0, () -> () -> plan(adapter));
      lastAdapter = adapter;
      lastType = type;
    }
    return lastPlan;
  }

  private static GsonReadPlan plan(TypeAdapter<?> adapter) {
    try {
      return GsonReadPlan.of(adapter);
    } catch (Throwable e) {
      Log.debug("no plan for reading: " + e);
      return null;
    }
  }

  /** Has Gson read each field. */
  private void unplanned(TypeAdapter<?> adapter, Object begun) throws Throwable {
    Map<?, ?> fields = ReadInternals.fields(adapter);
    for (boolean more = in.firstMember(); more; more = in.nextMember()) {
      Object field = fields.get(in.name());
      if (field == null || !ReadInternals.isRead(field)) {
        in.skipValue();
      } else {
        handField(adapter, begun, field);
      }
    }
  }

  private void handField(TypeAdapter<?> adapter, Object begun, Object field) throws Throwable {
    InputReader lent = reader();
    lent.lend();
    ReadInternals.readField(adapter, begun, lent, field);
    lent.settle();
  }

  private void planned(GsonReadPlan plan, TypeAdapter<?> adapter, Object begun) throws Throwable {
    boolean more = in.firstMember();
    ObjectCode code = more ? plan.code.get() : null;
    if (code != null) {
      code.read(this, plan, adapter, in, begun);
      return;
    }
    int before = -1;
    for (; more; more = in.nextMember()) {
      int i = in.member(plan.names, plan.code.order().after(before));
      if (i < 0) {
        i = plan.index(in.name());
        if (i < 0) {
          in.skipValue();
          continue;
        }
      }
      plan.code.order().came(before, i);
      before = i;
      property(plan, adapter, i, -1, begun);
    }
    plan.code.objectRead();
  }

  @Override
  public Object property(Object plan, Object library, int i, int member, Object object)
      throws Throwable {
    GsonReadPlan known = (GsonReadPlan) plan;
    ReadField field = known.fields[i];
    if (known.kinds[i] == PropertyKind.LIBRARY) {
      handField((TypeAdapter<?>) library, object, field.bound());
    } else if (field.argument() >= 0) {
      argument(field, (Object[]) object);
    } else {
      field(known, i, object);
    }
    return object;
  }

  @Override
  public Object other(Object plan, Object library, int member, Object object) throws Throwable {
    int i = ((GsonReadPlan) plan).index(in.name());
    if (i < 0) {
      in.skipValue();
      return object;
    }
    return property(plan, library, i, member, object);
  }

  private void argument(ReadField field, Object[] arguments) throws Throwable {
    Object value = value(field.kind(), field.adapter());
    if (value == null && field.isPrimitive()) {
      throw refusal.because("null for a primitive component");
    }
    arguments[field.argument()] = value;
  }

  private void field(GsonReadPlan plan, int i, Object object) throws Throwable {
    BeanAccess access = plan.access;
    switch (plan.kinds[i]) {
      case TEXT -> {
        if (in.next() == '"') {
          access.set(object, i, in.string());
          return;
        }
      }
      case INT -> {
        if (isNumber(in.next())) {
          NumberReading.number(in, refusal);
          if (in.isInt()) {
            access.set(object, i, in.longValue());
            return;
          }
          in.retractNumber();
        }
      }
      case LONG -> {
        if (isNumber(in.next())) {
          NumberReading.number(in, refusal);
          if (in.isLong()) {
            access.set(object, i, in.longValue());
            return;
          }
          in.retractNumber();
        }
      }
      case DOUBLE -> {
        if (isNumber(in.next())) {
          NumberReading.number(in, refusal);
          access.set(object, i, doubleValue());
          return;
        }
      }
      case BOOLEAN -> {
        int c = in.next();
        if (c == 't' || c == 'f') {
          access.set(object, i, in.bool());
          return;
        }
      }
      default -> {}
    }
    ReadField field = plan.fields[i];
    Object value = value(field.kind(), field.adapter());
    if (value != null || !field.isPrimitive()) {
      access.set(object, i, value);
    }
  }

  // ---- Gson's adapters

  /** Has an adapter read the value at the position. */
  private Object hand(TypeAdapter<?> adapter) throws Throwable {
    InputReader lent = reader();
    lent.lend();
    Object value = adapter.read(lent);
    lent.settle();
    return value;
  }

  /** Lends the value at the position; {@link InputReader#settle} takes it back. */
  InputReader reader() {
    if (reader == null) {
      reader = new InputReader(in, refusal);
    }
    return reader;
  }
}

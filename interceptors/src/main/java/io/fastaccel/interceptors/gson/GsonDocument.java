package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.interceptors.json.Plans;
import io.fastaccel.runtime.text.GsonEscapes;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Writes one document by looking at which of Gson's adapters would do it: what its own do is done
 * here, fields of classes by {@linkplain GsonPlan plans}; every other adapter is run on a {@link
 * BufferWriter} over the same output.
 *
 * <p>Used by one thread for one document at a time; {@link #end} lets go of everything that is the
 * application's. Public for the generated plans alone.
 */
public final class GsonDocument {

  /** Nulls are written. */
  static final int ALWAYS = 0;

  /** Nulls are left out. */
  static final int NON_NULL = 1;

  private static final Plans<GsonPlan> PLANS = new Plans<>(Gson.class.getClassLoader());

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final JsonOutput out;

  private GsonProfile profile;
  private Gson gson;
  private GsonEscapes escapes;
  private boolean nulls;
  private BufferWriter writer;
  private String refusal;

  /** What {@link #resolve} has found: the adapter that a value of the kind it returned goes to. */
  private TypeAdapter<?> chosen;

  private TypeAdapter<?> lastAdapter;
  private Class<?> lastType;
  private GsonPlan lastPlan;

  GsonDocument(JsonOutput out) {
    this.out = out;
  }

  /** Where everything goes. */
  JsonOutput out() {
    return out;
  }

  /** Begins a document; the output has been started. */
  void begin(GsonProfile newProfile, Gson newGson) {
    profile = newProfile;
    gson = newGson;
    escapes = newProfile.escapes();
    nulls = newProfile.serializesNulls();
    out.ascii(newProfile.format().prefix());
    out.layOut(newProfile.layout());
  }

  /** Ends the use of the writer that adapters may have been given, and forgets everything. */
  void end() {
    if (writer != null) {
      writer.letGo();
    }
    writer = null;
    profile = null;
    gson = null;
    escapes = null;
    refusal = null;
    chosen = null;
    lastAdapter = null;
    lastType = null;
    lastPlan = null;
  }

  /** Why the document is of no use, or {@code null}. */
  String refusal() {
    return refusal != null || writer == null ? refusal : writer.refusal();
  }

  private OriginalNeeded refused(String reason) {
    refusal = reason;
    return new OriginalNeeded(reason);
  }

  // ---- which adapter

  /** Writes the value of a document. */
  void root(TypeAdapter<?> adapter, Object value) throws Throwable {
    int kind = value == null ? resolveNull(adapter) : resolve(adapter, value);
    write(kind, value);
  }

  /** The adapter for values of a class. */
  TypeAdapter<?> adapterOf(Class<?> type) {
    return profile.known(gson, type).adapter();
  }

  /** As Gson does where a declared type is known: its adapter, or that of the value's class. */
  private int resolve(TypeAdapter<?> declaredAdapter, Type declared, Object value)
      throws Throwable {
    if (value == null) {
      return resolveNull(declaredAdapter);
    }
    Class<?> type = value.getClass();
    return type != declared && GsonInternals.followsValue(declared)
        ? resolve(declaredAdapter, type, value)
        : resolve(declaredAdapter, value);
  }

  private int resolve(TypeAdapter<?> declaredAdapter, Class<?> type, Object value)
      throws Throwable {
    GsonProfile.Known known = profile.known(gson, type);
    int kind = known.kind();
    if (kind == AdapterKind.REFLECTIVE && !GsonInternals.isReflective(declaredAdapter)) {
      return resolve(declaredAdapter, value);
    }
    return resolve(kind, known.adapter(), value);
  }

  private int resolve(TypeAdapter<?> adapter, Object value) throws Throwable {
    return resolve(AdapterKind.of(adapter), adapter, value);
  }

  /** Looks behind adapters that only choose another one. */
  private int resolve(int kindOfAdapter, TypeAdapter<?> adapter, Object value) throws Throwable {
    int kind = kindOfAdapter;
    TypeAdapter<?> current = adapter;
    while (kind == AdapterKind.FUTURE) {
      TypeAdapter<?> delegate = GsonInternals.delegateOfFuture(current);
      if (delegate == null) {
        throw refused("adapter that is used too early");
      }
      current = delegate;
      kind = AdapterKind.of(current);
    }
    if (kind == AdapterKind.OBJECT) {
      if (GsonInternals.gsonOfObject(current) != gson) {
        kind = AdapterKind.HANDED;
      } else {
        GsonProfile.Known known = profile.known(gson, value.getClass());
        if (known.kind() == AdapterKind.OBJECT) {
          kind = AdapterKind.EMPTY;
        } else if (known.kind() == AdapterKind.FUTURE) {
          throw refused("adapter that is used too early");
        } else {
          kind = known.kind();
          current = known.adapter();
        }
      }
    }
    chosen = current;
    if (kind == AdapterKind.MAP && GsonInternals.hasComplexKeys(current)) {
      return AdapterKind.HANDED; // its keys become trees before anything of it is written
    }
    return kind == AdapterKind.ELEMENT && value instanceof JsonNull ? AdapterKind.NULL : kind;
  }

  private int resolveNull(TypeAdapter<?> adapter) {
    chosen = adapter;
    int kind = AdapterKind.of(adapter);
    if (kind == AdapterKind.FUTURE) {
      TypeAdapter<?> delegate = GsonInternals.delegateOfFuture(adapter);
      if (delegate == null) {
        throw refused("adapter that is used too early");
      }
      return resolveNull(delegate);
    }
    return kind == AdapterKind.HANDED ? kind : AdapterKind.NULL;
  }

  // ---- values

  /** Writes a value, as resolved, whose separators have been written. */
  private void write(int kind, Object value) throws Throwable {
    switch (kind) {
      case AdapterKind.STRING -> out.quoted((String) value, escapes);
      case AdapterKind.INTEGER -> out.number((int) (Integer) value);
      case AdapterKind.LONG -> out.number((long) (Long) value);
      case AdapterKind.SHORT -> out.number((long) (Short) value);
      case AdapterKind.BYTE -> out.number((long) (Byte) value);
      case AdapterKind.BOOLEAN -> out.bool((Boolean) value);
      case AdapterKind.DOUBLE -> number((double) (Double) value);
      case AdapterKind.FLOAT -> number((float) (Float) value);
      case AdapterKind.CHARACTER -> out.quoted(((Character) value).toString(), escapes);
      case AdapterKind.LONG_AS_STRING -> out.quoted(((Long) value).toString(), escapes);
      case AdapterKind.BIG_DECIMAL, AdapterKind.BIG_INTEGER -> big(value);
      case AdapterKind.ENUM -> constant(value);
      case AdapterKind.REFLECTIVE -> bean(chosen, value);
      case AdapterKind.COLLECTION -> collection(chosen, (Collection<?>) value);
      case AdapterKind.MAP -> map(chosen, (Map<?, ?>) value);
      case AdapterKind.ARRAY -> array(chosen, value);
      case AdapterKind.ELEMENT -> element((JsonElement) value);
      case AdapterKind.NULL -> out.ascii(NULL);
      case AdapterKind.EMPTY -> out.ascii(EMPTY_OBJECT);
      default -> hand(chosen, value);
    }
  }

  private void number(double value) {
    if (!Double.isFinite(value)) {
      throw refused("number that is not finite");
    }
    out.number(value);
  }

  private void number(float value) {
    if (!Float.isFinite(value)) {
      throw refused("number that is not finite");
    }
    out.raw(Float.toString(value));
  }

  private void big(Object value) {
    if (value.getClass() != BigDecimal.class && value.getClass() != BigInteger.class) {
      throw refused("number with an unusual text");
    }
    out.raw(value.toString());
  }

  private void constant(Object value) {
    if (!(GsonInternals.nameOfConstant(chosen, value) instanceof String name)) {
      throw refused("constant without a name");
    }
    out.quoted(name, escapes);
  }

  private void bean(TypeAdapter<?> adapter, Object bean) throws Throwable {
    GsonPlan plan = plan(adapter, bean.getClass());
    if (plan == null) {
      hand(adapter, bean);
      return;
    }
    out.openObject();
    int written = plan.write(bean, this);
    out.closeObject(written == 0);
  }

  /** The plan used last is often the next one, as in a list. */
  private GsonPlan plan(TypeAdapter<?> adapter, Class<?> type) {
    if (adapter != lastAdapter || type != lastType) {
      lastPlan = PLANS.find(type, adapter, profile.features(), compiler(type, adapter));
      lastAdapter = adapter;
      lastType = type;
    }
    return lastPlan;
  }

  private Plans.Compiler<GsonPlan> compiler(Class<?> type, TypeAdapter<?> adapter) {
    return new Plans.Compiler<>() {
      @Override
      public Callable<GsonPlan> prepare() {
        return new GsonPlanCompiler(type, adapter, gson, profile);
      }

      @Override
      public Callable<GsonPlan> prepareInterim() {
        return new GsonPlanCompiler(type, adapter, gson, profile)::table;
      }
    };
  }

  private void collection(TypeAdapter<?> adapter, Collection<?> values) throws Throwable {
    TypeAdapter<?> wrapper = GsonInternals.elementWrapper(adapter);
    if (isForeign(wrapper)) {
      hand(adapter, values);
      return;
    }
    TypeAdapter<?> elements = GsonInternals.delegateOfWrapper(wrapper);
    Type type = GsonInternals.typeOfWrapper(wrapper);
    out.openArray();
    boolean empty = true;
    for (Object value : values) {
      element(resolve(elements, type, value), value, empty);
      empty = false;
    }
    out.closeArray(empty);
  }

  private void array(TypeAdapter<?> adapter, Object array) throws Throwable {
    TypeAdapter<?> wrapper = GsonInternals.componentWrapper(adapter);
    if (isForeign(wrapper)) {
      hand(adapter, array);
      return;
    }
    TypeAdapter<?> components = GsonInternals.delegateOfWrapper(wrapper);
    Type type = GsonInternals.typeOfWrapper(wrapper);
    out.openArray();
    int length = Array.getLength(array);
    if (array instanceof int[] numbers && kindOf(Integer.class) == AdapterKind.INTEGER) {
      for (int i = 0; i < length; i++) {
        out.element(i == 0);
        out.number(numbers[i]);
      }
    } else if (array instanceof double[] numbers && kindOf(Double.class) == AdapterKind.DOUBLE) {
      for (int i = 0; i < length; i++) {
        out.element(i == 0);
        number(numbers[i]);
      }
    } else {
      for (int i = 0; i < length; i++) {
        Object value = Array.get(array, i);
        element(resolve(components, type, value), value, i == 0);
      }
    }
    out.closeArray(length == 0);
  }

  /** An element, as resolved. Gson writes the comma with what the adapter writes first. */
  private void element(int kind, Object value, boolean first) throws Throwable {
    out.element(first);
    if (kind != AdapterKind.HANDED) {
      write(kind, value);
      return;
    }
    try {
      hand(chosen, value);
    } catch (Throwable e) {
      if (writer.isUntouched()) {
        out.retractSeparator(true, first);
      }
      throw e;
    }
  }

  /** Gson boxes primitives, and asks for the adapter of what it got. */
  private int kindOf(Class<?> boxed) {
    return profile.known(gson, boxed).kind();
  }

  private void map(TypeAdapter<?> adapter, Map<?, ?> map) throws Throwable {
    TypeAdapter<?> wrapper = GsonInternals.valueWrapper(adapter);
    if (isForeign(wrapper)) {
      hand(adapter, map);
      return;
    }
    TypeAdapter<?> values = GsonInternals.delegateOfWrapper(wrapper);
    Type type = GsonInternals.typeOfWrapper(wrapper);
    out.openObject();
    int written = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object value = entry.getValue();
      int kind = resolve(values, type, value);
      if (kind == AdapterKind.HANDED) {
        written = handMember(written, name, chosen, value);
      } else if (kind != AdapterKind.NULL || nulls) {
        out.name(name, written == 0, escapes);
        written++;
        write(kind, value);
      }
    }
    out.closeObject(written == 0);
  }

  /** Whether Gson's own wrapper looks for adapters elsewhere, or is none. */
  private boolean isForeign(TypeAdapter<?> wrapper) {
    return !GsonInternals.isWrapper(wrapper) || GsonInternals.gsonOfWrapper(wrapper) != gson;
  }

  // ---- trees

  /** Writes a tree, whose nodes are of four classes. */
  void element(JsonElement element) {
    if (element == null || element instanceof JsonNull) {
      out.ascii(NULL);
    } else if (element instanceof JsonPrimitive primitive) {
      primitive(primitive);
    } else if (element instanceof JsonArray array) {
      out.openArray();
      boolean empty = true;
      for (JsonElement e : array) {
        out.element(empty);
        element(e);
        empty = false;
      }
      out.closeArray(empty);
    } else if (element instanceof JsonObject object) {
      out.openObject();
      boolean empty = true;
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        JsonElement value = entry.getValue();
        if (nulls || (value != null && !value.isJsonNull())) {
          out.name(entry.getKey(), empty, escapes);
          element(value);
          empty = false;
        }
      }
      out.closeObject(empty);
    } else {
      throw refused("unknown kind of tree");
    }
  }

  private void primitive(JsonPrimitive primitive) {
    if (primitive.isString()) {
      out.quoted(primitive.getAsString(), escapes);
    } else if (primitive.isBoolean()) {
      out.bool(primitive.getAsBoolean());
    } else {
      Number value = primitive.getAsNumber();
      Class<?> type = value.getClass();
      if (type == Integer.class || type == Long.class) {
        out.number(value.longValue());
      } else if (type == Double.class) {
        number((double) (Double) value);
      } else {
        String text = value.toString();
        if (!JsonNumbers.isNumber(text)) {
          throw refused("number with an unusual text");
        }
        out.raw(text);
      }
    }
  }

  // ---- Gson's adapters

  /** Has an adapter write a value whose separators have been written. */
  private void hand(TypeAdapter<?> adapter, Object value) throws Throwable {
    BufferWriter lent = writer();
    lent.lendValue();
    run(adapter, lent, value);
    if (lent.settle() != 1) {
      throw refused("adapter that writes no value");
    }
    follow(lent);
  }

  /** Has an adapter write a member, which may turn out to be left out. */
  private int handMember(int written, String name, TypeAdapter<?> adapter, Object value)
      throws Throwable {
    BufferWriter lent = writer();
    lent.lendMembers(written);
    lent.name(name);
    run(adapter, lent, value);
    int now = lent.settle();
    follow(lent);
    return now;
  }

  @SuppressWarnings("unchecked")
  private static void run(TypeAdapter<?> adapter, BufferWriter lent, Object value)
      throws IOException {
    ((TypeAdapter<Object>) adapter).write(lent, value);
  }

  /** Everything after an adapter that changed settings would look different. */
  private void follow(BufferWriter lent) {
    if (!profile.configured(lent)) {
      throw refused("setting changed by an adapter");
    }
  }

  private BufferWriter writer() {
    if (writer == null) {
      writer = new BufferWriter(out, profile);
    }
    return writer;
  }

  // ---- what plans call

  /** A field that is left to Gson, name included. */
  public int handProperty(int written, BoundProperty property, Object bean) throws Throwable {
    BufferWriter lent = writer();
    lent.lendMembers(written);
    GsonInternals.write(property.bound(), property.name(), lent, bean);
    int now = lent.settle();
    follow(lent);
    return now;
  }

  /** A field of any type whose value has been read. */
  public int property(
      int written,
      BoundProperty property,
      byte[] name,
      int length,
      Object value,
      Object bean,
      int inclusion)
      throws Throwable {
    if (value == bean) {
      return written; // Gson leaves it out
    }
    int kind;
    if (value == null) {
      kind = resolveNull(property.adapter());
    } else {
      Class<?> type = value.getClass();
      kind =
          property.mayDiffer(type)
              ? resolve(property.adapter(), type, value)
              : resolve(property.adapter(), value);
    }
    if (kind == AdapterKind.HANDED) {
      return handMember(written, property.name(), chosen, value);
    }
    if (kind == AdapterKind.NULL && inclusion == NON_NULL) {
      return written;
    }
    out.member(name, length, written == 0);
    write(kind, value);
    return written + 1;
  }

  /** A string, unless it is to be left out. */
  public int text(int written, byte[] name, int length, String value, int inclusion) {
    if (value == null) {
      if (inclusion == NON_NULL) {
        return written;
      }
      out.member(name, length, written == 0);
      out.ascii(NULL);
    } else {
      out.member(name, length, written == 0);
      out.quoted(value, escapes);
    }
    return written + 1;
  }

  /** An enum constant by its text. */
  public int constant(
      int written, byte[] name, int length, byte[][] texts, Enum<?> value, int inclusion) {
    if (value == null && inclusion == NON_NULL) {
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
    if (!Double.isFinite(value)) {
      throw refused("number that is not finite");
    }
    out.member(name, length, written == 0, value);
    return written + 1;
  }

  /** A floating-point number. */
  public int decimal(int written, byte[] name, int length, float value) {
    out.member(name, length, written == 0);
    number(value);
    return written + 1;
  }

  /** What becomes of an exception at a field. */
  public Throwable failed(Throwable e, Object bean, BoundProperty property) throws Throwable {
    throw e;
  }
}

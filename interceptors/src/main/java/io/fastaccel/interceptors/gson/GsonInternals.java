package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.LongSerializationPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonWriter;
import io.fastaccel.interceptors.api.Log;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The classes of Gson's own adapters, and what they keep to themselves. Where something is missing
 * (another version, or a module that is not open), {@link #obstacle} says so, and Gson's adapters
 * do all of the work themselves.
 */
final class GsonInternals {

  static final String BIND = "com.google.gson.internal.bind.";
  private static final String BOUND_FIELD = BIND + "ReflectiveTypeAdapterFactory$BoundField";

  static final Class<?> REFLECTIVE;
  static final Class<?> OBJECT;
  static final Class<?> COLLECTION;
  static final Class<?> MAP;
  static final Class<?> ARRAY;
  static final Class<?> ENUM;
  static final Class<?> FUTURE;
  static final Class<?> STRING;
  static final Class<?> INTEGER;
  static final Class<?> LONG;
  static final Class<?> LONG_AS_STRING;
  static final Class<?> SHORT;
  static final Class<?> BYTE;
  static final Class<?> BOOLEAN;
  static final Class<?> CHARACTER;
  static final Class<?> DOUBLE;
  static final Class<?> CHECKED_DOUBLE;
  static final Class<?> FLOAT;
  static final Class<?> CHECKED_FLOAT;
  static final Class<?> BIG_DECIMAL;
  static final Class<?> BIG_INTEGER;

  /** Gives trees to all subclasses of {@link JsonElement}, and other adapters to others. */
  static final Class<?> HIERARCHY;

  private static final Class<?> ELEMENT;

  /** Since 2.10. */
  private static final Class<?> DELEGATING;

  private static final MethodHandle DELEGATE_OF_DELEGATING;
  private static final MethodHandle HIERARCHY_ADAPTER;
  private static final MethodHandle FUTURE_DELEGATE;
  private static final MethodHandle OBJECT_GSON;
  private static final MethodHandle ELEMENT_ADAPTER;
  private static final MethodHandle COMPONENT_ADAPTER;
  private static final MethodHandle VALUE_ADAPTER;
  private static final MethodHandle MAP_FACTORY;
  private static final MethodHandle COMPLEX_KEYS;
  private static final Class<?> WRAPPER;
  private static final MethodHandle WRAPPER_GSON;
  private static final MethodHandle WRAPPER_DELEGATE;
  private static final MethodHandle WRAPPER_TYPE;
  private static final MethodHandle ENUM_NAMES;

  /** Since 2.11 a list inside of an object, before that a map of those that are written or read. */
  private static final MethodHandle FIELDS_DATA;

  private static final MethodHandle SERIALIZED_FIELDS;
  private static final MethodHandle BOUND_FIELDS;

  /** Before 2.10 a field is first asked whether it is written, and then named by the caller. */
  private static final MethodHandle WRITE_FIELD;

  private static final MethodHandle WRITE;

  /** Indentation: a style since 2.11, a text before that. */
  private static final MethodHandle STYLE;

  private static final boolean FOLLOWS_WILDCARDS;

  private static final String OBSTACLE;

  static {
    GsonMembers f = new GsonMembers();
    Gson gson = new Gson();
    REFLECTIVE = f.type(BIND + "ReflectiveTypeAdapterFactory$Adapter");
    OBJECT = f.type(BIND + "ObjectTypeAdapter");
    COLLECTION = f.type(BIND + "CollectionTypeAdapterFactory$Adapter");
    MAP = f.type(BIND + "MapTypeAdapterFactory$Adapter");
    ARRAY = f.type(BIND + "ArrayTypeAdapter");
    Class<?> enums = f.optionalType(BIND + "EnumTypeAdapter");
    ENUM = enums != null ? enums : f.type(BIND + "TypeAdapters$EnumTypeAdapter");
    FUTURE = f.type("com.google.gson.Gson$FutureTypeAdapter");
    STRING = f.constant("STRING");
    INTEGER = f.constant("INTEGER");
    LONG = f.constant("LONG");
    LONG_AS_STRING = longAsString();
    SHORT = f.constant("SHORT");
    BYTE = f.constant("BYTE");
    BOOLEAN = f.constant("BOOLEAN");
    CHARACTER = f.constant("CHARACTER");
    DOUBLE = f.constant("DOUBLE");
    CHECKED_DOUBLE = gson.getAdapter(double.class).getClass();
    FLOAT = f.constant("FLOAT");
    CHECKED_FLOAT = gson.getAdapter(float.class).getClass();
    BIG_DECIMAL = f.constant("BIG_DECIMAL");
    BIG_INTEGER = f.constant("BIG_INTEGER");
    ELEMENT = f.constant("JSON_ELEMENT");
    HIERARCHY = gson.getAdapter(JsonElement.class).getClass();
    DELEGATING = f.optionalType(BIND + "SerializationDelegatingTypeAdapter");
    DELEGATE_OF_DELEGATING =
        DELEGATING == null
            ? null
            : f.method(DELEGATING, "getSerializationDelegate", TypeAdapter.class);
    HIERARCHY_ADAPTER =
        MethodHandles.filterReturnValue(
            f.field(HIERARCHY, "this$0", Object.class),
            f.field(HIERARCHY.getEnclosingClass(), "val$typeAdapter", TypeAdapter.class));
    FUTURE_DELEGATE = f.field(FUTURE, "delegate", TypeAdapter.class);
    OBJECT_GSON = f.field(OBJECT, "gson", Gson.class);
    ELEMENT_ADAPTER = f.field(COLLECTION, "elementTypeAdapter", TypeAdapter.class);
    COMPONENT_ADAPTER = f.field(ARRAY, "componentTypeAdapter", TypeAdapter.class);
    VALUE_ADAPTER = f.field(MAP, "valueTypeAdapter", TypeAdapter.class);
    MAP_FACTORY = f.field(MAP, "this$0", Object.class);
    COMPLEX_KEYS =
        f.field(
            f.type(BIND + "MapTypeAdapterFactory"), "complexMapKeySerialization", boolean.class);
    WRAPPER = f.type(BIND + "TypeAdapterRuntimeTypeWrapper");
    WRAPPER_GSON = f.field(WRAPPER, "context", Gson.class);
    WRAPPER_DELEGATE = f.field(WRAPPER, "delegate", TypeAdapter.class);
    WRAPPER_TYPE = f.field(WRAPPER, "type", Type.class);
    ENUM_NAMES = f.field(ENUM, "constantToName", Map.class);
    FIELDS_DATA = f.optionalField(REFLECTIVE, "fieldsData", Object.class);
    SERIALIZED_FIELDS =
        FIELDS_DATA == null
            ? null
            : f.field(
                f.type(BIND + "ReflectiveTypeAdapterFactory$FieldsData"),
                "serializedFields",
                List.class);
    BOUND_FIELDS = FIELDS_DATA == null ? f.field(REFLECTIVE, "boundFields", Map.class) : null;
    Class<?> bound = f.type(BOUND_FIELD);
    WRITE_FIELD = f.optionalMethod(bound, "writeField", boolean.class, Object.class);
    WRITE = f.method(bound, "write", void.class, JsonWriter.class, Object.class);
    MethodHandle style = f.optionalMethod(JsonWriter.class, "getFormattingStyle", Object.class);
    STYLE = style != null ? style : f.field(JsonWriter.class, "indent", Object.class);
    FOLLOWS_WILDCARDS = followsWildcards();
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("no plans for classes under Gson: " + OBSTACLE);
    }
  }

  private GsonInternals() {}

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  /**
   * Whether two adapters for one class write the same. Before 2.10 it matters which of them was
   * there when another one was made.
   */
  static boolean equalAdaptersAreAlike() {
    return DELEGATING != null;
  }

  /** Whether a value whose declared type is a wildcard may have the adapter of its class. */
  private static boolean followsWildcards() {
    JsonSerializer<Integer> ofClass = (value, type, context) -> new JsonPrimitive(true);
    return new GsonBuilder()
        .registerTypeAdapter(Integer.class, ofClass)
        .create()
        .getAdapter(new TypeToken<List<? extends Number>>() {})
        .toJson(List.of(1))
        .equals("[true]");
  }

  private static Class<?> longAsString() {
    return new GsonBuilder()
        .setLongSerializationPolicy(LongSerializationPolicy.STRING)
        .create()
        .getAdapter(long.class)
        .getClass();
  }

  /** Whether the adapter is Gson's for trees. */
  static boolean writesElements(TypeAdapter<?> adapter) {
    if (adapter.getClass() == ELEMENT) {
      return true;
    }
    return adapter.getClass() == HIERARCHY
        && adapterIn(HIERARCHY_ADAPTER, adapter).getClass() == ELEMENT;
  }

  /** As Gson decides between the adapters of a value's class and of the declared type. */
  static boolean isReflective(TypeAdapter<?> adapter) {
    TypeAdapter<?> current = adapter;
    while (DELEGATING != null && DELEGATING.isInstance(current)) {
      TypeAdapter<?> delegate = adapterIn(DELEGATE_OF_DELEGATING, current);
      if (delegate == current) {
        break;
      }
      current = delegate;
    }
    return REFLECTIVE.isInstance(current);
  }

  /** The adapter that an {@link AdapterKind#FUTURE} stands for, or {@code null} as long as none. */
  static TypeAdapter<?> delegateOfFuture(TypeAdapter<?> future) {
    return adapterIn(FUTURE_DELEGATE, future);
  }

  static Gson gsonOfObject(TypeAdapter<?> adapter) {
    try {
      return (Gson) OBJECT_GSON.invokeExact((Object) adapter);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static TypeAdapter<?> elementWrapper(TypeAdapter<?> collection) {
    return adapterIn(ELEMENT_ADAPTER, collection);
  }

  static TypeAdapter<?> componentWrapper(TypeAdapter<?> array) {
    return adapterIn(COMPONENT_ADAPTER, array);
  }

  static TypeAdapter<?> valueWrapper(TypeAdapter<?> map) {
    return adapterIn(VALUE_ADAPTER, map);
  }

  /** Whether keys may be written as more than texts. */
  static boolean hasComplexKeys(TypeAdapter<?> map) {
    try {
      return (boolean) COMPLEX_KEYS.invokeExact((Object) MAP_FACTORY.invokeExact((Object) map));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether this prefers the adapter of a value's class over that of the declared type. */
  static boolean isWrapper(Object adapter) {
    return adapter.getClass() == WRAPPER;
  }

  static Gson gsonOfWrapper(Object wrapper) {
    try {
      return (Gson) WRAPPER_GSON.invokeExact(wrapper);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static TypeAdapter<?> delegateOfWrapper(Object wrapper) {
    return adapterIn(WRAPPER_DELEGATE, wrapper);
  }

  /** Whether a value of this declared type may have the adapter of its class. */
  static boolean followsValue(Type declared) {
    Type bound =
        FOLLOWS_WILDCARDS && declared instanceof WildcardType wildcard
            ? wildcard.getUpperBounds()[0]
            : declared;
    return bound instanceof Class || bound instanceof TypeVariable;
  }

  static Type typeOfWrapper(Object wrapper) {
    try {
      return (Type) WRAPPER_TYPE.invokeExact(wrapper);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an adapter for an enum writes for a constant. */
  static Object nameOfConstant(TypeAdapter<?> adapter, Object constant) {
    try {
      return ((Map<?, ?>) ENUM_NAMES.invokeExact((Object) adapter)).get(constant);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static TypeAdapter<?> adapterIn(MethodHandle field, Object owner) {
    try {
      return (TypeAdapter<?>) field.invokeExact(owner);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the adapter of a class goes through to write a value, in order. */
  static List<BoundField> boundFields(TypeAdapter<?> reflective)
      throws ReflectiveOperationException {
    Collection<?> fields;
    try {
      fields =
          FIELDS_DATA != null
              ? (List<?>)
                  SERIALIZED_FIELDS.invokeExact(
                      (Object) FIELDS_DATA.invokeExact((Object) reflective))
              : ((Map<?, ?>) BOUND_FIELDS.invokeExact((Object) reflective)).values();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    List<BoundField> bound = new ArrayList<>(fields.size());
    for (Object field : fields) {
      BoundField read = BoundField.of(field);
      if (read.serialized()) {
        bound.add(read);
      }
    }
    return bound;
  }

  /** Has Gson write a field, name included. */
  static void write(Object boundField, String name, JsonWriter writer, Object bean)
      throws Throwable {
    if (WRITE_FIELD != null) {
      if (!(boolean) WRITE_FIELD.invokeExact(boundField, bean)) {
        return;
      }
      writer.name(name);
    }
    WRITE.invokeExact(boundField, writer, bean);
  }

  /** Something that stays the same for as long as a writer's indentation is not changed. */
  static Object style(JsonWriter writer) {
    if (STYLE == null) {
      return null;
    }
    try {
      return (Object) STYLE.invokeExact((Object) writer);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.ToNumberStrategy;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import io.fastaccel.interceptors.api.Log;
import java.io.IOException;
import java.io.StringReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Gson's own adapters and its reader keep to themselves, as far as reading needs it. Where
 * something is missing (another version, or a module that is not open), {@link #obstacle} says so,
 * and nothing is read by us.
 */
final class ReadInternals {

  private static final String INTERNAL = "com.google.gson.internal.";
  private static final String FACTORY = GsonInternals.BIND + "ReflectiveTypeAdapterFactory$";

  private static final MethodHandle CONSTRUCT;
  private static final MethodHandle COLLECTION_CONSTRUCTOR;
  private static final MethodHandle MAP_CONSTRUCTOR;
  private static final MethodHandle KEY_ADAPTER;
  private static final MethodHandle COMPONENT_TYPE;
  private static final MethodHandle NUMBERS;
  private static final MethodHandle REQUESTED_TYPE;
  private static final MethodHandle CONSTANTS;

  /** Since 2.9.1 what {@code toString} answers is understood too. */
  private static final MethodHandle MORE_CONSTANTS;

  private static final MethodHandle NEW_TREE_MAP;
  private static final Class<?> TREE_MAP;
  private static final MethodHandle NEW_LAZY_NUMBER;

  /** Of classes; of records, which it reads since 2.10. */
  private static final Class<?> FIELDS;

  private static final Class<?> RECORD;
  private static final MethodHandle RECORD_CONSTRUCTOR;
  private static final MethodHandle RECORD_INDICES;
  private static final MethodHandle FIELDS_DATA;
  private static final MethodHandle BOUND_FIELDS;
  private static final MethodHandle IS_READ;
  private static final MethodHandle BEGIN;
  private static final MethodHandle READ_FIELD;
  private static final MethodHandle FINISH;

  private static final VarHandle PEEKED;
  private static final MethodHandle NESTING_LIMIT;

  /** What a reader has seen: nothing, a name, a name that is to be read as a value. */
  private static final int NOTHING = 0;

  private static final int NAME;
  private static final int PROMOTED;

  private static final int DEEPEST = 255;
  private static final int MOST_NESTED;
  private static final boolean HAS_TOKENS;
  private static final boolean LOOKS_FOR_KEYS;
  private static final boolean LINKED_MAPS;

  private static final String OBSTACLE;

  static {
    GsonMembers f = new GsonMembers();
    Class<?> constructor = f.type(INTERNAL + "ObjectConstructor");
    CONSTRUCT = f.method(constructor, "construct", Object.class);
    COLLECTION_CONSTRUCTOR = f.field(GsonInternals.COLLECTION, "constructor", Object.class);
    MAP_CONSTRUCTOR = f.field(GsonInternals.MAP, "constructor", Object.class);
    KEY_ADAPTER = f.field(GsonInternals.MAP, "keyTypeAdapter", TypeAdapter.class);
    COMPONENT_TYPE = f.field(GsonInternals.ARRAY, "componentType", Class.class);
    NUMBERS = f.field(GsonInternals.OBJECT, "toNumberStrategy", ToNumberStrategy.class);
    REQUESTED_TYPE = f.field(GsonInternals.HIERARCHY, "val$requestedType", Class.class);
    CONSTANTS = f.field(GsonInternals.ENUM, "nameToConstant", Map.class);
    MORE_CONSTANTS = f.optionalField(GsonInternals.ENUM, "stringToConstant", Map.class);
    TREE_MAP = f.type(INTERNAL + "LinkedTreeMap");
    NEW_TREE_MAP = f.constructor(TREE_MAP, Map.class);
    NEW_LAZY_NUMBER =
        f.constructor(f.type(INTERNAL + "LazilyParsedNumber"), Number.class, String.class);
    RECORD = f.optionalType(FACTORY + "RecordAdapter");
    FIELDS = RECORD == null ? GsonInternals.REFLECTIVE : f.type(FACTORY + "FieldReflectionAdapter");
    RECORD_CONSTRUCTOR = RECORD == null ? null : f.field(RECORD, "constructor", Constructor.class);
    RECORD_INDICES = RECORD == null ? null : f.field(RECORD, "componentIndices", Map.class);
    FIELDS_DATA = f.optionalField(GsonInternals.REFLECTIVE, "fieldsData", Object.class);
    BOUND_FIELDS =
        FIELDS_DATA == null
            ? f.field(GsonInternals.REFLECTIVE, "boundFields", Map.class)
            : f.field(f.type(FACTORY + "FieldsData"), "deserializedFields", Map.class);
    Class<?> bound = f.type(FACTORY + "BoundField");
    IS_READ = f.optionalField(bound, "deserialized", boolean.class);
    if (RECORD == null) {
      MethodHandle read = f.method(bound, "read", void.class, JsonReader.class, Object.class);
      MethodHandle own = f.field(FIELDS, "constructor", Object.class);
      BEGIN = own == null ? null : MethodHandles.filterReturnValue(own, CONSTRUCT);
      READ_FIELD = read == null ? null : inOrder(read);
      FINISH = MethodHandles.dropArguments(MethodHandles.identity(Object.class), 0, Object.class);
    } else {
      BEGIN = f.method(GsonInternals.REFLECTIVE, "createAccumulator", Object.class);
      MethodHandle read =
          f.method(
              GsonInternals.REFLECTIVE,
              "readField",
              void.class,
              Object.class,
              JsonReader.class,
              bound);
      READ_FIELD =
          read == null ? null : read.asType(read.type().changeParameterType(3, Object.class));
      FINISH = f.method(GsonInternals.REFLECTIVE, "finalize", Object.class, Object.class);
    }
    PEEKED = f.number(JsonReader.class, "peeked");
    NESTING_LIMIT = f.optionalMethod(JsonReader.class, "getNestingLimit", int.class);
    int name = NOTHING;
    int promoted = NOTHING;
    int nested = DEEPEST;
    boolean looks = false;
    boolean linked = false;
    String failure = f.missing();
    if (failure == null) {
      try {
        JsonReader reader = new JsonReader(new StringReader("{\"a\":1}"));
        nested = NESTING_LIMIT == null ? DEEPEST : Math.min(DEEPEST, nestingLimitOf(reader));
        reader.beginObject();
        reader.hasNext();
        name = (int) PEEKED.get(reader);
        promote(f, reader);
        promoted = (int) PEEKED.get(reader);
        looks = refusesKeysWithNull();
        linked =
            new Gson().getAdapter(Object.class).fromJson("{}").getClass() == LinkedHashMap.class;
      } catch (Throwable e) {
        failure = "a reader that cannot be tried (" + e + ")";
      }
    }
    NAME = name;
    PROMOTED = promoted;
    MOST_NESTED = nested;
    LOOKS_FOR_KEYS = looks;
    LINKED_MAPS = linked;
    HAS_TOKENS = isThereWithToken();
    OBSTACLE = GsonInternals.obstacle() != null ? GsonInternals.obstacle() : failure;
    if (OBSTACLE != null) {
      Log.info("JSON is read by Gson alone: " + OBSTACLE);
    }
  }

  private ReadInternals() {}

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  /** As if the adapter read a field, and not the field itself. */
  private static MethodHandle inOrder(MethodHandle read) {
    MethodType type =
        MethodType.methodType(
            void.class, Object.class, Object.class, JsonReader.class, Object.class);
    return MethodHandles.permuteArguments(read, type, 3, 2, 1);
  }

  private static int nestingLimitOf(JsonReader reader) throws Throwable {
    return (int) NESTING_LIMIT.invokeExact((Object) reader);
  }

  private static void promote(GsonMembers f, JsonReader reader) throws Throwable {
    Class<?> access = f.type(INTERNAL + "JsonReaderInternalAccess");
    Object instance = access.getField("INSTANCE").get(null);
    f.method(access, "promoteNameToValue", void.class, JsonReader.class)
        .invokeExact(instance, reader);
  }

  /** Whether a key that comes again is an error even if its value was null. */
  private static boolean refusesKeysWithNull() throws IOException {
    try {
      new Gson().getAdapter(Map.class).fromJson("{\"a\":null,\"a\":1}");
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  private static boolean isThereWithToken() {
    try {
      Gson.class.getMethod("fromJson", String.class, TypeToken.class);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /** Whether calls with other types go through the one with a {@link TypeToken}. */
  static boolean hasTokens() {
    return HAS_TOKENS;
  }

  /** Nested arrays and objects that are read. */
  static int mostNested() {
    return MOST_NESTED;
  }

  /** Whether a map is asked for a key before it is put. */
  static boolean looksForKeys() {
    return LOOKS_FOR_KEYS;
  }

  // ---- the reader

  /** Tells Gson's own code that a name is next, which may have it read as a value. */
  static void offerName(JsonReader reader) {
    PEEKED.set(reader, NAME);
  }

  /** Whether the name that is next is to be read as a value. */
  static boolean isPromoted(JsonReader reader) {
    return (int) PEEKED.get(reader) == PROMOTED;
  }

  /** Tells that the name has been read. */
  static void tookName(JsonReader reader) {
    PEEKED.set(reader, NOTHING);
  }

  /** The limit that is set at a reader; always the same where there is none. */
  static int nestingLimit(JsonReader reader) {
    try {
      return NESTING_LIMIT == null ? 0 : (int) NESTING_LIMIT.invokeExact((Object) reader);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- values

  /** A new collection, as Gson would make it. */
  static Object newCollection(TypeAdapter<?> adapter) throws Throwable {
    return (Object)
        CONSTRUCT.invokeExact((Object) COLLECTION_CONSTRUCTOR.invokeExact((Object) adapter));
  }

  /** A new map, as Gson would make it. */
  static Object newMap(TypeAdapter<?> adapter) throws Throwable {
    return (Object) CONSTRUCT.invokeExact((Object) MAP_CONSTRUCTOR.invokeExact((Object) adapter));
  }

  static TypeAdapter<?> keyAdapter(TypeAdapter<?> map) throws Throwable {
    return (TypeAdapter<?>) (TypeAdapter) KEY_ADAPTER.invokeExact((Object) map);
  }

  static Class<?> componentType(TypeAdapter<?> array) throws Throwable {
    return (Class<?>) (Class) COMPONENT_TYPE.invokeExact((Object) array);
  }

  /** What becomes of the numbers of untyped values. */
  static ToNumberStrategy numbers(TypeAdapter<?> ofObject) throws Throwable {
    return (ToNumberStrategy) NUMBERS.invokeExact((Object) ofObject);
  }

  /** A map for untyped values. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> newUntypedMap() throws Throwable {
    return LINKED_MAPS
        ? new LinkedHashMap<>()
        : (Map<String, Object>) (Map) NEW_TREE_MAP.invokeExact();
  }

  /** Whether the size of such a map tells whether a key was there. */
  static boolean isPlainMap(Class<?> type) {
    return type == TREE_MAP
        || type == LinkedHashMap.class
        || type == java.util.TreeMap.class
        || type == java.util.HashMap.class;
  }

  /** A number that keeps its text. */
  static Number newLazyNumber(String text) throws Throwable {
    return (Number) NEW_LAZY_NUMBER.invokeExact(text);
  }

  /** Whether the adapter accepts this node where a tree is read. */
  static boolean accepts(TypeAdapter<?> ofElements, Object node) throws Throwable {
    return ofElements.getClass() != GsonInternals.HIERARCHY
        || ((Class<?>) (Class) REQUESTED_TYPE.invokeExact((Object) ofElements)).isInstance(node);
  }

  /** The constant of an enum that a text stands for, or {@code null} if there is none. */
  static Object constant(TypeAdapter<?> adapter, String text) throws Throwable {
    Object constant = ((Map<?, ?>) (Map) CONSTANTS.invokeExact((Object) adapter)).get(text);
    return constant == null && MORE_CONSTANTS != null
        ? ((Map<?, ?>) (Map) MORE_CONSTANTS.invokeExact((Object) adapter)).get(text)
        : constant;
  }

  // ---- classes

  /** Whether this version has an adapter for records. */
  static boolean readsRecords() {
    return RECORD != null;
  }

  /** Whether the adapter reads the components of a record. */
  static boolean isOfRecord(TypeAdapter<?> adapter) {
    return adapter.getClass() == RECORD;
  }

  /** Whether the adapter reads fields in one of the ways that are known. */
  static boolean isKnown(TypeAdapter<?> reflective) {
    return reflective.getClass() == FIELDS || reflective.getClass() == RECORD;
  }

  static Class<?> recordType(TypeAdapter<?> adapter) throws Throwable {
    return ((Constructor<?>) (Constructor) RECORD_CONSTRUCTOR.invokeExact((Object) adapter))
        .getDeclaringClass();
  }

  /** At which argument of its constructor a record takes a component. */
  static Map<?, ?> recordIndices(TypeAdapter<?> adapter) throws Throwable {
    return (Map<?, ?>) (Map) RECORD_INDICES.invokeExact((Object) adapter);
  }

  /** Gson's own objects for fields, by the names under which they are read. */
  static Map<?, ?> fields(TypeAdapter<?> reflective) throws Throwable {
    return FIELDS_DATA == null
        ? (Map<?, ?>) (Map) BOUND_FIELDS.invokeExact((Object) reflective)
        : (Map<?, ?>)
            (Map) BOUND_FIELDS.invokeExact((Object) FIELDS_DATA.invokeExact((Object) reflective));
  }

  /** Whether the field is read at all. */
  static boolean isRead(Object bound) throws Throwable {
    return IS_READ == null || (boolean) IS_READ.invokeExact(bound);
  }

  /** A new object, or the arguments for a new record. */
  static Object begin(TypeAdapter<?> reflective) throws Throwable {
    return (Object) BEGIN.invokeExact((Object) reflective);
  }

  /** Has Gson read one field. */
  static void readField(TypeAdapter<?> adapter, Object begun, JsonReader reader, Object bound)
      throws Throwable {
    READ_FIELD.invokeExact((Object) adapter, begun, reader, bound);
  }

  /** The object, or the record. */
  static Object finish(TypeAdapter<?> reflective, Object begun) throws Throwable {
    return (Object) FINISH.invokeExact((Object) reflective, begun);
  }
}

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.AnyGetterWriter;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.impl.ObjectIdWriter;
import com.fasterxml.jackson.databind.ser.impl.PropertySerializerMap;
import com.fasterxml.jackson.databind.ser.std.AsArraySerializerBase;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import com.fasterxml.jackson.databind.ser.std.StaticListSerializerBase;
import com.fasterxml.jackson.databind.ser.std.StdKeySerializers;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.UUIDSerializer;
import com.fasterxml.jackson.databind.util.EnumValues;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import io.fastaccel.interceptors.json.RememberedSerializers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The parts of Jackson's resolved serializers that it shows to subclasses only. Where one of them
 * is missing (another version, or a module that is not open), {@link #obstacle} says so, and
 * Jackson's serializers do all of the work themselves.
 */
final class SerializerInternals {

  private static final String JACKSON = JsonSerializer.class.getPackageName();

  private static final Class<?> BEAN = BeanSerializerBase.class;
  private static final Class<?> PROPERTY = BeanPropertyWriter.class;
  private static final Class<?> MAP = MapSerializer.class;
  private static final Class<?> ARRAY = AsArraySerializerBase.class;

  private static final VarHandle PROPERTIES;

  /** {@code null} in later versions, where an any-getter is one of the properties. */
  private static final VarHandle ANY_GETTER;

  private static final VarHandle ANY_ACCESSOR;
  private static final VarHandle ANY_MAP_SERIALIZER;
  private static final VarHandle FILTER_ID;
  private static final VarHandle OBJECT_ID;
  private static final VarHandle NULL_SERIALIZER;
  private static final VarHandle SUPPRESSABLE;
  private static final VarHandle PROPERTY_SERIALIZERS;
  private static final MethodHandle ADD_PROPERTY_SERIALIZER;
  private static final VarHandle KEY_SERIALIZER;
  private static final VarHandle VALUE_SERIALIZER;
  private static final VarHandle VALUE_TYPE_SERIALIZER;
  private static final VarHandle VALUE_SERIALIZERS;
  private static final MethodHandle FIND_VALUE_SERIALIZER;
  private static final VarHandle MAP_FILTER_ID;
  private static final VarHandle MAP_SUPPRESSABLE;
  private static final VarHandle MAP_SUPPRESS_NULLS;
  private static final VarHandle SORT_KEYS;
  private static final VarHandle INCLUSION_CHECKER;
  private static final VarHandle KEY_SERIALIZERS;
  private static final VarHandle ELEMENT_SERIALIZER;
  private static final VarHandle ELEMENT_TYPE_SERIALIZER;
  private static final VarHandle ELEMENT_SERIALIZERS;
  private static final VarHandle ELEMENT_TYPE;
  private static final MethodHandle ADD_ELEMENT_SERIALIZER;
  private static final MethodHandle ADD_GENERIC_ELEMENT_SERIALIZER;
  private static final VarHandle UNWRAP_SINGLE;
  private static final VarHandle UNWRAP_SINGLE_STRING;
  private static final VarHandle UUID_AS_BINARY;
  private static final VarHandle ENUM_AS_INDEX;

  /** {@code null} in versions without naming strategies for enums. */
  private static final VarHandle ENUM_NAMING;

  private static final VarHandle PROVIDER_GENERATOR;
  private static final MethodHandle WRITER_PROVIDER;
  private static final VarHandle WRITER_PREFETCH;
  private static final VarHandle WRITER_SETTINGS;
  private static final VarHandle PREFETCHED_SERIALIZER;
  private static final VarHandle PREFETCHED_TYPE_SERIALIZER;
  private static final VarHandle PREFETCHED_TYPE;
  private static final PrettyPrinter COMPACT;

  private static final String OBSTACLE;

  private static final RememberedSerializers<JsonSerializer<Object>> OF_ELEMENTS =
      new RememberedSerializers<>();

  static {
    Members f = new Members(MethodHandles.lookup());
    Class<?> map = PropertySerializerMap.class;
    PROPERTIES = f.field(BEAN, "_props", BeanPropertyWriter[].class);
    ANY_GETTER = f.optionalField(BEAN, "_anyGetterWriter", AnyGetterWriter.class);
    ANY_ACCESSOR = f.field(AnyGetterWriter.class, "_accessor", AnnotatedMember.class);
    ANY_MAP_SERIALIZER = f.field(AnyGetterWriter.class, "_mapSerializer", MapSerializer.class);
    FILTER_ID = f.field(BEAN, "_propertyFilterId", Object.class);
    OBJECT_ID = f.field(BEAN, "_objectIdWriter", ObjectIdWriter.class);
    NULL_SERIALIZER = f.field(PROPERTY, "_nullSerializer", JsonSerializer.class);
    SUPPRESSABLE = f.field(PROPERTY, "_suppressableValue", Object.class);
    PROPERTY_SERIALIZERS = f.field(PROPERTY, "_dynamicSerializers", map);
    ADD_PROPERTY_SERIALIZER = add(f, PROPERTY, Class.class);
    KEY_SERIALIZER = f.field(MAP, "_keySerializer", JsonSerializer.class);
    VALUE_SERIALIZER = f.field(MAP, "_valueSerializer", JsonSerializer.class);
    VALUE_TYPE_SERIALIZER = f.field(MAP, "_valueTypeSerializer", TypeSerializer.class);
    VALUE_SERIALIZERS = f.field(MAP, "_dynamicValueSerializers", map);
    FIND_VALUE_SERIALIZER =
        f.method(
            MAP, "_findSerializer", JsonSerializer.class, SerializerProvider.class, Object.class);
    MAP_FILTER_ID = f.field(MAP, "_filterId", Object.class);
    MAP_SUPPRESSABLE = f.field(MAP, "_suppressableValue", Object.class);
    MAP_SUPPRESS_NULLS = f.field(MAP, "_suppressNulls", boolean.class);
    SORT_KEYS = f.field(MAP, "_sortKeys", boolean.class);
    INCLUSION_CHECKER =
        f.field(
            MAP,
            "_inclusionChecker",
            com.fasterxml.jackson.databind.util.IgnorePropertiesUtil.Checker.class);
    KEY_SERIALIZERS = f.field(StdKeySerializers.Dynamic.class, "_dynamicSerializers", map);
    ELEMENT_SERIALIZER = f.field(ARRAY, "_elementSerializer", JsonSerializer.class);
    ELEMENT_TYPE_SERIALIZER = f.field(ARRAY, "_valueTypeSerializer", TypeSerializer.class);
    ELEMENT_SERIALIZERS = f.field(ARRAY, "_dynamicSerializers", map);
    ELEMENT_TYPE = f.field(ARRAY, "_elementType", JavaType.class);
    ADD_ELEMENT_SERIALIZER = add(f, ARRAY, Class.class);
    ADD_GENERIC_ELEMENT_SERIALIZER = add(f, ARRAY, JavaType.class);
    UNWRAP_SINGLE = f.field(ARRAY, "_unwrapSingle", Boolean.class);
    UNWRAP_SINGLE_STRING = f.field(StaticListSerializerBase.class, "_unwrapSingle", Boolean.class);
    UUID_AS_BINARY = f.field(UUIDSerializer.class, "_asBinary", Boolean.class);
    ENUM_AS_INDEX = f.field(EnumSerializer.class, "_serializeAsIndex", Boolean.class);
    ENUM_NAMING = f.optionalField(EnumSerializer.class, "_valuesByEnumNaming", EnumValues.class);
    PROVIDER_GENERATOR =
        f.field(DefaultSerializerProvider.class, "_generator", JsonGenerator.class);
    WRITER_PROVIDER =
        f.method(ObjectWriter.class, "_serializerProvider", DefaultSerializerProvider.class);
    WRITER_PREFETCH = f.field(ObjectWriter.class, "_prefetch", ObjectWriter.Prefetch.class);
    WRITER_SETTINGS =
        f.field(ObjectWriter.class, "_generatorSettings", ObjectWriter.GeneratorSettings.class);
    Class<?> prefetch = ObjectWriter.Prefetch.class;
    PREFETCHED_SERIALIZER = f.field(prefetch, "valueSerializer", JsonSerializer.class);
    PREFETCHED_TYPE_SERIALIZER = f.field(prefetch, "typeSerializer", TypeSerializer.class);
    PREFETCHED_TYPE = f.field(prefetch, "rootType", JavaType.class);
    COMPACT = f.constant(ObjectWriter.class, "NULL_PRETTY_PRINTER", PrettyPrinter.class);
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("no plans for beans of Jackson 2: " + OBSTACLE + " is not accessible");
    }
  }

  private SerializerInternals() {}

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  static BeanPropertyWriter[] properties(JsonSerializer<?> serializer) {
    return (BeanPropertyWriter[]) PROPERTIES.get((BeanSerializerBase) serializer);
  }

  /** Whether a bean's properties, and those of an any-getter, are all that it writes. */
  static boolean hasPropertiesOnly(BeanSerializerBase serializer) {
    return (Object) FILTER_ID.get(serializer) == null
        && (ObjectIdWriter) OBJECT_ID.get(serializer) == null;
  }

  /** What follows the bean's properties, or {@code null}. */
  static AnyGetterWriter anyGetter(JsonSerializer<?> serializer) {
    return ANY_GETTER == null
        ? null
        : (AnyGetterWriter) ANY_GETTER.get((BeanSerializerBase) serializer);
  }

  /** Where an any-getter has its map from. */
  static AnnotatedMember accessor(AnyGetterWriter writer) {
    return (AnnotatedMember) ANY_ACCESSOR.get(writer);
  }

  /** The serializer of an any-getter's map, or {@code null} if it is not Jackson's own. */
  static MapSerializer mapSerializer(AnyGetterWriter writer) {
    return (MapSerializer) ANY_MAP_SERIALIZER.get(writer);
  }

  static JsonSerializer<?> nullSerializer(BeanPropertyWriter property) {
    return (JsonSerializer<?>) NULL_SERIALIZER.get(property);
  }

  static Object suppressable(BeanPropertyWriter property) {
    return (Object) SUPPRESSABLE.get(property);
  }

  /** The serializer that the property would use for a value of this class. */
  static JsonSerializer<Object> serializerFor(
      BeanPropertyWriter property, Class<?> type, SerializerProvider provider) throws Throwable {
    JsonSerializer<Object> fixed = property.getSerializer();
    if (fixed != null) {
      return fixed;
    }
    PropertySerializerMap known = (PropertySerializerMap) PROPERTY_SERIALIZERS.get(property);
    JsonSerializer<Object> found = known.serializerFor(type);
    return found != null ? found : added(ADD_PROPERTY_SERIALIZER, property, known, type, provider);
  }

  @SuppressWarnings("unchecked")
  private static JsonSerializer<Object> added(
      MethodHandle adder,
      Object serializer,
      PropertySerializerMap known,
      Object type,
      SerializerProvider provider)
      throws Throwable {
    return (JsonSerializer<Object>)
        (JsonSerializer<?>) adder.invoke(serializer, known, type, provider);
  }

  /**
   * Whether the map serializer does nothing but write all entries in their order, whatever keys.
   */
  static boolean isPlain(MapSerializer serializer) {
    return !(boolean) SORT_KEYS.get(serializer)
        && !(boolean) MAP_SUPPRESS_NULLS.get(serializer)
        && (Object) MAP_FILTER_ID.get(serializer) == null
        && (Object) MAP_SUPPRESSABLE.get(serializer) == null
        && (TypeSerializer) VALUE_TYPE_SERIALIZER.get(serializer) == null
        && (com.fasterxml.jackson.databind.util.IgnorePropertiesUtil.Checker)
                INCLUSION_CHECKER.get(serializer)
            == null;
  }

  /** Whether the map serializer writes keys that are strings as they are. */
  static boolean writesStringKeys(MapSerializer serializer) {
    JsonSerializer<?> keys = (JsonSerializer<?>) KEY_SERIALIZER.get(serializer);
    if (keys == null) {
      return false;
    }
    JsonSerializer<?> ofStrings = keys;
    if (keys.getClass() == StdKeySerializers.Dynamic.class) {
      PropertySerializerMap known =
          (PropertySerializerMap) KEY_SERIALIZERS.get((StdKeySerializers.Dynamic) keys);
      ofStrings = known.serializerFor(String.class);
    }
    return ofStrings != null && ofStrings.getClass() == StdKeySerializers.StringKeySerializer.class;
  }

  /** The serializer that the map serializer would use for a key. */
  @SuppressWarnings("unchecked")
  static JsonSerializer<Object> keySerializerFor(
      MapSerializer serializer, Object key, SerializerProvider provider) throws Throwable {
    return key == null
        ? provider.findNullKeySerializer(null, null) // the standard provider has one for all
        : (JsonSerializer<Object>) (JsonSerializer<?>) KEY_SERIALIZER.get(serializer);
  }

  /** Whether the map serializer uses the same serializer for all values. */
  static boolean hasOneSerializer(MapSerializer serializer) {
    return (JsonSerializer<?>) VALUE_SERIALIZER.get(serializer) != null;
  }

  /** The serializer that the map serializer would use for a value. */
  @SuppressWarnings("unchecked")
  static JsonSerializer<Object> serializerFor(
      MapSerializer serializer, Object value, SerializerProvider provider) throws Throwable {
    JsonSerializer<?> fixed = (JsonSerializer<?>) VALUE_SERIALIZER.get(serializer);
    if (fixed != null) {
      return (JsonSerializer<Object>) fixed;
    }
    PropertySerializerMap known = (PropertySerializerMap) VALUE_SERIALIZERS.get(serializer);
    JsonSerializer<Object> found = known.serializerFor(value.getClass());
    return found != null
        ? found
        : (JsonSerializer<Object>)
            (JsonSerializer<?>) FIND_VALUE_SERIALIZER.invoke(serializer, provider, value);
  }

  /**
   * Whether a serializer of enums writes their names, or what annotations have put in their place.
   *
   * @param features of the serialization
   */
  static boolean writesNames(EnumSerializer enums, int features) {
    return (Boolean) ENUM_AS_INDEX.get(enums) == null
        && !SerializationFeature.WRITE_ENUMS_USING_INDEX.enabledIn(features)
        && !SerializationFeature.WRITE_ENUMS_USING_TO_STRING.enabledIn(features)
        && (ENUM_NAMING == null || (EnumValues) ENUM_NAMING.get(enums) == null);
  }

  /** Whether a serializer of UUIDs writes them as in other documents of text. */
  static boolean writesText(JsonSerializer<?> uuids) {
    return !Boolean.TRUE.equals((Boolean) UUID_AS_BINARY.get((UUIDSerializer) uuids));
  }

  /** Whether the serializer does nothing but write all elements, without type information. */
  static boolean isPlain(AsArraySerializerBase<?> serializer) {
    return (TypeSerializer) ELEMENT_TYPE_SERIALIZER.get(serializer) == null
        && (Boolean) UNWRAP_SINGLE.get(serializer) == null;
  }

  /** Whether the serializer does nothing but write all elements. */
  static boolean isPlain(StaticListSerializerBase<?> serializer) {
    return (Boolean) UNWRAP_SINGLE_STRING.get(serializer) == null;
  }

  /** The serializer that the list serializer would use for an element of this class. */
  @SuppressWarnings("unchecked")
  static JsonSerializer<Object> serializerFor(
      AsArraySerializerBase<?> serializer, Class<?> type, SerializerProvider provider)
      throws Throwable {
    JsonSerializer<?> fixed = (JsonSerializer<?>) ELEMENT_SERIALIZER.get(serializer);
    if (fixed != null) {
      return (JsonSerializer<Object>) fixed;
    }
    PropertySerializerMap known = (PropertySerializerMap) ELEMENT_SERIALIZERS.get(serializer);
    JsonSerializer<Object> found = known.serializerFor(type);
    if (found != null) {
      return found;
    }
    JsonSerializer<Object> remembered = OF_ELEMENTS.get(serializer, type);
    if (remembered != null) {
      return remembered;
    }
    JavaType elementType = (JavaType) ELEMENT_TYPE.get(serializer);
    JsonSerializer<Object> added =
        elementType.hasGenericTypes()
            ? added(
                ADD_GENERIC_ELEMENT_SERIALIZER,
                serializer,
                known,
                provider.constructSpecializedType(elementType, type),
                provider)
            : added(ADD_ELEMENT_SERIALIZER, serializer, known, type, provider);
    if ((Class<?>) added.getClass() == BeanSerializer.class) {
      OF_ELEMENTS.put(serializer, type, added); // one of the application's may be another each time
    }
    return added;
  }

  /**
   * The class of the value if another search for its serializer would find the same, else {@code
   * null}: beyond the eight that a container remembers Jackson lets a serializer of the
   * application's adapt itself again for each value.
   */
  static Class<?> lastingFor(Object value, JsonSerializer<?> found) {
    return (Class<?>) found.getClass() == BeanSerializer.class || isJacksonsOwnScalar(found)
        ? value.getClass()
        : null;
  }

  private static boolean isJacksonsOwnScalar(JsonSerializer<?> serializer) {
    return serializer instanceof StdScalarSerializer
        && serializer.getClass().getPackageName().startsWith(JACKSON);
  }

  /** Tells a provider the generator in use. */
  static void setGenerator(DefaultSerializerProvider provider, JsonGenerator generator) {
    PROVIDER_GENERATOR.set(provider, generator);
  }

  /** A provider for one call of this writer. */
  static DefaultSerializerProvider provider(ObjectWriter writer) {
    try {
      return (DefaultSerializerProvider) WRITER_PROVIDER.invokeExact(writer);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the writer has nothing of its own to set at a generator. */
  static boolean hasNoSettings(ObjectWriter writer) {
    return (ObjectWriter.GeneratorSettings) WRITER_SETTINGS.get(writer)
        == ObjectWriter.GeneratorSettings.empty;
  }

  /** Whether the writer has no format of its own, but for a pretty printer. */
  static boolean isPlain(ObjectWriter writer) {
    ObjectWriter.GeneratorSettings settings =
        (ObjectWriter.GeneratorSettings) WRITER_SETTINGS.get(writer);
    return settings == ObjectWriter.GeneratorSettings.empty
        || (settings.characterEscapes == null && settings.schema == null);
  }

  /** The writer's own pretty printer, or {@code null} if the configuration decides. */
  static PrettyPrinter prettyPrinter(ObjectWriter writer) {
    return ((ObjectWriter.GeneratorSettings) WRITER_SETTINGS.get(writer)).prettyPrinter;
  }

  /** Whether a writer's pretty printer is the one that stands for none. */
  static boolean isCompact(PrettyPrinter printer) {
    return printer == COMPACT;
  }

  /** Whether the writer was made for a root type. */
  static boolean hasRootType(ObjectWriter writer) {
    return (ObjectWriter.Prefetch) WRITER_PREFETCH.get(writer) != ObjectWriter.Prefetch.empty;
  }

  /**
   * The serializer that a writer for a root type has found for it, or {@code null} if it has none,
   * if the value is of another type, or if type information is to be written.
   */
  @SuppressWarnings("unchecked")
  static JsonSerializer<Object> rootSerializer(ObjectWriter writer, Object value) {
    ObjectWriter.Prefetch prefetch = (ObjectWriter.Prefetch) WRITER_PREFETCH.get(writer);
    JavaType type = (JavaType) PREFETCHED_TYPE.get(prefetch);
    if ((TypeSerializer) PREFETCHED_TYPE_SERIALIZER.get(prefetch) != null
        || type == null
        || !type.getRawClass().isInstance(value)) {
      return null;
    }
    return (JsonSerializer<Object>) (JsonSerializer<?>) PREFETCHED_SERIALIZER.get(prefetch);
  }

  /** The method by which a serializer finds and remembers another for its values. */
  private static MethodHandle add(Members members, Class<?> owner, Class<?> type) {
    return members.method(
        owner,
        "_findAndAddDynamic",
        JsonSerializer.class,
        PropertySerializerMap.class,
        type,
        SerializerProvider.class);
  }
}

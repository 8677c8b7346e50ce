package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import io.fastaccel.interceptors.json.RememberedSerializers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializer;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.ser.UnrolledBeanSerializer;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.ObjectIdWriter;
import tools.jackson.databind.ser.impl.PropertySerializerMap;
import tools.jackson.databind.ser.jdk.JDKKeySerializers;
import tools.jackson.databind.ser.jdk.MapSerializer;
import tools.jackson.databind.ser.jdk.StaticListSerializerBase;
import tools.jackson.databind.ser.jdk.UUIDSerializer;
import tools.jackson.databind.ser.std.AsArraySerializerBase;
import tools.jackson.databind.ser.std.StdContainerSerializer;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.util.IgnorePropertiesUtil;

/**
 * The parts of Jackson's resolved serializers that it shows to subclasses only. Where one of them
 * is missing (another version, or a module that is not open), {@link #obstacle} says so, and
 * Jackson's serializers do all of the work themselves.
 */
final class SerializerInternals {

  private static final String JACKSON = ValueSerializer.class.getPackageName();

  private static final Class<?> BEAN = BeanSerializerBase.class;
  private static final Class<?> PROPERTY = BeanPropertyWriter.class;
  private static final Class<?> MAP = MapSerializer.class;
  private static final Class<?> ARRAY = AsArraySerializerBase.class;
  private static final Class<?> STRINGS = StaticListSerializerBase.class;
  private static final Class<?> CONTAINER = StdContainerSerializer.class;

  private static final VarHandle PROPERTIES;
  private static final VarHandle FILTER_ID;
  private static final VarHandle OBJECT_ID;
  private static final VarHandle NULL_SERIALIZER;
  private static final VarHandle SUPPRESSABLE;

  /** Since 3.3. */
  private static final VarHandle APPLIED_VIEW;

  private static final VarHandle PROPERTY_SERIALIZERS;
  private static final MethodHandle ADD_PROPERTY_SERIALIZER;
  private static final VarHandle KEY_SERIALIZER;
  private static final VarHandle VALUE_SERIALIZER;
  private static final VarHandle VALUE_TYPE_SERIALIZER;
  private static final MethodHandle FIND_VALUE_SERIALIZER;
  private static final VarHandle MAP_FILTER_ID;
  private static final VarHandle MAP_SUPPRESSABLE;
  private static final VarHandle MAP_SUPPRESS_NULLS;
  private static final VarHandle SORT_KEYS;
  private static final VarHandle INCLUSION_CHECKER;
  private static final VarHandle KEY_SERIALIZERS;
  private static final VarHandle ELEMENT_SERIALIZER;
  private static final VarHandle ELEMENT_TYPE_SERIALIZER;
  private static final VarHandle ELEMENT_TYPE;
  private static final VarHandle UNWRAP_SINGLE;
  private static final VarHandle UNWRAP_SINGLE_STRING;

  /** Since 3.1. */
  private static final VarHandle ELEMENT_SUPPRESSABLE;

  private static final VarHandle SUPPRESS_NULL_ELEMENTS;
  private static final VarHandle STRING_SUPPRESSABLE;
  private static final VarHandle SUPPRESS_NULL_STRINGS;

  /** Of maps and collections. */
  private static final VarHandle SERIALIZERS;

  private static final VarHandle UUID_AS_BINARY;

  private static final MethodHandle ADD_SERIALIZER;
  private static final MethodHandle ADD_GENERIC_SERIALIZER;
  private static final MethodHandle ASSIGN_GENERATOR;
  private static final MethodHandle WRITER_CONTEXT;
  private static final VarHandle WRITER_PREFETCH;
  private static final VarHandle PREFETCHED_TYPE;

  /** Since 3.2. */
  private static final VarHandle GENERATOR_INITIALIZER;

  private static final String OBSTACLE;

  private static final RememberedSerializers<ValueSerializer<Object>> OF_ELEMENTS =
      new RememberedSerializers<>();

  static {
    Members m = new Members(MethodHandles.lookup());
    Class<?> map = PropertySerializerMap.class;
    Class<?> serializer = ValueSerializer.class;
    Class<?> context = SerializationContext.class;
    PROPERTIES = m.field(BEAN, "_props", BeanPropertyWriter[].class);
    FILTER_ID = m.field(BEAN, "_propertyFilterId", Object.class);
    OBJECT_ID = m.field(BEAN, "_objectIdWriter", ObjectIdWriter.class);
    NULL_SERIALIZER = m.field(PROPERTY, "_nullSerializer", serializer);
    SUPPRESSABLE = m.field(PROPERTY, "_suppressableValue", Object.class);
    APPLIED_VIEW = m.optionalField(PROPERTY, "_applyView", Class.class);
    PROPERTY_SERIALIZERS = m.field(PROPERTY, "_dynamicSerializers", map);
    ADD_PROPERTY_SERIALIZER =
        m.method(PROPERTY, "_findAndAddDynamic", serializer, map, Class.class, context);
    KEY_SERIALIZER = m.field(MAP, "_keySerializer", serializer);
    VALUE_SERIALIZER = m.field(MAP, "_valueSerializer", serializer);
    VALUE_TYPE_SERIALIZER = m.field(MAP, "_valueTypeSerializer", TypeSerializer.class);
    FIND_VALUE_SERIALIZER = m.method(MAP, "_findSerializer", serializer, context, Object.class);
    MAP_FILTER_ID = m.field(MAP, "_filterId", Object.class);
    MAP_SUPPRESSABLE = m.field(MAP, "_suppressableValue", Object.class);
    MAP_SUPPRESS_NULLS = m.field(MAP, "_suppressNulls", boolean.class);
    SORT_KEYS = m.field(MAP, "_sortKeys", boolean.class);
    INCLUSION_CHECKER = m.field(MAP, "_inclusionChecker", IgnorePropertiesUtil.Checker.class);
    KEY_SERIALIZERS = m.field(JDKKeySerializers.Dynamic.class, "_dynamicSerializers", map);
    ELEMENT_SERIALIZER = m.field(ARRAY, "_elementSerializer", serializer);
    ELEMENT_TYPE_SERIALIZER = m.field(ARRAY, "_valueTypeSerializer", TypeSerializer.class);
    ELEMENT_TYPE = m.field(ARRAY, "_elementType", JavaType.class);
    UNWRAP_SINGLE = m.field(ARRAY, "_unwrapSingle", Boolean.class);
    UNWRAP_SINGLE_STRING = m.field(STRINGS, "_unwrapSingle", Boolean.class);
    ELEMENT_SUPPRESSABLE = m.optionalField(ARRAY, "_suppressableValue", Object.class);
    SUPPRESS_NULL_ELEMENTS = m.optionalField(ARRAY, "_suppressNulls", boolean.class);
    STRING_SUPPRESSABLE = m.optionalField(STRINGS, "_suppressableValue", Object.class);
    SUPPRESS_NULL_STRINGS = m.optionalField(STRINGS, "_suppressNulls", boolean.class);
    SERIALIZERS = m.field(CONTAINER, "_dynamicValueSerializers", map);
    UUID_AS_BINARY = m.field(UUIDSerializer.class, "_asBinary", Boolean.class);
    ADD_SERIALIZER = m.method(CONTAINER, "_findAndAddDynamic", serializer, context, Class.class);
    ADD_GENERIC_SERIALIZER =
        m.method(CONTAINER, "_findAndAddDynamic", serializer, context, JavaType.class);
    ASSIGN_GENERATOR = m.method(context, "_assignGenerator", void.class, JsonGenerator.class);
    WRITER_CONTEXT =
        m.method(ObjectWriter.class, "_serializationContext", SerializationContextExt.class);
    WRITER_PREFETCH = m.field(ObjectWriter.class, "_prefetch", ObjectWriter.Prefetch.class);
    PREFETCHED_TYPE = m.field(ObjectWriter.Prefetch.class, "rootType", JavaType.class);
    GENERATOR_INITIALIZER = generatorInitializer(m);
    OBSTACLE = m.missing();
    if (OBSTACLE != null) {
      Log.info("no plans for beans of Jackson 3: " + OBSTACLE + " is not accessible");
    }
  }

  private SerializerInternals() {}

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  /** Whether a serializer of UUIDs writes them as in other documents of text. */
  static boolean writesText(ValueSerializer<?> uuids) {
    return !Boolean.TRUE.equals((Boolean) UUID_AS_BINARY.get((UUIDSerializer) uuids));
  }

  static BeanPropertyWriter[] properties(ValueSerializer<?> serializer) {
    return (BeanPropertyWriter[]) PROPERTIES.get((BeanSerializerBase) serializer);
  }

  /** Whether a bean's properties are all that it writes. */
  static boolean hasPropertiesOnly(BeanSerializerBase serializer) {
    return (Object) FILTER_ID.get(serializer) == null
        && (ObjectIdWriter) OBJECT_ID.get(serializer) == null;
  }

  static ValueSerializer<?> nullSerializer(BeanPropertyWriter property) {
    return (ValueSerializer<?>) NULL_SERIALIZER.get(property);
  }

  static Object suppressable(BeanPropertyWriter property) {
    return (Object) SUPPRESSABLE.get(property);
  }

  /** Whether the property's value is written under a view of its own. */
  static boolean appliesView(BeanPropertyWriter property) {
    return APPLIED_VIEW != null && (Class<?>) APPLIED_VIEW.get(property) != null;
  }

  /** The serializer that the property would use for a value of this class. */
  @SuppressWarnings("unchecked")
  static ValueSerializer<Object> serializerFor(
      BeanPropertyWriter property, Class<?> type, SerializationContext context) throws Throwable {
    ValueSerializer<Object> fixed = property.getSerializer();
    if (fixed != null) {
      return fixed;
    }
    PropertySerializerMap known = (PropertySerializerMap) PROPERTY_SERIALIZERS.get(property);
    ValueSerializer<Object> found = known.serializerFor(type);
    return found != null
        ? found
        : (ValueSerializer<Object>)
            (ValueSerializer<?>)
                ADD_PROPERTY_SERIALIZER.invokeExact(property, known, type, context);
  }

  /** Whether the map serializer does nothing but write all entries in their order. */
  static boolean isPlain(MapSerializer serializer) {
    return !(boolean) SORT_KEYS.get(serializer)
        && !(boolean) MAP_SUPPRESS_NULLS.get(serializer)
        && (Object) MAP_FILTER_ID.get(serializer) == null
        && (Object) MAP_SUPPRESSABLE.get(serializer) == null
        && (TypeSerializer) VALUE_TYPE_SERIALIZER.get(serializer) == null
        && (IgnorePropertiesUtil.Checker) INCLUSION_CHECKER.get(serializer) == null
        && writesStringKeys((ValueSerializer<?>) KEY_SERIALIZER.get(serializer));
  }

  private static boolean writesStringKeys(ValueSerializer<?> keys) {
    if (keys == null) {
      return false;
    }
    ValueSerializer<?> ofStrings = keys;
    if (keys.getClass() == JDKKeySerializers.Dynamic.class) {
      PropertySerializerMap known =
          (PropertySerializerMap) KEY_SERIALIZERS.get((JDKKeySerializers.Dynamic) keys);
      ofStrings = known.serializerFor(String.class);
    }
    return ofStrings != null && ofStrings.getClass() == JDKKeySerializers.StringKeySerializer.class;
  }

  /** The serializer that the map serializer would use for a key. */
  @SuppressWarnings("unchecked")
  static ValueSerializer<Object> keySerializerFor(
      MapSerializer serializer, Object key, SerializationContext context) {
    return key == null
        ? context.findNullKeySerializer(null, null) // the standard context has one for all
        : (ValueSerializer<Object>) (ValueSerializer<?>) KEY_SERIALIZER.get(serializer);
  }

  /** Whether the map serializer uses the same serializer for all values. */
  static boolean hasOneSerializer(MapSerializer serializer) {
    return (ValueSerializer<?>) VALUE_SERIALIZER.get(serializer) != null;
  }

  /** The serializer that the map serializer would use for a value. */
  @SuppressWarnings("unchecked")
  static ValueSerializer<Object> serializerFor(
      MapSerializer serializer, Object value, SerializationContext context) throws Throwable {
    ValueSerializer<?> fixed = (ValueSerializer<?>) VALUE_SERIALIZER.get(serializer);
    if (fixed != null) {
      return (ValueSerializer<Object>) fixed;
    }
    PropertySerializerMap known =
        (PropertySerializerMap) SERIALIZERS.get((StdContainerSerializer<?>) serializer);
    ValueSerializer<Object> found = known.serializerFor(value.getClass());
    return found != null
        ? found
        : (ValueSerializer<Object>)
            (ValueSerializer<?>) FIND_VALUE_SERIALIZER.invokeExact(serializer, context, value);
  }

  /** Whether the serializer does nothing but write all elements, without type information. */
  static boolean isPlain(AsArraySerializerBase<?> serializer) {
    return (TypeSerializer) ELEMENT_TYPE_SERIALIZER.get(serializer) == null
        && (Boolean) UNWRAP_SINGLE.get(serializer) == null
        && (ELEMENT_SUPPRESSABLE == null || (Object) ELEMENT_SUPPRESSABLE.get(serializer) == null)
        && (SUPPRESS_NULL_ELEMENTS == null || !(boolean) SUPPRESS_NULL_ELEMENTS.get(serializer));
  }

  /** Whether the serializer does nothing but write all elements. */
  static boolean isPlain(StaticListSerializerBase<?> serializer) {
    return (Boolean) UNWRAP_SINGLE_STRING.get(serializer) == null
        && (STRING_SUPPRESSABLE == null || (Object) STRING_SUPPRESSABLE.get(serializer) == null)
        && (SUPPRESS_NULL_STRINGS == null || !(boolean) SUPPRESS_NULL_STRINGS.get(serializer));
  }

  /** The serializer that the list serializer would use for an element of this class. */
  @SuppressWarnings("unchecked")
  static ValueSerializer<Object> serializerFor(
      AsArraySerializerBase<?> serializer, Class<?> type, SerializationContext context)
      throws Throwable {
    ValueSerializer<?> fixed = (ValueSerializer<?>) ELEMENT_SERIALIZER.get(serializer);
    if (fixed != null) {
      return (ValueSerializer<Object>) fixed;
    }
    StdContainerSerializer<?> container = serializer;
    PropertySerializerMap known = (PropertySerializerMap) SERIALIZERS.get(container);
    ValueSerializer<Object> found = known.serializerFor(type);
    if (found != null) {
      return found;
    }
    ValueSerializer<Object> remembered = OF_ELEMENTS.get(serializer, type);
    if (remembered != null) {
      return remembered;
    }
    JavaType elementType = (JavaType) ELEMENT_TYPE.get(serializer);
    ValueSerializer<Object> added =
        (ValueSerializer<Object>)
            (elementType.hasGenericTypes()
                ? (ValueSerializer<?>)
                    ADD_GENERIC_SERIALIZER.invokeExact(
                        container, context, context.constructSpecializedType(elementType, type))
                : (ValueSerializer<?>) ADD_SERIALIZER.invokeExact(container, context, type));
    if (isJacksonsOwnBean(added)) {
      OF_ELEMENTS.put(serializer, type, added); // one of the application's may be another each time
    }
    return added;
  }

  private static boolean isJacksonsOwnBean(ValueSerializer<?> serializer) {
    Class<?> kind = serializer.getClass();
    return kind == BeanSerializer.class || kind == UnrolledBeanSerializer.class;
  }

  /**
   * The class of the value if another search for its serializer would find the same, else {@code
   * null}: beyond the eight that a container remembers Jackson lets a serializer of the
   * application's adapt itself again for each value.
   */
  static Class<?> lastingFor(Object value, ValueSerializer<?> found) {
    return isJacksonsOwnBean(found) || isJacksonsOwnScalar(found) ? value.getClass() : null;
  }

  private static boolean isJacksonsOwnScalar(ValueSerializer<?> serializer) {
    return serializer instanceof StdScalarSerializer
        && serializer.getClass().getPackageName().startsWith(JACKSON);
  }

  /** Tells a context the generator in use. */
  static void setGenerator(SerializationContext context, JsonGenerator generator) {
    try {
      ASSIGN_GENERATOR.invokeExact(context, generator);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A context for one call of this writer. */
  static SerializationContextExt context(ObjectWriter writer) {
    try {
      return (SerializationContextExt) WRITER_CONTEXT.invokeExact(writer);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectWriter.Prefetch prefetch(ObjectWriter writer) {
    return (ObjectWriter.Prefetch) WRITER_PREFETCH.get(writer);
  }

  /** Whether the writer was made for a root type. */
  static boolean hasRootType(ObjectWriter writer) {
    return prefetch(writer) != ObjectWriter.Prefetch.empty;
  }

  /**
   * The serializer that a writer for a root type has found for it, or {@code null} if it has none,
   * if the value is of another type, or if type information is to be written.
   */
  static ValueSerializer<Object> rootSerializer(ObjectWriter writer, Object value) {
    ObjectWriter.Prefetch prefetch = prefetch(writer);
    JavaType type = (JavaType) PREFETCHED_TYPE.get(prefetch);
    if (prefetch.getTypeSerializer() != null
        || type == null
        || !type.getRawClass().isInstance(value)) {
      return null;
    }
    return prefetch.getValueSerializer();
  }

  /** Whether new generators are changed by code of the application's. */
  static boolean initializesGenerators(SerializationConfig config) {
    return GENERATOR_INITIALIZER != null && (Object) GENERATOR_INITIALIZER.get(config) != null;
  }

  private static VarHandle generatorInitializer(Members members) {
    try {
      return members.optionalField(
          SerializationConfig.class,
          "_generatorInitializer",
          Class.forName(
              "tools.jackson.databind.cfg.GeneratorInitializer",
              false,
              SerializationConfig.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}

package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.NullValueProvider;
import tools.jackson.databind.deser.SettableAnyProperty;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.bean.BuilderBasedDeserializer;
import tools.jackson.databind.deser.bean.PropertyBasedCreator;
import tools.jackson.databind.deser.impl.ExternalTypeHandler;
import tools.jackson.databind.deser.impl.ObjectIdReader;
import tools.jackson.databind.deser.impl.UnwrappedPropertyHandler;
import tools.jackson.databind.deser.impl.ValueInjector;
import tools.jackson.databind.deser.jdk.CollectionDeserializer;
import tools.jackson.databind.deser.jdk.EnumDeserializer;
import tools.jackson.databind.deser.jdk.MapDeserializer;
import tools.jackson.databind.deser.jdk.StringCollectionDeserializer;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer;
import tools.jackson.databind.jsontype.impl.TypeDeserializerBase;
import tools.jackson.databind.util.CompactStringObjectMap;
import tools.jackson.databind.util.IgnorePropertiesUtil;

/**
 * The parts of Jackson's resolved deserializers that they show to subclasses only. Where one of
 * them is missing (another version, or a module that is not open), {@link #obstacle} says so, and
 * Jackson's deserializers do all of the work on our parser.
 */
final class BeanInternals {

  private static final Class<?> BEAN = BeanDeserializerBase.class;
  private static final Class<?> BUILDER = BuilderBasedDeserializer.class;
  private static final Class<?> LIST = CollectionDeserializer.class;
  private static final Class<?> STRINGS = StringCollectionDeserializer.class;
  private static final Class<?> MAP = MapDeserializer.class;
  private static final Class<?> CONTAINER = ContainerDeserializerBase.class;

  private static final VarHandle BEAN_NAMES;
  private static final VarHandle BEAN_PROPERTIES;
  private static final VarHandle BUILDER_NAMES;
  private static final VarHandle BUILDER_PROPERTIES;
  private static final VarHandle NON_STANDARD_CREATION;
  private static final VarHandle CREATOR;
  private static final VarHandle DELEGATE;
  private static final VarHandle ARRAY_DELEGATE;
  private static final VarHandle INJECTABLES;
  private static final VarHandle ANY_SETTER;
  private static final VarHandle IGNORABLE;
  private static final VarHandle INCLUDABLE;
  private static final VarHandle IGNORE_UNKNOWN;
  private static final VarHandle UNWRAPPED;
  private static final VarHandle EXTERNAL_TYPE_ID;
  private static final VarHandle OBJECT_ID;
  private static final VarHandle BUILD_METHOD;
  private static final VarHandle CREATOR_PROPERTIES;
  private static final MethodHandle HANDLE_UNKNOWN;

  private static final VarHandle NULLS;
  private static final VarHandle SKIP_NULLS;
  private static final VarHandle LIST_TYPE_DESERIALIZER;
  private static final VarHandle LIST_DELEGATE;
  private static final VarHandle STRINGS_DESERIALIZER;
  private static final VarHandle STRINGS_DELEGATE;
  private static final VarHandle STRINGS_INSTANTIATOR;
  private static final VarHandle MAP_STANDARD_KEYS;
  private static final VarHandle MAP_TYPE_DESERIALIZER;
  private static final VarHandle MAP_DELEGATE;
  private static final VarHandle MAP_CREATOR;
  private static final VarHandle MAP_DEFAULT_CREATOR;
  private static final VarHandle MAP_INCLUSION;

  private static final MethodHandle ENUM_CONSTANTS;
  private static final VarHandle TYPE_VISIBLE;
  private static final MethodHandle TYPE_DESERIALIZER;

  private static final String OBSTACLE;

  static {
    Members f = new Members(MethodHandles.lookup());
    Class<?> properties = SettableBeanProperty[].class;
    BEAN_NAMES = f.field(BeanDeserializer.class, "_propNameMatcher", PropertyNameMatcher.class);
    BEAN_PROPERTIES = f.field(BeanDeserializer.class, "_propsByIndex", properties);
    BUILDER_NAMES = f.field(BUILDER, "_propertyNameMatcher", PropertyNameMatcher.class);
    BUILDER_PROPERTIES = f.field(BUILDER, "_propertiesByIndex", properties);
    NON_STANDARD_CREATION = f.field(BEAN, "_nonStandardCreation", boolean.class);
    CREATOR = f.field(BEAN, "_propertyBasedCreator", PropertyBasedCreator.class);
    DELEGATE = f.field(BEAN, "_delegateDeserializer", ValueDeserializer.class);
    ARRAY_DELEGATE = f.field(BEAN, "_arrayDelegateDeserializer", ValueDeserializer.class);
    INJECTABLES = f.field(BEAN, "_injectables", ValueInjector[].class);
    ANY_SETTER = f.field(BEAN, "_anySetter", SettableAnyProperty.class);
    IGNORABLE = f.field(BEAN, "_ignorableProps", Set.class);
    INCLUDABLE = f.field(BEAN, "_includableProps", Set.class);
    IGNORE_UNKNOWN = f.field(BEAN, "_ignoreAllUnknown", boolean.class);
    UNWRAPPED = f.field(BEAN, "_unwrappedPropertyHandler", UnwrappedPropertyHandler.class);
    EXTERNAL_TYPE_ID = f.field(BEAN, "_externalTypeIdHandler", ExternalTypeHandler.class);
    OBJECT_ID = f.field(BEAN, "_objectIdReader", ObjectIdReader.class);
    BUILD_METHOD = f.field(BUILDER, "_buildMethod", AnnotatedMethod.class);
    CREATOR_PROPERTIES = f.field(PropertyBasedCreator.class, "_propertiesInOrder", properties);
    HANDLE_UNKNOWN =
        f.method(
            BEAN,
            "handleUnknownVanilla",
            void.class,
            JsonParser.class,
            DeserializationContext.class,
            Object.class,
            String.class);
    NULLS = f.field(CONTAINER, "_nullProvider", NullValueProvider.class);
    SKIP_NULLS = f.field(CONTAINER, "_skipNullValues", boolean.class);
    LIST_TYPE_DESERIALIZER = f.field(LIST, "_valueTypeDeserializer", TypeDeserializer.class);
    LIST_DELEGATE = f.field(LIST, "_delegateDeserializer", ValueDeserializer.class);
    STRINGS_DESERIALIZER = f.field(STRINGS, "_valueDeserializer", ValueDeserializer.class);
    STRINGS_DELEGATE = f.field(STRINGS, "_delegateDeserializer", ValueDeserializer.class);
    STRINGS_INSTANTIATOR = f.field(STRINGS, "_valueInstantiator", ValueInstantiator.class);
    MAP_STANDARD_KEYS = f.field(MAP, "_standardStringKey", boolean.class);
    MAP_TYPE_DESERIALIZER = f.field(MAP, "_valueTypeDeserializer", TypeDeserializer.class);
    MAP_DELEGATE = f.field(MAP, "_delegateDeserializer", ValueDeserializer.class);
    MAP_CREATOR = f.field(MAP, "_propertyBasedCreator", PropertyBasedCreator.class);
    MAP_DEFAULT_CREATOR = f.field(MAP, "_hasDefaultCreator", boolean.class);
    MAP_INCLUSION = f.field(MAP, "_inclusionChecker", IgnorePropertiesUtil.Checker.class);
    ENUM_CONSTANTS =
        f.optionalMethod(
            EnumDeserializer.class,
            "_resolveCurrentLookup",
            CompactStringObjectMap.class,
            DeserializationContext.class);
    Class<?> types = TypeDeserializerBase.class;
    TYPE_VISIBLE = f.optionalField(types, "_typeIdVisible", boolean.class);
    TYPE_DESERIALIZER =
        f.optionalMethod(
            types,
            "_findDeserializer",
            ValueDeserializer.class,
            DeserializationContext.class,
            String.class);
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("no plans for reading beans of Jackson 3: " + OBSTACLE + " is not accessible");
    }
  }

  private BeanInternals() {}

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  // ---- beans

  /** Under which names, aliases among them, the properties are found. */
  static PropertyNameMatcher names(BeanDeserializerBase deserializer) {
    return deserializer instanceof BuilderBasedDeserializer builder
        ? (PropertyNameMatcher) BUILDER_NAMES.get(builder)
        : (PropertyNameMatcher) BEAN_NAMES.get((BeanDeserializer) deserializer);
  }

  /** The properties by the index that their names have; those with aliases several times. */
  static SettableBeanProperty[] properties(BeanDeserializerBase deserializer) {
    return deserializer instanceof BuilderBasedDeserializer builder
        ? (SettableBeanProperty[]) BUILDER_PROPERTIES.get(builder)
        : (SettableBeanProperty[]) BEAN_PROPERTIES.get((BeanDeserializer) deserializer);
  }

  /** Whether values are made without arguments, and have nothing but properties. */
  static boolean isVanilla(BeanDeserializerBase deserializer) {
    return !(boolean) NON_STANDARD_CREATION.get(deserializer) && hasNoExtras(deserializer);
  }

  /** Whether values are made from their properties, and have nothing else. */
  static boolean isMadeOfProperties(BeanDeserializerBase deserializer) {
    return creator(deserializer) != null
        && (ValueDeserializer<?>) (ValueDeserializer) DELEGATE.get(deserializer) == null
        && (ValueDeserializer<?>) (ValueDeserializer) ARRAY_DELEGATE.get(deserializer) == null
        && !hasAnySetter(deserializer)
        && hasNoExtras(deserializer);
  }

  private static boolean hasNoExtras(BeanDeserializerBase deserializer) {
    return (ValueInjector[]) INJECTABLES.get(deserializer) == null
        && (UnwrappedPropertyHandler) UNWRAPPED.get(deserializer) == null
        && (ExternalTypeHandler) EXTERNAL_TYPE_ID.get(deserializer) == null
        && (ObjectIdReader) OBJECT_ID.get(deserializer) == null;
  }

  static PropertyBasedCreator creator(BeanDeserializerBase deserializer) {
    return (PropertyBasedCreator) CREATOR.get(deserializer);
  }

  /** By the index of the creator's parameter. */
  static SettableBeanProperty[] properties(PropertyBasedCreator creator) {
    return (SettableBeanProperty[]) CREATOR_PROPERTIES.get(creator);
  }

  static boolean hasAnySetter(BeanDeserializerBase deserializer) {
    return (SettableAnyProperty) ANY_SETTER.get(deserializer) != null;
  }

  /** Whether names are ignored, or expected to be ignored, one by one. */
  static boolean hasNameSets(BeanDeserializerBase deserializer) {
    return (Set<?>) (Set) IGNORABLE.get(deserializer) != null
        || (Set<?>) (Set) INCLUDABLE.get(deserializer) != null;
  }

  static boolean ignoresUnknown(BeanDeserializerBase deserializer) {
    return (boolean) IGNORE_UNKNOWN.get(deserializer);
  }

  static AnnotatedMethod buildMethod(BuilderBasedDeserializer deserializer) {
    return (AnnotatedMethod) BUILD_METHOD.get(deserializer);
  }

  /** What the deserializer does with a property that it has not. */
  static void handleUnknown(
      BeanDeserializerBase deserializer,
      JsonParser parser,
      DeserializationContext context,
      Object bean,
      String name)
      throws Throwable {
    HANDLE_UNKNOWN.invokeExact(deserializer, parser, context, bean, name);
  }

  // ---- containers

  static NullValueProvider nulls(ContainerDeserializerBase<?> deserializer) {
    return (NullValueProvider) NULLS.get(deserializer);
  }

  static boolean skipsNulls(ContainerDeserializerBase<?> deserializer) {
    return (boolean) SKIP_NULLS.get(deserializer);
  }

  /** Whether an array's elements are simply read and added. */
  static boolean isPlain(CollectionDeserializer deserializer, DeserializationContext context) {
    return (ValueDeserializer<?>) (ValueDeserializer) LIST_DELEGATE.get(deserializer) == null
        && deserializer.getContentDeserializer().getObjectIdReader(context) == null;
  }

  /** Whether an array's strings are simply added. */
  static boolean isPlain(StringCollectionDeserializer deserializer) {
    return (ValueDeserializer<?>) (ValueDeserializer) STRINGS_DESERIALIZER.get(deserializer) == null
        && (ValueDeserializer<?>) (ValueDeserializer) STRINGS_DELEGATE.get(deserializer) == null;
  }

  static ValueInstantiator instantiator(StringCollectionDeserializer deserializer) {
    return (ValueInstantiator) STRINGS_INSTANTIATOR.get(deserializer);
  }

  /** Whether an object's members are simply read and put, their names being the keys. */
  static boolean isPlain(MapDeserializer deserializer, DeserializationContext context) {
    return (boolean) MAP_STANDARD_KEYS.get(deserializer)
        && (boolean) MAP_DEFAULT_CREATOR.get(deserializer)
        && (ValueDeserializer<?>) (ValueDeserializer) MAP_DELEGATE.get(deserializer) == null
        && (PropertyBasedCreator) MAP_CREATOR.get(deserializer) == null
        && (IgnorePropertiesUtil.Checker) MAP_INCLUSION.get(deserializer) == null
        && deserializer.getContentDeserializer().getObjectIdReader(context) == null;
  }

  /** Reads elements that tell their type; {@code null} for others. */
  static TypeDeserializer types(CollectionDeserializer deserializer) {
    return (TypeDeserializer) LIST_TYPE_DESERIALIZER.get(deserializer);
  }

  /** Reads members that tell their type; {@code null} for others. */
  static TypeDeserializer types(MapDeserializer deserializer) {
    return (TypeDeserializer) MAP_TYPE_DESERIALIZER.get(deserializer);
  }

  // ---- types

  /** Whether objects tell their type by a member, which the deserializer of the type never sees. */
  static boolean tellsTypeByMember(
      TypeDeserializer types, ValueDeserializer<?> declared, DeserializationContext context) {
    Class<?> kind = declared.getClass();
    return TYPE_VISIBLE != null
        && TYPE_DESERIALIZER != null
        && types.getClass() == AsPropertyTypeDeserializer.class
        && !(boolean) TYPE_VISIBLE.get((TypeDeserializerBase) types)
        && (kind == BeanDeserializer.class || kind == AbstractDeserializer.class)
        && declared.getObjectIdReader(context) == null;
  }

  /** What reads objects of a type, by what stands for the type. */
  static ValueDeserializer<?> deserializer(
      TypeDeserializer types, DeserializationContext context, String id) throws Throwable {
    return (ValueDeserializer<?>)
        (ValueDeserializer)
            TYPE_DESERIALIZER.invokeExact((TypeDeserializerBase) types, context, id);
  }

  // ---- enums

  /** An enum's constants by what stands for them, or {@code null} where that cannot be told. */
  static CompactStringObjectMap constants(
      EnumDeserializer deserializer, DeserializationContext context) throws Throwable {
    return ENUM_CONSTANTS == null
        ? null
        : (CompactStringObjectMap) ENUM_CONSTANTS.invokeExact(deserializer, context);
  }
}

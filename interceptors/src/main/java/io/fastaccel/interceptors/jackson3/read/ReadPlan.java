package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.Plans;
import io.fastaccel.interceptors.json.read.BeanAccess;
import io.fastaccel.interceptors.json.read.BeanAccessGenerator;
import io.fastaccel.interceptors.json.read.BeanMembers;
import io.fastaccel.interceptors.json.read.LearnedCode;
import io.fastaccel.interceptors.json.read.ObjectShape;
import io.fastaccel.interceptors.json.read.PropertyKind;
import io.fastaccel.runtime.text.NameTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.databind.deser.CreatorProperty;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.bean.BuilderBasedDeserializer;
import tools.jackson.databind.deser.bean.PropertyBasedCreator;
import tools.jackson.databind.deser.impl.MethodProperty;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedWithParams;

/**
 * How the objects of one class are read under one of Jackson's resolved deserializers. What a
 * property is and which deserializer reads it was decided by Jackson, and is taken from there.
 *
 * <p>A plan holds nothing of a mapper: the deserializer lends its properties for each call.
 */
final class ReadPlan {

  private static final int MOST_PROPERTIES = 200;

  private static final Plans<ReadPlan> PLANS =
      new Plans<>(BeanDeserializerBase.class.getClassLoader());

  final NameTable names;
  final LearnedCode code;
  final String[] texts;
  final PropertyKind[] kinds;
  final BeanAccess access;

  /** Whether {@link BeanAccess#create} makes objects; else the deserializer's instantiator. */
  final boolean creates;

  final boolean isCreator;
  final boolean isBuilder;

  /** Whether unknown properties are skipped, unless the call's features say otherwise. */
  final boolean maySkipUnknown;

  final boolean ignoresUnknown;

  private ReadPlan(
      BeanDeserializerBase deserializer,
      String[] texts,
      PropertyKind[] kinds,
      MethodHandle[] setters,
      MethodHandle maker)
      throws IllegalAccessException {
    this.isCreator = setters == null;
    this.isBuilder = deserializer instanceof BuilderBasedDeserializer;
    this.names = new NameTable(texts);
    this.code = new LearnedCode(new ObjectShape(names, kinds, setters, maker, isBuilder));
    this.texts = texts;
    this.kinds = kinds;
    this.access = isCreator ? null : BeanAccessGenerator.generate(maker, setters);
    this.creates = !isCreator && maker != null;
    this.maySkipUnknown =
        !BeanInternals.hasAnySetter(deserializer) && !BeanInternals.hasNameSets(deserializer);
    this.ignoresUnknown = BeanInternals.ignoresUnknown(deserializer);
  }

  /** The plan for this deserializer, or {@code null} for now. */
  static ReadPlan find(BeanDeserializerBase deserializer) {
    return PLANS.find(
        deserializer.handledType(),
        deserializer,
        0,
        () -> {
          return () -> of(deserializer);
        });
  }

  /** {@code null} if the deserializer does more than read properties. */
  static ReadPlan of(BeanDeserializerBase deserializer) throws IllegalAccessException {
    Class<?> kind = deserializer.getClass();
    if (kind == BeanDeserializer.class && BeanInternals.isMadeOfProperties(deserializer)) {
      return ofCreator(deserializer);
    }
    boolean isBuilder = kind == BuilderBasedDeserializer.class;
    if ((kind == BeanDeserializer.class || isBuilder) && BeanInternals.isVanilla(deserializer)) {
      return ofSetters(deserializer, isBuilder);
    }
    return null;
  }

  private static ReadPlan ofSetters(BeanDeserializerBase deserializer, boolean isBuilder)
      throws IllegalAccessException {
    PropertyNameMatcher names = BeanInternals.names(deserializer);
    SettableBeanProperty[] properties = BeanInternals.properties(deserializer);
    if (properties.length > MOST_PROPERTIES) {
      return null;
    }
    String[] texts = new String[properties.length];
    PropertyKind[] kinds = new PropertyKind[properties.length];
    MethodHandle[] setters = new MethodHandle[properties.length];
    for (int i = 0; i < properties.length; i++) {
      SettableBeanProperty property = properties[i];
      String name = property.getName();
      texts[i] = names.matchName(name) == i ? name : null;
      setters[i] = setter(property);
      kinds[i] = setters[i] == null ? PropertyKind.LIBRARY : kind(property, isBuilder);
    }
    return new ReadPlan(
        deserializer, texts, kinds, setters, creator(deserializer.getValueInstantiator()));
  }

  private static ReadPlan ofCreator(BeanDeserializerBase deserializer)
      throws IllegalAccessException {
    PropertyBasedCreator creator = BeanInternals.creator(deserializer);
    SettableBeanProperty[] properties = BeanInternals.properties(creator);
    if (properties.length > MOST_PROPERTIES) {
      return null;
    }
    String[] texts = new String[properties.length];
    PropertyKind[] kinds = new PropertyKind[properties.length];
    for (int i = 0; i < properties.length; i++) {
      SettableBeanProperty property = properties[i];
      if (property == null
          || property.getClass() != CreatorProperty.class
          || property.getCreatorIndex() != i
          || property.getInjectableValueId() != null
          || property.getValueDeserializer() == null) {
        return null;
      }
      String name = property.getName();
      texts[i] = creator.findCreatorProperty(name) == property ? name : null;
      kinds[i] = kind(property, true);
    }
    for (SettableBeanProperty property : BeanInternals.properties(deserializer)) {
      if (!(property instanceof CreatorProperty)) {
        return null;
      }
    }
    return new ReadPlan(
        deserializer,
        texts,
        kinds,
        null,
        maker(deserializer.getValueInstantiator(), properties.length));
  }

  private static PropertyKind kind(SettableBeanProperty property, boolean boxed) {
    if (property.getValueTypeDeserializer() != null) {
      return PropertyKind.TYPED;
    }
    if (property.getValueDeserializer() == null) {
      return PropertyKind.LIBRARY;
    }
    Class<?> by = property.getValueDeserializer().getClass();
    Class<?> type = property.getType().getRawClass();
    if (by == StringDeserializer.class && type == String.class) {
      return PropertyKind.TEXT;
    }
    if (by == NumberDeserializers.IntegerDeserializer.class) {
      return type == int.class && !boxed ? PropertyKind.INT : PropertyKind.BOXED_INT;
    }
    if (by == NumberDeserializers.LongDeserializer.class) {
      return type == long.class && !boxed ? PropertyKind.LONG : PropertyKind.BOXED_LONG;
    }
    if (by == NumberDeserializers.DoubleDeserializer.class) {
      return type == double.class && !boxed ? PropertyKind.DOUBLE : PropertyKind.BOXED_DOUBLE;
    }
    if (by == NumberDeserializers.BooleanDeserializer.class) {
      return type == boolean.class && !boxed ? PropertyKind.BOOLEAN : PropertyKind.BOXED_BOOLEAN;
    }
    return PropertyKind.VALUE;
  }

  /** Sets the property, or {@code null} where only Jackson may. */
  private static MethodHandle setter(SettableBeanProperty property) {
    if (property.getClass() != MethodProperty.class || property.getMember() == null) {
      return null;
    }
    return BeanMembers.setter(MethodHandles.lookup(), property.getMember().getMember());
  }

  /** Makes an object, or {@code null} where only Jackson may. */
  private static MethodHandle creator(ValueInstantiator instantiator) {
    AnnotatedWithParams creator = instantiator.getDefaultCreator();
    if (instantiator.getClass() != StdValueInstantiator.class || creator == null) {
      return null;
    }
    return BeanMembers.creator(MethodHandles.lookup(), creator.getMember());
  }

  /** Makes an object of its properties, or {@code null} where only Jackson may. */
  private static MethodHandle maker(ValueInstantiator instantiator, int properties) {
    AnnotatedWithParams creator = instantiator.getWithArgsCreator();
    if (instantiator.getClass() != StdValueInstantiator.class || creator == null) {
      return null;
    }
    return BeanMembers.maker(MethodHandles.lookup(), creator.getMember(), properties);
  }

  /** What a builder builds. */
  static Object built(BuilderBasedDeserializer deserializer, Object builder) throws Exception {
    AnnotatedMethod build = BeanInternals.buildMethod(deserializer);
    return build == null ? builder : build.getAnnotated().invoke(builder);
  }
}

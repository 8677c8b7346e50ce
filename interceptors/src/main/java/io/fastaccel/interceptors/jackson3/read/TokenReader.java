package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.PropertyKind;
import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.NullValueProvider;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.bean.BuilderBasedDeserializer;
import tools.jackson.databind.deser.bean.PropertyBasedCreator;
import tools.jackson.databind.deser.bean.PropertyValueBuffer;
import tools.jackson.databind.deser.impl.NullsConstantProvider;
import tools.jackson.databind.deser.jdk.CollectionDeserializer;
import tools.jackson.databind.deser.jdk.EnumDeserializer;
import tools.jackson.databind.deser.jdk.MapDeserializer;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.jdk.StringCollectionDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.util.CompactStringObjectMap;

/**
 * Makes a value of tokens as a {@link DocumentReader} makes it of a document: what the best-known
 * of Jackson's deserializers do is done here, every other deserializer reads from the parser of a
 * {@link Handover}.
 *
 * <p>Used by one thread, for one value. All values made are new, so that nobody has seen them if
 * the work is thrown away.
 */
public final class TokenReader {

  private final Tokens in;
  private final Handover handover;
  private final TokenPlace<?> place;
  private final DeserializationContext context;
  private final boolean untypedIsPlain;
  private final boolean skipsUnknown;

  /** Of tokens that are all there. */
  public TokenReader(
      Tokens in, Handover handover, DeserializationContext context, DeserializationConfig config) {
    this.in = in;
    this.handover = handover;
    this.place = handover.place();
    this.context = context;
    this.untypedIsPlain = DocumentReader.readsUntypedPlainly(config);
    this.skipsUnknown = DocumentReader.skipsUnknown(config);
  }

  /** Whether a value of this deserializer's is worth a reader. */
  public static boolean isKnown(ValueDeserializer<?> deserializer) {
    return BeanInternals.obstacle() == null && DocumentReader.isKnown(deserializer);
  }

  private static OriginalNeeded refused(String reason) {
    return new OriginalNeeded(reason);
  }

  /** Whether Jackson's deserializers would have been faster on their own. */
  public boolean isDear() {
    return place.isDear();
  }

  // ---- values

  /** Reads a value other than {@code null} as its deserializer would. */
  public Object value(ValueDeserializer<?> deserializer) throws Throwable {
    Class<?> kind = deserializer.getClass();
    Object token = in.next();
    if (kind == StringDeserializer.class) {
      return token instanceof String ? in.take() : hand(deserializer);
    }
    if (kind == BeanDeserializer.class || kind == BuilderBasedDeserializer.class) {
      return bean((BeanDeserializerBase) deserializer);
    }
    if (kind == CollectionDeserializer.class) {
      return collection((CollectionDeserializer) deserializer);
    }
    if (kind == StringCollectionDeserializer.class) {
      return strings((StringCollectionDeserializer) deserializer);
    }
    if (kind == MapDeserializer.class) {
      return map((MapDeserializer) deserializer);
    }
    if (kind == DocumentReader.UNTYPED) {
      return untypedIsPlain ? untyped(deserializer) : hand(deserializer);
    }
    if (kind == EnumDeserializer.class) {
      return constant((EnumDeserializer) deserializer);
    }
    if (kind == NumberDeserializers.IntegerDeserializer.class) {
      return token instanceof Integer ? in.take() : hand(deserializer);
    }
    if (kind == NumberDeserializers.LongDeserializer.class) {
      return isLong(token) ? (Object) takeLong() : hand(deserializer);
    }
    if (kind == NumberDeserializers.DoubleDeserializer.class) {
      return token instanceof Double ? in.take() : hand(deserializer);
    }
    if (kind == NumberDeserializers.BooleanDeserializer.class) {
      return token instanceof Boolean ? in.take() : hand(deserializer);
    }
    return hand(deserializer);
  }

  private static boolean isLong(Object token) {
    return token instanceof Integer || token instanceof Long;
  }

  private long takeLong() {
    return ((Number) in.take()).longValue();
  }

  private boolean takeNull() {
    if (in.next() != Mark.NULL) {
      return false;
    }
    in.take();
    return true;
  }

  private Object untyped(ValueDeserializer<?> deserializer) throws Throwable {
    int start = in.position();
    Object value = untyped();
    if (value == this) {
      in.goBackTo(start);
      return hand(deserializer);
    }
    return value;
  }

  /** {@code this} if there is something in it that only Jackson knows. */
  private Object untyped() {
    Object token = in.take();
    if (!(token instanceof Mark mark)) {
      return isPlain(token) ? token : this;
    }
    if (mark == Mark.NULL) {
      return null;
    }
    if (mark == Mark.ARRAY) {
      List<Object> list = new ArrayList<>();
      while (in.next() != Mark.END) {
        Object element = untyped();
        if (element == this) {
          return this;
        }
        list.add(element);
      }
      in.take();
      return list;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object name = in.take(); name != Mark.END; name = in.take()) {
      Object member = untyped();
      if (member == this) {
        return this;
      }
      map.put((String) name, member);
    }
    return map;
  }

  private static boolean isPlain(Object token) {
    return token instanceof String
        || token instanceof Integer
        || token instanceof Boolean
        || token instanceof Double
        || token instanceof Long;
  }

  private Object constant(EnumDeserializer deserializer) throws Throwable {
    CompactStringObjectMap constants = BeanInternals.constants(deserializer, context);
    if (constants == null || !(in.next() instanceof String text)) {
      return hand(deserializer);
    }
    Object constant = constants.find(text);
    if (constant == null) {
      return hand(deserializer); // numbers as text, other cases, defaults and errors
    }
    in.take();
    return constant;
  }

  private Object collection(CollectionDeserializer deserializer) throws Throwable {
    if (in.next() != Mark.ARRAY || !BeanInternals.isPlain(deserializer, context)) {
      return hand(deserializer);
    }
    @SuppressWarnings("unchecked")
    Collection<Object> result =
        (Collection<Object>) deserializer.getValueInstantiator().createUsingDefault(context);
    ValueDeserializer<Object> elements = deserializer.getContentDeserializer();
    TypeDeserializer types = BeanInternals.types(deserializer);
    in.take();
    place.enter(result);
    while (in.next() != Mark.END) {
      if (takeNull()) {
        if (!BeanInternals.skipsNulls(deserializer)) {
          result.add(BeanInternals.nulls(deserializer).getNullValue(context));
        }
      } else {
        Object value = types == null ? value(elements) : typed(types, elements);
        if (value == null) {
          throw refused("null from a deserializer of elements");
        }
        result.add(value);
      }
    }
    in.take();
    place.leave();
    return result;
  }

  private Object strings(StringCollectionDeserializer deserializer) throws Throwable {
    if (in.next() != Mark.ARRAY || !BeanInternals.isPlain(deserializer)) {
      return hand(deserializer);
    }
    @SuppressWarnings("unchecked")
    Collection<Object> result =
        (Collection<Object>) BeanInternals.instantiator(deserializer).createUsingDefault(context);
    in.take();
    for (Object token = in.take(); token != Mark.END; token = in.take()) {
      if (token instanceof String) {
        result.add(token);
      } else if (token == Mark.NULL) {
        if (!BeanInternals.skipsNulls(deserializer)) {
          result.add((String) BeanInternals.nulls(deserializer).getNullValue(context));
        }
      } else {
        throw refused("list of strings with other elements");
      }
    }
    return result;
  }

  private Object map(MapDeserializer deserializer) throws Throwable {
    if (in.next() != Mark.OBJECT || !BeanInternals.isPlain(deserializer, context)) {
      return hand(deserializer);
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> result =
        (Map<Object, Object>) deserializer.getValueInstantiator().createUsingDefault(context);
    ValueDeserializer<Object> members = deserializer.getContentDeserializer();
    TypeDeserializer types = BeanInternals.types(deserializer);
    in.take();
    place.enter(null);
    for (Object token = in.take(); token != Mark.END; token = in.take()) {
      String name = (String) token;
      if (takeNull()) {
        if (!BeanInternals.skipsNulls(deserializer)) {
          result.put(name, BeanInternals.nulls(deserializer).getNullValue(context));
        }
      } else {
        Object value = types == null ? value(members) : typed(types, members);
        if (value == null) {
          throw refused("null from a deserializer of entries");
        }
        result.put(name, value);
      }
    }
    place.leave();
    return result;
  }

  // ---- beans

  private Object bean(BeanDeserializerBase deserializer) throws Throwable {
    ReadPlan plan = in.next() == Mark.OBJECT ? ReadPlan.find(deserializer) : null;
    if (plan == null) {
      if (in.next() == Mark.OBJECT && ReadPlan.isPending(deserializer)) {
        place.excuse();
      }
      return hand(deserializer);
    }
    in.take();
    if (plan.isCreator) {
      place.enter(null);
      return created(plan, deserializer);
    }
    Object bean = empty(plan, deserializer);
    place.enter(plan.isBuilder ? null : bean);
    Object filled = filled(plan, deserializer, bean);
    return plan.isBuilder
        ? ReadPlan.built((BuilderBasedDeserializer) deserializer, filled)
        : filled;
  }

  private Object empty(ReadPlan plan, BeanDeserializerBase deserializer) throws Throwable {
    return plan.creates
        ? plan.access.create()
        : deserializer.getValueInstantiator().createUsingDefault(context);
  }

  /** The index of the name that is expected, if it is that; else -1. */
  private static int expected(ReadPlan plan, int before, String name) {
    int expected = plan.order.after(before);
    return expected < plan.texts.length && name.equals(plan.texts[expected]) ? expected : -1;
  }

  /** Reads the members of an object that was entered, from the present one on. */
  private Object filled(ReadPlan plan, BeanDeserializerBase deserializer, Object empty)
      throws Throwable {
    SettableBeanProperty[] properties = BeanInternals.properties(deserializer);
    Object bean = empty;
    int before = -1;
    for (Object token = in.take(); token != Mark.END; token = in.take()) {
      String name = (String) token;
      int i = expected(plan, before, name);
      if (i < 0) {
        i = BeanInternals.names(deserializer).matchName(name);
        if (i < 0) {
          unknown(plan, deserializer, bean, name);
          continue;
        }
      }
      plan.order.came(before, i);
      before = i;
      if (plan.isBuilder) {
        bean = set(plan, i, properties[i], bean);
      } else {
        property(plan, i, properties[i], bean);
      }
    }
    place.leave();
    return bean;
  }

  private void unknown(ReadPlan plan, BeanDeserializerBase deserializer, Object bean, String name)
      throws Throwable {
    if (!plan.maySkipUnknown || !(plan.ignoresUnknown || skipsUnknown)) {
      JsonParser parser = handover.begin();
      BeanInternals.handleUnknown(deserializer, parser, context, bean, name);
      handover.end(parser);
    } else {
      in.skipValue();
    }
  }

  private void property(ReadPlan plan, int i, SettableBeanProperty property, Object bean)
      throws Throwable {
    Object token = in.next();
    switch (plan.kinds[i]) {
      case INT -> {
        if (token instanceof Integer) {
          plan.access.set(bean, i, takeLong());
          return;
        }
      }
      case LONG -> {
        if (isLong(token)) {
          plan.access.set(bean, i, takeLong());
          return;
        }
      }
      case DOUBLE -> {
        if (token instanceof Double) {
          plan.access.set(bean, i, (double) in.take());
          return;
        }
      }
      case BOOLEAN -> {
        if (token instanceof Boolean) {
          plan.access.set(bean, i, (boolean) in.take());
          return;
        }
      }
      case LIBRARY -> {
        JsonParser parser = handover.begin();
        property.deserializeAndSet(parser, context, bean);
        handover.end(parser);
        return;
      }
      default -> {}
    }
    Object value = orNull(plan.kinds[i], property);
    if (value == null) {
      NullValueProvider nulls = property.getNullValueProvider();
      if (NullsConstantProvider.isSkipper(nulls)) {
        return;
      }
      value = nulls.getNullValue(context);
    }
    plan.access.set(bean, i, value);
  }

  /** The same for a builder, whose setters may answer another. */
  private Object set(ReadPlan plan, int i, SettableBeanProperty property, Object builder)
      throws Throwable {
    if (plan.kinds[i] == PropertyKind.LIBRARY) {
      JsonParser parser = handover.begin();
      Object next = property.deserializeSetAndReturn(parser, context, builder);
      handover.end(parser);
      return next;
    }
    Object value = orNull(plan.kinds[i], property);
    if (value == null) {
      NullValueProvider nulls = property.getNullValueProvider();
      if (NullsConstantProvider.isSkipper(nulls)) {
        return builder;
      }
      value = nulls.getNullValue(context);
    }
    Object next = plan.access.set(builder, i, value);
    return next == null ? builder : next;
  }

  /** The same for values that are made from their members. */
  private Object created(ReadPlan plan, BeanDeserializerBase deserializer) throws Throwable {
    PropertyBasedCreator creator = BeanInternals.creator(deserializer);
    SettableBeanProperty[] properties = BeanInternals.properties(creator);
    PropertyValueBuffer buffer = creator.startBuilding(handover.parser(), context, null);
    Object bean = null;
    int before = -1;
    for (Object token = in.take(); token != Mark.END; token = in.take()) {
      String name = (String) token;
      int i = expected(plan, before, name);
      if (i < 0) {
        SettableBeanProperty found = creator.findCreatorProperty(name);
        if (found == null) {
          if (!plan.maySkipUnknown || !(plan.ignoresUnknown || skipsUnknown)) {
            throw refused("unknown property before a creator is called");
          }
          in.skipValue();
          continue;
        }
        i = found.getCreatorIndex();
      }
      if (bean != null) {
        throw refused("property of a creator that comes again");
      }
      plan.order.came(before, i);
      before = i;
      SettableBeanProperty property = properties[i];
      Object value = orNull(plan.kinds[i], property);
      if (value == null) {
        value = property.getNullValueProvider().getNullValue(context);
      }
      if (buffer.assignParameter(property, value)) {
        bean = build(creator, buffer, deserializer);
        place.value(bean);
      }
    }
    place.leave();
    return bean != null ? bean : build(creator, buffer, deserializer);
  }

  private Object build(
      PropertyBasedCreator creator, PropertyValueBuffer buffer, BeanDeserializerBase deserializer)
      throws Throwable {
    Object bean = creator.build(context, buffer);
    if (bean == null || bean.getClass() != deserializer.getValueType().getRawClass()) {
      throw refused("creator that makes null or a subclass");
    }
    return bean;
  }

  /** The value of a property, or {@code null} if it is null or its deserializer says so. */
  private Object orNull(PropertyKind kind, SettableBeanProperty property) throws Throwable {
    if (takeNull()) {
      return null;
    }
    ValueDeserializer<Object> deserializer = property.getValueDeserializer();
    Object token = in.next();
    return switch (kind) {
      case TEXT -> token instanceof String ? in.take() : hand(deserializer);
      case BOXED_INT -> token instanceof Integer ? in.take() : hand(deserializer);
      case BOXED_LONG -> isLong(token) ? (Object) takeLong() : hand(deserializer);
      case BOXED_DOUBLE -> token instanceof Double ? in.take() : hand(deserializer);
      case BOXED_BOOLEAN -> token instanceof Boolean ? in.take() : hand(deserializer);
      case VALUE -> value(deserializer);
      case TYPED -> typed(property.getValueTypeDeserializer(), deserializer);
      default -> hand(deserializer);
    };
  }

  // ---- Jackson's deserializers

  /** Has a deserializer of Jackson's read the value at the position. */
  private Object hand(ValueDeserializer<?> deserializer) throws Throwable {
    JsonParser parser = handover.begin();
    Object value = deserializer.deserialize(parser, context);
    handover.end(parser);
    return value;
  }

  // ---- values that tell their type

  private Object typed(TypeDeserializer types, ValueDeserializer<?> declared) throws Throwable {
    Object value = typedBean(types, declared);
    return value != null ? value : handTyped(types, declared);
  }

  /**
   * An object whose first member tells its type, and whose type has a plan; else {@code null}, and
   * the position stays.
   */
  private Object typedBean(TypeDeserializer types, ValueDeserializer<?> declared) throws Throwable {
    if (in.next() != Mark.OBJECT || !BeanInternals.tellsTypeByMember(types, declared, context)) {
      return null;
    }
    int start = in.position();
    in.take();
    if (in.take() instanceof String name
        && name.equals(types.getPropertyName())
        && in.take() instanceof String id) {
      ValueDeserializer<?> actual = BeanInternals.deserializer(types, context, id);
      ReadPlan plan =
          actual.getClass() == BeanDeserializer.class
              ? ReadPlan.find((BeanDeserializerBase) actual)
              : null;
      if (plan != null) {
        place.enter(null);
        return typedBean(plan, (BeanDeserializerBase) actual);
      }
    }
    in.goBackTo(start);
    return null;
  }

  private Object typedBean(ReadPlan plan, BeanDeserializerBase deserializer) throws Throwable {
    if (plan.isCreator) {
      return created(plan, deserializer);
    }
    Object bean = empty(plan, deserializer);
    place.value(bean);
    return filled(plan, deserializer, bean);
  }

  private Object handTyped(TypeDeserializer types, ValueDeserializer<?> declared) throws Throwable {
    JsonParser parser = handover.begin();
    Object value = declared.deserializeWithType(parser, context, types);
    if (value == null) {
      throw refused("null from a deserializer with a type");
    }
    handover.end(parser);
    return value;
  }
}

package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.BeanAccess;
import io.fastaccel.interceptors.json.read.ObjectCode;
import io.fastaccel.interceptors.json.read.OddMembers;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.PropertyKind;
import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.interceptors.json.read.UntypedValues;
import io.fastaccel.runtime.text.JsonInput;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;
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
import tools.jackson.databind.deser.jdk.UntypedObjectDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.util.CompactStringObjectMap;

/**
 * Reads one document by looking at which of Jackson's deserializers would do it: what the
 * best-known of them do is done here, beans by their {@linkplain ReadPlan plans}; every other
 * deserializer is run on the {@link FastParser} over the same input.
 *
 * <p>Used by one thread, for one document. All values made are new, so that nobody has seen them if
 * the work is thrown away.
 */
final class DocumentReader implements OddMembers {

  /** What reads untyped values without settings to the contrary. */
  private static final Class<?> UNTYPED = untyped();

  /** Settings by which untyped values are of other types than usual. */
  private static final int OTHER_UNTYPED =
      DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS.getMask()
          | DeserializationFeature.USE_BIG_INTEGER_FOR_INTS.getMask()
          | DeserializationFeature.USE_LONG_FOR_INTS.getMask()
          | DeserializationFeature.USE_JAVA_ARRAY_FOR_JSON_ARRAY.getMask();

  private final JsonInput in;
  private final ReadCall call;
  private final Refusal refusal;

  /** Where the position is, for the parser. */
  private final JacksonContexts place = new JacksonContexts();

  private UntypedValues untyped;
  private FastParser parser;
  private DeserializationContextExt context;

  /** Of the parser, once it and a root value are there. */
  private JsonReadContext root;

  private boolean inRoot;

  DocumentReader(JsonInput in, ReadCall call) {
    this.in = in;
    this.call = call;
    this.refusal = new Refusal(in);
  }

  // ---- what Jackson's deserializers need, made when the first of them is asked

  /** The parser over the input. */
  FastParser parser() throws Throwable {
    if (parser == null) {
      DeserializationContextExt made = call.context();
      parser = new FastParser(made, in, call.source(), refusal);
      made.assignParser(parser);
      context = made;
      if (inRoot) {
        beginRoot();
      }
    }
    return parser;
  }

  /** The context of the call. */
  DeserializationContextExt context() throws Throwable {
    if (context == null) {
      parser();
    }
    return context;
  }

  /** Whether there is a parser, and a context. */
  boolean hasParser() {
    return parser != null;
  }

  private void beginRoot() {
    root = parser.context();
    parser.beginRoot();
  }

  /** Jackson's context of where the position is. */
  private JsonReadContext around() throws Throwable {
    parser();
    return place.materialize(root);
  }

  /** Why the work is of no use, or {@code null}. */
  String refusal() {
    return refusal.reason();
  }

  /** Remembers why; to be thrown. */
  OriginalNeeded refused(String reason) {
    return refusal.because(reason);
  }

  private UntypedValues untypedValues() {
    if (untyped == null) {
      untyped = new UntypedValues(in, refusal, Double::parseDouble);
    }
    return untyped;
  }

  private boolean isUntypedPlain() {
    return !call.config.hasSomeOfFeatures(OTHER_UNTYPED);
  }

  private boolean skipsUnknown() {
    return !call.config.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        && call.config.getProblemHandlers() == null;
  }

  private static Class<?> untyped() {
    String name = UntypedObjectDeserializer.class.getName() + "NR";
    try {
      return Class.forName(name, false, UntypedObjectDeserializer.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Whether a document of this deserializer's is worth a reader. */
  static boolean isKnown(ValueDeserializer<?> deserializer) {
    Class<?> kind = deserializer.getClass();
    return kind == BeanDeserializer.class
        || kind == BuilderBasedDeserializer.class
        || kind == CollectionDeserializer.class
        || kind == StringCollectionDeserializer.class
        || kind == MapDeserializer.class
        || kind == UNTYPED;
  }

  // ---- values

  /** Reads a root value, an array or an object. */
  Object root(ValueDeserializer<?> deserializer) throws Throwable {
    inRoot = true;
    if (parser != null) {
      beginRoot();
    }
    Object value = value(deserializer);
    if (parser != null) {
      parser.endRoot(root);
    }
    return value;
  }

  /** Reads a value other than {@code null} as its deserializer would. */
  Object value(ValueDeserializer<?> deserializer) throws Throwable {
    Class<?> kind = deserializer.getClass();
    if (kind == StringDeserializer.class) {
      return in.next() == '"' ? in.string() : hand(deserializer);
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
    if (kind == UNTYPED) {
      return isUntypedPlain() ? untypedValues().value(in.next()) : hand(deserializer);
    }
    if (kind == EnumDeserializer.class) {
      return constant((EnumDeserializer) deserializer);
    }
    if (kind == NumberDeserializers.IntegerDeserializer.class) {
      return isInteger() && in.isInt() ? (Object) in.intValue() : handNumber(deserializer);
    }
    if (kind == NumberDeserializers.LongDeserializer.class) {
      return isInteger() && in.isLong() ? (Object) in.longValue() : handNumber(deserializer);
    }
    if (kind == NumberDeserializers.DoubleDeserializer.class) {
      return isFraction() ? (Object) untypedValues().doubleValue() : handNumber(deserializer);
    }
    if (kind == NumberDeserializers.BooleanDeserializer.class) {
      return isBoolean() ? (Object) in.bool() : hand(deserializer);
    }
    return hand(deserializer);
  }

  private Object constant(EnumDeserializer deserializer) throws Throwable {
    CompactStringObjectMap constants = BeanInternals.constants(deserializer, context());
    if (constants == null || in.next() != '"') {
      return hand(deserializer);
    }
    int start = in.offset();
    Object constant = constants.find(in.string());
    if (constant == null) {
      // Numbers as text, other cases, defaults and errors.
      in.retractString(start);
      return hand(deserializer);
    }
    return constant;
  }

  private boolean isNumber() {
    int c = in.next();
    return (c >= '0' && c <= '9') || c == '-';
  }

  /** After this, {@link #handNumber} must be told if the number is of no use. */
  private boolean isInteger() {
    return isNumber() && !in.number();
  }

  private boolean isFraction() {
    return isNumber() && in.number();
  }

  private boolean isBoolean() {
    int c = in.next();
    return c == 't' || c == 'f';
  }

  private Object collection(CollectionDeserializer deserializer) throws Throwable {
    if (in.next() != '[' || !BeanInternals.isPlain(deserializer, context())) {
      return hand(deserializer);
    }
    @SuppressWarnings("unchecked")
    Collection<Object> result =
        (Collection<Object>) deserializer.getValueInstantiator().createUsingDefault(context());
    ValueDeserializer<Object> elements = deserializer.getContentDeserializer();
    TypeDeserializer types = BeanInternals.types(deserializer);
    place.enter(true, result);
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      place.next();
      if (in.next() == 'n') {
        in.nothing();
        if (!BeanInternals.skipsNulls(deserializer)) {
          result.add(BeanInternals.nulls(deserializer).getNullValue(context()));
        }
      } else {
        Object value = types == null ? value(elements) : typed(types, elements);
        if (value == null) {
          throw refused("null from a deserializer of elements");
        }
        result.add(value);
      }
    }
    place.leave();
    return result;
  }

  private Object strings(StringCollectionDeserializer deserializer) throws Throwable {
    if (in.next() != '[' || !BeanInternals.isPlain(deserializer)) {
      return hand(deserializer);
    }
    @SuppressWarnings("unchecked")
    Collection<Object> result =
        (Collection<Object>) BeanInternals.instantiator(deserializer).createUsingDefault(context());
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      int c = in.next();
      if (c == '"') {
        result.add(in.string());
      } else if (c == 'n') {
        in.nothing();
        if (!BeanInternals.skipsNulls(deserializer)) {
          result.add((String) BeanInternals.nulls(deserializer).getNullValue(context()));
        }
      } else {
        throw refused("list of strings with other elements");
      }
    }
    return result;
  }

  private Object map(MapDeserializer deserializer) throws Throwable {
    if (in.next() != '{' || !BeanInternals.isPlain(deserializer, context())) {
      return hand(deserializer);
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> result =
        (Map<Object, Object>) deserializer.getValueInstantiator().createUsingDefault(context());
    ValueDeserializer<Object> members = deserializer.getContentDeserializer();
    TypeDeserializer types = BeanInternals.types(deserializer);
    place.enter(false, null);
    for (boolean more = in.firstMember(); more; more = in.nextMember()) {
      place.next();
      String name = in.name();
      place.name(name);
      if (in.next() == 'n') {
        in.nothing();
        if (!BeanInternals.skipsNulls(deserializer)) {
          result.put(name, BeanInternals.nulls(deserializer).getNullValue(context()));
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
    ReadPlan plan = in.next() == '{' ? ReadPlan.find(deserializer) : null;
    if (plan == null) {
      return hand(deserializer);
    }
    boolean hasMember = in.firstMember();
    ObjectCode code = hasMember ? plan.code.get() : null;
    if (code == null) {
      place.enter(false, null);
    } else {
      place.enterUntold();
    }
    Object read = members(plan, deserializer, code, hasMember);
    return plan.isBuilder ? ReadPlan.built((BuilderBasedDeserializer) deserializer, read) : read;
  }

  /**
   * Reads the members of an object that was entered, from the present one on.
   *
   * @param code {@code null} where there is none, or no member
   */
  private Object members(
      ReadPlan plan, BeanDeserializerBase deserializer, ObjectCode code, boolean hasMember)
      throws Throwable {
    if (code == null) {
      return plan.isCreator
          ? created(plan, deserializer, hasMember)
          : filled(plan, deserializer, hasMember);
    }
    Object begun = plan.isCreator || plan.creates ? null : empty(plan, deserializer);
    Object read = code.read(this, plan, deserializer, in, begun);
    place.leave();
    return read;
  }

  private Object empty(ReadPlan plan, BeanDeserializerBase deserializer) throws Throwable {
    return plan.creates
        ? plan.access.create()
        : deserializer.getValueInstantiator().createUsingDefault(context());
  }

  private Object filled(ReadPlan plan, BeanDeserializerBase deserializer, boolean hasMember)
      throws Throwable {
    SettableBeanProperty[] properties = BeanInternals.properties(deserializer);
    Object bean = empty(plan, deserializer);
    place.value(plan.isBuilder ? null : bean);
    int before = -1;
    for (boolean more = hasMember; more; more = in.nextMember()) {
      place.next();
      int i = in.member(plan.names, plan.code.order().after(before));
      if (i >= 0) {
        place.name(plan.texts[i]);
      } else {
        i = other(plan, deserializer, bean);
        if (i < 0) {
          continue;
        }
      }
      plan.code.order().came(before, i);
      before = i;
      bean = assigned(plan, i, properties[i], bean);
    }
    plan.code.objectRead();
    place.leave();
    return bean;
  }

  /** The index of a property with a name out of the ordinary, or -1 for one that is done with. */
  private int other(ReadPlan plan, BeanDeserializerBase deserializer, Object bean)
      throws Throwable {
    String name = in.name();
    place.name(name);
    int index = BeanInternals.names(deserializer).matchName(name);
    if (index >= 0) {
      return index;
    }
    if (plan.maySkipUnknown && (plan.ignoresUnknown || skipsUnknown())) {
      in.skipValue();
      return -1;
    }
    JsonReadContext around = around();
    int entry = around.getCurrentIndex();
    parser.beginValue(around);
    BeanInternals.handleUnknown(deserializer, parser, context(), bean, name);
    parser.endValue(around, entry);
    return -1;
  }

  /** Reads and sets a property, and answers what goes on in the object's place. */
  private Object assigned(ReadPlan plan, int i, SettableBeanProperty property, Object object)
      throws Throwable {
    if (plan.isBuilder) {
      return set(plan, i, property, object);
    }
    property(plan, i, property, object);
    return object;
  }

  private void property(ReadPlan plan, int i, SettableBeanProperty property, Object bean)
      throws Throwable {
    BeanAccess access = plan.access;
    switch (plan.kinds[i]) {
      case TEXT -> {
        if (in.next() == '"') {
          access.set(bean, i, in.string());
          return;
        }
      }
      case INT -> {
        if (isInteger() && in.isInt()) {
          access.set(bean, i, in.longValue());
          return;
        }
        in.retractNumber();
      }
      case LONG -> {
        if (isInteger() && in.isLong()) {
          access.set(bean, i, in.longValue());
          return;
        }
        in.retractNumber();
      }
      case DOUBLE -> {
        if (isFraction()) {
          access.set(bean, i, untypedValues().doubleValue());
          return;
        }
        in.retractNumber();
      }
      case BOOLEAN -> {
        if (isBoolean()) {
          access.set(bean, i, in.bool());
          return;
        }
      }
      case LIBRARY -> {
        JsonReadContext around = around();
        int index = around.getCurrentIndex();
        parser.beginValue(around);
        property.deserializeAndSet(parser, context(), bean);
        parser.endValue(around, index);
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
      value = nulls.getNullValue(context());
    }
    access.set(bean, i, value);
  }

  /** The same for a builder, whose setters may answer another. */
  private Object set(ReadPlan plan, int i, SettableBeanProperty property, Object builder)
      throws Throwable {
    if (plan.kinds[i] == PropertyKind.LIBRARY) {
      JsonReadContext around = around();
      int index = around.getCurrentIndex();
      parser.beginValue(around);
      Object next = property.deserializeSetAndReturn(parser, context(), builder);
      parser.endValue(around, index);
      return next;
    }
    Object value = orNull(plan.kinds[i], property);
    if (value == null) {
      NullValueProvider nulls = property.getNullValueProvider();
      if (NullsConstantProvider.isSkipper(nulls)) {
        return builder;
      }
      value = nulls.getNullValue(context());
    }
    Object next = plan.access.set(builder, i, value);
    return next == null ? builder : next;
  }

  /** The same for values that are made from their members. */
  private Object created(ReadPlan plan, BeanDeserializerBase deserializer, boolean hasMember)
      throws Throwable {
    PropertyBasedCreator creator = BeanInternals.creator(deserializer);
    SettableBeanProperty[] properties = BeanInternals.properties(creator);
    PropertyValueBuffer buffer = creator.startBuilding(parser(), context(), null);
    Object bean = null;
    int before = -1;
    for (boolean more = hasMember; more; more = in.nextMember()) {
      place.next();
      int i = in.member(plan.names, plan.code.order().after(before));
      if (i >= 0) {
        place.name(plan.texts[i]);
      } else {
        i = other(plan, creator);
        if (i < 0) {
          continue;
        }
      }
      if (bean != null) {
        throw refused("property of a creator that comes again");
      }
      plan.code.order().came(before, i);
      before = i;
      SettableBeanProperty property = properties[i];
      Object value = orNull(plan.kinds[i], property);
      if (value == null) {
        value = property.getNullValueProvider().getNullValue(context());
      }
      if (buffer.assignParameter(property, value)) {
        bean = build(creator, buffer, deserializer);
        place.value(bean);
      }
    }
    plan.code.objectRead();
    place.leave();
    return bean != null ? bean : build(creator, buffer, deserializer);
  }

  private Object build(
      PropertyBasedCreator creator, PropertyValueBuffer buffer, BeanDeserializerBase deserializer)
      throws Throwable {
    Object bean = creator.build(context(), buffer);
    if (bean == null || bean.getClass() != deserializer.getValueType().getRawClass()) {
      throw refused("creator that makes null or a subclass");
    }
    return bean;
  }

  private int other(ReadPlan plan, PropertyBasedCreator creator) {
    String name = in.name();
    place.name(name);
    SettableBeanProperty property = creator.findCreatorProperty(name);
    if (property != null) {
      return property.getCreatorIndex();
    }
    if (!plan.maySkipUnknown || !(plan.ignoresUnknown || skipsUnknown())) {
      throw refused("unknown property before a creator is called");
    }
    in.skipValue();
    return -1;
  }

  /** The value of a property, or {@code null} if it is null or its deserializer says so. */
  private Object orNull(PropertyKind kind, SettableBeanProperty property) throws Throwable {
    if (in.next() == 'n') {
      in.nothing();
      return null;
    }
    ValueDeserializer<Object> deserializer = property.getValueDeserializer();
    return switch (kind) {
      case TEXT -> in.next() == '"' ? in.string() : hand(deserializer);
      case BOXED_INT ->
          isInteger() && in.isInt() ? (Object) in.intValue() : handNumber(deserializer);
      case BOXED_LONG ->
          isInteger() && in.isLong() ? (Object) in.longValue() : handNumber(deserializer);
      case BOXED_DOUBLE ->
          isFraction() ? (Object) untypedValues().doubleValue() : handNumber(deserializer);
      case BOXED_BOOLEAN -> isBoolean() ? (Object) in.bool() : hand(deserializer);
      case VALUE -> value(deserializer);
      case TYPED -> typed(property.getValueTypeDeserializer(), deserializer);
      default -> hand(deserializer);
    };
  }

  // ---- members that are not simple

  @Override
  public Object property(Object plan, Object library, int i, int member, Object object)
      throws Throwable {
    ReadPlan known = (ReadPlan) plan;
    BeanDeserializerBase deserializer = (BeanDeserializerBase) library;
    place.member(member, known.texts[i], known.isBuilder ? null : object);
    return assigned(known, i, BeanInternals.properties(deserializer)[i], object);
  }

  @Override
  public Object other(Object plan, Object library, int member, Object object) throws Throwable {
    ReadPlan known = (ReadPlan) plan;
    BeanDeserializerBase deserializer = (BeanDeserializerBase) library;
    place.member(member, null, known.isBuilder ? null : object);
    if (known.isCreator) {
      if (other(known, BeanInternals.creator(deserializer)) >= 0) {
        throw refused("name of an argument in another form");
      }
      return object;
    }
    int i = other(known, deserializer, object);
    return i < 0 ? object : assigned(known, i, BeanInternals.properties(deserializer)[i], object);
  }

  @Override
  public Object argument(Object plan, Object library, int i, int member) throws Throwable {
    ReadPlan known = (ReadPlan) plan;
    PropertyBasedCreator creator = BeanInternals.creator((BeanDeserializerBase) library);
    place.member(member, known.texts[i], null);
    SettableBeanProperty property = BeanInternals.properties(creator)[i];
    Object value = orNull(known.kinds[i], property);
    return value != null ? value : property.getNullValueProvider().getNullValue(context());
  }

  @Override
  public Object made(Object plan, Object library, Object[] values, long seen, long nulls)
      throws Throwable {
    BeanDeserializerBase deserializer = (BeanDeserializerBase) library;
    PropertyBasedCreator creator = BeanInternals.creator(deserializer);
    SettableBeanProperty[] properties = BeanInternals.properties(creator);
    PropertyValueBuffer buffer = creator.startBuilding(parser(), context(), null);
    for (int i = 0; i < values.length; i++) {
      if ((seen >>> i & 1) != 0) {
        buffer.assignParameter(properties[i], (nulls >>> i & 1) != 0 ? null : values[i]);
      }
    }
    return build(creator, buffer, deserializer);
  }

  @Override
  public Throwable repeated() {
    return refused("property of a creator that comes again");
  }

  // ---- Jackson's deserializers

  private Object handNumber(ValueDeserializer<?> deserializer) throws Throwable {
    in.retractNumber();
    return hand(deserializer);
  }

  /** Has a deserializer of Jackson's read the value at the position. */
  private Object hand(ValueDeserializer<?> deserializer) throws Throwable {
    JsonReadContext around = around();
    int index = around.getCurrentIndex();
    parser.beginValue(around);
    Object value = deserializer.deserialize(parser, context());
    parser.endValue(around, index);
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
    if (in.next() != '{' || !BeanInternals.tellsTypeByMember(types, declared, context())) {
      return null;
    }
    int start = in.offset();
    int around = in.depth();
    if (in.firstMember()) {
      String name = in.name();
      if (name.equals(types.getPropertyName()) && in.next() == '"') {
        ValueDeserializer<?> actual = BeanInternals.deserializer(types, context(), in.string());
        ReadPlan plan =
            actual.getClass() == BeanDeserializer.class
                ? ReadPlan.find((BeanDeserializerBase) actual)
                : null;
        if (plan != null) {
          place.enter(false, null);
          place.next();
          place.name(name);
          boolean hasMember = in.nextMember();
          ObjectCode code = hasMember ? plan.code.get() : null;
          return members(plan, (BeanDeserializerBase) actual, code, hasMember);
        }
      }
    }
    in.retractObject(start, around);
    return null;
  }

  private Object handTyped(TypeDeserializer types, ValueDeserializer<?> declared) throws Throwable {
    JsonReadContext around = around();
    int index = around.getCurrentIndex();
    parser.beginValue(around);
    Object value = declared.deserializeWithType(parser, context(), types);
    if (value == null) {
      throw refused("null from a deserializer with a type");
    }
    parser.endValue(around, index);
    return value;
  }
}

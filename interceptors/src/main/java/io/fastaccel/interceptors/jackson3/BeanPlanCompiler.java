package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.PlanGenerator;
import io.fastaccel.interceptors.json.PlannedProperty;
import io.fastaccel.interceptors.json.PlannedProperty.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.jdk.BooleanSerializer;
import tools.jackson.databind.ser.jdk.EnumSerializer;
import tools.jackson.databind.ser.jdk.NumberSerializers;
import tools.jackson.databind.ser.jdk.StringSerializer;
import tools.jackson.databind.ser.std.NullSerializer;

/**
 * Makes the {@link BeanPlan} for one resolved serializer. What a property is and how it is written
 * was decided by Jackson; it is read from the property's writer, never from annotations.
 */
final class BeanPlanCompiler implements Callable<BeanPlan> {

  private static final PlanGenerator GENERATOR =
      new PlanGenerator(
          MethodHandles.lookup(), BeanPlan.class, DocumentWriter.class, BeanPropertyWriter.class);

  private final Class<?> type;
  private final BeanSerializerBase serializer;
  private final EnumTexts enumTexts;

  BeanPlanCompiler(Class<?> type, BeanSerializerBase serializer, EnumTexts enumTexts) {
    this.type = type;
    this.serializer = serializer;
    this.enumTexts = enumTexts;
  }

  /**
   * The plan, or {@code null} if the serializer does more than write properties.
   *
   * @throws IllegalAccessException if the class cannot be defined
   */
  @Override
  public BeanPlan call() throws IllegalAccessException {
    List<PlannedProperty> planned = planned();
    return planned == null ? null : (BeanPlan) GENERATOR.generate(type, planned);
  }

  /** The same without code of its own. */
  BeanPlan table() {
    List<PlannedProperty> planned = planned();
    return planned == null ? null : new TablePlan(planned);
  }

  private List<PlannedProperty> planned() {
    BeanPropertyWriter[] properties = SerializerInternals.properties(serializer);
    if (properties.length > PlanGenerator.MOST_PROPERTIES
        || !SerializerInternals.hasPropertiesOnly(serializer)) {
      return null;
    }
    List<PlannedProperty> planned = new ArrayList<>();
    for (BeanPropertyWriter property : properties) {
      planned.add(plan(property));
    }
    return planned;
  }

  private PlannedProperty plan(BeanPropertyWriter property) {
    int inclusion = inclusion(property);
    byte[] name = PlannedProperty.name(new SerializedString(property.getName()).asQuotedChars());
    Member member = property.getMember() == null ? null : property.getMember().getMember();
    MethodHandle getter = inclusion < 0 || name == null ? null : GENERATOR.getter(member);
    if (getter == null) {
      return PlannedProperty.handed();
    }
    ValueSerializer<Object> fixed = property.getSerializer();
    Class<?> serializes = fixed == null ? null : fixed.getClass();
    Class<?> read = getter.type().returnType();
    byte[][] texts =
        serializes == EnumSerializer.class && read.isEnum() ? enumTexts.of(read, fixed) : null;
    Kind kind = texts != null ? Kind.CONSTANT : kind(serializes, read);
    return new PlannedProperty(kind, name, getter, member, inclusion, texts);
  }

  private static Kind kind(Class<?> serializer, Class<?> read) {
    if (read == String.class && serializer == StringSerializer.class) {
      return Kind.TEXT;
    }
    if (read == boolean.class && serializer == BooleanSerializer.class) {
      return Kind.BOOLEAN;
    }
    if (read == double.class && serializer == NumberSerializers.DoubleSerializer.class) {
      return Kind.DOUBLE;
    }
    if (read == float.class && serializer == NumberSerializers.FloatSerializer.class) {
      return Kind.FLOAT;
    }
    return isInteger(serializer, read) ? Kind.INTEGER : Kind.VALUE;
  }

  private static boolean isInteger(Class<?> kind, Class<?> read) {
    return (read == int.class && kind == NumberSerializers.IntegerSerializer.class)
        || (read == long.class && kind == NumberSerializers.LongSerializer.class)
        || (read == short.class && kind == NumberSerializers.ShortSerializer.class)
        || (read == byte.class && kind == NumberSerializers.IntLikeSerializer.class);
  }

  /** When the property is left out, or -1 if its own writer must decide. */
  private static int inclusion(BeanPropertyWriter property) {
    if (property.getClass() != BeanPropertyWriter.class
        || property.getTypeSerializer() != null
        || SerializerInternals.appliesView(property)) {
      return -1;
    }
    ValueSerializer<?> ofNull = SerializerInternals.nullSerializer(property);
    Object suppressable = SerializerInternals.suppressable(property);
    if (ofNull == null) {
      if (!property.willSuppressNulls()) {
        return -1; // another thread is still resolving it
      }
      if (suppressable == null) {
        return DocumentWriter.NON_NULL;
      }
      return suppressable == BeanPropertyWriter.MARKER_FOR_EMPTY ? DocumentWriter.NON_EMPTY : -1;
    }
    return ofNull == NullSerializer.instance && suppressable == null ? DocumentWriter.ALWAYS : -1;
  }
}

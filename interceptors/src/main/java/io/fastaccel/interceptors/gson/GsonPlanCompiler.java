package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.interceptors.json.PlanGenerator;
import io.fastaccel.interceptors.json.PlannedProperty;
import io.fastaccel.interceptors.json.PlannedProperty.Kind;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonOutput;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Makes the {@link GsonPlan} for one resolved adapter. Which fields there are, and how each is
 * written, was decided by Gson; nothing is read from annotations.
 */
final class GsonPlanCompiler implements Callable<GsonPlan> {

  private static final PlanGenerator GENERATOR =
      new PlanGenerator(
          MethodHandles.lookup(), GsonPlan.class, GsonDocument.class, BoundProperty.class);

  private final Class<?> type;
  private final TypeAdapter<?> adapter;
  private final Gson gson;
  private final GsonProfile profile;

  GsonPlanCompiler(Class<?> type, TypeAdapter<?> adapter, Gson gson, GsonProfile profile) {
    this.type = type;
    this.adapter = adapter;
    this.gson = gson;
    this.profile = profile;
  }

  /**
   * The plan, or {@code null} if there are too many fields, or if Gson looks for adapters in
   * another place.
   *
   * @throws ReflectiveOperationException if the class cannot be defined
   */
  @Override
  public GsonPlan call() throws ReflectiveOperationException {
    List<BoundField> fields = fields();
    if (fields == null) {
      return null;
    }
    GsonPlan plan = (GsonPlan) GENERATOR.generate(type, planned(fields));
    return plan == null ? null : lending(plan, fields);
  }

  /** The same without code of its own. */
  GsonPlan table() throws ReflectiveOperationException {
    List<BoundField> fields = fields();
    if (fields == null) {
      return null;
    }
    List<PlannedProperty> planned = planned(fields);
    for (int i = 0; i < planned.size(); i++) {
      if (planned.get(i).member() == null) {
        planned.set(i, PlannedProperty.handed());
      }
    }
    return lending(new GsonTablePlan(planned), fields);
  }

  private List<BoundField> fields() throws ReflectiveOperationException {
    List<BoundField> fields = GsonInternals.boundFields(adapter);
    if (fields.size() > PlanGenerator.MOST_PROPERTIES) {
      return null;
    }
    for (BoundField field : fields) {
      if (field.declared() != null && field.gson() != gson) {
        return null;
      }
    }
    return fields;
  }

  private List<PlannedProperty> planned(List<BoundField> fields) {
    List<PlannedProperty> planned = new ArrayList<>();
    for (BoundField field : fields) {
      planned.add(plan(field));
    }
    return planned;
  }

  private static GsonPlan lending(GsonPlan plan, List<BoundField> fields) {
    BoundProperty[] lent = new BoundProperty[fields.size()];
    for (int i = 0; i < lent.length; i++) {
      BoundField field = fields.get(i);
      lent[i] = new BoundProperty(field.name(), field.bound(), field.adapter(), field.declared());
    }
    plan.lend(lent);
    return plan;
  }

  private PlannedProperty plan(BoundField field) {
    byte[] name = name(field.name());
    MethodHandle getter = name == null || field.guarded() ? null : getter(field);
    if (getter == null) {
      return PlannedProperty.handed();
    }
    Class<?> read = getter.type().returnType();
    byte[][] texts = texts(field, read);
    Kind kind = texts != null ? Kind.CONSTANT : kind(field, read);
    int inclusion = profile.serializesNulls() ? GsonDocument.ALWAYS : GsonDocument.NON_NULL;
    return new PlannedProperty(
        kind, name, getter, field.accessor() != null ? null : field.field(), inclusion, texts);
  }

  private Kind kind(BoundField field, Class<?> read) {
    if (read == String.class) {
      return AdapterKind.of(field.adapter()) == AdapterKind.STRING ? Kind.TEXT : Kind.VALUE;
    }
    if (!read.isPrimitive()) {
      return Kind.VALUE;
    }
    // Gson boxes a primitive, and then prefers the adapter of the box to that of the primitive.
    TypeAdapter<?> chosen = field.adapter();
    if (field.declared() != null) {
      TypeAdapter<?> ofBox =
          gson.getAdapter(TypeToken.get(MethodType.methodType(read).wrap().returnType()));
      if (AdapterKind.of(ofBox) == AdapterKind.REFLECTIVE) {
        return Kind.VALUE;
      }
      chosen = ofBox;
    }
    int kind = AdapterKind.of(chosen);
    if ((read == int.class && kind == AdapterKind.INTEGER)
        || (read == long.class && kind == AdapterKind.LONG)
        || (read == short.class && kind == AdapterKind.SHORT)
        || (read == byte.class && kind == AdapterKind.BYTE)) {
      return Kind.INTEGER;
    }
    if (read == boolean.class && kind == AdapterKind.BOOLEAN) {
      return Kind.BOOLEAN;
    }
    if (read == double.class && kind == AdapterKind.DOUBLE) {
      return Kind.DOUBLE;
    }
    return read == float.class && kind == AdapterKind.FLOAT ? Kind.FLOAT : Kind.VALUE;
  }

  /** By ordinal the texts of an enum whose constants are all of that very class. */
  private byte[][] texts(BoundField field, Class<?> read) {
    if (!read.isEnum()
        || !Modifier.isFinal(read.getModifiers())
        || AdapterKind.of(field.adapter()) != AdapterKind.ENUM) {
      return null;
    }
    Object[] constants = read.getEnumConstants();
    byte[][] texts = new byte[constants.length][];
    for (int i = 0; i < constants.length; i++) {
      Object name = GsonInternals.nameOfConstant(field.adapter(), constants[i]);
      texts[i] = name == null ? null : quoted((String) name);
      if (texts[i] == null) {
        return null;
      }
    }
    return texts;
  }

  /** From the comma to the colon, or {@code null} if it is not all ASCII. */
  private byte[] name(String name) {
    byte[] quoted = quoted(name);
    if (quoted == null) {
      return null;
    }
    byte[] bytes = new byte[quoted.length + 2];
    bytes[0] = ',';
    System.arraycopy(quoted, 0, bytes, 1, quoted.length);
    bytes[quoted.length + 1] = ':';
    return bytes;
  }

  private byte[] quoted(String text) {
    JsonOutput out = new JsonOutput(JavaTextKernels.INSTANCE, 0, 64);
    out.startText();
    out.quoted(text, profile.escapes());
    String quoted = out.toText();
    byte[] bytes = new byte[quoted.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = quoted.charAt(i);
      if (c >= 0x80) {
        return null;
      }
      bytes[i] = (byte) c;
    }
    return bytes;
  }

  /** Reads the field, or {@code null} where only Gson may. */
  private static MethodHandle getter(BoundField field) {
    try {
      if (field.accessor() != null) {
        MethodHandle accessor = MethodHandles.lookup().unreflect(field.accessor());
        // What Gson makes of an exception there is Gson's business.
        MethodHandle failing =
            MethodHandles.throwException(accessor.type().returnType(), OriginalNeeded.class)
                .bindTo(new OriginalNeeded("accessor of a record that fails"));
        return MethodHandles.catchException(
            accessor, Throwable.class, MethodHandles.dropArguments(failing, 0, Throwable.class));
      }
      return Modifier.isStatic(field.field().getModifiers())
          ? null
          : MethodHandles.lookup().unreflectGetter(field.field());
    } catch (IllegalAccessException e) {
      return null;
    }
  }
}

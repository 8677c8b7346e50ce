package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.std.BooleanSerializer;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializers;
import com.fasterxml.jackson.databind.ser.std.StringSerializer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Generates the {@link BeanPlan} for one resolved serializer: for each property the call that reads
 * it, as a constant method handle, and the call that writes it. What a property is and how it is
 * written was decided by Jackson; it is read from the property's writer, never from annotations.
 *
 * <p>The plan is a hidden class without a name of the bean's in it, so that any bean can be read
 * whose members Jackson has made accessible, and so that the plan can be unloaded alone.
 */
final class BeanPlanCompiler {

  /** Larger methods are not compiled by the JIT. */
  private static final int MOST_PROPERTIES = 200;

  private static final String PLAN = "io/fastaccel/interceptors/jackson2/BeanPlan";
  private static final String WRITER = "io/fastaccel/interceptors/jackson2/DocumentWriter";
  private static final String PROPERTY = BeanPropertyWriter.class.getName().replace('.', '/');
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private static final Handle CLASS_DATA =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
              + "Ljava/lang/Object;",
          false);

  private static final int BEAN = 1;
  private static final int DOCUMENT = 2;
  private static final int PROPERTIES = 3;
  private static final int WRITTEN = 4;
  private static final int INDEX = 5;
  private static final int EXCEPTION = 6;

  private final Class<?> type;
  private final BeanSerializer serializer;
  private final EnumTexts enumTexts;
  private final List<Object> constants = new ArrayList<>();

  BeanPlanCompiler(Class<?> type, BeanSerializer serializer, EnumTexts enumTexts) {
    this.type = type;
    this.serializer = serializer;
    this.enumTexts = enumTexts;
  }

  /**
   * The plan, or {@code null} if the serializer does more than write properties.
   *
   * @throws IllegalAccessException if the class cannot be defined
   */
  BeanPlan compile() throws IllegalAccessException {
    BeanPropertyWriter[] properties = SerializerInternals.properties(serializer);
    if (properties.length > MOST_PROPERTIES || !SerializerInternals.hasPropertiesOnly(serializer)) {
      return null;
    }
    byte[] code = generate(properties);
    MethodHandles.Lookup plan =
        MethodHandles.lookup().defineHiddenClassWithClassData(code, List.copyOf(constants), true);
    try {
      return (BeanPlan)
          plan.findConstructor(plan.lookupClass(), MethodType.methodType(void.class))
              .asType(MethodType.methodType(BeanPlan.class))
              .invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] generate(BeanPropertyWriter[] properties) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        PLAN + "Of" + type.getSimpleName().replaceAll("[^A-Za-z0-9]", "_"),
        null,
        PLAN,
        null);
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, PLAN, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC,
            "write",
            "(Ljava/lang/Object;L" + WRITER + ";[L" + PROPERTY + ";)I",
            null,
            null);
    code.visitCode();
    generate(code, properties);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void generate(MethodVisitor code, BeanPropertyWriter[] properties) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, WRITTEN);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, INDEX);
    code.visitLabel(start);
    for (int i = 0; i < properties.length; i++) {
      push(code, i);
      code.visitVarInsn(Opcodes.ISTORE, INDEX);
      code.visitVarInsn(Opcodes.ALOAD, DOCUMENT);
      code.visitVarInsn(Opcodes.ILOAD, WRITTEN);
      property(code, i, properties[i]);
      code.visitVarInsn(Opcodes.ISTORE, WRITTEN);
    }
    code.visitVarInsn(Opcodes.ILOAD, WRITTEN);
    code.visitLabel(end);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(handler);
    code.visitFrame(
        Opcodes.F_FULL,
        6,
        new Object[] {
          PLAN + "Of" + type.getSimpleName().replaceAll("[^A-Za-z0-9]", "_"),
          "java/lang/Object",
          WRITER,
          "[L" + PROPERTY + ";",
          Opcodes.INTEGER,
          Opcodes.INTEGER
        },
        1,
        new Object[] {"java/lang/Throwable"});
    code.visitVarInsn(Opcodes.ASTORE, EXCEPTION);
    code.visitVarInsn(Opcodes.ALOAD, DOCUMENT);
    code.visitVarInsn(Opcodes.ALOAD, EXCEPTION);
    code.visitVarInsn(Opcodes.ALOAD, BEAN);
    code.visitVarInsn(Opcodes.ALOAD, PROPERTIES);
    code.visitVarInsn(Opcodes.ILOAD, INDEX);
    code.visitInsn(Opcodes.AALOAD);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        WRITER,
        "failed",
        "(Ljava/lang/Throwable;Ljava/lang/Object;L" + PROPERTY + ";)Ljava/lang/Throwable;",
        false);
    code.visitInsn(Opcodes.ATHROW);
  }

  /** On the stack: the document, and the number of properties written; left there: the new one. */
  private void property(MethodVisitor code, int index, BeanPropertyWriter property) {
    int inclusion = inclusion(property);
    byte[] name = name(property);
    MethodHandle getter = inclusion < 0 || name == null ? null : getter(property);
    if (getter == null) {
      writer(code, index);
      code.visitVarInsn(Opcodes.ALOAD, BEAN);
      call(code, "handProperty", "IL" + PROPERTY + ";Ljava/lang/Object;");
      return;
    }
    JsonSerializer<Object> fixed = property.getSerializer();
    Class<?> kind = fixed == null ? null : fixed.getClass();
    Class<?> read = getter.type().returnType();
    if (kind == StringSerializer.class && read == String.class) {
      constant(code, "[B", name);
      get(code, getter, String.class, "Ljava/lang/String;");
      push(code, inclusion);
      call(code, "text", "I[BLjava/lang/String;I");
    } else if (isInteger(kind, read)) {
      constant(code, "[B", name);
      get(code, getter, long.class, "J");
      call(code, "number", "I[BJ");
    } else if (kind == BooleanSerializer.class && read == boolean.class) {
      constant(code, "[B", name);
      get(code, getter, boolean.class, "Z");
      call(code, "bool", "I[BZ");
    } else if (kind == NumberSerializers.DoubleSerializer.class && read == double.class) {
      constant(code, "[B", name);
      get(code, getter, double.class, "D");
      call(code, "decimal", "I[BD");
    } else if (kind == NumberSerializers.FloatSerializer.class && read == float.class) {
      constant(code, "[B", name);
      get(code, getter, float.class, "F");
      call(code, "decimal", "I[BF");
    } else if (kind == EnumSerializer.class && read.isEnum()) {
      constant(code, index, property, name, getter, inclusion);
    } else {
      value(code, index, name, getter, inclusion);
    }
  }

  private void constant(
      MethodVisitor code,
      int index,
      BeanPropertyWriter property,
      byte[] name,
      MethodHandle getter,
      int inclusion) {
    byte[][] texts = enumTexts.of(getter.type().returnType(), property.getSerializer());
    if (texts == null) {
      value(code, index, name, getter, inclusion);
      return;
    }
    constant(code, "[B", name);
    constant(code, "[[B", texts);
    get(code, getter, Enum.class, "Ljava/lang/Enum;");
    push(code, inclusion);
    call(code, "constant", "I[B[[BLjava/lang/Enum;I");
  }

  private void value(
      MethodVisitor code, int index, byte[] name, MethodHandle getter, int inclusion) {
    writer(code, index);
    constant(code, "[B", name);
    get(code, getter, Object.class, "Ljava/lang/Object;");
    code.visitVarInsn(Opcodes.ALOAD, BEAN);
    push(code, inclusion);
    call(code, "property", "IL" + PROPERTY + ";[BLjava/lang/Object;Ljava/lang/Object;I");
  }

  private static boolean isInteger(Class<?> kind, Class<?> read) {
    return (read == int.class && kind == NumberSerializers.IntegerSerializer.class)
        || (read == long.class && kind == NumberSerializers.LongSerializer.class)
        || (read == short.class && kind == NumberSerializers.ShortSerializer.class)
        || (read == byte.class && kind == NumberSerializers.IntLikeSerializer.class);
  }

  /** When the property is left out, or -1 if its own writer must decide. */
  private static int inclusion(BeanPropertyWriter property) {
    if (property.getClass() != BeanPropertyWriter.class || property.getTypeSerializer() != null) {
      return -1;
    }
    JsonSerializer<?> ofNull = SerializerInternals.nullSerializer(property);
    Object suppressable = SerializerInternals.suppressable(property);
    if (ofNull == null) {
      if (suppressable == null) {
        return DocumentWriter.NON_NULL;
      }
      return suppressable == BeanPropertyWriter.MARKER_FOR_EMPTY ? DocumentWriter.NON_EMPTY : -1;
    }
    return ofNull == NullSerializer.instance && suppressable == null ? DocumentWriter.ALWAYS : -1;
  }

  /** From the comma to the colon, or {@code null} where the name is not ASCII. */
  private static byte[] name(BeanPropertyWriter property) {
    SerializableString name =
        new com.fasterxml.jackson.core.io.SerializedString(property.getName());
    char[] quoted = name.asQuotedChars();
    byte[] bytes = new byte[quoted.length + 4];
    bytes[0] = ',';
    bytes[1] = '"';
    for (int i = 0; i < quoted.length; i++) {
      if (quoted[i] >= 0x80) {
        return null;
      }
      bytes[i + 2] = (byte) quoted[i];
    }
    bytes[quoted.length + 2] = '"';
    bytes[quoted.length + 3] = ':';
    return bytes;
  }

  /** Reads the property, or {@code null} where only Jackson may. */
  private static MethodHandle getter(BeanPropertyWriter property) {
    Member member = property.getMember() == null ? null : property.getMember().getMember();
    try {
      if (member instanceof Method method && method.getParameterCount() == 0) {
        return MethodHandles.lookup().unreflect(method);
      }
      if (member instanceof Field field) {
        return MethodHandles.lookup().unreflectGetter(field);
      }
      return null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private void get(MethodVisitor code, MethodHandle getter, Class<?> as, String descriptor) {
    constant(code, "L" + HANDLE + ";", getter.asType(MethodType.methodType(as, Object.class)));
    code.visitVarInsn(Opcodes.ALOAD, BEAN);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", "(Ljava/lang/Object;)" + descriptor, false);
  }

  private void constant(MethodVisitor code, String descriptor, Object value) {
    code.visitLdcInsn(new ConstantDynamic("_", descriptor, CLASS_DATA, constants.size()));
    constants.add(value);
  }

  private static void writer(MethodVisitor code, int index) {
    code.visitVarInsn(Opcodes.ALOAD, PROPERTIES);
    push(code, index);
    code.visitInsn(Opcodes.AALOAD);
  }

  private static void call(MethodVisitor code, String name, String parameters) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, WRITER, name, "(" + parameters + ")I", false);
  }

  private static void push(MethodVisitor code, int value) {
    code.visitIntInsn(Opcodes.SIPUSH, value);
  }
}

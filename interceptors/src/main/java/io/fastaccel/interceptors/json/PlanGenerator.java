package io.fastaccel.interceptors.json;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.runtime.text.JsonOutput;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Generates straight-line code that writes the properties of a bean: for each property the code
 * that reads it (a constant method handle, where the member cannot be named), and the call that
 * writes it.
 *
 * <p>A library brings three types. The <i>plan</i> is an abstract class with a public constructor
 * without parameters and one method to implement:
 *
 * <pre>{@code
 * int write(Object bean, W writer, P[] properties) throws Throwable
 * }</pre>
 *
 * <p>{@code P} is the library's own type for a property. {@code W} writes documents, and has for
 * each {@link PlannedProperty.Kind} a method that takes the number of properties written so far and
 * returns the new one:
 *
 * <pre>{@code
 * int handProperty(int written, P property, Object bean)
 * int text(int written, byte[] name, int length, String value, int inclusion)
 * int number(int written, byte[] name, int length, long value)
 * int bool(int written, byte[] name, int length, boolean value)
 * int decimal(int written, byte[] name, int length, double value)
 * int decimal(int written, byte[] name, int length, float value)
 * int constant(int written, byte[] name, int length, byte[][] texts, Enum<?> value, int inclusion)
 * int property(int written, P property, byte[] name, int length, Object value, Object bean, int inclusion)
 * Throwable failed(Throwable e, Object bean, P property)
 * }</pre>
 *
 * <p>Names are {@linkplain JsonOutput#padded padded}, and come with their length before that.
 *
 * <p>A plan is a hidden class without a name of the bean's in it, so that any bean can be read
 * whose members the library has made accessible, and so that the plan can be unloaded alone.
 * Immutable and safe for use by many threads.
 */
public final class PlanGenerator {

  /** Larger methods are not compiled by the JIT. */
  public static final int MOST_PROPERTIES = 200;

  /**
   * Method handles run slowly until the JIT has compiled the plan. With many plans that takes so
   * long that the library itself is faster for a while. Who asks for plans at once gets them.
   */
  private static final int MOST_WITH_HANDLES =
      Settings.current().number(Setting.JSON_HOT_CALLS) == 0 ? Integer.MAX_VALUE : 64;

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

  private final MethodHandles.Lookup room;
  private final String plan;
  private final String writer;
  private final String property;
  private final AtomicInteger withHandles = new AtomicInteger();

  /**
   * @param room a lookup in the package of {@code plan}, in whose loader plans are defined
   */
  public PlanGenerator(
      MethodHandles.Lookup room, Class<?> plan, Class<?> writer, Class<?> property) {
    this.room = room;
    this.plan = Type.getInternalName(plan);
    this.writer = Type.getInternalName(writer);
    this.property = Type.getInternalName(property);
  }

  /** Reads a property by a method without parameters or a field; {@code null} where that fails. */
  public MethodHandle getter(Member member) {
    try {
      if (member instanceof Method method && method.getParameterCount() == 0) {
        return room.unreflect(method);
      }
      return member instanceof Field field ? room.unreflectGetter(field) : null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  /**
   * A new plan, or {@code null} if there are too many that need method handles.
   *
   * @param type the bean's class
   * @param properties at most {@link #MOST_PROPERTIES}
   * @throws IllegalAccessException if the class cannot be defined
   */
  public Object generate(Class<?> type, List<PlannedProperty> properties)
      throws IllegalAccessException {
    String name = plan + "Of" + type.getSimpleName().replaceAll("[^A-Za-z0-9]", "_");
    boolean handles = false;
    for (PlannedProperty p : properties) {
      handles |= p.getter() != null && !isDirect(p, read(p));
    }
    if (handles && withHandles.incrementAndGet() > MOST_WITH_HANDLES) {
      return null;
    }
    List<Object> constants = new ArrayList<>();
    byte[] code = define(name, properties, constants);
    MethodHandles.Lookup defined =
        room.defineHiddenClassWithClassData(code, List.copyOf(constants), true);
    try {
      return defined
          .findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
          .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] define(String name, List<PlannedProperty> properties, List<Object> constants) {
    ClassWriter target = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    target.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        name,
        null,
        plan,
        null);
    MethodVisitor constructor = target.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, plan, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor code =
        target.visitMethod(
            Opcodes.ACC_PUBLIC,
            "write",
            "(Ljava/lang/Object;L" + writer + ";[L" + property + ";)I",
            null,
            null);
    code.visitCode();
    write(code, name, properties, constants);
    code.visitMaxs(0, 0);
    code.visitEnd();
    target.visitEnd();
    return target.toByteArray();
  }

  private void write(
      MethodVisitor code, String name, List<PlannedProperty> properties, List<Object> constants) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, WRITTEN);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, INDEX);
    code.visitLabel(start);
    for (int i = 0; i < properties.size(); i++) {
      push(code, i);
      code.visitVarInsn(Opcodes.ISTORE, INDEX);
      code.visitVarInsn(Opcodes.ALOAD, DOCUMENT);
      code.visitVarInsn(Opcodes.ILOAD, WRITTEN);
      write(code, i, properties.get(i), constants);
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
          name, "java/lang/Object", writer, "[L" + property + ";", Opcodes.INTEGER, Opcodes.INTEGER
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
        writer,
        "failed",
        "(Ljava/lang/Throwable;Ljava/lang/Object;L" + property + ";)Ljava/lang/Throwable;",
        false);
    code.visitInsn(Opcodes.ATHROW);
  }

  /** On the stack: the document, and the number of properties written; left there: the new one. */
  private void write(
      MethodVisitor code, int index, PlannedProperty planned, List<Object> constants) {
    switch (planned.kind()) {
      case HANDED -> {
        property(code, index);
        code.visitVarInsn(Opcodes.ALOAD, BEAN);
        call(code, "handProperty", "L" + property + ";Ljava/lang/Object;");
      }
      case TEXT -> {
        name(code, constants, planned);
        get(code, constants, planned);
        push(code, planned.inclusion());
        call(code, "text", "[BILjava/lang/String;I");
      }
      case INTEGER -> {
        name(code, constants, planned);
        get(code, constants, planned);
        call(code, "number", "[BIJ");
      }
      case BOOLEAN -> {
        name(code, constants, planned);
        get(code, constants, planned);
        call(code, "bool", "[BIZ");
      }
      case DOUBLE -> {
        name(code, constants, planned);
        get(code, constants, planned);
        call(code, "decimal", "[BID");
      }
      case FLOAT -> {
        name(code, constants, planned);
        get(code, constants, planned);
        call(code, "decimal", "[BIF");
      }
      case CONSTANT -> {
        name(code, constants, planned);
        constant(code, constants, "[[B", planned.texts());
        get(code, constants, planned);
        push(code, planned.inclusion());
        call(code, "constant", "[BI[[BLjava/lang/Enum;I");
      }
      case VALUE -> {
        property(code, index);
        name(code, constants, planned);
        get(code, constants, planned);
        code.visitVarInsn(Opcodes.ALOAD, BEAN);
        push(code, planned.inclusion());
        call(code, "property", "L" + property + ";[BILjava/lang/Object;Ljava/lang/Object;I");
      }
    }
  }

  private static void name(MethodVisitor code, List<Object> constants, PlannedProperty planned) {
    constant(code, constants, "[B", planned.name());
    push(code, planned.length());
  }

  /** The type that the writer takes the property's value as. */
  private static Class<?> read(PlannedProperty planned) {
    return switch (planned.kind()) {
      case TEXT -> String.class;
      case INTEGER -> long.class;
      case BOOLEAN -> boolean.class;
      case DOUBLE -> double.class;
      case FLOAT -> float.class;
      case CONSTANT -> Enum.class;
      case VALUE, HANDED -> Object.class;
    };
  }

  private void get(MethodVisitor code, List<Object> constants, PlannedProperty planned) {
    Class<?> as = read(planned);
    if (isDirect(planned, as)) {
      direct(code, planned.member(), as);
      return;
    }
    constant(
        code,
        constants,
        "L" + HANDLE + ";",
        planned.getter().asType(MethodType.methodType(as, Object.class)));
    code.visitVarInsn(Opcodes.ALOAD, BEAN);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        HANDLE,
        "invokeExact",
        "(Ljava/lang/Object;)" + Type.getDescriptor(as),
        false);
  }

  /**
   * Whether the member can be named in the plan's code. Ordinary code runs well before the JIT has
   * compiled it, which with many classes of beans takes long; method handles do not.
   */
  private boolean isDirect(PlannedProperty planned, Class<?> as) {
    Member member = planned.member();
    if (member == null) {
      return false;
    }
    Class<?> read = planned.getter().type().returnType();
    Class<?> owner = member.getDeclaringClass();
    boolean fits = read.isPrimitive() ? read == as || as == long.class : as.isAssignableFrom(read);
    if (!fits
        || !Modifier.isPublic(member.getModifiers())
        || Modifier.isStatic(member.getModifiers())
        || !isNamed(owner)) {
      return false;
    }
    Class<?> named = read;
    while (named.isArray()) {
      named = named.getComponentType();
    }
    return named.isPrimitive() || sees(named);
  }

  private boolean isNamed(Class<?> owner) {
    return Modifier.isPublic(owner.getModifiers())
        && owner.getModule().isExported(owner.getPackageName(), room.lookupClass().getModule())
        && !owner.isHidden()
        && sees(owner);
  }

  /** Whether the name means this class in the plan's loader too. */
  private boolean sees(Class<?> type) {
    if (type.getName().startsWith("io.fastaccel.")) {
      return false; // such names mean classes of ours there
    }
    try {
      return Class.forName(type.getName(), false, room.lookupClass().getClassLoader()) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static void direct(MethodVisitor code, Member member, Class<?> as) {
    String owner = Type.getInternalName(member.getDeclaringClass());
    code.visitVarInsn(Opcodes.ALOAD, BEAN);
    code.visitTypeInsn(Opcodes.CHECKCAST, owner);
    Class<?> read;
    if (member instanceof Method method) {
      read = method.getReturnType();
      boolean ofInterface = member.getDeclaringClass().isInterface();
      code.visitMethodInsn(
          ofInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
          owner,
          method.getName(),
          Type.getMethodDescriptor(method),
          ofInterface);
    } else {
      read = ((Field) member).getType();
      code.visitFieldInsn(Opcodes.GETFIELD, owner, member.getName(), Type.getDescriptor(read));
    }
    if (as == long.class && read != long.class) {
      code.visitInsn(Opcodes.I2L);
    }
  }

  private static void constant(
      MethodVisitor code, List<Object> constants, String descriptor, Object value) {
    code.visitLdcInsn(new ConstantDynamic("_", descriptor, CLASS_DATA, constants.size()));
    constants.add(value);
  }

  private static void property(MethodVisitor code, int index) {
    code.visitVarInsn(Opcodes.ALOAD, PROPERTIES);
    push(code, index);
    code.visitInsn(Opcodes.AALOAD);
  }

  private void call(MethodVisitor code, String name, String parameters) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, writer, name, "(I" + parameters + ")I", false);
  }

  private static void push(MethodVisitor code, int value) {
    code.visitIntInsn(Opcodes.SIPUSH, value);
  }
}

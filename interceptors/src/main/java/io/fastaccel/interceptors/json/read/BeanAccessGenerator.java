package io.fastaccel.interceptors.json.read;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Generates {@link BeanAccess}: constructor and setters are method handles that the JIT takes for
 * constants, chosen by the property's index. The class is hidden and has no name of the bean's in
 * it, so that every member can be used that a library has made accessible, and so that it can be
 * unloaded alone.
 */
public final class BeanAccessGenerator {

  private static final String SUPER = BeanAccess.class.getName().replace('.', '/');
  private static final String NAME = SUPER + "Of";
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private final List<Object> constants = new ArrayList<>();

  private BeanAccessGenerator() {}

  /**
   * Generates and loads the code.
   *
   * @param creator takes nothing; {@code null} if there is none
   * @param setters by index, each takes the bean and a value; {@code null} for those of no use
   */
  public static BeanAccess generate(MethodHandle creator, MethodHandle[] setters)
      throws IllegalAccessException {
    BeanAccessGenerator generator = new BeanAccessGenerator();
    byte[] code = generator.code(creator, setters);
    MethodHandles.Lookup defined =
        MethodHandles.lookup()
            .defineHiddenClassWithClassData(code, List.copyOf(generator.constants), true);
    try {
      return (BeanAccess)
          defined
              .findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
              .asType(MethodType.methodType(BeanAccess.class))
              .invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] code(MethodHandle creator, MethodHandle[] setters) {
    ClassWriter target = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    target.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, SUPER, null);
    MethodVisitor constructor = target.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, SUPER, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    end(constructor);
    create(target, creator);
    set(target, setters, Object.class, "Ljava/lang/Object;", Opcodes.ALOAD);
    set(target, setters, long.class, "J", Opcodes.LLOAD);
    set(target, setters, double.class, "D", Opcodes.DLOAD);
    set(target, setters, boolean.class, "Z", Opcodes.ILOAD);
    initialize(target);
    target.visitEnd();
    return target.toByteArray();
  }

  /** Static final fields are constants for the JIT, dynamic constants not always. */
  private void initialize(ClassWriter target) {
    MethodVisitor code = target.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    for (int i = 0; i < constants.size(); i++) {
      String field = "h" + i;
      target
          .visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
              field,
              "L" + HANDLE + ";",
              null,
              null)
          .visitEnd();
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "lookup",
          "()Ljava/lang/invoke/MethodHandles$Lookup;",
          false);
      code.visitLdcInsn("_");
      code.visitLdcInsn(Type.getObjectType(HANDLE));
      code.visitIntInsn(Opcodes.SIPUSH, i);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
              + "Ljava/lang/Object;",
          false);
      code.visitTypeInsn(Opcodes.CHECKCAST, HANDLE);
      code.visitFieldInsn(Opcodes.PUTSTATIC, NAME, field, "L" + HANDLE + ";");
    }
    code.visitInsn(Opcodes.RETURN);
    end(code);
  }

  private void create(ClassWriter target, MethodHandle creator) {
    MethodVisitor code =
        target.visitMethod(Opcodes.ACC_PUBLIC, "create", "()Ljava/lang/Object;", null, null);
    code.visitCode();
    if (creator == null) {
      refuse(code);
    } else {
      handle(code, creator.asType(MethodType.methodType(Object.class)));
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", "()Ljava/lang/Object;", false);
      code.visitInsn(Opcodes.ARETURN);
    }
    end(code);
  }

  private void set(
      ClassWriter target, MethodHandle[] setters, Class<?> as, String descriptor, int load) {
    boolean returns = as == Object.class;
    String result = returns ? "Ljava/lang/Object;" : "V";
    MethodVisitor code =
        target.visitMethod(
            Opcodes.ACC_PUBLIC,
            "set",
            "(Ljava/lang/Object;I" + descriptor + ")" + result,
            null,
            null);
    code.visitCode();
    Label none = new Label();
    Label[] cases = new Label[setters.length];
    for (int i = 0; i < cases.length; i++) {
      cases[i] = setters[i] != null && takes(setters[i], as) ? new Label() : none;
    }
    if (cases.length > 0) {
      code.visitVarInsn(Opcodes.ILOAD, 2);
      code.visitTableSwitchInsn(0, cases.length - 1, none, cases);
    }
    for (int i = 0; i < cases.length; i++) {
      if (cases[i] == none) {
        continue;
      }
      code.visitLabel(cases[i]);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      MethodType type =
          MethodType.methodType(returns ? Object.class : void.class, Object.class, as);
      handle(code, as == long.class ? ofLong(setters[i]) : setters[i].asType(type));
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitVarInsn(load, 3);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          HANDLE,
          "invokeExact",
          "(Ljava/lang/Object;" + descriptor + ")" + result,
          false);
      code.visitInsn(returns ? Opcodes.ARETURN : Opcodes.RETURN);
    }
    code.visitLabel(none);
    if (cases.length > 0) {
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    refuse(code);
    end(code);
  }

  private static MethodHandle ofLong(MethodHandle setter) {
    MethodType type = MethodType.methodType(void.class, Object.class, long.class);
    Class<?> parameter = setter.type().parameterType(1);
    return MethodHandles.explicitCastArguments(
        setter.asType(type.changeParameterType(1, parameter)), type);
  }

  private static boolean takes(MethodHandle setter, Class<?> as) {
    Class<?> parameter = setter.type().parameterType(1);
    return as == Object.class || parameter == as || (as == long.class && parameter == int.class);
  }

  private void handle(MethodVisitor code, MethodHandle handle) {
    code.visitFieldInsn(Opcodes.GETSTATIC, NAME, "h" + constants.size(), "L" + HANDLE + ";");
    constants.add(handle);
  }

  private static void refuse(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    code.visitInsn(Opcodes.ATHROW);
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}

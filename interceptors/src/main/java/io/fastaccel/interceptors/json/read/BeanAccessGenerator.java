package io.fastaccel.interceptors.json.read;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Generates {@link BeanAccess}: constructor and setters are method handles that the JIT takes for
 * constants, chosen by the property's index.
 */
public final class BeanAccessGenerator {

  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private final HiddenClass target = new HiddenClass(BeanAccess.class);

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
    generator.create(creator);
    generator.set(setters, Object.class, "Ljava/lang/Object;", Opcodes.ALOAD);
    generator.set(setters, long.class, "J", Opcodes.LLOAD);
    generator.set(setters, double.class, "D", Opcodes.DLOAD);
    generator.set(setters, boolean.class, "Z", Opcodes.ILOAD);
    return (BeanAccess) generator.target.load();
  }

  private void create(MethodHandle creator) {
    MethodVisitor code = target.method("create", "()Ljava/lang/Object;");
    if (creator == null) {
      refuse(code);
    } else {
      handle(code, creator.asType(MethodType.methodType(Object.class)));
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", "()Ljava/lang/Object;", false);
      code.visitInsn(Opcodes.ARETURN);
    }
    HiddenClass.end(code);
  }

  private void set(MethodHandle[] setters, Class<?> as, String descriptor, int load) {
    boolean returns = as == Object.class;
    String result = returns ? "Ljava/lang/Object;" : "V";
    MethodVisitor code = target.method("set", "(Ljava/lang/Object;I" + descriptor + ")" + result);
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
    HiddenClass.end(code);
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
    target.constant(code, handle, MethodHandle.class);
  }

  private static void refuse(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    code.visitInsn(Opcodes.ATHROW);
  }
}

package io.fastaccel.interceptors.json.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A class that is being generated in this package, with objects in it that the JIT takes for
 * constants. It is hidden and has no name of a bean's in it, so that every member can be used that
 * a library has made accessible, and so that it can be unloaded alone.
 */
final class HiddenClass {

  private final String superName;
  private final String name;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final List<Object> constants = new ArrayList<>();
  private final List<Type> types = new ArrayList<>();

  /**
   * @param superclass of this package, with a constructor without parameters
   */
  HiddenClass(Class<?> superclass) {
    this.superName = Type.getInternalName(superclass);
    this.name = superName + "Of";
    writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, superName, null);
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    end(constructor);
  }

  /** What the class is called until it is loaded. */
  String name() {
    return name;
  }

  /** Begins the code of a method of the superclass. */
  MethodVisitor method(String method, String descriptor) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null);
    code.visitCode();
    return code;
  }

  /** Ends it. */
  static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Loads an object. */
  void constant(MethodVisitor code, Object constant, Class<?> type) {
    code.visitFieldInsn(Opcodes.GETSTATIC, name, "c" + constants.size(), Type.getDescriptor(type));
    constants.add(constant);
    types.add(Type.getType(type));
  }

  /** Loads the class and makes an instance. */
  Object load() throws IllegalAccessException {
    initialize();
    writer.visitEnd();
    MethodHandles.Lookup defined =
        MethodHandles.lookup()
            .defineHiddenClassWithClassData(writer.toByteArray(), List.copyOf(constants), true);
    try {
      return defined
          .findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
          .asType(MethodType.methodType(Object.class))
          .invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Static final fields are constants for the JIT, dynamic constants not always. */
  private void initialize() {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    for (int i = 0; i < constants.size(); i++) {
      String field = "c" + i;
      String descriptor = types.get(i).getDescriptor();
      writer
          .visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
              field,
              descriptor,
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
      code.visitLdcInsn(types.get(i));
      code.visitIntInsn(Opcodes.SIPUSH, i);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
              + "Ljava/lang/Object;",
          false);
      code.visitTypeInsn(Opcodes.CHECKCAST, types.get(i).getInternalName());
      code.visitFieldInsn(Opcodes.PUTSTATIC, name, field, descriptor);
    }
    code.visitInsn(Opcodes.RETURN);
    end(code);
  }
}

package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.Hook;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Links call sites like those that are going to be woven, by a thread of ours. What the JVM makes
 * for a site it makes once for all sites with as many references and numbers in the same places,
 * and keeps; the first time takes some fifteen milliseconds, which would be the application's.
 *
 * <p>Thread-safe.
 */
final class LinkRehearsal {

  /** The name of such sites. */
  static final String SITE = "rehearse";

  private static final String CLASS_NAME =
      LinkRehearsal.class.getPackageName().replace('.', '/') + "/Rehearsed";

  private static final String RUN = "run";

  private final Set<String> known = new HashSet<>();

  /**
   * Links and calls a site for each kind of hook that has not been rehearsed yet.
   *
   * @param hooks such as wait for hot calls
   * @param dispatcher internal name of the class with the bootstrap method
   */
  synchronized void of(List<Hook> hooks, String dispatcher) throws ReflectiveOperationException {
    List<Hook> fresh = new ArrayList<>();
    for (Hook hook : hooks) {
      if (hook.kind() == Hook.Kind.ENTER && known.add(erased(hook))) {
        fresh.add(hook);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    MethodHandles.lookup()
        .defineHiddenClass(classFile(fresh, dispatcher), true)
        .lookupClass()
        .getMethod(RUN)
        .invoke(null);
  }

  /** What a woven site of the hook has for a descriptor, but for classes. */
  private static String erased(Hook hook) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Type parameter : Type.getArgumentTypes(hook.adviceDescriptor())) {
      boolean isReference = parameter.getSort() >= Type.ARRAY;
      descriptor.append(isReference ? "Ljava/lang/Object;" : parameter.getDescriptor());
    }
    return descriptor.append(")Ljava/lang/Object;").toString();
  }

  /** {@code public static void run()}: calls a site for each hook with nothing but zeros. */
  private static byte[] classFile(List<Hook> hooks, String dispatcher) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
    writer.visit(Opcodes.V17, flags, CLASS_NAME, null, "java/lang/Object", null);
    MethodVisitor run =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, RUN, "()V", null, null);
    run.visitCode();
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC, dispatcher, Bootstrap.METHOD, Bootstrap.DESCRIPTOR, false);
    for (Hook hook : hooks) {
      String descriptor = erased(hook);
      for (Type parameter : Type.getArgumentTypes(descriptor)) {
        run.visitInsn(zero(parameter));
      }
      run.visitInvokeDynamicInsn(SITE, descriptor, bootstrap, hook.number());
      run.visitInsn(Opcodes.POP);
    }
    run.visitInsn(Opcodes.RETURN);
    run.visitMaxs(0, 0);
    run.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static int zero(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LCONST_0;
      case Type.FLOAT -> Opcodes.FCONST_0;
      case Type.DOUBLE -> Opcodes.DCONST_0;
      case Type.OBJECT, Type.ARRAY -> Opcodes.ACONST_NULL;
      default -> Opcodes.ICONST_0;
    };
  }
}

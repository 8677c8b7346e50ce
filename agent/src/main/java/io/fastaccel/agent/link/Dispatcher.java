package io.fastaccel.agent.link;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The one class of ours that every class can see. It is defined in {@code java.lang}, where every
 * class loader finds it, and does nothing but hand a woven call site's bootstrap arguments to the
 * {@link Linker}. Nothing is appended to the bootstrap class path: that would switch class-data
 * sharing off for the application.
 *
 * <p>The way in, opening {@code java.lang} to ourselves alone and defining the class through a
 * lookup, is JaCoCo's ({@code InjectedClassRuntime}).
 */
final class Dispatcher {

  /** Internal name. */
  static final String NAME = "java/lang/$FastAccel";

  private static final String LINKER = "linker";
  private static final String LINKER_DESCRIPTOR = "Ljava/util/function/Function;";

  private Dispatcher() {}

  /** Defines the class and connects it; once in a JVM. */
  static void define(Instrumentation instrumentation, Function<Object[], Object> linker)
      throws ReflectiveOperationException {
    openJavaLang(instrumentation, Dispatcher.class.getModule());
    Class<?> dispatcher =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
            .defineClass(classFile());
    dispatcher.getField(LINKER).set(null, linker);
  }

  /** Opens {@code java.lang} to one module; to nobody else. */
  static void openJavaLang(Instrumentation instrumentation, Module to) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Map.of("java.lang", Set.of(to)),
        Collections.emptySet(),
        Collections.emptyMap());
  }

  /**
   * {@code public static volatile Function linker; public static CallSite link(Lookup, String,
   * MethodType, Object... arguments) { return (CallSite) linker.apply(new Object[] {all four}); }}
   */
  private static byte[] classFile() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        NAME,
        null,
        "java/lang/Object",
        null);
    writer
        .visitField(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE,
            LINKER,
            LINKER_DESCRIPTOR,
            null,
            null)
        .visitEnd();
    MethodVisitor link =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VARARGS,
            Bootstrap.METHOD,
            Bootstrap.DESCRIPTOR,
            null,
            null);
    link.visitCode();
    link.visitFieldInsn(Opcodes.GETSTATIC, NAME, LINKER, LINKER_DESCRIPTOR);
    link.visitInsn(Opcodes.ICONST_4);
    link.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < 4; i++) {
      link.visitInsn(Opcodes.DUP);
      link.visitInsn(Opcodes.ICONST_0 + i);
      link.visitVarInsn(Opcodes.ALOAD, i);
      link.visitInsn(Opcodes.AASTORE);
    }
    link.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        "java/util/function/Function",
        "apply",
        "(Ljava/lang/Object;)Ljava/lang/Object;",
        true);
    link.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/invoke/CallSite");
    link.visitInsn(Opcodes.ARETURN);
    link.visitMaxs(0, 0);
    link.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}

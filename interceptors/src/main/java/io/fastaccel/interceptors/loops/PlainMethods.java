package io.fastaccel.interceptors.loops;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Looks into class files whether a method does nothing but hand out a field or a constant, and a
 * constructor nothing but set fields. Thread-safe.
 */
final class PlainMethods {

  private static final int LONGEST_CHAIN = 16;

  private final ClassLoader loader;
  private final Map<Class<?>, Map<PlainMethod, Boolean>> ofElements =
      Collections.synchronizedMap(new WeakHashMap<>());
  private final Map<PlainMethod, Boolean> ofTypes = new ConcurrentHashMap<>();

  PlainMethods(ClassLoader loader) {
    this.loader = loader;
  }

  /** Whether it is plain for all elements, or in the class that it names. */
  boolean isPlain(PlainMethod method, Object[] elements) {
    if (method.owner() != null) {
      return ofTypes.computeIfAbsent(method, m -> look(m, m.owner(), loader, true));
    }
    Set<Class<?>> types = new HashSet<>();
    for (Object element : elements) {
      Class<?> type = element.getClass();
      if (types.add(type)
          && !ofElements
              .computeIfAbsent(type, t -> new ConcurrentHashMap<>())
              .computeIfAbsent(
                  method,
                  m -> look(m, type.getName().replace('.', '/'), type.getClassLoader(), false))) {
        return false;
      }
    }
    return true;
  }

  private static boolean look(
      PlainMethod method, String type, ClassLoader loader, boolean mustBeFinal) {
    String next = type;
    for (int i = 0; i < LONGEST_CHAIN && next != null && loader != null; i++) {
      MethodLook look = new MethodLook(method);
      try (InputStream in = loader.getResourceAsStream(next + ".class")) {
        if (in == null) {
          return false;
        }
        new ClassReader(in).accept(look, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      } catch (IOException | RuntimeException e) {
        return false;
      }
      boolean constructor = method.name().equals("<init>");
      if (i == 0 && mustBeFinal && !constructor && !look.isFinal) {
        return false;
      }
      if (look.found) {
        return look.plain && (!constructor || look.hasPlainSuper);
      }
      next = constructor ? null : look.superName;
    }
    return false;
  }

  /** Reads one class for one method. */
  private static final class MethodLook extends ClassVisitor {
    private final PlainMethod method;
    private boolean isFinal;
    private String superName;
    private boolean hasPlainSuper;
    private boolean found;
    private boolean plain = true;

    MethodLook(PlainMethod method) {
      super(Opcodes.ASM9);
      this.method = method;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String superName, String[] faces) {
      isFinal = (access & Opcodes.ACC_FINAL) != 0;
      this.superName = superName;
      hasPlainSuper = "java/lang/Object".equals(superName) || "java/lang/Record".equals(superName);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (!name.equals(method.name()) || !descriptor.equals(method.descriptor())) {
        return null;
      }
      found = true;
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED)) != 0) {
        plain = false;
      }
      return new BodyLook(name.equals("<init>"));
    }

    /** Everything but loads, constants, fields of the object and the end makes it not plain. */
    private final class BodyLook extends MethodVisitor {
      private final boolean constructor;

      BodyLook(boolean constructor) {
        super(Opcodes.ASM9);
        this.constructor = constructor;
      }

      @Override
      public void visitInsn(int opcode) {
        boolean constant = opcode <= Opcodes.DCONST_1;
        boolean end = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        plain &= constant || end;
      }

      @Override
      public void visitIntInsn(int opcode, int operand) {
        plain &= opcode != Opcodes.NEWARRAY;
      }

      @Override
      public void visitVarInsn(int opcode, int local) {
        plain &= opcode <= Opcodes.ALOAD;
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        plain &= opcode == Opcodes.GETFIELD || (constructor && opcode == Opcodes.PUTFIELD);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        plain &= constructor && name.equals("<init>") && owner.equals(superName);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        plain = false;
      }

      @Override
      public void visitTypeInsn(int opcode, String type) {
        plain = false;
      }

      @Override
      public void visitJumpInsn(int opcode, Label label) {
        plain = false;
      }

      @Override
      public void visitIincInsn(int local, int increment) {
        plain = false;
      }

      @Override
      public void visitTableSwitchInsn(int min, int max, Label defaultLabel, Label... labels) {
        plain = false;
      }

      @Override
      public void visitLookupSwitchInsn(Label defaultLabel, int[] keys, Label[] labels) {
        plain = false;
      }

      @Override
      public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        plain = false;
      }
    }
  }
}

package io.fastaccel.agent.weave;

import io.fastaccel.agent.link.Bootstrap;
import io.fastaccel.interceptors.api.NullResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts hooks into one class file: nothing but {@code invokedynamic} instructions and the branches
 * around them, so that no member is added (a class that is loaded already can be woven) and no
 * class of ours is named. For one class file, by one thread.
 *
 * <p>Stack map frames are written by hand: computing them would load the application's classes. At
 * a method's entry its locals are the parameters and nothing else, which makes that possible.
 */
final class HookInserter {

  private static final int API = Opcodes.ASM9;

  /** {@code invokedynamic} came with Java 7. */
  private static final int OLDEST_CLASS_FILE = Opcodes.V1_7;

  private static final String NULL_ANSWER = Type.getInternalName(NullResult.OF_METHOD.getClass());

  private final List<Hook> hooks;
  private final Handle bootstrap;

  /**
   * By identity: the first use of a record's own equality costs the start of the JVM some 40 ms.
   */
  private final Set<Hook> used = Collections.newSetFromMap(new IdentityHashMap<>());

  private String className;

  HookInserter(List<Hook> hooks, String bootstrapOwner) {
    this.hooks = hooks;
    this.bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC, bootstrapOwner, Bootstrap.METHOD, Bootstrap.DESCRIPTOR, false);
  }

  /** Returns the class file with the hooks that have a place in it. */
  byte[] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    className = reader.getClassName();
    if (reader.readUnsignedShort(6) < OLDEST_CLASS_FILE) {
      return classFile;
    }
    // The reader's constant pool is kept, so that methods without hooks are copied as they are.
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new ClassWeaver(writer), 0);
    return writer.toByteArray();
  }

  /** How many hooks found a place. */
  int woven() {
    return used.size();
  }

  /** The hooks that found none: this version of the library has another shape. */
  List<Hook> missing() {
    List<Hook> missing = new ArrayList<>(hooks);
    missing.removeIf(used::contains);
    return missing;
  }

  private final class ClassWeaver extends ClassVisitor {
    ClassWeaver(ClassVisitor next) {
      super(API, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        return next;
      }
      Hook enter = null;
      Hook exit = null;
      List<Hook> calls = new ArrayList<>();
      for (Hook hook : hooks) {
        if (hook.kind() == Hook.Kind.CALL) {
          if (hook.method().equals("*") || hook.method().equals(name)) {
            calls.add(hook);
          }
        } else if (hook.method().equals(name) && hook.descriptor().equals(descriptor)) {
          if (hook.kind() == Hook.Kind.ENTER) {
            enter = hook;
          } else {
            exit = hook;
          }
        }
      }
      MethodVisitor woven = next;
      if (!calls.isEmpty()) {
        woven = new CallWeaver(woven, calls);
      }
      if (enter != null || exit != null) {
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        woven = new BodyWeaver(woven, isStatic, descriptor, enter, exit);
      }
      return woven;
    }
  }

  /**
   * Replaces calls by {@code invokedynamic} with the same operands, the original call being a
   * method handle constant.
   */
  private final class CallWeaver extends MethodVisitor {
    private final List<Hook> calls;

    CallWeaver(MethodVisitor next, List<Hook> calls) {
      super(API, next);
      this.calls = calls;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      for (Hook hook : calls) {
        if (hook.owner().equals(owner)
            && hook.callee().equals(name)
            && hook.descriptor().equals(descriptor)
            && !name.equals("<init>")) {
          used.add(hook);
          boolean isStatic = opcode == Opcodes.INVOKESTATIC;
          String receiver = opcode == Opcodes.INVOKESPECIAL ? className : owner;
          String type = isStatic ? descriptor : "(L" + receiver + ";" + descriptor.substring(1);
          Handle original = new Handle(handleTag(opcode), owner, name, descriptor, isInterface);
          super.visitInvokeDynamicInsn(name, type, bootstrap, hook.number(), original);
          return;
        }
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    private int handleTag(int opcode) {
      return switch (opcode) {
        case Opcodes.INVOKESTATIC -> Opcodes.H_INVOKESTATIC;
        case Opcodes.INVOKESPECIAL -> Opcodes.H_INVOKESPECIAL;
        case Opcodes.INVOKEINTERFACE -> Opcodes.H_INVOKEINTERFACE;
        default -> Opcodes.H_INVOKEVIRTUAL;
      };
    }
  }

  /** Adds the code at a method's beginning and ends. */
  private final class BodyWeaver extends MethodVisitor {
    private final boolean isStatic;
    private final Type[] parameters;
    private final Type result;
    private final Hook enter;
    private final Hook exit;
    private final Label bodyStart = new Label();

    BodyWeaver(MethodVisitor next, boolean isStatic, String descriptor, Hook enter, Hook exit) {
      super(API, next);
      this.isStatic = isStatic;
      this.parameters = Type.getArgumentTypes(descriptor);
      this.result = Type.getReturnType(descriptor);
      this.enter = enter;
      this.exit = exit;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (enter != null) {
        used.add(enter);
        insertEnter();
      }
      if (exit != null) {
        used.add(exit);
        super.visitLabel(bodyStart);
      }
    }

    private void insertEnter() {
      Label original = new Label();
      loadArguments();
      super.visitInvokeDynamicInsn(
          "enter", argumentsDescriptor("", "Ljava/lang/Object;"), bootstrap, enter.number());
      super.visitInsn(Opcodes.DUP);
      super.visitJumpInsn(Opcodes.IFNULL, original);
      switch (result.getSort()) {
        case Type.VOID -> super.visitInsn(Opcodes.POP);
        case Type.OBJECT, Type.ARRAY -> castOrNull();
        default -> unbox();
      }
      super.visitInsn(result.getOpcode(Opcodes.IRETURN));
      super.visitLabel(original);
      super.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
      super.visitInsn(Opcodes.POP);
    }

    /** The answer that stands for {@code null} is told by its class, one that all code may name. */
    private void castOrNull() {
      Label value = new Label();
      super.visitInsn(Opcodes.DUP);
      super.visitTypeInsn(Opcodes.INSTANCEOF, NULL_ANSWER);
      super.visitJumpInsn(Opcodes.IFEQ, value);
      super.visitInsn(Opcodes.POP);
      super.visitInsn(Opcodes.ACONST_NULL);
      super.visitInsn(Opcodes.ARETURN);
      super.visitLabel(value);
      super.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
      super.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
    }

    private void unbox() {
      String wrapper =
          switch (result.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.CHAR -> "java/lang/Character";
            default -> "java/lang/Number";
          };
      super.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
      super.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          wrapper,
          result.getClassName() + "Value",
          "()" + result.getDescriptor(),
          false);
    }

    @Override
    public void visitInsn(int opcode) {
      if (exit != null && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        loadArguments();
        super.visitInsn(Opcodes.ACONST_NULL);
        insertExit();
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      if (exit != null) {
        Label handler = new Label();
        super.visitTryCatchBlock(bodyStart, handler, handler, null);
        super.visitLabel(handler);
        Object[] locals = frameLocals();
        super.visitFrame(
            Opcodes.F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        super.visitVarInsn(Opcodes.ASTORE, maxLocals);
        loadArguments();
        super.visitVarInsn(Opcodes.ALOAD, maxLocals);
        insertExit();
        super.visitVarInsn(Opcodes.ALOAD, maxLocals);
        super.visitInsn(Opcodes.ATHROW);
      }
      super.visitMaxs(maxStack, maxLocals);
    }

    private void insertExit() {
      super.visitInvokeDynamicInsn(
          "exit", argumentsDescriptor("Ljava/lang/Throwable;", "V"), bootstrap, exit.number());
    }

    private void loadArguments() {
      int local = 0;
      if (!isStatic) {
        super.visitVarInsn(Opcodes.ALOAD, local++);
      }
      for (Type parameter : parameters) {
        super.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
        local += parameter.getSize();
      }
    }

    private String argumentsDescriptor(String last, String returned) {
      StringBuilder descriptor = new StringBuilder("(");
      if (!isStatic) {
        descriptor.append('L').append(className).append(';');
      }
      for (Type parameter : parameters) {
        descriptor.append(parameter.getDescriptor());
      }
      return descriptor.append(last).append(')').append(returned).toString();
    }

    private Object[] frameLocals() {
      List<Object> locals = new ArrayList<>();
      if (!isStatic) {
        locals.add(className);
      }
      for (Type parameter : parameters) {
        locals.add(
            switch (parameter.getSort()) {
              case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT -> Opcodes.INTEGER;
              case Type.LONG -> Opcodes.LONG;
              case Type.FLOAT -> Opcodes.FLOAT;
              case Type.DOUBLE -> Opcodes.DOUBLE;
              default -> parameter.getInternalName();
            });
      }
      return locals.toArray();
    }
  }
}

package io.fastaccel.agent.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Reads one class of an advice package: its annotations, and what it links against outside of ours
 * and the JDK.
 */
final class AdviceReader extends ClassVisitor {

  private static final String API = "Lio/fastaccel/interceptors/api/";

  /** An annotated method; {@code kind} is ENTER, EXIT or CALL. */
  record AdviceMethod(
      String kind,
      String name,
      String descriptor,
      boolean isStatic,
      Map<String, Object> annotation) {}

  String name;
  Map<String, Object> library;
  Map<String, Object> advice;
  boolean optionalReferences;
  final List<AdviceMethod> methods = new ArrayList<>();
  final TreeSet<String> references = new TreeSet<>();

  AdviceReader() {
    super(Opcodes.ASM9);
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    this.name = name;
    addClass(parent);
    for (String type : interfaces) {
      addClass(type);
    }
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    if (descriptor.equals(API + "Library;")) {
      library = new HashMap<>();
      return new Values(library);
    }
    if (descriptor.equals(API + "Advice;")) {
      advice = new HashMap<>();
      return new Values(advice);
    }
    optionalReferences |= descriptor.equals(API + "OptionalReferences;");
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        if (!annotation.startsWith(API + "On")) {
          return null;
        }
        String simple = annotation.substring(API.length() + 2, annotation.length() - 1);
        return simple.endsWith("$All")
            ? new All(simple.substring(0, simple.length() - 4))
            : add(simple);
      }

      private AnnotationVisitor add(String simple) {
        Map<String, Object> values = new HashMap<>();
        methods.add(
            new AdviceMethod(
                simple.toUpperCase(java.util.Locale.ROOT), method, descriptor, isStatic, values));
        return new Values(values);
      }

      /** The container of a repeated annotation. */
      final class All extends AnnotationVisitor {
        private final String simple;

        All(String simple) {
          super(Opcodes.ASM9);
          this.simple = simple;
        }

        @Override
        public AnnotationVisitor visitArray(String array) {
          return this;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String element, String annotation) {
          return add(simple);
        }
      }

      @Override
      public void visitTypeInsn(int opcode, String type) {
        addClass(type);
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String field, String type) {
        addMember(owner, field, type);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String type, boolean isInterface) {
        addMember(owner, called, type);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String called, String type, Handle bootstrap, Object... arguments) {
        for (Object argument : arguments) {
          if (argument instanceof Handle handle) {
            addMember(handle.getOwner(), handle.getName(), handle.getDesc());
          }
        }
      }

      @Override
      public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        addClass(type);
      }
    };
  }

  private void addMember(String owner, String member, String descriptor) {
    if (isApplications(owner)) {
      references.add(owner + "." + member + " " + descriptor);
    }
  }

  private void addClass(String type) {
    if (type == null) {
      return;
    }
    Type element = Type.getObjectType(type);
    if (element.getSort() == Type.ARRAY) {
      element = element.getElementType();
    }
    if (element.getSort() == Type.OBJECT && isApplications(element.getInternalName())) {
      references.add(element.getInternalName());
    }
  }

  private static boolean isApplications(String owner) {
    return !owner.startsWith("[")
        && !owner.startsWith("java/")
        && !owner.startsWith("javax/")
        && !owner.startsWith("jdk/")
        && !owner.startsWith("sun/")
        && !owner.startsWith("io/fastaccel/");
  }

  private static final class Values extends AnnotationVisitor {
    private final Map<String, Object> values;

    Values(Map<String, Object> values) {
      super(Opcodes.ASM9);
      this.values = values;
    }

    @Override
    public void visit(String name, Object value) {
      values.put(name, value);
    }

    @Override
    public void visitEnum(String name, String descriptor, String value) {
      values.put(name, value);
    }
  }
}

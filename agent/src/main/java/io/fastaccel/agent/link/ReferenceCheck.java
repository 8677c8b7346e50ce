package io.fastaccel.agent.link;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Checks that members which advice links against are there, before any of it runs, by reading class
 * files: loading the classes instead would change the order in which the application initialises.
 * For one check, by one thread.
 */
final class ReferenceCheck {

  private final ClassLoader loader;
  private final Map<String, ClassShape> shapes = new HashMap<>();

  ReferenceCheck(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Returns the first reference that cannot be resolved, or {@code null}.
   *
   * @param references each {@code owner.name descriptor}, or {@code owner} alone for a class
   */
  String firstMissing(List<String> references) {
    for (String reference : references) {
      int dot = reference.indexOf('.');
      String owner = dot < 0 ? reference : reference.substring(0, dot);
      if (!isOfJdk(owner) && shape(owner) == null) {
        return owner;
      }
      if (dot >= 0 && !has(owner, reference.substring(dot + 1))) {
        return reference;
      }
    }
    return null;
  }

  private boolean has(String owner, String member) {
    if (isOfJdk(owner)) {
      return jdkHas(owner, member);
    }
    ClassShape shape = shape(owner);
    if (shape == null) {
      return false;
    }
    if (shape.members.contains(member)) {
      return true;
    }
    for (String parent : shape.parents) {
      if (has(parent, member)) {
        return true;
      }
    }
    return false;
  }

  /** Classes of the JDK may be loaded; ours and the application's agree on them. */
  private boolean jdkHas(String owner, String member) {
    try {
      for (Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
          type != null;
          type = type.getSuperclass()) {
        for (Method method : type.getDeclaredMethods()) {
          if (member.equals(method.getName() + " " + Type.getMethodDescriptor(method))) {
            return true;
          }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
          if (member.equals("<init> " + Type.getConstructorDescriptor(constructor))) {
            return true;
          }
        }
        for (Class<?> parent : type.getInterfaces()) {
          if (jdkHas(parent.getName(), member)) {
            return true;
          }
        }
      }
      return false;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean isOfJdk(String owner) {
    return owner.startsWith("java/") || owner.startsWith("javax/") || owner.startsWith("jdk/");
  }

  /** The shape of a class of the application; {@code null} where there is none. */
  private ClassShape shape(String owner) {
    return shapes.computeIfAbsent(owner, this::read);
  }

  private ClassShape read(String owner) {
    try (InputStream in = loader.getResourceAsStream(owner + ".class")) {
      if (in == null) {
        return null;
      }
      ShapeReader shape = new ShapeReader();
      new ClassReader(in.readAllBytes())
          .accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return new ClassShape(shape.parents, shape.members);
    } catch (IOException e) {
      return null;
    }
  }

  private record ClassShape(List<String> parents, Set<String> members) {}

  private static final class ShapeReader extends ClassVisitor {
    final List<String> parents = new ArrayList<>();
    final Set<String> members = new HashSet<>();

    ShapeReader() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      if (parent != null) {
        parents.add(parent);
      }
      parents.addAll(List.of(interfaces));
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      members.add(name + " " + descriptor);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      members.add(name + " " + descriptor);
      return null;
    }
  }
}

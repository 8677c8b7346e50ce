package io.fastaccel.compatibility;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Makes a copy of the agent's jar whose advice methods, all that the index names, do nothing but
 * throw.
 */
public final class BrokenJar {

  private static final String ROOM = "fast-accel/";
  private static final String INDEX = ROOM + "io/fastaccel/hooks.index";

  private BrokenJar() {}

  /** Returns how many methods were broken. */
  public static int write(Path jar, Path broken) throws IOException {
    int methods = 0;
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(broken))) {
      Map<String, Set<String>> advice = advice(read(in, in.getEntry(INDEX)));
      for (ZipEntry entry : Collections.list(in.entries())) {
        byte[] bytes = read(in, entry);
        Set<String> names = advice.get(entry.getName());
        if (names != null) {
          bytes = breakMethods(bytes, names);
          methods += names.size();
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(bytes);
        out.closeEntry();
      }
    }
    return methods;
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      in.transferTo(bytes);
      return bytes.toByteArray();
    }
  }

  /** Names and descriptors of advice methods by the entry of their class. */
  private static Map<String, Set<String>> advice(byte[] index) {
    Map<String, Set<String>> advice = new HashMap<>();
    Set<String> current = null;
    for (String line : new String(index, StandardCharsets.ISO_8859_1).lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals("A")) {
        String entry = ROOM + fields[1].replace('.', '/') + ".classdata";
        current = advice.computeIfAbsent(entry, e -> new HashSet<>());
      } else if (fields[0].equals("H")) {
        current.add(fields[6] + fields[7]);
      }
    }
    return advice;
  }

  private static byte[] breakMethods(byte[] classFile, Set<String> methods) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!methods.contains(name + descriptor)) {
              return method;
            }
            method.visitCode();
            method.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
            method.visitInsn(Opcodes.DUP);
            method.visitLdcInsn("broken on purpose");
            method.visitMethodInsn(
                Opcodes.INVOKESPECIAL,
                "java/lang/IllegalStateException",
                "<init>",
                "(Ljava/lang/String;)V",
                false);
            method.visitInsn(Opcodes.ATHROW);
            method.visitMaxs(0, 0);
            method.visitEnd();
            // The old body is read, and goes nowhere.
            return null;
          }
        },
        0);
    return writer.toByteArray();
  }
}

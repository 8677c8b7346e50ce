package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.faults.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes a copy of the agent's jar in which chosen methods may throw or pause where they begin, or
 * return a wrong result, see {@link Faults}. The jar itself has no such points, so they cost
 * nothing where nobody tests.
 */
public final class FaultyJar {

  private static final String ROOM = "fast-accel/";
  private static final String FAULTS = Type.getInternalName(Faults.class);

  private FaultyJar() {}

  /** What is done to a method's code, given the method's return type and the place's number. */
  private interface Fault {
    MethodVisitor in(MethodVisitor code, Type result, int number);
  }

  /**
   * Methods throw, or pause, as the properties of {@link Faults} say.
   *
   * @param methods told by class and name, such as {@code io/fastaccel/Thing.doIt}
   * @return the places, each the name of a method, in the order of their numbers
   */
  public static List<String> throwing(Path jar, Path faulty, Predicate<String> methods)
      throws IOException {
    return write(jar, faulty, methods, (code, result, number) -> throwing(code, number));
  }

  /** Methods return a wrong result, always; see {@link #throwing}. */
  public static List<String> wrong(Path jar, Path faulty, Predicate<String> methods)
      throws IOException {
    return write(jar, faulty, methods, (code, result, number) -> returningWrong(code, result));
  }

  /**
   * Methods return another {@code int}, {@code boolean} or {@code double}, always; see {@link
   * #throwing}.
   *
   * @param values what they return, each an {@code Integer} or a {@code Double} as its method does
   */
  public static List<String> returning(Path jar, Path other, Map<String, Number> values)
      throws IOException {
    List<String> methods = new ArrayList<>();
    return write(
        jar,
        other,
        method -> values.containsKey(method) && methods.add(method),
        (code, result, number) -> returning(code, values.get(methods.get(number))));
  }

  /**
   * They call the application's tool and do nothing else: what is thrown there is taken for the
   * tool's own.
   */
  private static final Set<String> CALLS_OF_TOOLS =
      Set.of(
          "io/fastaccel/interceptors/langchain4j/ToolCall.call",
          "io/fastaccel/interceptors/springai/ToolCall.call",
          "io/fastaccel/interceptors/tools/PlainCall.call");

  /** The sets of places to throw at, each by its number. */
  public static Stream<Integer> seeds() {
    return IntStream.range(0, Integer.getInteger("faults.seeds", 3)).boxed();
  }

  /** That something was thrown in a run, by what it has printed as its errors. */
  public static void assertThrown(List<String> errors) {
    assertTrue(
        errors.stream()
            .anyMatch(line -> line.startsWith("faults: ") && !line.startsWith("faults: 0 ")),
        () -> "nothing was thrown: " + errors);
  }

  private static List<String> write(Path jar, Path faulty, Predicate<String> methods, Fault fault)
      throws IOException {
    List<String> places = new ArrayList<>();
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(faulty))) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        if (entry.getName().equals(ROOM + FAULTS + ".classdata")) {
          // The jar has been changed before.
          continue;
        }
        byte[] bytes;
        try (InputStream contents = in.getInputStream(entry)) {
          bytes = contents.readAllBytes();
        }
        if (entry.getName().startsWith(ROOM) && entry.getName().endsWith(".classdata")) {
          bytes = withFaults(bytes, methods, fault, places);
        }
        add(out, entry.getName(), bytes);
      }
      try (InputStream own = Faults.class.getResourceAsStream("Faults.class")) {
        add(out, ROOM + FAULTS + ".classdata", own.readAllBytes());
      }
    }
    return places;
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] withFaults(
      byte[] classFile, Predicate<String> methods, Fault fault, List<String> places) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    int before = places.size();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            String place = reader.getClassName() + "." + name;
            boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            if (!hasCode
                || name.startsWith("<")
                || CALLS_OF_TOOLS.contains(place)
                || !methods.test(place)) {
              return next;
            }
            int number = places.size();
            places.add(place);
            return fault.in(next, Type.getReturnType(descriptor), number);
          }
        },
        0);
    return places.size() == before ? classFile : writer.toByteArray();
  }

  private static MethodVisitor throwing(MethodVisitor next, int number) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        super.visitLdcInsn(number);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, FAULTS, "reach", "(I)V", false);
      }
    };
  }

  private static MethodVisitor returning(MethodVisitor next, Number value) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.IRETURN || opcode == Opcodes.DRETURN) {
          super.visitInsn(opcode == Opcodes.IRETURN ? Opcodes.POP : Opcodes.POP2);
          super.visitLdcInsn(value);
        }
        super.visitInsn(opcode);
      }
    };
  }

  private static MethodVisitor returningWrong(MethodVisitor next, Type result) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              FAULTS,
              "spoiled",
              "(Ljava/lang/Object;)Ljava/lang/Object;",
              false);
          super.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
        }
        super.visitInsn(opcode);
      }
    };
  }
}

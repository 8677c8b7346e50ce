package io.fastaccel.agent.build;

import io.fastaccel.agent.weave.HookIndex;
import io.fastaccel.agent.weave.Targets;
import io.fastaccel.interceptors.api.Advice.Activation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;

/**
 * Part of the build, not of the jar: reads the annotations of all advice, checks that they fit
 * together, and writes the {@link HookIndex}. An advice method that could never be called fails the
 * build.
 */
public final class HookIndexer {

  private static final String ADVICE_ROOT = "io/fastaccel/interceptors/";

  private final Map<String, Map<String, Object>> libraries = new TreeMap<>();
  private final Map<String, TreeSet<String>> references = new HashMap<>();
  private final List<AdviceReader> classes = new ArrayList<>();

  private HookIndexer() {}

  /**
   * Indexes a folder of classes.
   *
   * @param arguments one: the folder with all classes of the agent; the index is written into it
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    HookIndexer indexer = new HookIndexer();
    indexer.readAll(root);
    Path index = root.resolve(HookIndex.RESOURCE);
    Files.createDirectories(index.getParent());
    Files.writeString(index, indexer.toText(), StandardCharsets.ISO_8859_1);
    Files.writeString(
        root.resolve(HookIndex.TARGETS_RESOURCE), indexer.targets(), StandardCharsets.ISO_8859_1);
  }

  private void readAll(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root.resolve(ADVICE_ROOT))) {
      files = walk.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        AdviceReader reader = new AdviceReader();
        new ClassReader(in).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        classes.add(reader);
        if (reader.library != null) {
          libraries.put(packageOf(reader.name), reader.library);
        }
      }
    }
    for (AdviceReader reader : classes) {
      String library = libraryOf(reader.name);
      if (library != null && !reader.optionalReferences) {
        references.computeIfAbsent(library, l -> new TreeSet<>()).addAll(reader.references);
      }
    }
  }

  private String targets() {
    TreeMap<String, List<AdviceReader>> byTarget = new TreeMap<>();
    for (AdviceReader reader : classes) {
      if (reader.advice != null) {
        byTarget.computeIfAbsent(internalTarget(reader), t -> new ArrayList<>()).add(reader);
      }
    }
    StringBuilder text = new StringBuilder();
    byTarget.forEach((name, advice) -> line(text, isLate(advice) ? Targets.LATE + name : name));
    return text.toString();
  }

  /** Whether a feature that waits for hot calls has the target for itself. */
  private static boolean isLate(List<AdviceReader> advice) {
    Object feature = advice.get(0).advice.get("feature");
    return advice.stream().anyMatch(each -> activation(each).isHot())
        && advice.stream().allMatch(each -> each.advice.get("feature").equals(feature));
  }

  private static String internalTarget(AdviceReader advice) {
    return ((String) advice.advice.get("target")).replace('.', '/');
  }

  private static Activation activation(AdviceReader advice) {
    Object name = advice.advice.get("activation");
    return name == null ? Activation.FIRST_CALL : Activation.valueOf((String) name);
  }

  private String toText() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Map<String, Object>> library : libraries.entrySet()) {
      String packageName = library.getKey();
      Map<String, Object> values = library.getValue();
      line(
          text,
          "L",
          packageName.replace('/', '.'),
          values.get("name"),
          values.get("artifact"),
          values.get("from"),
          values.get("before"));
      for (String reference : references.getOrDefault(packageName, new TreeSet<>())) {
        line(text, "R", reference);
      }
      for (AdviceReader advice : classes) {
        if (advice.advice != null && packageName.equals(libraryOf(advice.name))) {
          appendAdvice(text, advice);
        }
      }
    }
    for (AdviceReader advice : classes) {
      if (advice.advice != null && libraryOf(advice.name) == null) {
        throw new IllegalStateException(advice.name + ": its package has no @Library");
      }
    }
    return text.toString();
  }

  private static void appendAdvice(StringBuilder text, AdviceReader advice) {
    line(
        text,
        "A",
        advice.name.replace('/', '.'),
        internalTarget(advice),
        advice.advice.get("feature"),
        activation(advice));
    for (AdviceReader.AdviceMethod method : advice.methods) {
      check(advice, method);
      Map<String, Object> values = method.annotation();
      boolean isCall = method.kind().equals("CALL");
      line(
          text,
          "H",
          method.kind(),
          isCall ? values.get("in") : values.get("method"),
          values.get("descriptor"),
          isCall ? ((String) values.get("owner")).replace('.', '/') : "",
          isCall ? values.get("method") : "",
          method.name(),
          method.descriptor());
    }
  }

  /** The receiver's presence is the library's matter; the parameters and the result must fit. */
  private static void check(AdviceReader advice, AdviceReader.AdviceMethod method) {
    String where = advice.name + "." + method.name();
    if (!method.isStatic()) {
      throw new IllegalStateException(where + " must be static");
    }
    Type[] woven = Type.getArgumentTypes((String) method.annotation().get("descriptor"));
    Type[] own = Type.getArgumentTypes(method.descriptor());
    boolean isExit = method.kind().equals("EXIT");
    int extra = own.length - woven.length - (isExit ? 1 : 0);
    if (extra != 0 && extra != 1) {
      throw new IllegalStateException(where + " has not the parameters of what it is woven into");
    }
    for (int i = 0; i < woven.length; i++) {
      Type parameter = own[i + extra];
      boolean reference = woven[i].getSort() >= Type.ARRAY;
      if (!parameter.equals(woven[i])
          && !(reference && parameter.getDescriptor().equals("Ljava/lang/Object;"))) {
        throw new IllegalStateException(where + " takes " + parameter + " for " + woven[i]);
      }
    }
    Type result = Type.getReturnType(method.descriptor());
    if (isExit ? result.getSort() != Type.VOID : isPrimitive(result)) {
      throw new IllegalStateException(where + " must not return " + result);
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() != Type.VOID && type.getSort() < Type.ARRAY;
  }

  /** The longest package with a library that the class is in. */
  private String libraryOf(String className) {
    String best = null;
    for (String candidate : libraries.keySet()) {
      if (className.startsWith(candidate + "/")
          && (best == null || candidate.length() > best.length())) {
        best = candidate;
      }
    }
    return best;
  }

  private static String packageOf(String className) {
    return className.substring(0, className.lastIndexOf('/'));
  }

  private static void line(StringBuilder text, Object... fields) {
    for (int i = 0; i < fields.length; i++) {
      text.append(i == 0 ? "" : "\t").append(fields[i]);
    }
    text.append('\n');
  }
}

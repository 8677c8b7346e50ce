package io.fastaccel.agent.weave;

import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All advice in the jar, by the name of the class that it goes into. Made by the build from the
 * annotations, so that the agent starts without loading any advice. Immutable after loading.
 *
 * <p>The form is one record a line, its fields separated by tabs: {@code L} a library, {@code R} a
 * reference of it, {@code A} a class of advice, {@code H} a method of it; a record belongs to the
 * one above it.
 */
public final class HookIndex {

  /** The resource's name. */
  public static final String RESOURCE = "io/fastaccel/hooks.index";

  /**
   * The name of the resource with the internal names of all targets, one a line (see {@link
   * Targets#LATE}).
   */
  public static final String TARGETS_RESOURCE = "io/fastaccel/targets.index";

  private final Map<String, List<AdviceClass>> byTarget = new HashMap<>();
  private final List<Hook> hooks = new ArrayList<>();
  private final List<LibraryDescription> libraries = new ArrayList<>();

  private HookIndex() {}

  /** Reads the index of a class loader. */
  public static HookIndex load(ClassLoader loader) throws IOException {
    try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }

  static HookIndex parse(String text) {
    HookIndex index = new HookIndex();
    LibraryDescription library = null;
    AdviceClass advice = null;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      String[] fields = text.substring(start, end).split("\t", -1);
      start = end + 1;
      switch (fields[0]) {
        case "L" -> {
          library =
              new LibraryDescription(
                  fields[1],
                  fields[2],
                  fields[3],
                  fields[4],
                  fields[5],
                  new ArrayList<>(),
                  new ArrayList<>());
          index.libraries.add(library);
        }
        case "R" -> library.references().add(fields[1]);
        case "A" -> {
          advice =
              new AdviceClass(
                  fields[1],
                  fields[2],
                  Feature.valueOf(fields[3]),
                  Activation.valueOf(fields[4]),
                  library);
          library.targets().add(advice.target());
          index.byTarget.computeIfAbsent(advice.target(), t -> new ArrayList<>()).add(advice);
        }
        case "H" -> index.add(advice, fields);
        default -> throw new IllegalArgumentException("unknown record " + fields[0]);
      }
    }
    return index;
  }

  private void add(AdviceClass advice, String[] f) {
    Hook hook =
        new Hook(hooks.size(), Hook.Kind.valueOf(f[1]), advice, f[2], f[3], f[4], f[5], f[6], f[7]);
    hooks.add(hook);
    advice.hooks().add(hook);
  }

  /** The advice for a class, by its internal name; {@code null} for nearly all classes. */
  public List<AdviceClass> adviceFor(String internalName) {
    return byTarget.get(internalName);
  }

  /** All libraries that there is advice for. */
  public List<LibraryDescription> libraries() {
    return List.copyOf(libraries);
  }

  /** The hook of that number. */
  public Hook hook(int number) {
    return hooks.get(number);
  }
}

package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.LibraryDescription;
import io.fastaccel.interceptors.api.Log;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Which libraries were met, and whether they are accelerated: an agent that silently does nothing
 * is a defect. A library is checked once for each class loader, before its first advice is linked.
 * Thread-safe.
 */
public final class Libraries {

  /** What is wrong with a library, by its package of advice; empty: nothing. */
  private static final Map<ClassLoader, Map<String, String>> VERDICTS =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Library names with all that was found of them; several loaders may bring several versions. */
  private static final Map<String, Set<String>> STATUS = new ConcurrentHashMap<>();

  /** Names of woven classes. */
  private static final Set<String> TOUCHED = new ConcurrentSkipListSet<>();

  private Libraries() {}

  /** Notes that a class was woven; by its internal name. */
  public static void touched(String className) {
    TOUCHED.add(className.replace('/', '.'));
  }

  /** The names of all classes that were woven, sorted. A snapshot. */
  public static List<String> touched() {
    return List.copyOf(TOUCHED);
  }

  /** Notes that a target class of the library was loaded. */
  public static void seen(LibraryDescription library, boolean woven) {
    if (woven) {
      STATUS.computeIfAbsent(library.name(), name -> new ConcurrentSkipListSet<>());
    } else {
      leftAlone(library, "its classes have another shape than the versions tested");
    }
  }

  /** Notes that a library is not accelerated, and why. */
  public static void leftAlone(LibraryDescription library, String reason) {
    note(library, "left alone: " + reason);
  }

  /**
   * Checks version and members of the library that the class loader sees.
   *
   * <p>No lock is held while the application's class loader is asked: it may have locks of its own,
   * under which other threads load classes and come here. Two threads may check the same.
   */
  static boolean isSupported(LibraryDescription library, ClassLoader application) {
    Map<String, String> known = VERDICTS.get(application);
    String problem = known == null ? null : known.get(library.packageName());
    if (problem == null) {
      problem = check(library, application);
      Map<String, String> verdicts = new HashMap<>(known == null ? Map.of() : known);
      verdicts.put(library.packageName(), problem);
      VERDICTS.put(application, verdicts);
    }
    return problem.isEmpty();
  }

  private static String check(LibraryDescription library, ClassLoader application) {
    String version = LibraryVersion.of(library, application);
    String problem = problemWith(library, version, application);
    String shown = version.isEmpty() ? "" : version + ", ";
    if (problem.isEmpty()) {
      note(library, shown + "accelerated");
    } else {
      leftAlone(library, shown + problem);
      Log.info(library.name() + " " + shown + "is left alone: " + problem);
    }
    return problem;
  }

  private static void note(LibraryDescription library, String verdict) {
    STATUS.computeIfAbsent(library.name(), name -> new ConcurrentSkipListSet<>()).add(verdict);
  }

  /**
   * What is wrong with a library that a class loader sees; empty: nothing.
   *
   * @param version as its jar tells it; empty where it does not
   */
  public static String problemWith(
      LibraryDescription library, String version, ClassLoader application) {
    if (!version.isEmpty()
        && (LibraryVersion.compare(version, library.from()) < 0
            || LibraryVersion.compare(version, library.before()) >= 0)) {
      return "tested are " + library.from() + " and later, before " + library.before();
    }
    String missing = new ReferenceCheck(application).firstMissing(library.references());
    return missing == null ? "" : "it has no " + missing;
  }

  /** Library names with what is done for them, one verdict for each version met. A snapshot. */
  public static Map<String, String> status() {
    Map<String, String> snapshot = new TreeMap<>();
    STATUS.forEach(
        (name, verdicts) ->
            snapshot.put(name, verdicts.isEmpty() ? "loaded" : String.join("; ", verdicts)));
    return Collections.unmodifiableMap(snapshot);
  }
}

package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.LibraryDescription;
import io.fastaccel.interceptors.api.Log;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;

/**
 * Which libraries were met, and whether they are accelerated: an agent that silently does nothing
 * is a defect. A library is checked once for each class loader, before its first advice is linked.
 * Thread-safe.
 */
public final class Libraries {

  private Libraries() {}

  private static final Map<ClassLoader, Map<String, String>> VERDICTS = new WeakHashMap<>();
  private static final Map<String, String> STATUS = new TreeMap<>();

  /** Notes that a target class of the library was loaded. */
  public static synchronized void seen(LibraryDescription library, boolean woven) {
    if (woven) {
      STATUS.putIfAbsent(library.name(), "loaded");
    } else {
      leftAlone(library, "its classes have another shape than the versions tested");
    }
  }

  /** Notes that a library is not accelerated, and why. */
  public static synchronized void leftAlone(LibraryDescription library, String reason) {
    STATUS.put(library.name(), "left alone: " + reason);
  }

  /** Checks version and members of the library that the class loader sees. */
  static synchronized boolean isSupported(LibraryDescription library, ClassLoader application) {
    Map<String, String> known = VERDICTS.computeIfAbsent(application, a -> new TreeMap<>());
    String problem = known.get(library.packageName());
    if (problem == null) {
      String version = LibraryVersion.of(library, application);
      problem = problemWith(library, version, application);
      known.put(library.packageName(), problem);
      String shown = version.isEmpty() ? "" : version + ", ";
      if (problem.isEmpty()) {
        STATUS.put(library.name(), shown + "accelerated");
      } else {
        leftAlone(library, shown + problem);
        Log.info(library.name() + " " + shown + "is left alone: " + problem);
      }
    }
    return problem.isEmpty();
  }

  private static String problemWith(
      LibraryDescription library, String version, ClassLoader application) {
    if (!version.isEmpty()
        && (LibraryVersion.compare(version, library.from()) < 0
            || LibraryVersion.compare(version, library.before()) >= 0)) {
      return "tested are " + library.from() + " and later, before " + library.before();
    }
    String missing = new ReferenceCheck(application).firstMissing(library.references());
    return missing == null ? "" : "it has no " + missing;
  }

  /** Library names with what is done for them. A snapshot. */
  public static synchronized Map<String, String> status() {
    return Collections.unmodifiableMap(new TreeMap<>(STATUS));
  }
}

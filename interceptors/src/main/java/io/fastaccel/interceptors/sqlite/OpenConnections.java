package io.fastaccel.interceptors.sqlite;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import org.sqlite.core.DB;

/**
 * The application's open connections with the names they were opened by, whether they have searched
 * or not. Nothing here asks a connection anything. Thread-safe; holds connections weakly.
 */
final class OpenConnections {

  private static final class Entry {
    final String name;
    Path file;
    double forgone;

    Entry(String name) {
      this.name = name;
    }

    boolean isInMemory() {
      return name.isEmpty() || name.contains(":memory:") || name.contains("mode=memory");
    }

    /** The file's real path; {@code null} if there is none, or none that we understand. */
    Path file() {
      if (file == null && !isInMemory()) {
        String path = path(name);
        try {
          file = path == null ? null : Path.of(path).toRealPath();
        } catch (IOException | InvalidPathException e) {
          return null;
        }
      }
      return file;
    }

    private static String path(String name) {
      if (!name.startsWith("file:")) {
        return name;
      }
      String path = name.substring("file:".length());
      for (char end : new char[] {'?', '#'}) {
        if (path.indexOf(end) >= 0) {
          path = path.substring(0, path.indexOf(end));
        }
      }
      if (path.startsWith("//")) {
        int root = path.indexOf('/', 2);
        path = root < 0 ? "" : path.substring(root);
      }
      return path.isEmpty() || path.indexOf('%') >= 0 ? null : path;
    }
  }

  private static final long LONGEST_HOLD_NANOS = StoppedConnections.LONGEST_NANOS;

  private static final Map<DB, Entry> OPEN = new WeakHashMap<>();

  /** Connections of ours, which are none of the application's. */
  private static final Set<DB> OWN = Collections.newSetFromMap(new WeakHashMap<>());

  /** The file to which no connection is to be opened just now, and until when at most. */
  private static Path held;

  private static long heldUntil;

  private OpenConnections() {}

  static void opening(DB database, String name) {
    if (DriverConnections.isOpening()) {
      synchronized (OPEN) {
        OWN.add(database);
      }
      return;
    }
    Entry entry = new Entry(name == null ? "" : name);
    synchronized (OPEN) {
      while (held != null && System.nanoTime() - heldUntil < 0 && held.equals(entry.file())) {
        try {
          TimeUnit.NANOSECONDS.timedWait(OPEN, Math.max(1, heldUntil - System.nanoTime()));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      OPEN.put(database, entry);
    }
  }

  /**
   * Lets nobody open a file until it is released, or for a second.
   *
   * @return the connections that there are, and no others will be
   */
  static List<DB> hold(Path file) {
    synchronized (OPEN) {
      held = file;
      heldUntil = System.nanoTime() + LONGEST_HOLD_NANOS;
      return of(file);
    }
  }

  /** Lets connections be opened again. */
  static void release() {
    synchronized (OPEN) {
      held = null;
      OPEN.notifyAll();
    }
  }

  /** A connection that was opened before anybody looked. */
  static void found(DB database, String name) {
    synchronized (OPEN) {
      OPEN.putIfAbsent(database, new Entry(name));
    }
  }

  /** Whether a connection is one of ours. */
  static boolean isOwn(DB database) {
    synchronized (OPEN) {
      return OWN.contains(database);
    }
  }

  /**
   * The connection is closed.
   *
   * @return the nanoseconds that its searches have forgone
   */
  static double forget(DB database) {
    synchronized (OPEN) {
      Entry entry = OPEN.remove(database);
      return entry == null ? 0 : entry.forgone;
    }
  }

  /** The name that a connection was opened by; {@code null} if it is not known. */
  static String name(DB database) {
    synchronized (OPEN) {
      Entry entry = OPEN.get(database);
      return entry == null ? null : entry.name;
    }
  }

  static boolean isInMemory(DB database) {
    synchronized (OPEN) {
      Entry entry = OPEN.get(database);
      return entry != null && entry.isInMemory();
    }
  }

  /** The connection's file; {@code null} if it is not known. */
  static Path file(DB database) {
    synchronized (OPEN) {
      Entry entry = OPEN.get(database);
      return entry == null ? null : entry.file();
    }
  }

  /**
   * Adds up the nanoseconds that searches on a connection have forgone because it is not known yet.
   *
   * @return the sum; infinite if nothing is kept of the connection
   */
  static double forgo(DB database, double nanos) {
    synchronized (OPEN) {
      Entry entry = OPEN.get(database);
      if (entry == null) {
        return Double.POSITIVE_INFINITY;
      }
      entry.forgone += nanos;
      return entry.forgone;
    }
  }

  /** The connections to a file, and those that might be. */
  static List<DB> of(Path file) {
    List<DB> connections = new ArrayList<>();
    synchronized (OPEN) {
      OPEN.forEach(
          (database, entry) -> {
            Path other = entry.file();
            if (file.equals(other) || (other == null && !entry.isInMemory())) {
              connections.add(database);
            }
          });
    }
    return connections;
  }

  /** Whether all connections to a file wait for a lock, as far as the driver knows. */
  static boolean allWait(Path file, int atLeastMillis) {
    for (DB database : of(file)) {
      if (database.getConfig().getBusyTimeout() < atLeastMillis) {
        return false;
      }
    }
    return true;
  }

  static boolean isOpen(Path file) {
    synchronized (OPEN) {
      for (Entry entry : OPEN.values()) {
        if (file.equals(entry.file())) {
          return true;
        }
      }
    }
    return false;
  }
}

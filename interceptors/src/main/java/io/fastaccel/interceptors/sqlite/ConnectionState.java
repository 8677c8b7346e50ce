package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.index.DatabaseIndex;
import io.fastaccel.interceptors.sqlite.index.SearchHistory;
import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.CoreStatement;

/**
 * What we know of one connection of the application. Used under the connection's monitor. It must
 * not keep the connection alive: handles are held weakly, the connection not at all.
 */
final class ConnectionState {

  private static final int IDLE_STATEMENTS = 16;
  private static final int VERDICTS = 256;

  private final DatabaseIndex index;
  private final Map<String, Deque<Object>> idle = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>(16, 0.75f, true);
  private String refusal;
  private boolean checked;
  private boolean settled;
  private boolean reversed;
  private Set<String> temporaryTables = Set.of();
  private int idleCount;
  private double effort;
  private double gained;

  ConnectionState(DatabaseIndex index, String refusal) {
    this.index = index;
    this.refusal = refusal;
  }

  /** {@code null} only if refused for good. */
  DatabaseIndex index() {
    return index;
  }

  /** Why nothing is done on this connection, or {@code null}. */
  String refusal() {
    return refusal;
  }

  void refuse(String why) {
    refusal = why;
  }

  /** Whether the connection's functions are known to be the engine's own. */
  boolean functionsChecked() {
    return checked;
  }

  void setFunctionsChecked(boolean checked) {
    this.checked = checked;
    verdicts.clear();
  }

  /**
   * The application executed something that may have changed what only this connection sees. What
   * that is will be asked before the next search, and what was planned will be planned again.
   */
  void unsettle() {
    settled = false;
    for (Verdict verdict : verdicts.values()) {
      verdict.rewritten = null;
    }
  }

  /** Whether {@link #settle} says how the connection is now. */
  boolean isSettled() {
    return settled;
  }

  /**
   * @param reversed whether rows come in reverse order where no order is asked for
   * @param temporaryTables folded names of temporary tables and views
   */
  void settle(boolean reversed, Set<String> temporaryTables) {
    this.reversed = reversed;
    this.temporaryTables = temporaryTables;
    settled = true;
  }

  /** Why searches of a table mean something else on this connection, or {@code null}. */
  String surprise(String table) {
    if (reversed) {
      return "other order";
    }
    return !temporaryTables.isEmpty() && temporaryTables.contains(SqlNames.fold(table))
        ? "hidden by a temporary table"
        : null;
  }

  /** Takes note of nanoseconds that getting to know the connection has taken. */
  void spend(double nanos) {
    effort += nanos;
  }

  double effort() {
    return effort;
  }

  /** Takes note of nanoseconds that a search has gained. */
  void gain(double nanos) {
    gained += nanos;
  }

  double gained() {
    return gained;
  }

  Verdict verdict(String sql) {
    Verdict verdict = verdicts.get(sql);
    if (verdict == null) {
      verdict = new Verdict(index.history(sql));
      verdicts.put(sql, verdict);
      if (verdicts.size() > VERDICTS) {
        Iterator<String> eldest = verdicts.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
    }
    return verdict;
  }

  /** A compiled statement for this text, idle or new, as an object that the driver can execute. */
  CoreStatement take(SQLiteConnection connection, String sql) throws SQLException {
    Deque<Object> handles = idle.get(sql);
    Pointers pointers = Pointers.CURRENT;
    while (handles != null && !handles.isEmpty()) {
      Object pointer = pointers.strong(handles.pop());
      idleCount--;
      if (pointer != null && pointers.isOpen(pointer)) {
        return carrier(connection, pointer);
      }
    }
    PreparedStatement prepared = connection.prepareStatement(sql);
    return (CoreStatement) prepared;
  }

  /** Keeps a handle that is not executing for the next {@link #take}. */
  void giveBack(SQLiteConnection connection, String sql, Object pointer) throws SQLException {
    idle.computeIfAbsent(sql, s -> new ArrayDeque<>()).push(Pointers.CURRENT.weak(pointer));
    idleCount++;
    while (idleCount > IDLE_STATEMENTS) {
      discardEldest(connection);
    }
  }

  /** Destroys a compiled statement of ours, unless the driver has done so. */
  static void discard(SQLiteConnection connection, CoreStatement carrier) throws SQLException {
    if (Pointers.CURRENT.isOpen(Pointers.CURRENT.get(carrier))) {
      Pointers.CURRENT.close(connection.getDatabase(), carrier);
    }
  }

  private static CoreStatement carrier(SQLiteConnection connection, Object pointer)
      throws SQLException {
    CoreStatement carrier = (CoreStatement) connection.createStatement();
    Pointers.CURRENT.set(carrier, pointer);
    return carrier;
  }

  private void discardEldest(SQLiteConnection connection) throws SQLException {
    Iterator<Map.Entry<String, Deque<Object>>> entries = idle.entrySet().iterator();
    while (entries.hasNext()) {
      Deque<Object> handles = entries.next().getValue();
      if (handles.isEmpty()) {
        entries.remove();
        continue;
      }
      idleCount--;
      Object pointer = Pointers.CURRENT.strong(handles.pollLast());
      if (pointer != null && Pointers.CURRENT.isOpen(pointer)) {
        discard(connection, carrier(connection, pointer));
      }
      return;
    }
    idleCount = 0;
  }

  /** What was found out about one text on this connection. */
  static final class Verdict {
    /** What is known of the text on other connections too. */
    final SearchHistory history;

    /** When the query plans were last looked at; 0: never. */
    long plannedAt;

    /** What was forgone since, because they are not known. */
    double forgone;

    /** Why the plans forbid it, or {@code null}. */
    String refusal;

    /** The schema under which they were looked at. */
    long schemaVersion;

    /** The rewritten text. */
    String rewritten;

    /** What the log was last seen to contain, and when. */
    long newest;

    long newestAt;

    Verdict(SearchHistory history) {
      this.history = history;
    }
  }
}

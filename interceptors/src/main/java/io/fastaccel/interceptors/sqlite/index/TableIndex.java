package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.Filter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The index of one table: brought into being and forward by {@link #step}, on one thread; asked by
 * any thread.
 */
public final class TableIndex {

  private static final int ROWS_PER_STEP = 2_000;
  private static final int BYTES_PER_STEP = 1 << 20;

  /** Read in one transaction. With a rollback journal, who wants to write waits for its end. */
  private static final int ROWS_AT_ONCE = 250;

  private static final int BYTES_AT_ONCE = 1 << 18;

  private static final int SAMPLE_ROWS = 1_000;

  /** Changed rows that are indexed at once, in the snapshot that names them. */
  private static final int CHANGES_AT_ONCE = 300;

  /** Rows of a sample that are read in one transaction. */
  private static final int SAMPLED_AT_ONCE = 50;

  private static final int PLANS = 128;

  /** After that long there may be another table of the name of one that was refused. */
  private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Index pages that one merging step writes. */
  private static final int PAGES_PER_MERGE = 300;

  /** A first pass leaves segments behind, of which every search would have to read each. */
  private enum Merging {
    NONE,
    DUE,
    UNDER_WAY
  }

  /**
   * What is known of a complete index.
   *
   * @param table the definition that was indexed
   * @param unit which index it is
   * @param columns the indexed columns, lower case, with the FTS5 table of each
   * @param rows about how many rows the table has
   * @param scanNanos what a scan takes for one row, as measured
   */
  record Ready(
      TableDefinition table,
      long unit,
      Map<String, String> columns,
      Map<String, Sample> samples,
      long rows,
      double scanNanos) {}

  private final String name;
  private final long logSize;
  private final long refusedNanos;
  private final Patience patience = new Patience();
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final AtomicLong searches = new AtomicLong();
  private final CostModel costs = new CostModel();

  /** Plans of the last filters: an application asks for the same again. */
  private final Map<Filter, CandidatePlan> plans = new LinkedHashMap<>(16, 0.75f, true);

  private volatile TableDefinition definition;
  private volatile Ready ready;
  private volatile String refusal;
  private volatile long refusedAt;
  private volatile boolean requested;
  private volatile boolean doubted;
  private volatile boolean changed;
  private volatile long weighedAt;
  private volatile long worthSearches;
  private volatile Merging merging = Merging.NONE;

  TableIndex(String name) {
    this(name, 0);
  }

  /**
   * @param logSize how many events a log that is created is to keep; 0 for what is good for users
   */
  TableIndex(String name, long logSize) {
    this(name, logSize, REFUSED_NANOS);
  }

  /**
   * @param refusedNanos how long a refusal is good for
   */
  TableIndex(String name, long logSize, long refusedNanos) {
    this.name = name;
    this.logSize = logSize;
    this.refusedNanos = refusedNanos;
  }

  /** Why the table is not indexed at all; {@code null} if it is, or is to be looked at again. */
  public String refusal() {
    String why = refusal;
    if (why != null && System.nanoTime() - refusedAt > refusedNanos) {
      refusal = null;
      return null;
    }
    return why;
  }

  void refuse(String why) {
    refusedAt = System.nanoTime();
    refusal = why;
    ready = null;
  }

  /** Whether searches can be answered from the index. */
  public boolean isReady() {
    return ready != null;
  }

  /** The definition of the table; {@code null} until the index is ready. */
  public TableDefinition table() {
    Ready current = ready;
    return current == null ? null : current.table();
  }

  /** What searches of this table were seen to cost. */
  public CostModel costs() {
    return costs;
  }

  /** The estimated time to scan the table, in nanoseconds. */
  public double scanNanos() {
    Ready current = ready;
    return current == null ? 0 : current.rows() * current.scanNanos();
  }

  /** About how many rows the table has. */
  public long rows() {
    Ready current = ready;
    return current == null ? 0 : current.rows();
  }

  /** Whether these columns, as written in a statement, are all indexed. */
  boolean covers(Set<String> columns) {
    Ready current = ready;
    return current != null && current.columns().keySet().containsAll(columns);
  }

  /** Notes a search in these columns (lower case) and counts it. */
  long want(Set<String> columns) {
    wanted.addAll(columns);
    return searches.incrementAndGet();
  }

  String name() {
    return name;
  }

  long searches() {
    return searches.get();
  }

  /**
   * Whether to look (again) if the table is worth an index: at first, when it seems so, and now and
   * then.
   */
  boolean isDueForWeighing(long intervalNanos) {
    return !requested
        && (searches.get() == 1
            || isWorthAnIndex()
            || System.nanoTime() - weighedAt >= intervalNanos);
  }

  /** Whether it was searched often enough since it was looked at. */
  boolean isWorthAnIndex() {
    return !requested && worthSearches > 0 && searches.get() >= worthSearches;
  }

  /**
   * Takes note that it was looked at.
   *
   * @param searchesWorthAnIndex after how many searches it is one; 0 if it has too few rows
   */
  void weighed(long searchesWorthAnIndex) {
    worthSearches = searchesWorthAnIndex;
    weighedAt = System.nanoTime();
  }

  void request() {
    requested = true;
  }

  boolean isRequested() {
    return requested;
  }

  /** The database's state did not contain the history that was indexed. */
  void doubt() {
    doubted = true;
  }

  /** The database is another one. */
  void forget() {
    ready = null;
    doubted = true;
  }

  /** There may be changes in the log. */
  void expectChanges() {
    changed = true;
  }

  boolean hasWork() {
    return refusal == null
        && requested
        && (patience.mayBegin() || ready != null)
        && (ready == null || doubted || changed || merging != Merging.NONE || hasNewColumns());
  }

  private boolean hasNewColumns() {
    Ready current = ready;
    if (current == null) {
      return true;
    }
    for (String column : wanted) {
      if (current.table().columns().contains(column) && !current.columns().containsKey(column)) {
        return true;
      }
    }
    return false;
  }

  /** How to look for rows that satisfy a filter; {@code null} if the index cannot. */
  CandidatePlan plan(Filter filter) {
    Ready current = ready;
    if (current == null) {
      return null;
    }
    synchronized (plans) {
      CandidatePlan known = plans.get(filter);
      if (known != null) {
        return known;
      }
    }
    CandidatePlan plan = CandidatePlan.of(filter, current.samples(), (double) current.rows());
    if (plan != null) {
      synchronized (plans) {
        plans.put(filter, plan);
        if (plans.size() > PLANS) {
          Iterator<Filter> eldest = plans.keySet().iterator();
          eldest.next();
          eldest.remove();
        }
      }
    }
    return plan;
  }

  /** Reads candidates from one state of the sidecar; {@code null} if it has no complete index. */
  Candidates candidates(SidecarReader reader, CandidatePlan plan, int limit) throws SQLException {
    Ready current = ready;
    return current == null ? null : reader.candidates(name, current, plan, limit);
  }

  /** Reads the best rows for a query; {@code null} if there is no complete index of the column. */
  Candidates ranked(SidecarReader reader, String column, String query) throws SQLException {
    Ready current = ready;
    String ftsTable = current == null ? null : current.columns().get(column);
    return ftsTable == null ? null : Ranking.candidates(reader, name, ftsTable, query);
  }

  /**
   * Does one short piece of work.
   *
   * @param user a connection to the database, in autocommit mode
   * @param sidecar a connection to the sidecar, in autocommit mode
   * @return whether there is more to do at once
   * @throws SQLException the step had no effect and can be repeated
   */
  boolean step(Connection user, Connection sidecar, WriteGate gate) throws SQLException {
    if (definition == null || doubted || ready == null || hasNewColumns()) {
      TableDefinition read = TableDefinition.read(user, name);
      if (read.refusal() != null) {
        refuse(read.refusal());
        return false;
      }
      definition = read;
    }
    Unit unit = Unit.load(sidecar, name);
    boolean valid =
        unit != null
            && covers(unit)
            && Ranking.isComplete(sidecar, unit)
            && holds(user, sidecar, unit);
    if (!valid) {
      ready = null;
      if (!patience.mayBegin()) {
        return false;
      }
      return install(user, sidecar, gate);
    }
    doubted = false;
    if (!unit.done()) {
      return build(user, sidecar, unit);
    }
    if (ready == null) {
      become(user, unit);
      changed = true;
      // A process may have ended before it had merged. What is merged is found out to be.
      merging = Merging.DUE;
      return true;
    }
    changed = false;
    return drain(user, sidecar, unit) || merge(sidecar, unit);
  }

  private boolean merge(Connection sidecar, Unit unit) throws SQLException {
    if (merging == Merging.NONE) {
      return false;
    }
    long before = Statements.number(sidecar, "SELECT total_changes()");
    for (int i = 0; i < unit.columns().size(); i++) {
      String fts = unit.ftsTable(i);
      // A negative number begins to merge everything there is; a positive one goes on with it.
      Statements.execute(
          sidecar,
          "INSERT INTO " + fts + "(" + fts + ", rank) VALUES('merge', ?)",
          merging == Merging.DUE ? -PAGES_PER_MERGE : PAGES_PER_MERGE);
    }
    long steps = Statements.number(sidecar, "SELECT total_changes()") - before;
    // The command itself counts as a change.
    boolean more = steps > unit.columns().size();
    merging = more ? Merging.UNDER_WAY : Merging.NONE;
    return more;
  }

  private boolean covers(Unit unit) {
    if (!unit.key().equals(definition.key()) || !definition.columns().containsAll(unit.columns())) {
      return false;
    }
    for (String column : wanted) {
      if (definition.columns().contains(column) && !unit.columns().contains(column)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the database contains the history that was indexed, under the same schema. */
  private boolean holds(Connection user, Connection sidecar, Unit unit) throws SQLException {
    if (!unit.isOf(sidecar, FileIdentity.of(user))) {
      return false;
    }
    Statements.execute(user, "BEGIN");
    try {
      return schemaVersion(user) == unit.schemaVersion()
          && ChangeLog.isInstalled(user, definition)
          && ChangeLog.contains(user, definition.name(), unit.v(), unit.r());
    } finally {
      Statements.rollbackQuietly(user);
    }
  }

  /** Inside the transaction that goes on with the index: it may be another state by now. */
  private void requireHistory(Connection user, Unit unit) throws SQLException {
    if (schemaVersion(user) != unit.schemaVersion()
        || !ChangeLog.contains(user, definition.name(), unit.v(), unit.r())) {
      doubted = true;
      throw new SQLException("not the history that was indexed");
    }
  }

  private static long schemaVersion(Connection user) throws SQLException {
    return Statements.number(user, "PRAGMA main.schema_version");
  }

  private boolean install(Connection user, Connection sidecar, WriteGate gate) throws SQLException {
    Set<String> columns = new HashSet<>(wanted);
    columns.retainAll(definition.columns());
    if (columns.isEmpty()) {
      refuse("no such column");
      return false;
    }
    long size = logSize > 0 ? logSize : ChangeLog.sizeFor(span(user));
    Statements.execute(sidecar, "BEGIN IMMEDIATE");
    try {
      long before;
      long after;
      ChangeLog.Position position;
      boolean committed = false;
      try {
        gate.begin(user);
        before = schemaVersion(user);
        position = ChangeLog.begin(user, definition, size);
        after = schemaVersion(user);
        if (!ChangeLog.isInstalled(user, definition)) {
          throw new SQLException("the triggers are not as created");
        }
        gate.confirm(user);
        Statements.execute(user, "COMMIT");
        committed = true;
      } finally {
        if (!committed) {
          Statements.rollbackQuietly(user);
        }
        gate.end();
      }
      Unit.create(sidecar, definition, name, columns, position, after, FileIdentity.of(user));
      // Between these two versions lie our own statements alone: what held still holds.
      Statements.execute(sidecar, "UPDATE unit SET schema = ? WHERE schema = ?", after, before);
      Statements.execute(sidecar, "COMMIT");
    } catch (SQLException e) {
      Statements.rollbackQuietly(sidecar);
      throw e;
    }
    doubted = false;
    patience.begun();
    return true;
  }

  /** How many rows there are at most. */
  private double span(Connection user) throws SQLException {
    String key = definition.keyExpression();
    List<Object[]> range =
        Statements.rows(
            user, "SELECT min(" + key + "), max(" + key + ") FROM " + definition.source());
    return range.get(0)[0] == null
        ? 0
        : ((Number) range.get(0)[1]).doubleValue() - ((Number) range.get(0)[0]).doubleValue() + 1;
  }

  private boolean build(Connection user, Connection sidecar, Unit unit) throws SQLException {
    Statements.execute(sidecar, "BEGIN IMMEDIATE");
    try {
      Unit current = Unit.load(sidecar, name);
      if (!unit.equals(current)) {
        // Another process works on it too.
        Statements.rollbackQuietly(sidecar);
        return true;
      }
      List<Unit.Row> rows = new ArrayList<>();
      boolean last = false;
      ChangeLog.Position position = null;
      List<Long> changes = new ArrayList<>();
      // A writer may be waiting until we have read, so we read a little at a time. What changes
      // between two times is in the log behind the position that was read at the first.
      while (!last && rows.size() < ROWS_PER_STEP && bytes(rows) < BYTES_PER_STEP) {
        Statements.execute(user, "BEGIN");
        try {
          requireHistory(user, unit);
          if (position == null) {
            // At every step, so that the log need not reach back to the first one.
            position = ChangeLog.last(user, definition.name());
            for (Long row : changedSince(user, unit.v())) {
              if (unit.high() != null && row <= unit.high()) {
                changes.add(row);
              }
            }
          }
          last = readRange(user, unit, rows);
        } catch (SQLException e) {
          if (!SqliteErrors.isBusy(e) || rows.isEmpty()) {
            throw e;
          }
          // What has been read is good for a step.
          break;
        } finally {
          Statements.rollbackQuietly(user);
        }
      }
      unit.insert(sidecar, rows, false);
      Long high = rows.isEmpty() ? unit.high() : Long.valueOf(rows.get(rows.size() - 1).key());
      Statements.execute(
          sidecar,
          "UPDATE unit SET high = ?, count = count + ?, done = ? WHERE tbl = ?",
          high,
          rows.size(),
          last ? 1 : 0,
          name);
      advance(sidecar, unit, position, changes);
      Statements.execute(sidecar, "COMMIT");
      return true;
    } catch (SQLException e) {
      Statements.rollbackQuietly(sidecar);
      throw e;
    }
  }

  /**
   * Brings the index forward. A small number of changes is indexed at once; of many, the rows are
   * noted as pending (always candidates) and then indexed a few in a step.
   */
  private boolean drain(Connection user, Connection sidecar, Unit unit) throws SQLException {
    boolean pending =
        Statements.number(sidecar, "SELECT count(*) FROM (SELECT 1 FROM pending LIMIT 1)") > 0;
    ChangeLog.Position seen = ChangeLog.last(user, definition.name());
    if (!pending && seen != null && seen.v() == unit.v() && seen.r() == unit.r()) {
      return false;
    }
    Statements.execute(sidecar, "BEGIN IMMEDIATE");
    try {
      Unit current = Unit.load(sidecar, name);
      if (!unit.equals(current)) {
        Statements.rollbackQuietly(sidecar);
        return true;
      }
      Set<Long> rowsToRead = new HashSet<>();
      for (Object[] row :
          Statements.rows(
              sidecar,
              "SELECT rid FROM pending WHERE unit = ? LIMIT " + CHANGES_AT_ONCE,
              unit.id())) {
        rowsToRead.add(((Number) row[0]).longValue());
      }
      ChangeLog.Position position;
      List<Long> changes;
      List<Unit.Row> rows = new ArrayList<>();
      Statements.execute(user, "BEGIN");
      try {
        requireHistory(user, unit);
        position = ChangeLog.last(user, definition.name());
        changes = changedSince(user, unit.v());
        if (changes.size() <= CHANGES_AT_ONCE) {
          rowsToRead.addAll(changes);
        } else {
          // Their content is newer than the log row that the index is about to name.
          changes.forEach(rowsToRead::remove);
        }
        readRows(user, unit, rowsToRead, rows);
      } finally {
        Statements.rollbackQuietly(user);
      }
      unit.insert(sidecar, rows, true);
      try (PreparedStatement delete =
          sidecar.prepareStatement("DELETE FROM pending WHERE unit = ? AND rid = ?")) {
        for (Unit.Row row : rows) {
          delete.setLong(1, unit.id());
          delete.setLong(2, row.key());
          delete.executeUpdate();
        }
      }
      Set<Long> unread = new LinkedHashSet<>(changes);
      if (changes.size() <= CHANGES_AT_ONCE) {
        for (Unit.Row row : rows) {
          unread.remove(row.key());
        }
      }
      advance(sidecar, unit, position, unread);
      Statements.execute(sidecar, "COMMIT");
    } catch (SQLException e) {
      Statements.rollbackQuietly(sidecar);
      throw e;
    }
    return true;
  }

  private void advance(
      Connection sidecar, Unit unit, ChangeLog.Position position, Collection<Long> pending)
      throws SQLException {
    Statements.execute(
        sidecar, "UPDATE unit SET v = ?, r = ? WHERE tbl = ?", position.v(), position.r(), name);
    try (PreparedStatement insert =
        sidecar.prepareStatement("INSERT OR IGNORE INTO pending(unit, rid) VALUES(?, ?)")) {
      for (Long row : pending) {
        insert.setLong(1, unit.id());
        insert.setLong(2, row);
        insert.executeUpdate();
      }
    }
  }

  private List<Long> changedSince(Connection user, long v) throws SQLException {
    List<Long> changes = new ArrayList<>();
    for (Object[] row :
        Statements.rows(
            user,
            "SELECT DISTINCT rid FROM main."
                + Names.quote(Names.log(definition.name()))
                + " WHERE v > ?",
            v)) {
      changes.add(((Number) row[0]).longValue());
    }
    return changes;
  }

  private String selectTexts(Unit unit, String columnsAlso, String condition) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT ").append(columnsAlso);
    for (String column : unit.columns()) {
      // As text first: that is how LIKE sees numbers. Then as bytes, which travel unchanged.
      sql.append(", CAST(CAST(").append(definition.expression(column)).append(" AS TEXT) AS BLOB)");
    }
    return sql.append(" FROM ").append(definition.source()).append(condition).toString();
  }

  /** Reads a few rows more; whether they were the last. */
  private boolean readRange(Connection user, Unit unit, List<Unit.Row> rows) throws SQLException {
    Long high = rows.isEmpty() ? unit.high() : Long.valueOf(rows.get(rows.size() - 1).key());
    String key = definition.keyExpression();
    String sql =
        selectTexts(
            unit,
            key,
            (high == null ? "" : " WHERE " + key + " > ?1")
                + " ORDER BY "
                + key
                + " LIMIT "
                + ROWS_AT_ONCE);
    int read = 0;
    try (PreparedStatement statement = user.prepareStatement(sql)) {
      if (high != null) {
        statement.setLong(1, high);
      }
      try (ResultSet result = statement.executeQuery()) {
        int bytes = 0;
        while (result.next()) {
          Unit.Row row = row(result, unit);
          rows.add(row);
          read++;
          bytes += row.bytes();
          if (bytes > BYTES_AT_ONCE) {
            return false;
          }
        }
      }
    }
    return read < ROWS_AT_ONCE;
  }

  private static long bytes(List<Unit.Row> rows) {
    long bytes = 0;
    for (Unit.Row row : rows) {
      bytes += row.bytes();
    }
    return bytes;
  }

  /** Reads rows until there is enough for one step, so perhaps not all of them. */
  private void readRows(Connection user, Unit unit, Set<Long> keys, List<Unit.Row> rows)
      throws SQLException {
    String key = definition.keyExpression();
    int bytes = 0;
    try (PreparedStatement statement =
        user.prepareStatement(selectTexts(unit, key, " WHERE " + key + " = ?1"))) {
      for (Long wantedKey : keys) {
        if (bytes > BYTES_AT_ONCE) {
          return;
        }
        statement.setLong(1, wantedKey);
        try (ResultSet result = statement.executeQuery()) {
          rows.add(
              result.next()
                  ? row(result, unit)
                  : new Unit.Row(wantedKey, Collections.nCopies(unit.columns().size(), null)));
        }
        bytes += rows.get(rows.size() - 1).bytes();
      }
    }
  }

  private static Unit.Row row(ResultSet result, Unit unit) throws SQLException {
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < unit.columns().size(); i++) {
      texts.add(result.getBytes(i + 2));
    }
    return new Unit.Row(result.getLong(1), texts);
  }

  /** Learns what the choice between index and scan needs to know. */
  private void become(Connection user, Unit unit) throws SQLException {
    CpuClock.wake();
    String table = definition.source();
    String key = definition.keyExpression();
    List<Object[]> range =
        Statements.rows(user, "SELECT min(" + key + "), max(" + key + ") FROM " + table);
    long low = range.get(0)[0] == null ? 0 : ((Number) range.get(0)[0]).longValue();
    long high = range.get(0)[1] == null ? 0 : ((Number) range.get(0)[1]).longValue();
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < unit.columns().size(); i++) {
      texts.add(new ArrayList<>());
    }
    StringBuilder sql = new StringBuilder("SELECT ").append(key);
    for (String column : unit.columns()) {
      sql.append(", substr(CAST(").append(definition.expression(column));
      sql.append(" AS TEXT), 1, ").append(Sample.CHARACTERS_PER_ROW).append(')');
    }
    sql.append(" FROM ").append(table).append(" WHERE ").append(key).append(" >= ?1 ORDER BY ");
    sql.append(key).append(" LIMIT 1");
    try (PreparedStatement statement = user.prepareStatement(sql.toString())) {
      for (int n = 0; n < SAMPLE_ROWS; n += SAMPLED_AT_ONCE) {
        // With a rollback journal and busy writers, getting the lock takes longer than the rest.
        Statements.execute(user, "BEGIN");
        try {
          for (int row = 0; row < SAMPLED_AT_ONCE; row++) {
            statement.setLong(1, between(low, high));
            try (ResultSet result = statement.executeQuery()) {
              if (result.next()) {
                for (int i = 0; i < texts.size(); i++) {
                  texts.get(i).add(result.getString(i + 2));
                }
              }
            }
          }
        } finally {
          Statements.rollbackQuietly(user);
        }
      }
    }
    Map<String, String> columns = new HashMap<>();
    Map<String, Sample> samples = new HashMap<>();
    double scanNanos = Double.MAX_VALUE;
    for (int i = 0; i < unit.columns().size(); i++) {
      columns.put(unit.columns().get(i), unit.ftsTable(i));
      samples.put(unit.columns().get(i), new Sample(texts.get(i)));
      scanNanos =
          Math.min(
              scanNanos,
              measureScan(user, table, key, definition.expression(unit.columns().get(i)), low));
    }
    synchronized (plans) {
      plans.clear();
    }
    ready =
        new Ready(definition, unit.id(), columns, samples, Math.max(unit.count(), 1), scanNanos);
  }

  private static long between(long low, long high) {
    return low < high && high < Long.MAX_VALUE && high - low > 0
        ? ThreadLocalRandom.current().nextLong(low, high + 1)
        : low;
  }

  /**
   * Nanoseconds a row, from the fastest of a few short scans each for a text that begins with a
   * rare and with a common letter: the engine skips to the first letter.
   */
  private static double measureScan(
      Connection user, String table, String key, String text, long low) throws SQLException {
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
    try (PreparedStatement statement =
        user.prepareStatement(
            "SELECT count(*), sum(c LIKE ?2) AS fastaccel_matches FROM (SELECT "
                + text
                + " AS c FROM "
                + table
                + " WHERE "
                + key
                + " >= ?1 LIMIT 1000)")) {
      for (int i = 0; i < 10; i++) {
        statement.setLong(1, low);
        statement.setString(2, i % 2 == 0 ? "%zq no such text%" : "%e no such text%");
        long start = CpuClock.nanos();
        long rows = 1;
        try (ResultSet result = statement.executeQuery()) {
          if (result.next()) {
            rows = Math.max(1, result.getLong(1));
          }
        }
        best[i % 2] = Math.min(best[i % 2], (CpuClock.nanos() - start) / (double) rows);
      }
    }
    return (best[0] + best[1]) / 2;
  }
}

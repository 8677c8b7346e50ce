package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.CallTimes;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.sqlite.ConnectionState.Verdict;
import io.fastaccel.interceptors.sqlite.index.Candidates;
import io.fastaccel.interceptors.sqlite.index.Condition;
import io.fastaccel.interceptors.sqlite.index.CpuClock;
import io.fastaccel.interceptors.sqlite.index.DatabaseIndex;
import io.fastaccel.interceptors.sqlite.index.Names;
import io.fastaccel.interceptors.sqlite.index.SearchHistory;
import io.fastaccel.interceptors.sqlite.index.SqliteErrors;
import io.fastaccel.interceptors.sqlite.index.TableDefinition;
import io.fastaccel.interceptors.sqlite.index.TableIndex;
import io.fastaccel.interceptors.sqlite.sql.Filter;
import io.fastaccel.interceptors.sqlite.sql.Reading;
import io.fastaccel.interceptors.sqlite.sql.SearchStatement;
import io.fastaccel.interceptors.sqlite.sql.SelectReader;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** Decides about each execution of a search, and executes it through the index where that pays. */
final class Searches {

  private static final int READINGS = 2_000;
  private static final int LONGEST_CACHED_TEXT = 4_096;

  /** Statistics can change a plan without any sign, so plans are looked at again. */
  private static final long PLAN_LIFE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How much there is in the log only decides how to search. */
  private static final long LOG_LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** To look at the plans of one text. */
  private static final double PLANNING_NANOS = 300_000;

  /** The index must promise to win clearly, for its promise is an estimate. */
  private static final double MARGIN = 0.6;

  private static final double NANOS_PER_CANDIDATE = 600;
  private static final int FEWEST_CANDIDATES = 50;

  private static final ConcurrentHashMap<String, Reading> CACHE = new ConcurrentHashMap<>();
  private static final FeatureState STATE = Features.of(Feature.MEMORY);
  private static final CallTimes TIMES = STATE.times("search (original estimated)");

  private Searches() {}

  /**
   * Executes the statement through the index.
   *
   * @return whether there is a row, or {@code null}: the original is to execute
   */
  static Object execute(DB database, CoreStatement statement, String sql, Object[] values)
      throws SQLException {
    if (sql == null || !mayBeSelect(sql)) {
      return null;
    }
    Reading reading = read(sql);
    if (!reading.searches() || SearchComparison.isRunning()) {
      return null;
    }
    if (reading.refusal() != null) {
      STATE.original(reading.refusal());
      return null;
    }
    try {
      return execute(database, statement, reading.statement(), values);
    } catch (SQLException e) {
      // A statement of our own, on behalf of the application's.
      return isForTheApplication(e) ? raised(statement, e) : doubtful(database, reading, e);
    }
  }

  /** Whether the original would have met the same: locked, or interrupted. */
  private static boolean isForTheApplication(SQLException e) {
    return SqliteErrors.isInterrupted(e) || SqliteErrors.isLock(e);
  }

  private static Raise raised(CoreStatement statement, SQLException e) throws SQLException {
    if (SqliteErrors.isInterrupted(e)) {
      // As the driver does with a statement that is interrupted.
      ConnectionState.discard(statement.conn, statement);
    }
    return new Raise(e);
  }

  /** The database is not as the index supposes; its log may have been dropped, for example. */
  private static Object doubtful(DB database, Reading reading, SQLException e) {
    Log.debug("search not prepared: " + e);
    ConnectionState state = Databases.known(database);
    if (state != null && state.index() != null) {
      DatabaseIndex index = state.index();
      index.doubt(index.table(reading.statement().table()));
    }
    return original("index of another state");
  }

  static boolean mayBeSelect(String sql) {
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c > ' ') {
        return c == 's' || c == 'S' || c == 'w' || c == 'W' || c == '/' || c == '-';
      }
    }
    return false;
  }

  static Reading read(String sql) {
    if (sql.length() > LONGEST_CACHED_TEXT) {
      return SelectReader.read(sql);
    }
    Reading reading = CACHE.get(sql);
    if (reading == null) {
      reading = SelectReader.read(sql);
      if (CACHE.size() >= READINGS) {
        CACHE.clear();
      }
      CACHE.put(sql, reading);
    }
    return reading;
  }

  private static Object execute(
      DB database, CoreStatement statement, SearchStatement search, Object[] values)
      throws SQLException {
    SQLiteConnection connection = statement.conn;
    ConnectionState state = Databases.known(database);
    DatabaseIndex index = state != null ? state.index() : Databases.likely(database);
    if (index == null || (state == null && isAskedAtOnce(index, search))) {
      state = Databases.of(connection, database);
      index = state.index();
    }
    if (state != null && state.refusal() != null) {
      return original(state.refusal());
    }
    if (index.failure() != null) {
      return original(index.failure());
    }
    Filter filter = search.filter(values);
    if (filter == null) {
      return original("pattern not text");
    }
    TableIndex table = index.table(search.table());
    String refused = table.refusal();
    if (refused != null) {
      return original(refused);
    }
    if (!index.observe(table, search.columns(), state != null)) {
      return original("not indexed yet");
    }
    if (RankedSearches.isOn()) {
      Object ranked =
          RankedSearches.execute(database, statement, state, index, table, search, values);
      if (ranked != null) {
        return ranked;
      }
    }
    TableDefinition definition = table.table();
    DatabaseIndex.Estimate estimate = index.estimate(table, filter);
    if (definition == null || estimate == null) {
      return original("pattern too short");
    }
    Verdict verdict = state == null ? null : state.verdict(search.sql());
    SearchHistory history = verdict == null ? index.history(search.sql()) : verdict.history;
    String left = history.leaveAlone();
    if (left != null) {
      return original(left);
    }
    double scan = scan(statement, search, values, table, estimate, history);
    double expected = table.costs().predict(estimate.postings(), estimate.candidates(), 0);
    boolean plannedEachTime =
        definition.conditionalIndexes() || QueryPlans.dependsOnValues(search, definition);
    if (expected + (plannedEachTime ? PLANNING_NANOS : 0) > MARGIN * scan) {
      return original("scan is as fast");
    }
    long asked = 0;
    if (state == null || !state.functionsChecked()) {
      if (!index.breakEven().isReached(OpenConnections.forgo(database, scan - expected))) {
        return original("connection too new");
      }
      asked = CpuClock.nanos();
      state = Databases.of(connection, database);
      if (state.refusal() == null) {
        QueryPlans.checkFunctions(connection, state);
      }
      if (state.refusal() != null) {
        return original(state.refusal());
      }
      verdict = state.verdict(search.sql());
    }
    final long now = System.nanoTime();
    if (!state.isSettled()) {
      Surroundings.ask(connection, state);
    }
    String surprise = state.surprise(search.table());
    if (surprise != null) {
      return original(surprise);
    }
    boolean planned = false;
    if (plannedEachTime || verdict.rewritten == null || now - verdict.plannedAt > PLAN_LIFE_NANOS) {
      verdict.forgone = plannedEachTime ? scan - expected : verdict.forgone + scan - expected;
      if (!index.breakEven().isReached(verdict.forgone, PLANNING_NANOS)) {
        return original("not planned yet");
      }
      verdict.forgone = 0;
      // This statement makes the engine read the schema, which explaining a plan does not.
      verdict.schemaVersion = newest(connection, state, definition).schemaVersion();
      verdict.rewritten = search.withCondition(Condition.text(search, definition));
      QueryPlans.check(connection, search, values, verdict);
      verdict.plannedAt = now;
      planned = true;
      state.spend(asked == 0 ? PLANNING_NANOS : 0);
      scan = scan(statement, search, values, table, estimate, history);
    }
    if (verdict.refusal != null) {
      return original(verdict.refusal);
    }
    if (expected > MARGIN * scan) {
      return original("scan is as fast");
    }
    // Looking at plans is no part of the cost of a search that is repeated.
    boolean measured = !planned && readsAll(search, history) && history.isMeasured();
    final long startCpu = measured ? CpuClock.nanos() : 0;
    int limit = (int) Math.max(FEWEST_CANDIDATES, MARGIN * scan / NANOS_PER_CANDIDATE);
    Candidates candidates = index.candidates(table, estimate, limit);
    if (asked != 0) {
      // With opening the index, which the last connection closes.
      double effort = CpuClock.nanos() - asked;
      state.spend(effort);
      index.breakEven().learn(effort);
    }
    if (candidates == null) {
      return original("index not readable");
    }
    if (candidates.count() > limit) {
      history.lost();
      return original("more candidates than estimated");
    }
    if (candidates.schemaVersion() != verdict.schemaVersion) {
      // Plans of another schema say nothing about the order of rows under this one.
      verdict.rewritten = null;
      index.doubt(table);
      return original("index of another state");
    }
    if (now - verdict.newestAt > LOG_LIFE_NANOS) {
      verdict.newest = newest(connection, state, definition).v();
      verdict.newestAt = now;
    }
    long logged = Math.max(0, verdict.newest - candidates.v());
    if (logged > 0) {
      index.refresh(table);
    }
    if (table.costs().predict(estimate.postings(), candidates.count(), (double) logged)
        > MARGIN * scan) {
      return original("index behind");
    }
    if (STATE.isVerifying()) {
      return original(SearchComparison.compare(index.file(), verdict, search, values, candidates));
    }
    Object result = run(database, statement, state, verdict.rewritten, search, values, candidates);
    if (result == null) {
      index.doubt(table);
      return original("index of another state");
    }
    if (result instanceof Raise) {
      return result;
    }
    STATE.accelerated();
    state.gain(scan - expected);
    history.served();
    if (measured) {
      long nanos = CpuClock.nanos() - startCpu;
      table.costs().learn(estimate.postings(), candidates.count(), (double) logged, nanos);
      TIMES.accelerated(nanos);
      // What the scan would have taken, by the table's own measurements.
      TIMES.original((long) scan);
      if (nanos > scan) {
        history.lost();
      } else {
        history.won();
      }
    }
    return result;
  }

  /** Ranked searches are searched by rank from the first one on. */
  private static boolean isAskedAtOnce(DatabaseIndex index, SearchStatement search) {
    return RankedSearches.isOn() || index.wantsToKnow(index.table(search.table()));
  }

  private static boolean readsAll(SearchStatement search, SearchHistory history) {
    return search.isAggregate() || history.sorts(search.isOrdered());
  }

  /** What the original would take, in nanoseconds. */
  private static double scan(
      CoreStatement statement,
      SearchStatement search,
      Object[] values,
      TableIndex table,
      DatabaseIndex.Estimate estimate,
      SearchHistory history)
      throws SQLException {
    double all = table.scanNanos();
    return readsAll(search, history)
        ? all
        : all * Math.min(1, rowsNeeded(statement, search, values) / estimate.matches());
  }

  private static double rowsNeeded(CoreStatement statement, SearchStatement search, Object[] values)
      throws SQLException {
    long rows = search.rowsNeeded(values);
    int maxRows = ((Statement) statement).getMaxRows();
    return (double) (maxRows > 0 ? Math.min(maxRows, rows) : rows);
  }

  private static Object original(String reason) {
    STATE.original(reason);
    return null;
  }

  /**
   * Executes the rewritten text. Afterwards the application's statement has its handle if there are
   * rows, and its own if there are none.
   *
   * @return {@code null} if the database is not in a state that the candidates are good for
   */
  static Object run(
      DB database,
      CoreStatement statement,
      ConnectionState state,
      String rewritten,
      SearchStatement search,
      Object[] values,
      Candidates candidates)
      throws SQLException {
    CoreStatement carrier = state.take(statement.conn, rewritten);
    boolean done = false;
    try {
      Object pointer = Pointers.CURRENT.get(carrier);
      boolean row =
          database.execute(carrier, Condition.values(values, search.parameterCount(), candidates));
      if (row) {
        SwappedStatements.swap(statement, pointer, state, rewritten);
      } else {
        state.giveBack(statement.conn, rewritten, pointer);
      }
      done = true;
      return row;
    } catch (SQLException e) {
      if (isForTheApplication(e)) {
        return raised(statement, e);
      }
      Log.debug("rewritten search failed: " + e);
      return null;
    } finally {
      if (!done) {
        ConnectionState.discard(statement.conn, carrier);
      }
    }
  }

  /**
   * The log as a connection sees it.
   *
   * @param v the number of its newest row; 0 if there is none
   */
  private record LogState(long v, long schemaVersion) {}

  private static LogState newest(
      SQLiteConnection connection, ConnectionState state, TableDefinition table)
      throws SQLException {
    String sql =
        "SELECT (SELECT max(v) FROM main."
            + Names.quote(Names.log(table.name()))
            + "), schema_version FROM pragma_schema_version";
    DB database = connection.getDatabase();
    CoreStatement carrier = state.take(connection, sql);
    boolean done = false;
    try {
      Object pointer = Pointers.CURRENT.get(carrier);
      LogState newest = new LogState(0, -1);
      if (database.execute(carrier, null)) {
        newest =
            new LogState(
                Pointers.CURRENT.columnLong(database, pointer, 0),
                Pointers.CURRENT.columnLong(database, pointer, 1));
        Pointers.CURRENT.reset(database, pointer);
      }
      state.giveBack(connection, sql, pointer);
      done = true;
      return newest;
    } finally {
      if (!done) {
        ConnectionState.discard(connection, carrier);
      }
    }
  }
}

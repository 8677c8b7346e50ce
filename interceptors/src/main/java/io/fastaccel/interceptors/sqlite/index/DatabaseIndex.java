package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.flight.FlightEvents;
import io.fastaccel.interceptors.sqlite.sql.Filter;
import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The indexes of one database file in this process. Application threads ask and never wait; a
 * thread of ours does the work in short steps.
 */
public final class DatabaseIndex {

  private static final int READERS = 4;
  private static final int HISTORIES = 2_000;
  private static final int LONGEST_KEPT_TEXT = 4_096;

  /** Of the searches that are not worth a question to their connection, one in so many asks. */
  private static final int ASKED_ONCE_IN = 64;

  private static final long WEIGHING_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
  private static final long DRAIN_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long RETRY_MILLIS = 250;

  /** Shorter than an application's close may wait for us. */
  private static final int READING_WAIT_MILLIS = 100;

  /**
   * A step of ours takes less; whoever closes a database does not wait for longer ones. Where steps
   * were in vain because of that, he waits up to sixteen times as long, or there might never be an
   * index.
   */
  private static final long STEP_MILLIS = 250;

  private static final int MOST_DOUBLINGS = 4;

  private static final long LONG_RETRY_MILLIS = 30_000;
  private static final int QUICK_RETRIES = 20;

  /** Tables with fewer rows are scanned in less time than anything else takes. */
  private static final int SMALLEST_TABLE = 1_000;

  private static volatile boolean installed;

  private static final ScheduledThreadPoolExecutor WORKER = worker();

  private final Path file;
  private final ConnectionOpener opener;
  private final WriteGate gate;
  private final long rowsScannedBeforeIndexing;
  private final ConcurrentHashMap<String, TableIndex> tables = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, SearchHistory> histories = new ConcurrentHashMap<>();
  private final BreakEven breakEven;
  private final AtomicInteger strangers = new AtomicInteger();
  private final Deque<SidecarReader> readers = new ArrayDeque<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Held while a connection of ours to the user's database is open. */
  private final ReentrantLock userConnection = new ReentrantLock();

  /** That connection, or the last one; {@code null} while it is being opened. */
  private volatile RevocableConnection user;

  /** How often it was taken away from a step since one was completed. */
  private volatile int revocations;

  private volatile long drainedAt = System.nanoTime() - DRAIN_INTERVAL_NANOS;
  private volatile boolean suspended;
  private volatile String failure;
  private volatile Object databaseKey;
  private int generation;

  /* The worker's own. */
  private Connection writer;
  private Object writerKey;
  private int failures;
  private boolean rebuilt;

  /**
   * @param file the database, as a real path
   * @param rowsScannedBeforeIndexing searches times rows after which a table is indexed; 0: at
   *     once, and used whatever it takes to get to know a connection
   */
  public DatabaseIndex(
      Path file, ConnectionOpener opener, WriteGate gate, long rowsScannedBeforeIndexing) {
    this.file = file;
    this.opener = opener;
    this.gate = gate;
    this.rowsScannedBeforeIndexing = rowsScannedBeforeIndexing;
    this.breakEven = new BreakEven(rowsScannedBeforeIndexing == 0 ? 0 : 1);
  }

  /** Whether this process may have created triggers in some database. Set before it does. */
  public static boolean hasInstalled() {
    return installed;
  }

  /** The database. */
  public Path file() {
    return file;
  }

  /** Why nothing in this database is indexed, or {@code null}. */
  public String failure() {
    return failure;
  }

  /** The index of a table, which may be nothing but a name yet. */
  public TableIndex table(String name) {
    String key = SqlNames.fold(name);
    TableIndex table = tables.get(key);
    return table != null ? table : tables.computeIfAbsent(key, TableIndex::new);
  }

  /**
   * Notes that columns of a table are searched.
   *
   * @param columns lower case
   * @param known whether it is known of the connection that work in the background does not disturb
   *     it
   * @return whether they can be searched through the index
   */
  public boolean observe(TableIndex table, Set<String> columns, boolean known) {
    if (table.covers(columns)) {
      return true;
    }
    table.want(columns);
    if (known && (table.hasWork() || table.isDueForWeighing(WEIGHING_INTERVAL_NANOS))) {
      schedule(0);
    }
    return table.isReady();
  }

  /**
   * Whether a connection that has just been opened and searches a table is to be asked what it is
   * like, though nothing is expected of it: there may be something to do, or a new file.
   */
  public boolean wantsToKnow(TableIndex table) {
    return table.hasWork()
        || table.isWorthAnIndex()
        || strangers.incrementAndGet() % ASKED_ONCE_IN == 0;
  }

  /** What is known of a text. */
  public SearchHistory history(String sql) {
    SearchHistory history = histories.get(sql);
    if (history == null) {
      history = new SearchHistory();
      if (histories.size() >= HISTORIES) {
        histories.clear();
      }
      if (sql.length() <= LONGEST_KEPT_TEXT) {
        histories.put(sql, history);
      }
    }
    return history;
  }

  /** Whether to get to know a connection to this database. */
  public BreakEven breakEven() {
    return breakEven;
  }

  /** Brings the index up to date soon. */
  public void refresh(TableIndex table) {
    if (System.nanoTime() - drainedAt > DRAIN_INTERVAL_NANOS) {
      table.expectChanges();
      schedule(0);
    }
  }

  /** The database did not contain what the index was made from. */
  public void doubt(TableIndex table) {
    table.doubt();
    closeReaders();
    schedule(0);
  }

  /** An estimate of how a filter is answered; {@code null} if the index cannot. */
  public Estimate estimate(TableIndex table, Filter filter) {
    CandidatePlan plan = table.plan(filter);
    return plan == null ? null : new Estimate(plan, table.rows());
  }

  /** What a search through the index is expected to take. */
  public static final class Estimate {
    private final CandidatePlan plan;
    private final long rows;

    Estimate(CandidatePlan plan, long rows) {
      this.plan = plan;
      this.rows = rows;
    }

    /** Index entries to read. */
    public double postings() {
      return plan.postings() * rows;
    }

    /** Rows to look at. */
    public double candidates() {
      return plan.share() * rows;
    }

    /** Rows that match. */
    public double matches() {
      return plan.matchShare() * rows;
    }
  }

  /**
   * Reads candidates; without waiting for anybody.
   *
   * @return {@code null} if that is not possible now
   */
  public Candidates candidates(TableIndex table, Estimate estimate, int limit) {
    return ask(table, reader -> table.candidates(reader, estimate.plan, limit));
  }

  /**
   * Reads the best rows for a query in FTS5's language, best first; without waiting for anybody.
   *
   * @param column lower case
   * @return {@code null} if that is not possible now
   */
  public Candidates ranked(TableIndex table, String column, String query) {
    return ask(table, reader -> table.ranked(reader, column, query));
  }

  private interface Question {
    Candidates put(SidecarReader reader) throws SQLException;
  }

  private Candidates ask(TableIndex table, Question question) {
    SidecarReader reader = null;
    boolean good = false;
    int openedIn;
    synchronized (readers) {
      openedIn = generation;
      reader = readers.pollFirst();
    }
    try {
      if (reader == null) {
        reader = new SidecarReader(Sidecar.openForReading(opener, file));
      }
      Candidates candidates = question.put(reader);
      good = candidates != null;
      return candidates;
    } catch (SQLException e) {
      Log.debug("no candidates: " + e);
      table.doubt();
      schedule(0);
      return null;
    } finally {
      giveBack(reader, good, openedIn);
    }
  }

  private void giveBack(SidecarReader reader, boolean good, int openedIn) {
    if (reader == null) {
      return;
    }
    synchronized (readers) {
      if (good && openedIn == generation && readers.size() < READERS) {
        readers.addFirst(reader);
        return;
      }
    }
    closeQuietly(reader);
  }

  /**
   * Sees to it that no connection of ours to the user's database is open, so that the application's
   * next close is the last one wherever it would have been. A step that is under way is awaited for
   * a moment, then its connection is taken away from it. None is opened after that unless the
   * application is {@linkplain WriteGate#isWanted known} to have one open.
   *
   * @param millis how long to wait at most, for a connection that is just being opened
   * @return whether that was reached in time
   */
  public boolean closeUserConnection(long millis) {
    final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    final long patience = STEP_MILLIS << Math.min(revocations, MOST_DOUBLINGS);
    suspended = true;
    try {
      do {
        if (userConnection.tryLock(Math.min(millis, patience), TimeUnit.MILLISECONDS)) {
          userConnection.unlock();
          return true;
        }
        RevocableConnection open = user;
        if (open != null) {
          open.revoke();
          return true;
        }
      } while (System.nanoTime() - end < 0);
      return false;
    } catch (SQLException e) {
      Log.debug("not closed: " + e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      suspended = false;
    }
  }

  /** Closes what is open; the next question opens it again. */
  public void release() {
    closeReaders();
    WORKER.execute(this::closeWriter);
  }

  /** A connection was opened, perhaps to a file that has taken the place of the known one. */
  public void connected() {
    Object known = databaseKey;
    if (known != null && !known.equals(FileIdentity.of(file))) {
      tables.values().forEach(TableIndex::forget);
    }
  }

  /** Names of the tables with an index that is ready, for statistics. */
  public List<String> readyTables() {
    List<String> ready = new ArrayList<>();
    for (TableIndex table : tables.values()) {
      TableDefinition definition = table.table();
      if (definition != null) {
        ready.add(definition.name());
      }
    }
    return ready;
  }

  private void schedule(long delayMillis) {
    if (failure == null && scheduled.compareAndSet(false, true)) {
      Future<?> unused = WORKER.schedule(this::work, delayMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void work() {
    scheduled.set(false);
    if (failure != null || !gate.isWanted()) {
      return;
    }
    if (suspended || !userConnection.tryLock()) {
      schedule(RETRY_MILLIS);
      return;
    }
    user = null;
    boolean more = false;
    try {
      // Asked again: the last connection may have been closed since.
      more = gate.isWanted() && burst();
      failures = 0;
      revocations = 0;
    } catch (Sidecar.NewerFormatException e) {
      failure = "index of a newer version";
      Log.warnOnce("memory index of " + file.getFileName() + " left alone", e);
    } catch (SQLException e) {
      if (user != null && user.isRevoked()) {
        revocations = Math.min(revocations + 1, MOST_DOUBLINGS);
        schedule(RETRY_MILLIS);
      } else {
        retry(e);
      }
    } catch (RuntimeException | Error e) {
      failure = "internal error";
      Log.warnOnce("memory index of " + file.getFileName() + " given up", e);
    } finally {
      userConnection.unlock();
    }
    if (more) {
      schedule(0);
    }
  }

  private void retry(SQLException e) {
    Log.debug("memory index of " + file.getFileName() + " waits: " + e);
    Path sidecar = Sidecar.of(file);
    Object damaged = writer == null ? FileIdentity.of(sidecar) : writerKey;
    closeWriter();
    failures++;
    boolean corrupt = SqliteErrors.isCorrupt(e);
    if (corrupt && !rebuilt) {
      rebuilt = true;
      closeReaders();
      tables.values().forEach(TableIndex::doubt);
      try {
        Sidecar.delete(opener, sidecar, damaged);
      } catch (IOException cannotDelete) {
        Log.debug("cannot delete the sidecar: " + cannotDelete);
      }
    }
    boolean locked = SqliteErrors.isLock(e);
    if (failures == QUICK_RETRIES && !locked) {
      Log.warnOnce("memory index of " + file.getFileName() + " makes no progress", e);
    }
    schedule(failures < QUICK_RETRIES || locked ? RETRY_MILLIS : LONG_RETRY_MILLIS);
  }

  /** Works on all tables for a moment; whether there is more to do. */
  private boolean burst() throws SQLException {
    if (!Features.of(Feature.MEMORY).isOn()) {
      // Switched off meanwhile: nothing more is written, and the next search that is ours asks
      // anew.
      return false;
    }
    final long start = System.nanoTime();
    Object key = FileIdentity.of(file);
    if (databaseKey == null) {
      databaseKey = key;
    } else if (!Objects.equals(key, databaseKey)) {
      // Another database has taken the place.
      databaseKey = key;
      tables.clear();
      closeReaders();
      closeWriter();
      return false;
    }
    if (key == null) {
      return false;
    }
    try (RevocableConnection opened = new RevocableConnection(opener.open(file))) {
      user = opened;
      if (suspended || !gate.isWanted()) {
        return false;
      }
      return advance(opened.view(), start);
    }
  }

  private boolean advance(Connection user, long start) throws SQLException {
    // Who waits to read holds no lock.
    Statements.execute(user, "PRAGMA busy_timeout = " + READING_WAIT_MILLIS);
    for (TableIndex table : tables.values()) {
      if (table.refusal() == null && !table.isRequested()) {
        weighUp(table, user);
      }
    }
    List<TableIndex> working = new ArrayList<>();
    for (TableIndex table : tables.values()) {
      if (table.hasWork()) {
        working.add(table);
      }
    }
    if (working.isEmpty()) {
      return false;
    }
    openWriter(user);
    installed = true;
    long end = System.nanoTime() + BURST_NANOS;
    boolean more = true;
    while (more && !suspended && gate.isWanted() && System.nanoTime() < end) {
      more = false;
      for (TableIndex table : working) {
        more |= table.refusal() == null && table.step(user, writer, gate);
      }
    }
    drainedAt = System.nanoTime();
    FlightEvents.index(file.getFileName().toString(), drainedAt - start, more);
    return more && gate.isWanted();
  }

  private void weighUp(TableIndex table, Connection user) throws SQLException {
    table.weighed(0);
    TableDefinition definition = TableDefinition.read(user, table.name());
    if (definition.refusal() != null) {
      table.refuse(definition.refusal());
      return;
    }
    String name = definition.source();
    String key = definition.keyExpression();
    if (Statements.number(
            user, "SELECT count(*) FROM (SELECT 1 FROM " + name + " LIMIT " + SMALLEST_TABLE + ")")
        < SMALLEST_TABLE) {
      return;
    }
    if (Sidecar.look(Sidecar.of(file)) == Sidecar.Found.FILE) {
      openWriter(user);
      if (Unit.load(writer, table.name()) != null) {
        table.request();
        return;
      }
    }
    double rows =
        Statements.number(user, "SELECT max(" + key + ") FROM " + name)
            - (double) Statements.number(user, "SELECT min(" + key + ") FROM " + name)
            + 1;
    table.weighed((long) Math.max(1, Math.ceil(rowsScannedBeforeIndexing / rows)));
    if (rows * table.searches() >= rowsScannedBeforeIndexing) {
      table.request();
    }
  }

  private void openWriter(Connection user) throws SQLException {
    Path sidecar = Sidecar.of(file);
    if (writer != null && !Objects.equals(FileIdentity.of(sidecar), writerKey)) {
      // Deleted or replaced under us: begin again with what is there now.
      closeWriter();
      closeReaders();
      tables.values().forEach(TableIndex::doubt);
    }
    if (writer == null) {
      String encoding = Statements.text(user, "PRAGMA main.encoding");
      Sidecar.Writer opened = Sidecar.open(opener, file, encoding);
      writer = opened.connection();
      writerKey = opened.file();
    }
  }

  private void closeWriter() {
    if (writer != null) {
      closeQuietly(writer);
      writer = null;
      writerKey = null;
    }
  }

  private void closeReaders() {
    List<SidecarReader> closing;
    synchronized (readers) {
      generation++;
      closing = new ArrayList<>(readers);
      readers.clear();
    }
    for (SidecarReader reader : closing) {
      closeQuietly(reader);
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      Log.debug("not closed: " + e);
    }
  }

  private static void closeQuietly(SidecarReader reader) {
    try {
      reader.close();
    } catch (SQLException e) {
      Log.debug("not closed: " + e);
    }
  }

  private static ScheduledThreadPoolExecutor worker() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, Background.threads("memory"));
    executor.setKeepAliveTime(5, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}

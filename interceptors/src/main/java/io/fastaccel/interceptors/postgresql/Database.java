package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.postgresql.Finding.State;
import io.fastaccel.interceptors.postgresql.Server.NotOurs;
import io.fastaccel.interceptors.postgresql.Shape.Scan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.core.ParameterList;

/**
 * The text searches of one database. Application threads count; a thread of ours looks, over a
 * connection that is open for as long as the look takes.
 */
final class Database {

  private static final int SHAPES = 300;

  /** A statement that is not repeated is not worth a look. */
  private static final int EXPLAINED_AT = 3;

  private static final long EXPLANATION_LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Gathers what comes at the same time into one connection. */
  private static final long DELAY_MILLIS = 200;

  private static final int CONNECTION_FAILURES = 3;
  private static final int CREATION_FAILURES = 3;
  private static final long RETRY_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long CLEAN_MILLIS = 2_000;
  private static final long CLEAN_LIMIT_MILLIS = TimeUnit.HOURS.toMillis(2);

  private static final ScheduledThreadPoolExecutor LOOKER = thread("postgresql");

  /** Creating an index takes as long as it takes. */
  private static final ScheduledThreadPoolExecutor CREATOR = thread("postgresql-create");

  private final long rowsScanned = Settings.current().number(Setting.MEMORY_INDEX_AFTER);
  private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
  private final Map<TrigramIndex, Finding> findings = new ConcurrentHashMap<>();
  private final Queue<Shape> toExplain = new ConcurrentLinkedQueue<>();
  private final Queue<Finding> toDecide = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile Login login;
  private volatile String refusal;
  private int connectionFailures;

  Database(Login login) {
    this.login = login;
  }

  /** Passwords change. */
  void login(Login next) {
    login = next;
  }

  /** A search is about to be executed. Called by application threads; waits for nothing. */
  void searching(String sql, ParameterList parameters) {
    if (refusal != null) {
      return;
    }
    String key = SearchTexts.shape(sql);
    Shape shape = shapes.get(key);
    if (shape == null) {
      if (shapes.size() >= SHAPES) {
        return;
      }
      shape = shapes.computeIfAbsent(key, k -> new Shape(sql, parameters));
    }
    if (shape.scans.isEmpty() && !SearchTexts.mayHaveTrigram(parameters)) {
      shape.withoutTrigram.incrementAndGet();
    }
    int executions = shape.executions.incrementAndGet();
    for (Scan scan : shape.scans) {
      Finding finding = scan.finding();
      if (scan.parameters().isEmpty() || SearchTexts.hasTrigram(parameters, scan.parameters())) {
        finding.searches.increment();
        decideIfDue(finding);
      } else {
        finding.shortPatterns.increment();
      }
    }
    long explained = shape.explainedAt;
    if (explained == 0
        ? executions >= EXPLAINED_AT
        : System.nanoTime() - explained > EXPLANATION_LIFE_NANOS) {
      if (shape.queued.compareAndSet(false, true)) {
        toExplain.add(shape);
        schedule(DELAY_MILLIS);
      }
    }
  }

  private void decideIfDue(Finding finding) {
    if (finding.isWorthAnIndex(rowsScanned) && finding.due.compareAndSet(false, true)) {
      toDecide.add(finding);
      schedule(0);
    }
  }

  void addStatistics(List<Map<String, Object>> all) {
    String why = refusal;
    if (why != null) {
      all.add(Map.of("state", "left alone", "reason", why));
    }
    findings.values().forEach(finding -> all.add(finding.statistics()));
  }

  private void schedule(long delayMillis) {
    if (scheduled.compareAndSet(false, true)) {
      try {
        Future<?> ignored = LOOKER.schedule(this::work, delayMillis, TimeUnit.MILLISECONDS);
      } catch (Throwable e) {
        scheduled.set(false);
        Log.warnOnce("no thread for PostgreSQL", e);
      }
    }
  }

  private void work() {
    scheduled.set(false);
    if (refusal != null || !Features.of(Feature.MEMORY).isOn()) {
      return;
    }
    try (Server server = Server.toLook(login)) {
      connectionFailures = 0;
      Catalog catalog = new Catalog(server);
      for (Shape shape = toExplain.poll(); shape != null; shape = toExplain.poll()) {
        explain(server, catalog, shape);
      }
      for (Finding finding = toDecide.poll(); finding != null; finding = toDecide.poll()) {
        decide(server, catalog, finding);
      }
    } catch (NotOurs e) {
      refusal = e.getMessage();
    } catch (SQLException e) {
      Log.debug("looking at PostgreSQL failed: " + e);
      if (++connectionFailures >= CONNECTION_FAILURES) {
        refusal = "no connection of our own, SQL state " + e.getSQLState();
      } else {
        schedule(RETRY_MILLIS);
      }
    } catch (RuntimeException | Error e) {
      refusal = "internal error";
      Log.warnOnce("PostgreSQL is left alone", e);
    }
  }

  private void explain(Server server, Catalog catalog, Shape shape) throws SQLException {
    shape.explainedAt = System.nanoTime();
    shape.queued.set(false);
    List<Search> searches;
    try {
      searches = PlanReader.read(server.explain(shape.sql, shape.types));
    } catch (SQLException e) {
      // Tables of the application's session, another search path: what it cannot show is let be.
      Log.debug("a search was not explained: " + e.getSQLState());
      if (server.connection().isClosed()) {
        throw e;
      }
      shape.scans = List.of();
      return;
    }
    List<Scan> scans = new ArrayList<>();
    for (Search search : searches) {
      TrigramIndex index = TrigramIndex.of(search);
      Finding finding = findings.computeIfAbsent(index, Finding::new);
      Catalog.Facts facts = catalog.facts(index);
      finding.rows = facts.rows();
      finding.statements = facts.statements();
      if (facts.indexed()) {
        finding.become(State.INDEXED, null);
      } else if (facts.refusal() != null) {
        finding.become(State.REFUSED, facts.refusal());
      } else if (finding.state == State.INDEXED || finding.state == State.REFUSED) {
        finding.become(State.WATCHED, null);
        finding.due.set(false);
      }
      scans.add(new Scan(finding, search.parameters()));
      if (shape.scans.isEmpty()) {
        int without = shape.withoutTrigram.get();
        finding.shortPatterns.add(without);
        finding.searches.add(Math.max(0, shape.executions.get() - without));
      }
      decideIfDue(finding);
    }
    shape.scans = scans;
  }

  private void decide(Server server, Catalog catalog, Finding finding) throws SQLException {
    Catalog.Facts facts = catalog.facts(finding.index);
    finding.statements = facts.statements();
    if (facts.indexed()) {
      finding.become(State.INDEXED, null);
      return;
    }
    if (facts.refusal() != null) {
      finding.become(State.REFUSED, facts.refusal());
      return;
    }
    String obstacle = server.isStandby() ? "the server is a standby" : facts.obstacle();
    if (obstacle == null && finding.hasManyShortPatterns()) {
      obstacle = "searches for less than three characters would get slower";
    }
    if (Mode.CURRENT != Mode.CREATE || obstacle != null) {
      advise(finding, obstacle);
      return;
    }
    finding.become(State.CREATING, null);
    createLater(finding, 0);
  }

  private static void advise(Finding finding, String obstacle) {
    finding.become(State.ADVISED, obstacle);
    Log.warnOnce(
        "searches read all "
            + finding.rows
            + " rows of "
            + finding.index.quotedTable()
            + "; this would give them an index: "
            + String.join("; ", finding.statements)
            + ';'
            + (obstacle == null ? "" : " (not done by us: " + obstacle + ")"),
        null);
  }

  private void create(Finding finding) {
    if (!Features.of(Feature.MEMORY).isOn()) {
      finding.become(State.WATCHED, null);
      finding.due.set(false);
      return;
    }
    String failure;
    boolean again = false;
    try (Server server = Server.toCreate(login)) {
      failure = new IndexCreation(server, finding.index).run();
    } catch (NotOurs e) {
      failure = e.getMessage();
    } catch (SQLException e) {
      failure = "SQL state " + e.getSQLState();
      again = mayPass(e.getSQLState());
      Log.debug("creating an index failed: " + e);
    } catch (RuntimeException | Error e) {
      failure = "internal error";
      Log.warnOnce("creating an index on PostgreSQL failed", e);
    }
    if (failure == null) {
      finding.become(State.CREATED, null);
      forgetPlans();
      Log.info("created index " + finding.index.quotedName());
      return;
    }
    cleanLater(finding, CLEAN_MILLIS);
    int failures = finding.failures.incrementAndGet();
    if (again && failures < CREATION_FAILURES) {
      finding.become(State.CREATING, failure);
      createLater(finding, RETRY_MILLIS * failures);
    } else {
      finding.become(State.FAILED, failure);
      Log.warnOnce(
          "could not create the index "
              + finding.index.quotedName()
              + ": "
              + failure
              + "; by hand: "
              + String.join("; ", finding.statements)
              + ';',
          null);
    }
  }

  /** An incomplete index serves nobody, and every write pays for it. */
  private void clean(Finding finding, long delayMillis) {
    boolean clean = false;
    try (Server server = Server.toCreate(login)) {
      clean = new IndexCreation(server, finding.index).clean();
    } catch (NotOurs e) {
      return;
    } catch (SQLException e) {
      Log.debug("an incomplete index was not removed: " + e);
    } catch (RuntimeException | Error e) {
      Log.warnOnce("an incomplete index on PostgreSQL was not removed", e);
      return;
    }
    finding.leftover = !clean;
    if (!clean && delayMillis < CLEAN_LIMIT_MILLIS) {
      cleanLater(finding, 2 * delayMillis);
    }
  }

  private void cleanLater(Finding finding, long delayMillis) {
    try {
      Future<?> ignored =
          CREATOR.schedule(() -> clean(finding, delayMillis), delayMillis, TimeUnit.MILLISECONDS);
    } catch (Throwable e) {
      Log.warnOnce("no thread for PostgreSQL", e);
    }
  }

  /** Lost connections, what a transaction or a lock was in the way of, and time limits. */
  private static boolean mayPass(String sqlState) {
    return sqlState != null
        && (sqlState.startsWith("08")
            || sqlState.startsWith("40")
            || sqlState.startsWith("55")
            || sqlState.startsWith("57"));
  }

  private void createLater(Finding finding, long delayMillis) {
    try {
      Future<?> ignored =
          CREATOR.schedule(() -> create(finding), delayMillis, TimeUnit.MILLISECONDS);
    } catch (Throwable e) {
      finding.become(State.FAILED, "no thread");
    }
  }

  /** The next execution of each statement is explained anew. */
  private void forgetPlans() {
    for (Shape shape : shapes.values()) {
      shape.explainedAt = 0;
    }
  }

  private static ScheduledThreadPoolExecutor thread(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, Background.threads(name));
    executor.setKeepAliveTime(5, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}

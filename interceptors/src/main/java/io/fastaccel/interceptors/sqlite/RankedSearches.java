package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.sqlite.index.Candidates;
import io.fastaccel.interceptors.sqlite.index.Condition;
import io.fastaccel.interceptors.sqlite.index.DatabaseIndex;
import io.fastaccel.interceptors.sqlite.index.Names;
import io.fastaccel.interceptors.sqlite.index.Ranking;
import io.fastaccel.interceptors.sqlite.index.TableDefinition;
import io.fastaccel.interceptors.sqlite.index.TableIndex;
import io.fastaccel.interceptors.sqlite.sql.RankedSearch;
import io.fastaccel.interceptors.sqlite.sql.SearchStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** Executes searches by rank, where the user wants that: other rows than the original's. */
final class RankedSearches {

  private static final FeatureState STATE = Features.of(Feature.MEMORY);
  private static final LongAdder COUNT = new LongAdder();
  private static final Supplier<Object> STATISTICS = COUNT::sum;

  static {
    if (Ranking.isOn()) {
      STATE.detail("ranked", STATISTICS);
    }
  }

  private RankedSearches() {}

  static boolean isOn() {
    return Ranking.isOn();
  }

  /**
   * Executes a search by rank.
   *
   * @return whether there is a row; {@code null} if it is to be executed as any other
   */
  static Object execute(
      DB database,
      CoreStatement statement,
      ConnectionState state,
      DatabaseIndex index,
      TableIndex table,
      SearchStatement search,
      Object[] values)
      throws SQLException {
    RankedSearch ranked = search.ranked();
    TableDefinition definition = table.table();
    String query = ranked == null || definition == null ? null : ranked.query(values);
    if (query == null) {
      return null;
    }
    if (!state.functionsChecked()) {
      QueryPlans.checkFunctions(statement.conn, state);
      if (state.refusal() != null) {
        return null;
      }
    }
    Candidates best = index.ranked(table, ranked.column(), query);
    if (best == null) {
      return null;
    }
    String key = Names.quote(search.qualifier()) + '.' + Names.quote(definition.key());
    String list = "?" + (search.parameterCount() + 1);
    String rewritten =
        ranked.rewritten(
            key,
            Ranking.ranked(list),
            list,
            Condition.text(search, definition) + " AND " + notHidden(definition));
    Object result;
    try {
      result = Searches.run(database, statement, state, rewritten, search, values, best);
    } catch (SQLException e) {
      Log.debug("ranked search not prepared: " + e);
      return null;
    }
    if (result == null) {
      index.doubt(table);
    } else if (!(result instanceof Raise)) {
      index.refresh(table);
      COUNT.increment();
      STATE.accelerated();
    }
    return result;
  }

  /** An error, as {@link Condition} raises it, where a temporary table has the table's name. */
  private static String notHidden(TableDefinition table) {
    // With a column in it, since the engine computes ahead what is constant.
    return "(SELECT abs(rootpage * 0 + -9223372036854775808) FROM sqlite_temp_master WHERE name = "
        + Names.literal(table.name())
        + " COLLATE NOCASE LIMIT 1) IS NULL";
  }
}

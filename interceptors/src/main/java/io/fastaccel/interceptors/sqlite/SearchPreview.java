package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.sqlite.sql.Reading;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.sqlite.core.CoreStatement;

/**
 * Looks at the application's searches without doing anything for them: mode {@code report}. Asks
 * the database nothing. Thread-safe.
 */
final class SearchPreview {

  private static final int TABLES = 100;

  private static final Map<String, LongAdder> SEEN = new ConcurrentHashMap<>();

  /** Held here because the feature holds it weakly. */
  private static final Supplier<Map<String, Long>> SNAPSHOT = SearchPreview::snapshot;

  static {
    Features.of(Feature.MEMORY).detail("searchesSeen", SNAPSHOT);
  }

  private SearchPreview() {}

  static void look(CoreStatement statement) {
    String sql = StatementTexts.of(statement);
    if (sql == null || !Searches.mayBeSelect(sql)) {
      return;
    }
    Reading reading = Searches.read(sql);
    if (reading.searches()) {
      String what =
          reading.refusal() == null
              ? "in " + reading.statement().table()
              : "left to the original: " + reading.refusal();
      LongAdder count = SEEN.get(what);
      if (count == null) {
        count = SEEN.computeIfAbsent(SEEN.size() < TABLES ? what : "others", w -> new LongAdder());
      }
      count.increment();
    }
  }

  private static Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new TreeMap<>();
    SEEN.forEach((what, count) -> snapshot.put(what, count.sum()));
    return snapshot;
  }
}

package io.fastaccel.interceptors.postgresql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A table that searches read as a whole, and what came of it. Thread-safe. */
final class Finding {

  enum State {
    /** Not searched often enough yet. */
    WATCHED,
    ADVISED,
    CREATING,
    CREATED,
    /** There is an index that serves the search. */
    INDEXED,
    REFUSED,
    FAILED
  }

  private static final int SHORT_SHARE = 9;

  final TrigramIndex index;
  final LongAdder searches = new LongAdder();

  /** Searches that an index would not help, and could harm: a plan is made for any pattern. */
  final LongAdder shortPatterns = new LongAdder();

  /** Set while the worker is to decide, and after it has. */
  final AtomicBoolean due = new AtomicBoolean();

  volatile long rows;
  volatile State state = State.WATCHED;
  volatile String reason;
  volatile List<String> statements = List.of();

  /** Whether an attempt left an incomplete index; {@code null} if none failed. */
  volatile Boolean leftover;

  /** Attempts to create it that failed. */
  final AtomicInteger failures = new AtomicInteger();

  Finding(TrigramIndex index) {
    this.index = index;
  }

  /** Whether reading the table again and again has cost as much as an index is worth. */
  boolean isWorthAnIndex(long rowsScanned) {
    return state == State.WATCHED && rows > 0 && searches.sum() >= rowsScanned / rows;
  }

  /** Whether more than a tenth of the searches have no trigram. */
  boolean hasManyShortPatterns() {
    return shortPatterns.sum() * SHORT_SHARE > searches.sum();
  }

  void become(State next, String why) {
    state = next;
    reason = why;
  }

  Map<String, Object> statistics() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", index.schema() + '.' + index.table());
    fields.put(
        "column",
        index.function() == null ? index.column() : index.function() + '(' + index.column() + ')');
    fields.put("rows", rows);
    fields.put("searches", searches.sum());
    fields.put("searchesWithoutTrigram", shortPatterns.sum());
    fields.put("state", state.name().toLowerCase(Locale.ROOT));
    String why = reason;
    if (why != null) {
      fields.put("reason", why);
    }
    Boolean incomplete = leftover;
    if (incomplete != null) {
      fields.put("incompleteIndex", incomplete);
    }
    if (!statements.isEmpty()) {
      fields.put("statements", statements);
    }
    return fields;
  }
}

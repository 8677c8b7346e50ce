package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.postgresql.PlanTokens.Kind;
import io.fastaccel.interceptors.postgresql.PlanTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the sequential scans that decide a text search in what {@code EXPLAIN (VERBOSE)} prints.
 */
final class PlanReader {

  private static final Pattern SCAN =
      Pattern.compile("^\\s*(?:->\\s+)?(?:Parallel )?Seq Scan on (.+?)  \\(cost=.*$");
  private static final Pattern NODE = Pattern.compile("^.*  \\(cost=.*$");
  private static final Pattern FILTER = Pattern.compile("^\\s+Filter: (.*)$");

  private PlanReader() {}

  /** The searches, in the order of the plan; what is not understood is left out. */
  static List<Search> read(List<String> lines) {
    List<Search> searches = new ArrayList<>();
    List<Token> scanned = null;
    for (String line : lines) {
      Matcher scan = SCAN.matcher(line);
      Matcher filter = FILTER.matcher(line);
      if (scan.matches()) {
        scanned = PlanTokens.of(scan.group(1));
      } else if (filter.matches()) {
        if (scanned != null) {
          searches.addAll(read(filter.group(1), scanned));
        }
      } else if (NODE.matcher(line).matches()) {
        scanned = null;
      }
    }
    return searches;
  }

  /** {@code schema.table} or {@code schema.table alias}. */
  private static List<Search> read(String filter, List<Token> scanned) {
    int size = scanned.size();
    if ((size != 3 && size != 4) || !scanned.get(1).is(".")) {
      return List.of();
    }
    for (int i = 0; i < size; i++) {
      if (i != 1 && scanned.get(i).kind() != Kind.NAME) {
        return List.of();
      }
    }
    return FilterReader.read(
        filter, scanned.get(0).text(), scanned.get(2).text(), scanned.get(size - 1).text());
  }
}

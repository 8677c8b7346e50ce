package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.Filter;
import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import io.fastaccel.interceptors.sqlite.sql.Trigrams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * How to ask the trigram tables for candidates: a union of one or more column queries.
 *
 * @param parts column and FTS5 query of each
 * @param share estimated share of the table's rows that become candidates
 * @param matchShare estimated share of the rows that really match
 * @param postings estimated index entries to read, as a multiple of the table's rows
 */
record CandidatePlan(List<Part> parts, double share, double matchShare, double postings) {

  /**
   * @param column lower case
   * @param query an FTS5 query
   */
  record Part(String column, String query) {}

  /** More trigrams than these cost more than they exclude. */
  private static final int TRIGRAMS = 4;

  private static final int PARTS = 8;

  /** A candidate costs about as much to look up as this many index entries to read. */
  private static final double POSTINGS_PER_CANDIDATE = 30;

  private record Ranked(String trigram, double share) {}

  /**
   * Plans for a filter.
   *
   * @return {@code null} if the filter cannot be answered by the index: no column of it is indexed,
   *     or its texts are too short
   */
  static CandidatePlan of(Filter filter, Map<String, Sample> samples) {
    if (filter instanceof Filter.Contains contains) {
      return of(contains, samples.get(SqlNames.fold(contains.column())));
    }
    if (filter instanceof Filter.AllOf all) {
      CandidatePlan best = null;
      for (Filter member : joined(all.filters())) {
        CandidatePlan plan = of(member, samples);
        if (plan != null && (best == null || plan.share < best.share)) {
          best = plan;
        }
      }
      return best;
    }
    List<Part> parts = new ArrayList<>();
    double share = 0;
    double matchShare = 0;
    double postings = 0;
    for (Filter member : ((Filter.AnyOf) filter).filters()) {
      CandidatePlan plan = of(member, samples);
      if (plan == null) {
        return null;
      }
      parts.addAll(plan.parts);
      share += plan.share;
      matchShare += plan.matchShare;
      postings += plan.postings;
    }
    return parts.size() > PARTS ? null : new CandidatePlan(parts, share, matchShare, postings);
  }

  /** Searches of one column become one, so that its rarest trigrams are taken from all of them. */
  private static List<Filter> joined(List<Filter> filters) {
    Map<String, List<String>> pieces = new LinkedHashMap<>();
    List<Filter> joined = new ArrayList<>();
    for (Filter filter : filters) {
      if (filter instanceof Filter.Contains contains) {
        pieces
            .computeIfAbsent(SqlNames.fold(contains.column()), c -> new ArrayList<>())
            .addAll(contains.pieces());
      } else if (filter instanceof Filter.AllOf all) {
        joined.addAll(all.filters());
      } else {
        joined.add(filter);
      }
    }
    pieces.forEach((column, texts) -> joined.add(new Filter.Contains(column, texts)));
    return joined;
  }

  private static CandidatePlan of(Filter.Contains contains, Sample sample) {
    if (sample == null) {
      return null;
    }
    List<String> trigrams = new ArrayList<>();
    for (String piece : contains.pieces()) {
      trigrams.addAll(Trigrams.of(piece));
    }
    if (trigrams.isEmpty()) {
      return null;
    }
    List<Ranked> ranked = new ArrayList<>();
    for (String trigram : new LinkedHashSet<>(trigrams)) {
      ranked.add(new Ranked(trigram, sample.share(List.of(trigram))));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::share));
    double rarest = ranked.get(0).share();
    List<String> chosen = new ArrayList<>();
    double postings = 0;
    double share = 1;
    for (Ranked trigram : ranked) {
      // Reading one more posting list must exclude candidates that would be dearer to look up.
      if (chosen.size() == TRIGRAMS
          || (!chosen.isEmpty() && trigram.share() > POSTINGS_PER_CANDIDATE * share + rarest)) {
        break;
      }
      chosen.add(trigram.trigram());
      postings += trigram.share();
      share = sample.share(chosen);
    }
    double matchShare = Math.min(share, sample.share(trigrams));
    return new CandidatePlan(
        List.of(new Part(SqlNames.fold(contains.column()), Trigrams.matchAll(chosen))),
        share,
        matchShare,
        postings);
  }
}

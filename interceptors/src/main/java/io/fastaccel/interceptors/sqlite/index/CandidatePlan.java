package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.Filter;
import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import io.fastaccel.interceptors.sqlite.sql.Trigrams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

  /** The statement that asks for the candidates; {@code null} if a column is not indexed. */
  String sql(TableIndex.Ready index) {
    StringBuilder sql =
        new StringBuilder("SELECT u.v, u.r, u.schema, c.n, c.rowids FROM unit u, (SELECT ")
            .append("count(*) AS n, json_group_array(rid) AS rowids FROM (SELECT rid FROM (");
    int parameter = 1;
    for (Part part : parts) {
      String fts = index.columns().get(part.column());
      if (fts == null) {
        return null;
      }
      sql.append("SELECT rowid AS rid FROM ").append(fts).append(" WHERE ").append(fts);
      sql.append(" MATCH ?").append(parameter++).append(" UNION ALL ");
    }
    sql.append("SELECT rid FROM pending WHERE unit = ").append(index.unit());
    sql.append(") LIMIT ?").append(parameter++);
    return sql.append(")) c WHERE u.tbl = ?")
        .append(parameter)
        .append(" AND u.done = 1")
        .toString();
  }

  /**
   * @param column lower case
   * @param query an FTS5 query
   */
  record Part(String column, String query) {}

  private static final int TRIGRAMS = 8;

  /** Of a long text only the rarest are considered. */
  private static final int CONSIDERED = 40;

  private static final int PARTS = 8;

  /** A gap between pieces: trigrams of two pieces do not overlap. */
  private static final int GAP = 1_000;

  /** A trigram of the searched text. */
  private static final class Ranked {
    final String trigram;

    /** The rows of the sample that contain it. */
    final int[] rows;

    /** Where it is in the searched text. */
    final int position;

    Ranked(String trigram, int[] rows, int position) {
      this.trigram = trigram;
      this.rows = rows;
      this.position = position;
    }
  }

  /**
   * Plans for a filter.
   *
   * @param rows about how many rows the table has
   * @return {@code null} if the filter cannot be answered by the index: no column of it is indexed,
   *     or its texts are too short
   */
  static CandidatePlan of(Filter filter, Map<String, Sample> samples, double rows) {
    if (filter instanceof Filter.Contains contains) {
      return of(contains, samples.get(SqlNames.fold(contains.column())), rows);
    }
    if (filter instanceof Filter.AllOf all) {
      CandidatePlan best = null;
      for (Filter member : joined(all.filters())) {
        CandidatePlan plan = of(member, samples, rows);
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
      CandidatePlan plan = of(member, samples, rows);
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

  /**
   * Takes the trigram that lowers the expected cost most, again and again. The rarest few would not
   * do: they tend to be of one word, where each says what the others say.
   */
  private static CandidatePlan of(Filter.Contains contains, Sample sample, double rows) {
    if (sample == null) {
      return null;
    }
    List<Ranked> left = ranked(contains.pieces(), sample);
    if (left.isEmpty()) {
      return null;
    }
    final double matchShare = sample.share(matching(left));
    left.sort(Comparator.comparingInt(trigram -> trigram.rows.length));
    left = new ArrayList<>(left.subList(0, Math.min(CONSIDERED, left.size())));
    List<Ranked> chosen = new ArrayList<>();
    double postings = 0;
    Joint joint = new Joint(null, 0);
    double cost = Double.MAX_VALUE;
    while (chosen.size() < TRIGRAMS && !left.isEmpty()) {
      Ranked best = null;
      Joint bestJoint = null;
      double bestCost = cost;
      for (Ranked trigram : left) {
        Joint with = joint.and(trigram.rows);
        double costWith =
            CostModel.query(
                chosen.size() + 1,
                (postings + sample.share(trigram.rows)) * rows,
                with.share(sample) * rows);
        if (costWith < bestCost
            || (best != null
                && costWith == bestCost
                && distance(trigram, chosen) > distance(best, chosen))) {
          best = trigram;
          bestJoint = with;
          bestCost = costWith;
        }
      }
      if (best == null) {
        break;
      }
      left.remove(best);
      chosen.add(best);
      joint = bestJoint;
      cost = bestCost;
      postings += sample.share(best.rows);
    }
    List<String> texts = new ArrayList<>();
    for (Ranked trigram : chosen) {
      texts.add(trigram.trigram);
    }
    double share = joint.share(sample);
    return new CandidatePlan(
        List.of(new Part(SqlNames.fold(contains.column()), Trigrams.matchAll(texts))),
        share,
        Math.min(share, matchShare),
        postings);
  }

  private static List<Ranked> ranked(List<String> pieces, Sample sample) {
    Map<String, Ranked> ranked = new LinkedHashMap<>();
    int position = 0;
    for (String piece : pieces) {
      for (String trigram : Trigrams.of(piece)) {
        ranked.putIfAbsent(trigram, new Ranked(trigram, sample.rows(trigram), position));
        position++;
      }
      position += GAP;
    }
    return new ArrayList<>(ranked.values());
  }

  private static int[] matching(List<Ranked> trigrams) {
    int[] rows = null;
    for (Ranked trigram : trigrams) {
      rows = rows == null ? trigram.rows : Sample.intersect(rows, trigram.rows);
    }
    return rows;
  }

  /** Trigrams that do not overlap say more: if equally rare, the farther one is the better. */
  private static int distance(Ranked trigram, List<Ranked> chosen) {
    int distance = 3;
    for (Ranked other : chosen) {
      distance = Math.min(distance, Math.abs(trigram.position - other.position));
    }
    return distance;
  }

  /** What the sample says about rows that contain all of some trigrams. */
  private static final class Joint {

    /** What one more trigram leaves, where the sample cannot tell any more. */
    private static final double LEFT_BY_EACH = 0.3;

    /** {@code null} for all rows. */
    private final int[] rows;

    /** How many trigrams have been added since there were no rows left. */
    private final int unseen;

    Joint(int[] rows, int unseen) {
      this.rows = rows;
      this.unseen = unseen;
    }

    Joint and(int[] others) {
      if (rows == null) {
        return new Joint(others, 0);
      }
      return rows.length == 0
          ? new Joint(rows, unseen + 1)
          : new Joint(Sample.intersect(rows, others), 0);
    }

    double share(Sample sample) {
      return rows == null ? 1 : sample.share(rows) * Math.pow(LEFT_BY_EACH, unseen);
    }
  }
}

package io.fastaccel.interceptors.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On plans as PostgreSQL 15 printed them. */
class PlanReaderTest {

  @Test
  void aParameterIsFound() {
    assertEquals(
        List.of(new Search("public", "memory", "content", null, List.of(1))),
        filter("(memory.content ~~ $1)"));
    assertEquals(
        List.of(new Search("public", "memory", "content", null, List.of(2))),
        filter("(memory.content ~~* (('%'::text || $2) || '%'::text))"));
  }

  @Test
  void foldedColumnsOfOtherTextTypesAreFoundBelowSortsAndLimits() {
    assertEquals(
        List.of(new Search("public", "memory", "title", "lower", List.of(1))),
        PlanReader.read(
            List.of(
                "Limit  (cost=25.01..25.02 rows=1 width=4)",
                "  Output: id",
                "  ->  Sort  (cost=25.01..25.02 rows=1 width=4)",
                "        Output: id",
                "        Sort Key: m.id",
                "        ->  Parallel Seq Scan on public.memory m  (cost=0.00..25.00 rows=1 width=4)",
                "              Output: id",
                "              Filter: ((m.score >= 1) AND (m.score <= 5) AND (m.kind = ($2)::text)"
                    + " AND (lower((m.title)::text) ~~ lower(($1)::text)))")));
  }

  @Test
  void alternativesNeedAnIndexEach() {
    assertEquals(
        List.of(
            new Search("public", "memory", "content", null, List.of()),
            new Search("public", "memory", "title", null, List.of(2))),
        filter(
            "((memory.content ~~ '%abc%'::text) OR ((memory.title)::text ~~* like_escape($2,"
                + " '!'::text)))"));
    assertEquals(
        List.of(),
        filter("((memory.kind ~~ '%abc%'::text) OR (memory.score = ANY ('{1,2,3}'::integer[])))"));
  }

  @Test
  void ofSeveralConditionsOneIsEnoughAndItMustHaveATrigram() {
    assertEquals(
        List.of(new Search("public", "memory", "title", null, List.of())),
        filter(
            "((memory.content ~~ '%ab%'::text) AND ((memory.title)::text ~~ '%abc%'::text) AND"
                + " ((memory.kind ~~ '%abc%'::text) OR (memory.score = 1)))"));
  }

  @Test
  void namesAreReadWithTheirQuotes() {
    assertEquals(
        List.of(new Search("My Schema", "T \"x", "Con tent", null, List.of())),
        PlanReader.read(
            List.of(
                "Seq Scan on \"My Schema\".\"T \"\"x\"  (cost=0.00..29.05 rows=2 width=36)",
                "  Output: id, \"Con tent\"",
                "  Filter: ((\"T \"\"x\".\"Con tent\" ~~ '%it''s mine%'::text) AND"
                    + " (\"T \"\"x\".\"Con tent\" ~~ '%a\\b%'::text))")));
  }

  @Test
  void everythingElseIsLeftAlone() {
    for (String filter :
        List.of(
            "(memory.content !~~ '%abc%'::text)",
            "(memory.content ~~ memory.kind)",
            "(memory.content ~~ n.pattern)",
            "(memory.content ~~ ANY ('{%abc%,%def%}'::text[]))",
            "CASE WHEN (memory.score = 1) THEN (memory.content ~~ '%abc%'::text) ELSE true END",
            "(NOT (memory.content ~~ '%abc%'::text))",
            "(upper(memory.content) ~~ '%ABC%'::text COLLATE \"C\")",
            "((memory.content)::text ~~ '%ab%'::text)",
            "(public.f(memory.content) ~~ '%abc%'::text)",
            "((memory.content || 'x'::text) ~~ '%abc%'::text)",
            "(n.content ~~ '%abc%'::text)",
            "(memory.content ~~ '%ends in a",
            "(memory.content = 'x LIKE abc'::text)",
            "(memory.content ~~ $",
            ")(",
            "")) {
      assertEquals(List.of(), filter(filter), filter);
    }
  }

  @Test
  void filtersOfOtherNodesAreNotTheScans() {
    assertEquals(
        List.of(new Search("public", "memory", "content", null, List.of(1))),
        PlanReader.read(
            List.of(
                "Nested Loop  (cost=0.15..34.03 rows=3 width=216)",
                "  ->  Seq Scan on public.memory m  (cost=0.00..17.50 rows=3 width=108)",
                "        Filter: (m.content ~~* $1)",
                "  ->  Index Scan using memory_pkey on public.memory m  (cost=0.15..5.50 rows=1"
                    + " width=108)",
                "        Index Cond: (m.id = m.score)",
                "        Filter: (m.title ~~ 'xyz%'::text)")));
  }

  private static List<Search> filter(String filter) {
    List<String> lines = new ArrayList<>();
    lines.add("Seq Scan on public.memory  (cost=0.00..17.50 rows=3 width=108)");
    lines.add("  Output: id, content, title, kind, score");
    lines.add("  Filter: " + filter);
    return PlanReader.read(lines);
  }
}

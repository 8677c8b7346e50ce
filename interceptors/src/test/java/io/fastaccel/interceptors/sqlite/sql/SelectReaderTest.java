package io.fastaccel.interceptors.sqlite.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.sqlite.sql.Filter.AllOf;
import io.fastaccel.interceptors.sqlite.sql.Filter.AnyOf;
import io.fastaccel.interceptors.sqlite.sql.Filter.Contains;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectReaderTest {

  private static SearchStatement search(String sql) {
    Reading reading = SelectReader.read(sql);
    assertNotNull(reading.statement(), () -> sql + ": " + reading.refusal());
    return reading.statement();
  }

  private static Filter filter(String sql, Object... values) {
    return search(sql).filter(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM m WHERE content LIKE ?",
        "select id from main.m as x where x.content like ? order by id desc limit 5;",
        "/* hint */ SELECT * FROM \"m\" WHERE \"content\" LIKE ? -- all of it",
        "SELECT * FROM m WHERE (LOWER(content) LIKE LOWER(?))",
        "SELECT * FROM [m] `a` WHERE a.content LIKE '%'||?||'%' AND kind = 'x'",
        "SELECT * FROM m WHERE content LIKE ('%' || ? || '%') ESCAPE '\\'",
        "SELECT count(*) FROM m WHERE kind BETWEEN 1 AND 3 AND content LIKE :word",
        "SELECT * FROM m WHERE content GLOB '*' || @word || '*'",
        "SELECT * FROM m WHERE instr(content, $word) > 0",
        "SELECT * FROM m WHERE content NOT LIKE '%secret%' AND content LIKE ?",
        "SELECT * FROM m WHERE lower(trim(m.content)) LIKE '%' || lower(?) || '%'",
        "SELECT * FROM m WHERE lower(coalesce(content, '')) LIKE ?",
        "SELECT * FROM m WHERE ifnull(\"content\", '') LIKE ? LIMIT -1 OFFSET 3",
        "SELECT * FROM m WHERE CASE WHEN a = 1 AND b = 2 THEN 1 ELSE 0 END AND content LIKE ?",
        "SELECT * FROM m WHERE content LIKE (('%' || \"replace\"(?, '!', '!!')) || '%') ESCAPE '!'",
        "SELECT * FROM m WHERE content LIKE '%'||REPLACE(replace(?, '%', '!%'), '_', '')||'%'",
        "select count(*) as c from (select m.id as v0 from m where m.content like ?) as t",
        "SELECT count(*) FROM (SELECT * FROM main.m x WHERE x.content LIKE ? ORDER BY id) ;",
        "select exists (select 1 as one from m where m.content like ?)",
        "SELECT EXISTS(SELECT * FROM m WHERE content LIKE ? LIMIT 1) AS found;"
      })
  void findsTheBoundTextInEveryUsualSpelling(String sql) {
    Filter filter = filter(sql, "aardvark");
    while (filter instanceof AllOf all) {
      assertEquals(1, all.filters().size());
      filter = all.filters().get(0);
    }
    assertEquals(new Contains("content", List.of(contents(filter))), filter);
  }

  private static String contents(Filter filter) {
    String text = ((Contains) filter).pieces().get(0);
    assertEquals("aardvark", text.replace("*", ""));
    return text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM a, b WHERE a.content LIKE ?",
        "SELECT * FROM a JOIN b ON a.id = b.id WHERE a.content LIKE ?",
        "SELECT * FROM a WHERE content LIKE ? UNION SELECT * FROM a",
        "WITH m AS (SELECT 1) SELECT * FROM m WHERE content LIKE ?",
        "SELECT * FROM (SELECT * FROM m) WHERE content LIKE ?",
        "SELECT * FROM json_each(?) WHERE value LIKE ?",
        "SELECT * FROM other.m WHERE content LIKE ?",
        "SELECT * FROM m INDEXED BY i WHERE content LIKE ?",
        "SELECT * FROM m WHERE content LIKE ? OR kind = 1",
        "SELECT * FROM m WHERE NOT content LIKE ?",
        "SELECT * FROM m WHERE content NOT LIKE ?",
        "SELECT * FROM m WHERE content LIKE other",
        "SELECT * FROM m WHERE content LIKE ? IS NULL",
        "SELECT * FROM m WHERE instr(content, ?) = 0",
        "SELECT * FROM m WHERE trim(content, 'x') LIKE ?",
        "SELECT * FROM m WHERE coalesce(content, title) LIKE ?",
        "SELECT * FROM m WHERE coalesce(content, 'nothing') LIKE ?",
        "SELECT * FROM m WHERE coalesce(content, title, '') LIKE ?",
        "SELECT content LIKE ? FROM m",
        "SELECT * FROM m WHERE json_extract(meta, '$.a') = 1 AND content LIKE ?",
        "SELECT * FROM m WHERE meta ->> 'a' = 1 AND content LIKE ?",
        "SELECT * FROM m WHERE abs(a) = 1 AND content LIKE ?",
        "SELECT * FROM m WHERE mine(content) AND content LIKE ?",
        "SELECT * FROM m WHERE content REGEXP 'a' AND content LIKE ?",
        "SELECT * FROM m WHERE content LIKE ?; SELECT 1",
        "SELECT * FROM m WHERE content LIKE ? WINDOW w AS (ORDER BY id)",
        "SELECT * FROM m WHERE content LIKE ? LIMIT 1 + 1",
        "SELECT * FROM m WHERE content LIKE replace(title, 'a', 'b')",
        "SELECT * FROM m WHERE replace(title, 'a', 'bb') = 'b' AND content LIKE ?",
        "SELECT * FROM m WHERE content LIKE replace(lower(?), 'a', 'b')",
        "SELECT * FROM m WHERE content LIKE replace(?, 'a', title)",
        "SELECT * FROM m WHERE content LIKE replace(?, 'a', 'bbb')",
        "SELECT * FROM m WHERE content LIKE ? || replace(replace(replace(replace(?, 'a', 'aa'), 'a',"
            + " 'aa'), 'a', 'aa'), 'a', 'aa')",
        "SELECT * FROM m WHERE title LIKE 'x' ESCAPE 'ab' AND content LIKE ?",
        "SELECT * FROM m WHERE title LIKE 'x' ESCAPE kind AND content LIKE ?",
        "SELECT * FROM m WHERE title LIKE 'x' ESCAPE '!' || 'x' AND content LIKE ?",
        "SELECT count(*) FROM (SELECT * FROM m WHERE content LIKE ? LIMIT 3)",
        "SELECT count(*) FROM (SELECT kind FROM m WHERE content LIKE ? GROUP BY kind)",
        "SELECT count(*) FROM (SELECT max(id) FROM m WHERE content LIKE ?)",
        "SELECT count(*) FROM (SELECT * FROM m WHERE content LIKE ?) WHERE 1",
        "SELECT count(*) FROM (SELECT * FROM m WHERE content LIKE ?), m",
        "SELECT count(id) FROM (SELECT * FROM m WHERE content LIKE ?)",
        "SELECT count(*), 1 FROM (SELECT * FROM m WHERE content LIKE ?)",
        "SELECT count(*) FROM (SELECT * FROM m WHERE content LIKE ? UNION ALL SELECT * FROM m)",
        "SELECT NOT EXISTS(SELECT * FROM m WHERE content LIKE ?)",
        "SELECT EXISTS(SELECT * FROM m WHERE content LIKE ?) FROM m",
        "SELECT EXISTS(SELECT * FROM m WHERE content LIKE ?) OR 1"
      })
  void refusesWhatItCannotAnswerForAndSaysWhy(String sql) {
    Reading reading = SelectReader.read(sql);
    assertNull(reading.statement());
    assertNotNull(reading.refusal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO m SELECT * FROM n WHERE content LIKE ?",
        "SELECT * FROM m WHERE id = ?",
        "SELECT 'like' FROM m",
        "UPDATE m SET content = 'like'",
        "SELECT * FROM \"unterminated LIKE",
        "",
        "SELECT * FROM fastaccel_1_log_m WHERE rid LIKE ?"
      })
  void leavesAloneWhatIsNoSearch(String sql) {
    assertEquals(Reading.NOT_A_SEARCH, SelectReader.read(sql));
  }

  @Test
  void cutsPatternsAtWildcardsAndHonoursEscapes() {
    assertEquals(
        new Contains("c", List.of("ab", "c", "d%e_f")),
        filter("SELECT * FROM m WHERE c LIKE ? ESCAPE '!'", "%ab%c_d!%e!_f%"));
    assertEquals(
        new Contains("c", List.of("ab", "d", "z")),
        filter("SELECT * FROM m WHERE c GLOB ?", "ab[]x]*d?[^]a-c]z"));
    assertEquals(
        new Contains("c", List.of("i \ud83d\ude00")),
        filter("SELECT * FROM m WHERE instr(c, ?)", "i \ud83d\ude00\ud83d\ude03"));
    assertEquals(
        new Contains("c", List.of("50%_")), filter("SELECT * FROM m WHERE instr(c, ?)", "50%_"));
  }

  @Test
  void saysNothingAboutValuesThatAreNoTextOrAnError() {
    String sql = "SELECT * FROM m WHERE c LIKE ? ESCAPE ?";
    assertNull(filter(sql, new byte[] {1}, "\\"));
    assertNull(filter(sql, null, "\\"));
    assertNull(filter(sql, "abc", ""));
    assertNull(filter(sql, "abc", "ab"));
    assertNull(filter("SELECT * FROM m WHERE c LIKE ?", "abc\0def"));
  }

  /** On fewer rows the error would not come, though other conditions name all that may match. */
  @Test
  void saysNothingWhereAnyConditionMayRaiseAnError() {
    String sql = "SELECT * FROM m WHERE NOT title LIKE ?2 ESCAPE ?3 AND c LIKE ?1";
    assertNotNull(filter(sql, "abc", "x", "!"));
    assertNull(filter(sql, "abc", "x", ""));
    assertNull(filter(sql, "abc", "x", "!!"));
    assertNull(filter(sql, "abc", "x", null));
    assertNull(filter(sql, "abc", "x"));
    assertNull(filter(sql, "abc", "x".repeat(17_000), "!"));
    assertNull(filter(sql, "abc", new byte[17_000], "!"));
    String replaced = "SELECT * FROM m WHERE title LIKE replace(?2, 'x', 'xx') AND c LIKE ?1";
    assertNotNull(filter(replaced, "abc", "x"));
    assertNull(filter(replaced, "abc", "x".repeat(2_000)));
    assertNotNull(filter(replaced.replace("*", "id, ".repeat(1_000) + "id"), "abc", "x"));
    assertNull(filter(replaced + " AND kind = '" + "x".repeat(2_000) + "'", "abc", "x"));
  }

  @Test
  void replacesAsTheEngineDoes() {
    String sql =
        "SELECT * FROM m WHERE c LIKE '%'||\"replace\"(\"replace\"(\"replace\"(?, '!', '!!'), '%',"
            + " '!%'), '_', '!_')||'%' ESCAPE '!'";
    assertEquals(new Contains("c", List.of("50%! a_b")), filter(sql, "50%! a_b"));
    assertEquals(new Contains("c", List.of("12")), filter(sql, 12));
    assertNull(filter(sql, new byte[] {1}));
    assertEquals(
        new Contains("c", List.of("bba")),
        filter("SELECT * FROM m WHERE c LIKE replace(replace(?, 'aa', 'b'), '', 'x')", "aaaaa"));
  }

  @Test
  void asksHowManyOrWhetherAsTheSearchWithin() {
    SearchStatement count = search("SELECT count(*) AS c FROM (SELECT id FROM m WHERE c LIKE ?) t");
    assertEquals(
        "SELECT count(*) AS c FROM (SELECT id FROM m WHERE (c LIKE ?) AND x) t",
        count.withCondition("x"));
    assertEquals(SearchStatement.ALL_ROWS, count.rowsNeeded(values("abc")));
    assertTrue(count.isAggregate());
    assertNull(count.ranked());
    SearchStatement exists = search("SELECT EXISTS(SELECT max(id) FROM m WHERE c LIKE ?)");
    assertEquals(
        "SELECT EXISTS(SELECT max(id) FROM m WHERE (c LIKE ?) AND x)", exists.withCondition("x"));
    assertEquals(1, exists.rowsNeeded(values("abc")));
    assertFalse(exists.isAggregate());
    assertNull(exists.ranked());
  }

  @Test
  void keepsAlternativesApart() {
    Filter filter =
        filter("SELECT * FROM m WHERE (a LIKE '%one%' OR b LIKE '%two%') AND c LIKE '%three%'");
    assertEquals(
        new AllOf(
            List.of(
                new AnyOf(
                    List.of(new Contains("a", List.of("one")), new Contains("b", List.of("two")))),
                new Contains("c", List.of("three")))),
        filter);
  }

  @Test
  void keepsTheNumbersOfParametersBehindTheSplice() {
    SearchStatement search =
        search("SELECT ? || c FROM m WHERE c LIKE ? /* x */ ORDER BY ? LIMIT :n OFFSET ?3");
    assertEquals(4, search.parameterCount());
    assertEquals(
        "SELECT ? || c FROM m WHERE (c LIKE ?) AND id IN (?5) /* x */"
            + " ORDER BY ?3 LIMIT ?4 OFFSET ?3",
        search.withCondition("id IN (?5)"));
  }

  @Test
  void splicesBeforeATrailingComment() {
    assertEquals(
        "SELECT * FROM m WHERE (a = 1 OR c LIKE '%abc%' AND 1) AND x -- the end",
        // An alternative without text says nothing, so wrap it to see the splice alone.
        search("SELECT * FROM m WHERE c LIKE '%abc%' -- the end")
            .withCondition("x")
            .replace("c LIKE '%abc%'", "a = 1 OR c LIKE '%abc%' AND 1"));
  }

  @Test
  void knowsHowManyRowsEndTheStatement() {
    assertEquals(
        7, search("SELECT * FROM m WHERE c LIKE ? LIMIT ? OFFSET 2").rowsNeeded(values("x", 5)));
    assertEquals(5, search("SELECT * FROM m WHERE c LIKE ? LIMIT 2, 3").rowsNeeded(values("x")));
    assertEquals(1, search("SELECT max(id) FROM m WHERE c LIKE ?").rowsNeeded(values("x")));
    assertEquals(
        SearchStatement.ALL_ROWS,
        search("SELECT * FROM m WHERE c LIKE ? LIMIT -1 OFFSET ?").rowsNeeded(values("x", 5)));
    assertEquals(
        SearchStatement.ALL_ROWS,
        search("SELECT * FROM m WHERE c LIKE ? LIMIT ?").rowsNeeded(values("x", -1)));
  }

  private static Object[] values(Object... values) {
    return values;
  }
}

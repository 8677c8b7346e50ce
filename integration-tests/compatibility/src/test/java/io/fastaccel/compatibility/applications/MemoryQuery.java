package io.fastaccel.compatibility.applications;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** One random search: its text, and the values of its parameters. */
final class MemoryQuery {

  private static final String[] LISTS = {
    "id, content",
    "*",
    "count(*)",
    "id",
    "content, kind",
    "max(id)",
    "min(content)",
    "DISTINCT kind",
    "group_concat(id)",
    "rowid, title",
    "content || title",
    "sum(kind), count(*)"
  };

  private static final String[] MORE = {
    "kind > 1",
    "kind BETWEEN 0 AND 3",
    "id < 2000",
    "kind IN (0, 2)",
    "title IS NOT NULL",
    "(kind = 1 OR id % 2 = 0)",
    "CASE WHEN kind = 1 THEN 0 ELSE 1 END",
    "length(content) > 10",
    "EXISTS(SELECT 1 FROM other WHERE n = kind)",
    "NOT kind = 3",
    "content <> ''",
    "1",
    "coalesce(title, '') NOT LIKE '%zzz%'",
    "typeof(content) = 'text'"
  };

  private static final String[] ORDERS = {
    "",
    "",
    "",
    " ORDER BY kind",
    " ORDER BY kind DESC, id",
    " ORDER BY title COLLATE NOCASE",
    " ORDER BY 1",
    " ORDER BY id DESC",
    " ORDER BY length(content), kind"
  };

  /** Two of them are errors, on a row that is looked at. */
  private static final String[] ESCAPES = {"!", "a", "\\", "", "ab"};

  private final Random random;
  private final String table;
  private final Supplier<String> text;
  private final int parameters;
  private final List<Object> values = new ArrayList<>();
  private final boolean qualified;
  private final StringBuilder sql = new StringBuilder();

  /**
   * @param table as it is to be written
   * @param text pieces of text that may occur
   */
  MemoryQuery(Random random, String table, Supplier<String> text) {
    this.random = random;
    this.table = table;
    this.text = text;
    this.parameters = random.nextInt(6);
    this.qualified = random.nextInt(4) == 0;
    write();
  }

  String sql() {
    return sql.toString();
  }

  List<Object> values() {
    return values;
  }

  private void write() {
    switch (random.nextInt(36)) {
      case 0 -> {
        // What is not a search over one table is the original's; it must be seen to be none.
        sql.append("WITH w AS (");
        select();
        sql.append(") SELECT * FROM w");
      }
      case 1 -> {
        sql.append("SELECT * FROM (");
        select();
        sql.append(") WHERE 1");
      }
      case 2 -> {
        sql.append("SELECT id FROM ").append(table).append(" WHERE content LIKE '%rare1%'");
        sql.append(random.nextBoolean() ? " UNION ALL " : " EXCEPT ");
        sql.append("SELECT id FROM ").append(table).append(" WHERE ");
        search("");
      }
      case 3 -> {
        sql.append("SELECT m.id, note FROM other JOIN ").append(table);
        sql.append(" AS m ON n = m.kind WHERE ");
        search("m.");
      }
      case 4 -> {
        sql.append("SELECT id, (SELECT count(*) FROM other WHERE note LIKE '%two%') FROM ");
        sql.append(table).append(" WHERE id IN (SELECT id FROM ").append(table);
        sql.append(" WHERE ");
        search("");
        sql.append(')');
      }
      case 5 -> {
        sql.append("SELECT id, row_number() OVER (ORDER BY kind) FROM ").append(table);
        sql.append(" WHERE ");
        search("");
      }
      case 6 -> {
        sql.append("SELECT n FROM other AS o WHERE EXISTS(SELECT 1 FROM ").append(table);
        sql.append(" WHERE kind = o.n AND ");
        search("");
        sql.append(')');
      }
      case 7, 8 -> {
        // As jOOQ's fetchCount writes it.
        sql.append("select count(*)").append(random.nextBoolean() ? " as c" : "").append(" from (");
        select();
        sql.append(random.nextBoolean() ? ") as t" : ")");
      }
      case 9, 10 -> {
        sql.append("SELECT EXISTS (");
        select();
        sql.append(random.nextBoolean() ? ")" : ") AS found");
      }
      default -> select();
    }
    if (random.nextInt(12) == 0) {
      sql.append(" ; ");
    }
  }

  private void select() {
    String list = LISTS[random.nextInt(LISTS.length)];
    boolean grouped = random.nextInt(12) == 0;
    if (random.nextInt(15) == 0) {
      sql.append("/* a comment; like */ ");
    }
    sql.append(random.nextInt(6) == 0 ? "select " : "SELECT ");
    sql.append(grouped ? "kind, count(*), min(id)" : list).append(" FROM ");
    sql.append(random.nextInt(8) == 0 ? "main." : "").append(table);
    if (qualified) {
      sql.append(random.nextBoolean() ? " AS m" : " m");
    }
    sql.append(random.nextInt(15) == 0 ? " -- where\n WHERE " : " WHERE ");
    condition(2);
    if (grouped) {
      sql.append(" GROUP BY kind").append(random.nextInt(3) == 0 ? " HAVING count(*) > 1" : "");
    }
    sql.append(grouped ? "" : ORDERS[random.nextInt(ORDERS.length)]);
    switch (random.nextInt(10)) {
      case 0 -> sql.append(" LIMIT 3");
      case 1 -> sql.append(" LIMIT ").append(parameter(4L)).append(" OFFSET 2");
      case 2 -> sql.append(" LIMIT 2, 5");
      case 3 -> sql.append(" LIMIT -1 OFFSET 1");
      default -> {
        // All of them.
      }
    }
  }

  private void condition(int depth) {
    int choice = random.nextInt(10);
    if (depth > 0 && choice < 2) {
      sql.append('(');
      condition(depth - 1);
      sql.append(" OR ");
      condition(depth - 1);
      sql.append(')');
    } else if (depth > 0 && choice < 4) {
      condition(depth - 1);
      sql.append(random.nextBoolean() ? " AND " : " and ");
      condition(depth - 1);
    } else if (depth > 0 && choice < 6) {
      search();
      sql.append(" AND ").append(MORE[random.nextInt(MORE.length)]);
    } else if (depth > 0 && choice < 7) {
      sql.append(MORE[random.nextInt(MORE.length)]).append(" AND ");
      search();
    } else {
      search();
    }
  }

  private void search() {
    search(qualified && random.nextBoolean() ? "m." : "");
  }

  private void search(String qualifier) {
    String column = random.nextInt(4) == 0 ? "title" : "content";
    if (random.nextInt(6) == 0) {
      column = '"' + column + '"';
    } else if (random.nextInt(6) == 0) {
      column = "made";
    }
    column = qualifier + column;
    switch (random.nextInt(12)) {
      case 0 -> column = "coalesce(" + column + ", '')";
      case 1 -> column = "trim(" + column + ")";
      default -> {
        // As it is.
      }
    }
    String piece = text.get();
    String pattern = pattern(piece);
    switch (random.nextInt(18)) {
      case 15 ->
          // As jOOQ's contains writes it.
          sql.append(column)
              .append(" like (('%' || \"replace\"(\"replace\"(\"replace\"(")
              .append(parameter(piece))
              .append(", '!', '!!'), '%', '!%'), '_', '!_')) || '%') escape '!'");
      case 16 ->
          sql.append(column)
              .append(" LIKE '%'||replace(")
              .append(parameter(piece))
              .append(", 'a', '_')||'%'");
      case 17 ->
          sql.append(column)
              .append(" LIKE ")
              .append(parameter(pattern))
              .append(" ESCAPE ")
              .append(parameter(ESCAPES[random.nextInt(ESCAPES.length)]));
      case 0 -> sql.append(column).append(" LIKE '%' || ").append(parameter(piece)).append("||'%'");
      case 1 ->
          sql.append(column)
              .append(" LIKE ")
              .append(parameter(pattern.replace("a", "\\a")))
              .append(" ESCAPE '\\'");
      case 2 ->
          sql.append("lower(")
              .append(column)
              .append(") LIKE lower(")
              .append(parameter(pattern))
              .append(')');
      case 3 ->
          sql.append("upper(")
              .append(column)
              .append(") LIKE upper(")
              .append(parameter(pattern))
              .append(')');
      case 4 ->
          sql.append("instr(").append(column).append(", ").append(parameter(piece)).append(") > 0");
      case 5 ->
          sql.append(" INSTR(").append(column).append(",").append(parameter(piece)).append(')');
      case 6 ->
          sql.append(column)
              .append(" GLOB ")
              .append(parameter("*" + piece.replace(' ', '?') + "*"));
      case 7 ->
          sql.append(column)
              .append(" NOT LIKE '%beta%' AND ")
              .append(column)
              .append(" LIKE ")
              .append(parameter(pattern));
      case 8 -> sql.append(column).append(" LIKE (").append(parameter(pattern)).append(')');
      case 9 ->
          // As Hibernate writes it.
          sql.append("lower(")
              .append(column)
              .append(") like ('%'||lower(")
              .append(parameter(piece))
              .append(")||'%') escape '\\'");
      case 10 ->
          sql.append('(')
              .append(column)
              .append(" LIKE ")
              .append(parameter(pattern))
              .append(") IS TRUE");
      default ->
          sql.append(column)
              .append(random.nextInt(5) == 0 ? " like " : " LIKE ")
              .append(parameter(pattern));
    }
  }

  private String pattern(String piece) {
    return switch (random.nextInt(8)) {
      case 0 -> piece + "%";
      case 1 -> "%" + piece.replace('a', '_') + "%";
      case 2 -> "%" + piece + "%" + text.get() + "%";
      case 3 -> "%" + piece.toUpperCase(java.util.Locale.ROOT) + "%";
      case 4 -> "%" + piece.substring(0, Math.min(2, piece.length())) + "%";
      default -> "%" + piece + "%";
    };
  }

  private String parameter(Object value) {
    boolean literal = parameters == 5 || random.nextInt(5) == 0;
    if (literal) {
      return value instanceof String s && s.indexOf('\0') < 0
          ? "'" + s.replace("'", "''") + "'"
          : value instanceof String ? "'nothing'" : value.toString();
    }
    values.add(value);
    int number = values.size();
    return switch (parameters) {
      case 1 -> "?" + number;
      case 2 -> ":p" + number;
      case 3 -> "@p" + number;
      case 4 -> "$p" + number;
      default -> "?";
    };
  }
}

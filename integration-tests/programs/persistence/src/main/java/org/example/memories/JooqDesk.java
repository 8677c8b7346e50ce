package org.example.memories;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Queries of jOOQ. */
final class JooqDesk implements MemoryDesk.Desk {

  private static final Table<Record> MEMORY = table(name("memory"));
  private static final Field<Long> ID = field(name("memory", "id"), SQLDataType.BIGINT);
  private static final Field<String> CONTENT = field(name("memory", "content"), SQLDataType.CLOB);
  private static final Field<String> KIND = field(name("memory", "kind"), SQLDataType.CLOB);
  private static final Field<Integer> SCORE = field(name("memory", "score"), SQLDataType.INTEGER);

  @Override
  public void work(Path file, PrintStream out) throws Exception {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    try (HikariDataSource pool = PoolDesk.pool(file)) {
      Texts.create(pool);
      Texts.fill(pool);
      DSLContext queries = DSL.using(pool, SQLDialect.SQLITE);
      Agent.awaitIndex(
          file, () -> queries.select(ID).from(MEMORY).where(CONTENT.like("%warm up%")).fetch());
      searches(queries, out);
      writes(queries, out);
    }
  }

  private static void searches(DSLContext queries, PrintStream out) {
    for (String term : Texts.TERMS) {
      String pattern = "%" + term + "%";
      out.println(
          queries
              .select(ID, CONTENT)
              .from(MEMORY)
              .where(CONTENT.like(pattern))
              .orderBy(SCORE.desc(), ID)
              .limit(3)
              .offset(1)
              .fetch());
      out.println(
          queries
              .select(ID)
              .from(MEMORY)
              .where(CONTENT.contains(term).and(KIND.eq("note")))
              .orderBy(ID)
              .limit(4)
              .fetch(ID));
      out.println(
          queries
              .select(count())
              .from(MEMORY)
              .where(CONTENT.likeIgnoreCase(pattern))
              .fetchSingle()
              .value1());
      out.println(
          queries
              .select(ID)
              .from(MEMORY)
              .where(lower(CONTENT).like(lower(inline(pattern))))
              .orderBy(KIND, ID)
              .limit(inline(5))
              .fetch(ID));
      out.println(
          queries.fetchCount(
              queries.selectFrom(MEMORY).where(CONTENT.like(pattern).and(SCORE.lt(9)))));
      out.println(
          queries.fetchCount(
              queries.select(ID).from(MEMORY).where(CONTENT.containsIgnoreCase(term))));
      out.println(
          queries.fetchExists(
              queries.selectFrom(MEMORY).where(CONTENT.contains(term).and(SCORE.gt(5)))));
      out.println(queries.fetchExists(MEMORY, CONTENT.startsWith(term)));
      out.println(queries.select(ID).from(MEMORY).where(CONTENT.endsWith(term)).fetch(ID));
      out.println(
          queries
              .select(ID)
              .from(MEMORY)
              .where(CONTENT.notContains("a").and(CONTENT.contains("100%_!")))
              .fetch(ID));
      try (Cursor<Record1<String>> cursor =
          queries.select(CONTENT).from(MEMORY).where(CONTENT.like(pattern)).fetchLazy()) {
        Record1<String> first = cursor.fetchNext();
        out.println(first == null ? "none" : first.value1());
      }
      out.println(
          queries.fetch("SELECT id FROM memory WHERE content LIKE ? ORDER BY id LIMIT 2", pattern));
    }
  }

  private static void writes(DSLContext queries, PrintStream out) {
    out.println(queries.insertInto(MEMORY, CONTENT).values("a giraffe").execute());
    out.println(
        queries
            .update(MEMORY)
            .set(CONTENT, CONTENT.concat(" giraffe"))
            .where(ID.between(3L, 6L))
            .execute());
    out.println(
        queries.select(ID).from(MEMORY).where(CONTENT.like("%giraffe%")).orderBy(ID).fetch(ID));
    try {
      queries.transaction(
          configuration -> {
            DSLContext inside = DSL.using(configuration);
            inside.deleteFrom(MEMORY).where(CONTENT.like("%giraffe%")).execute();
            out.println(
                inside.select(ID).from(MEMORY).where(CONTENT.like("%giraffe%")).fetch().size());
            throw new IllegalStateException("no");
          });
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
    }
    out.println(queries.select(ID).from(MEMORY).where(CONTENT.like("%giraffe%")).fetch().size());
  }
}

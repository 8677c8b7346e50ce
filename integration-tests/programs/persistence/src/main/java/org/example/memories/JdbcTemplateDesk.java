package org.example.memories;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's templates and client. */
final class JdbcTemplateDesk implements MemoryDesk.Desk {

  @Override
  public void work(Path file, PrintStream out) throws Exception {
    try (HikariDataSource pool = PoolDesk.pool(file)) {
      Texts.create(pool);
      Texts.fill(pool);
      JdbcTemplate template = new JdbcTemplate(pool);
      Agent.awaitIndex(
          file,
          () -> template.queryForList("SELECT id FROM memory WHERE content LIKE ?", "%warm up%"));
      searches(pool, template, out);
      writes(pool, template, out);
    }
  }

  private static void searches(DataSource dataSource, JdbcTemplate template, PrintStream out) {
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(dataSource);
    JdbcClient client = JdbcClient.create(dataSource);
    JdbcTemplate limited = new JdbcTemplate(dataSource);
    limited.setMaxRows(3);
    limited.setFetchSize(2);
    for (String term : Texts.TERMS) {
      String pattern = "%" + term + "%";
      out.println(
          template.queryForList(
              "SELECT id, kind, content FROM memory WHERE content LIKE ? ORDER BY id LIMIT 4",
              pattern));
      out.println(
          template.queryForObject(
              "SELECT count(*) FROM memory WHERE content LIKE ?", Long.class, pattern));
      out.println(
          named.queryForList(
              "SELECT id, score FROM memory WHERE kind = :kind AND lower(content) LIKE lower(:text)"
                  + " ORDER BY score DESC, id LIMIT :limit",
              Map.of("text", pattern, "kind", "note", "limit", 3)));
      out.println(
          client
              .sql("SELECT max(id) FROM memory WHERE content LIKE '%' || :text || '%'")
              .param("text", term)
              .query(Long.class)
              .optional());
      out.println(
          limited.query(
              "SELECT id FROM memory WHERE content LIKE ? ORDER BY score DESC",
              (row, number) -> number + "=" + row.getLong(1),
              pattern));
      try (Stream<Long> ids =
          template.queryForStream(
              "SELECT id FROM memory WHERE content LIKE ? ORDER BY kind",
              (row, number) -> row.getLong(1),
              pattern)) {
        out.println(ids.limit(2).toList());
      }
    }
  }

  private static void writes(DataSource dataSource, JdbcTemplate template, PrintStream out) {
    KeyHolder key = new GeneratedKeyHolder();
    out.println(
        template.update(
            connection -> {
              var insert =
                  connection.prepareStatement(
                      "INSERT INTO memory(content) VALUES(?)",
                      java.sql.Statement.RETURN_GENERATED_KEYS);
              insert.setString(1, "a giraffe with a key");
              return insert;
            },
            key));
    out.println(Objects.requireNonNull(key.getKey()).longValue());
    out.println(
        template
            .batchUpdate(
                "UPDATE memory SET content = content || ' giraffe' WHERE id = ?",
                List.of(new Object[] {3}, new Object[] {5}))[1]);
    out.println(template.update("UPDATE memory SET score = 1 WHERE content LIKE '%giraffe%'"));
    String search = "SELECT id FROM memory WHERE content LIKE ? ORDER BY score, id";
    out.println(template.queryForList(search, Long.class, "%giraffe%"));
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    transaction.executeWithoutResult(
        status -> {
          template.update("INSERT INTO memory(content) VALUES('an okapi')");
          out.println(template.queryForList(search, Long.class, "%okapi%"));
          status.setRollbackOnly();
        });
    out.println(template.queryForList(search, Long.class, "%okapi%"));
  }
}

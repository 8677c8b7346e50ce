package org.example.memories;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** No pool at all: a connection for each statement, as small applications do it. */
final class ConnectionPerOperationDesk implements MemoryDesk.Desk {

  private static final String SEARCH =
      "SELECT id, content FROM memory WHERE content LIKE ? ORDER BY score DESC, id LIMIT 5";

  @Override
  public void work(Path file, PrintStream out) throws Exception {
    DataSource dataSource = new DriverManagerDataSource("jdbc:sqlite:" + file);
    Texts.create(dataSource);
    Texts.fill(dataSource);
    JdbcTemplate template = new JdbcTemplate(dataSource);
    Agent.awaitIndex(file, () -> template.queryForList(SEARCH, "%warm up%"));
    for (String term : Texts.TERMS) {
      out.println(template.queryForList(SEARCH, "%" + term + "%"));
    }
    out.println(template.update("INSERT INTO memory(content) VALUES('a giraffe')"));
    out.println(template.update("UPDATE memory SET content = 'a giraffe' WHERE id = ?", 7));
    List<?> found = template.queryForList(SEARCH, "%giraffe%");
    out.println(found);
  }
}

package org.example.memories;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Mappers of MyBatis. */
final class MyBatisDesk implements MemoryDesk.Desk {

  @Override
  public void work(Path file, PrintStream out) throws Exception {
    try (HikariDataSource pool = PoolDesk.pool(file)) {
      Texts.create(pool);
      Texts.fill(pool);
      Configuration configuration =
          new Configuration(new Environment("desk", new JdbcTransactionFactory(), pool));
      configuration.addMapper(MemoryMapper.class);
      configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
      SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
      Agent.awaitIndex(
          file,
          () -> {
            try (SqlSession session = sessions.openSession(true)) {
              session.getMapper(MemoryMapper.class).like("%warm up%");
            }
          });
      try (SqlSession session = sessions.openSession()) {
        searches(session.getMapper(MemoryMapper.class), out);
      }
      writes(sessions, out);
    }
  }

  private static void searches(MemoryMapper memories, PrintStream out) throws Exception {
    for (String term : Texts.TERMS) {
      String pattern = "%" + term + "%";
      out.println(memories.like(pattern));
      out.println(memories.joined(term, "note", new RowBounds(1, 2)));
      out.println(memories.pasted(term.replace("'", "''")).stream().limit(9).toList());
      out.println(memories.count(pattern));
      try (Cursor<String> cursor = memories.cursor(term)) {
        Iterator<String> rows = cursor.iterator();
        out.println(rows.hasNext() ? rows.next() : "none");
      }
      out.println(memories.dynamic(term));
    }
    out.println(memories.dynamic(null));
  }

  private static void writes(SqlSessionFactory sessions, PrintStream out) {
    Map<String, Object> memory = new HashMap<>(Map.of("content", "a giraffe with a key"));
    try (SqlSession session = sessions.openSession()) {
      MemoryMapper memories = session.getMapper(MemoryMapper.class);
      out.println(memories.insert(memory) + " " + memory.get("id"));
      out.println(memories.like("%giraffe%"));
      session.rollback();
      out.println(memories.like("%giraffe%"));
    }
    try (SqlSession session = sessions.openSession(ExecutorType.BATCH)) {
      MemoryMapper memories = session.getMapper(MemoryMapper.class);
      for (int id = 10; id < 20; id++) {
        memories.update(id, "a batch of giraffes, " + id);
      }
      for (BatchResult result : session.flushStatements()) {
        out.println(result.getUpdateCounts().length + " " + result.getUpdateCounts()[3]);
      }
      session.commit();
    }
    try (SqlSession session = sessions.openSession(ExecutorType.REUSE, true)) {
      MemoryMapper memories = session.getMapper(MemoryMapper.class);
      out.println(memories.like("%giraffes%"));
      out.println(memories.like("%giraffes, 13%"));
    }
  }
}

package org.example.memories;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a database through each library, searches and changes it, and prints what it sees. Leaves a
 * file {@code accelerated.txt} that says how many searches an agent served for each of them.
 */
public final class MemoryDesk {

  /** One library, or one way to use it. */
  public interface Desk {
    /** Works on a database that does not exist yet. */
    void work(Path file, PrintStream out) throws Exception;
  }

  private MemoryDesk() {}

  /** Takes an empty folder, and the names of the libraries to use; all when left out. */
  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<String> wanted = List.of(arguments).subList(1, arguments.length);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> served = new ArrayList<>();
    for (String name :
        wanted.isEmpty()
            ? List.of(
                "hikari",
                "jdbc-template",
                "spring-data-jpa",
                "mybatis",
                "jooq",
                "connection-per-operation")
            : wanted) {
      out.println("== " + name);
      long before = Agent.acceleratedSearches();
      desk(name).work(folder.resolve(name + ".db"), out);
      served.add(name + "=" + (Agent.acceleratedSearches() - before));
    }
    Files.write(folder.resolve("accelerated.txt"), served);
  }

  private static Desk desk(String name) {
    return switch (name) {
      case "hikari" -> new PoolDesk();
      case "jdbc-template" -> new JdbcTemplateDesk();
      case "spring-data-jpa" -> new JpaDesk();
      case "mybatis" -> new MyBatisDesk();
      case "jooq" -> new JooqDesk();
      case "connection-per-operation" -> new ConnectionPerOperationDesk();
      default -> throw new IllegalArgumentException(name);
    };
  }
}

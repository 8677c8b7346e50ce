package io.fastaccel.agent.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes indexes. */
@Command(
    name = "drop",
    description =
        "Removes the index of a table, or all, from the database and the file beside it. An"
            + " application that runs with the agent builds it again.")
final class IndexDropCommand implements Callable<Integer> {

  @Mixin private DatabaseOption database;

  @Option(names = "--table", paramLabel = "T", description = "The table; all if left out.")
  private String table;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    try {
      database.administration().drop(table);
    } catch (SQLException | IOException e) {
      throw new CommandFailure(e.getMessage());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("table", table);
    result.put("dropped", true);
    json.print("dropped: " + (table == null ? "everything" : table), result);
    return 0;
  }
}

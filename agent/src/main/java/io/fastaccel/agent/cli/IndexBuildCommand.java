package io.fastaccel.agent.cli;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds the index of a table. */
@Command(
    name = "build",
    description = "Builds or completes the index of a table, while applications use the database.")
final class IndexBuildCommand implements Callable<Integer> {

  @Mixin private DatabaseOption database;

  @Option(names = "--table", required = true, paramLabel = "T", description = "The table.")
  private String table;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "C",
      description = "The columns to index; if left out, those that are declared as text.")
  private List<String> columns = List.of();

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    ProgressBar progress = ProgressBar.create();
    try {
      database.administration().build(table, Set.copyOf(columns), progress);
    } catch (SQLException e) {
      throw new CommandFailure(e.getMessage());
    } finally {
      progress.end();
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("table", table);
    result.put("built", true);
    json.print("the index of " + table + " is ready", result);
    return 0;
  }
}

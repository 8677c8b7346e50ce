package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.sqlite.index.IndexAdministration.Verification;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for rows that an index would not find. */
@Command(
    name = "verify",
    description =
        "Reads every row of a table and asks the index for it. Exit code 1 if one is missing.")
final class IndexVerifyCommand implements Callable<Integer> {

  @Mixin private DatabaseOption database;

  @Option(names = "--table", required = true, paramLabel = "T", description = "The table.")
  private String table;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    ProgressBar progress = ProgressBar.create();
    Verification found;
    try {
      found = database.administration().verify(table, progress);
    } catch (SQLException e) {
      throw new CommandFailure(e.getMessage());
    } finally {
      progress.end();
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("table", table);
    result.put("rows", found.rows());
    result.put("missing", found.missing());
    json.print(
        String.format(
            Locale.ROOT,
            "%,d rows looked at, %,d of them missing in the index",
            found.rows(),
            found.missing()),
        result);
    return found.missing() == 0 ? 0 : 1;
  }
}

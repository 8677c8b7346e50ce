package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.sqlite.index.IndexAdministration;
import io.fastaccel.interceptors.sqlite.index.IndexAdministration.Entry;
import io.fastaccel.interceptors.sqlite.index.IndexAdministration.Verification;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  @Option(
      names = "--table",
      paramLabel = "T",
      description = "The table; if left out, all that have an index.")
  private String table;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    List<Map<String, Object>> all = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    long rows = 0;
    long missing = 0;
    try {
      IndexAdministration administration = database.administration();
      for (String name : table != null ? List.of(table) : indexed(administration)) {
        Verification found = verify(administration, name);
        rows += found.rows();
        missing += found.missing();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("table", name);
        fields.put("rows", found.rows());
        fields.put("missing", found.missing());
        all.add(fields);
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: %,d rows looked at, %,d of them missing in the index",
                name,
                found.rows(),
                found.missing()));
      }
    } catch (SQLException e) {
      throw new CommandFailure(e.getMessage());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("tables", all);
    result.put("rows", rows);
    result.put("missing", missing);
    json.print(lines.isEmpty() ? "no indexes" : String.join(System.lineSeparator(), lines), result);
    return missing == 0 ? 0 : 1;
  }

  private static List<String> indexed(IndexAdministration administration) throws SQLException {
    List<String> tables = new ArrayList<>();
    for (Entry entry : administration.list()) {
      tables.add(entry.table());
    }
    return tables;
  }

  private static Verification verify(IndexAdministration administration, String table)
      throws SQLException {
    ProgressBar progress = ProgressBar.create();
    try {
      return administration.verify(table, progress);
    } finally {
      progress.end();
    }
  }
}

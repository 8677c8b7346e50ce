package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.sqlite.index.IndexAdministration.Entry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the indexes of a database. */
@Command(name = "list", description = "Lists the indexes of a database.")
final class IndexListCommand implements Callable<Integer> {

  @Mixin private DatabaseOption database;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    List<Entry> entries;
    try {
      entries = database.administration().list();
    } catch (SQLException e) {
      throw new CommandFailure(e.getMessage());
    }
    List<Map<String, Object>> all = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      String state = entry.valid() ? entry.complete() ? "ready" : "incomplete" : "not valid";
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("table", entry.table());
      fields.put("columns", entry.columns());
      fields.put("rows", entry.rows());
      fields.put("state", state);
      fields.put("logRows", entry.logRows());
      all.add(fields);
      text.append(
          String.format(
              Locale.ROOT,
              "%s (%s): %s, %,d rows indexed, %,d in the log%n",
              entry.table(),
              String.join(", ", entry.columns()),
              state,
              entry.rows(),
              entry.logRows()));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("indexes", all);
    json.print(text.isEmpty() ? "no indexes" : text.toString().stripTrailing(), result);
    return 0;
  }
}

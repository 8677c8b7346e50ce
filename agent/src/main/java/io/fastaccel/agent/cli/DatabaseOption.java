package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.sqlite.index.DriverOpener;
import io.fastaccel.interceptors.sqlite.index.IndexAdministration;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which database, and through which driver. */
final class DatabaseOption {

  @Option(
      names = "--db",
      required = true,
      paramLabel = "FILE",
      description = "The SQLite database. Applications may use it meanwhile.")
  private Path file;

  @Option(
      names = "--driver",
      paramLabel = "JAR",
      description = {
        "The application's own sqlite-jdbc jar, or a jar or folder that contains it.",
        "Needed where the application's driver is older than 3.43, and on platforms for which this"
            + " jar brings no driver."
      })
  private Path driver;

  IndexAdministration administration() throws CommandFailure {
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException e) {
      throw new CommandFailure("there is no database " + file);
    }
    return new IndexAdministration(new DriverOpener(SqliteDriver.load(driver)), real);
  }
}

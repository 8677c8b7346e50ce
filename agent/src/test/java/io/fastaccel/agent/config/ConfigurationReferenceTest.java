package io.fastaccel.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fastaccel.interceptors.api.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference in the documentation is made from the settings themselves; {@code
 * -Ddocs.update=true} writes it.
 */
class ConfigurationReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/configuration.md");

  @Test
  void theReferenceIsWhatTheCodeSays() throws IOException {
    String expected = reference();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(REFERENCE, expected);
    }
    assertEquals(
        expected, Files.readString(REFERENCE), "run: mvn test -pl agent -am -Ddocs.update=true");
  }

  private static String reference() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Configuration

        Every setting can be given in three ways. An agent argument beats a system property beats an environment
        variable:

        | way | example |
        | --- | --- |
        | agent argument | `-javaagent:fast-accel.jar=json=false,tasks.parallel=get*,search*` |
        | system property | `-Dfastaccel.json=false` |
        | environment variable | `FASTACCEL_JSON=false` |

        A name that does not exist, or a value that cannot be, is one line of warning on standard error that names the
        nearest valid name; the default holds and the application starts all the same.

        | system property | values | default | what |
        | --- | --- | --- | --- |
        """);
    for (Setting setting : Setting.values()) {
      text.append("| `").append(setting.property()).append("` | ");
      text.append(values(setting)).append(" | ");
      text.append(setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`");
      text.append(" | ").append(setting.description().replace("|", "\\|")).append(" |\n");
    }
    text.append(
        """

        The agent argument is the name without `fastaccel.`; the environment variable is the name in capitals with `_` for
        `.` and `-`. `java -jar fast-accel.jar settings` prints the same list.

        This page is made from the code: `mvn test -pl agent -am -Ddocs.update=true` writes it, and the build fails when it
        is out of date.
        """);
    return text.toString();
  }

  private static String values(Setting setting) {
    return switch (setting.kind()) {
      case FLAG, CHOICE -> "`" + String.join("`, `", setting.choices()) + "`";
      case NUMBER -> "whole number";
      case TEXT -> "text";
      case LIST -> "list, separated by commas";
    };
  }
}

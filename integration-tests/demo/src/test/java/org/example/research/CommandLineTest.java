package org.example.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @Test
  void readsOptions() {
    CommandLine line =
        CommandLine.parse("--model-url", "http://localhost/v1", "--turns", "3", "--db", "a.db");
    assertEquals("research", line.command());
    assertEquals(3, line.turns());
    assertEquals(Path.of("a.db"), line.database());
    assertEquals("import", CommandLine.parse("import", "--rows", "7").command());
  }

  @ParameterizedTest
  @CsvSource({
    "--turns 0, --turns",
    "--turns many, many",
    "--colour red, --colour",
    "turns, turns",
    "--turns, --turns",
    "--turns 1, --model-url"
  })
  void tellsWhatIsWrong(String arguments, String told) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> CommandLine.parse(arguments.split(" ", -1)));
    assertTrue(e.getMessage().contains(told), e.getMessage());
  }
}

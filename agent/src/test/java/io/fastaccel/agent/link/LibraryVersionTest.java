package io.fastaccel.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryVersionTest {

  @ParameterizedTest
  @CsvSource({
    "2.13.5, 2.13, 1",
    "2.13, 2.13.0, 0",
    "2.9.9, 2.13, -1",
    "3, 2.23.0, 1",
    "3.54.1.0, 3.54.1, 0",
    "2.0.0-rc1, 2.0.0, 0",
    "99999999999999999999.1, 3, 1",
  })
  void versionsAreOrderedByTheirNumbers(String a, String b, int expected) {
    assertEquals(expected, Integer.signum(LibraryVersion.compare(a, b)));
    assertEquals(-expected, Integer.signum(LibraryVersion.compare(b, a)));
  }
}

package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.Jackson3Writer;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that writes with Jackson 3 gets the same documents with the agent as without. */
class Jackson3IT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void documentsAreTheSameOnTheLatestVersion(JavaHome jdk) throws Exception {
    assertSame(jdk, "jackson3-latest");
  }

  @ParameterizedTest
  @CsvSource("jackson3-oldest")
  void documentsAreTheSameOnOlderVersions(String version) throws Exception {
    assertSame(JavaHome.running(), version);
  }

  private static void assertSame(JavaHome jdk, String version) throws Exception {
    Application application = Application.of(Jackson3Writer.class).on(jdk).on(version);
    List<String> plain = application.run().output();
    Application.Result result = application.runsTheSame(plain);
    assertEquals(List.of(), result.errors());
    assertTrue(result.accelerated("json") > 1000, result.statistics().toString());
    String library = result.statistics().path("libraries").path("Jackson 3").asText();
    assertTrue(library.endsWith(", accelerated"), library);
  }
}

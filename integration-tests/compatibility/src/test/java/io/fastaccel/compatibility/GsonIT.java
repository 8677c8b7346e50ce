package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.GsonWriter;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that writes with Gson gets the same texts with the agent as without. */
class GsonIT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void textsAreTheSameOnTheLatestVersion(JavaHome jdk) throws Exception {
    assertSame(jdk, "gson-latest");
  }

  @ParameterizedTest
  @CsvSource({"gson-oldest", "gson-2.10"})
  void textsAreTheSameOnOlderVersions(String version) throws Exception {
    assertSame(JavaHome.running(), version);
  }

  private static void assertSame(JavaHome jdk, String version) throws Exception {
    Application application = Application.of(GsonWriter.class).on(jdk).on(version);
    List<String> plain = application.run().output();
    Application.Result result = application.withAgent().run();
    assertEquals(plain, result.output());
    assertEquals(List.of(), result.errors());
    assertTrue(result.accelerated("json") > 1000, result.statistics().toString());
    String library = result.statistics().path("libraries").path("Gson").asText();
    assertTrue(library.endsWith(", accelerated"), library);
  }
}

package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.GsonReader;
import io.fastaccel.compatibility.applications.GsonWriter;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that writes and reads with Gson gets the same with the agent as without. */
class GsonIT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void textsAreTheSameOnTheLatestVersion(JavaHome jdk) throws Exception {
    assertSame(GsonWriter.class, jdk, "gson-latest");
  }

  @ParameterizedTest
  @CsvSource({"gson-oldest", "gson-2.10"})
  void textsAreTheSameOnOlderVersions(String version) throws Exception {
    assertSame(GsonWriter.class, JavaHome.running(), version);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void valuesAreTheSameOnTheLatestVersion(JavaHome jdk) throws Exception {
    assertSame(GsonReader.class, jdk, "gson-latest");
  }

  @ParameterizedTest
  @CsvSource({"gson-oldest", "gson-2.10"})
  void valuesAreTheSameOnOlderVersions(String version) throws Exception {
    assertSame(GsonReader.class, JavaHome.running(), version);
  }

  private static void assertSame(Class<?> program, JavaHome jdk, String version) throws Exception {
    Application application = Application.of(program).on(jdk).on(version);
    List<String> plain = application.run().output();
    Application.Result result = application.runsTheSame(plain);
    assertEquals(List.of(), result.errors());
    assertTrue(result.accelerated("json") > 500, result.statistics().toString());
    String library = result.statistics().path("libraries").path("Gson").asText();
    assertTrue(library.endsWith(", accelerated"), library);
  }
}

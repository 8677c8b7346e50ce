package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.MemorySearch;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is switched on, off or mistyped: the application prints what it prints without the
 * agent.
 */
class SwitchesIT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  private static Application json() {
    return Application.of(JsonWriter.class).on("jackson-latest");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void jsonIsTheSameAndFaster(JavaHome jdk) throws Exception {
    List<String> expected = json().on(jdk).run().output();
    Application.Result hot = json().on(jdk).withAgent().run();
    assertEquals(expected, hot.output());
    assertTrue(hot.feature("json").path("reasons").path("not hot yet").asLong() > 0);

    Application.Result atOnce = json().on(jdk).withAgent("json.hot-calls=0").run();
    assertEquals(expected, atOnce.output());
    assertEquals(0, atOnce.feature("json").path("reasons").path("not hot yet").asLong());
    assertTrue(atOnce.accelerated("json") > 1000, atOnce.statistics().toString());
    assertEquals(
        "2.23.0, accelerated", atOnce.statistics().path("libraries").path("Jackson 2").asText());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theOldestSupportedJacksonIsServed(JavaHome jdk) throws Exception {
    Application.Result plain = Application.of(JsonWriter.class).on(jdk).on("jackson-oldest").run();
    Application.Result result =
        Application.of(JsonWriter.class)
            .on(jdk)
            .on("jackson-oldest")
            .withAgent("json.hot-calls=0")
            .run();
    assertEquals(plain.output(), result.output());
    assertTrue(result.accelerated("json") > 1000, result.statistics().toString());
  }

  @Test
  void anUnsupportedJacksonIsLeftAlone() throws Exception {
    Application.Result plain = Application.of(JsonWriter.class).on("jackson-too-old").run();
    Application.Result result =
        Application.of(JsonWriter.class).on("jackson-too-old").withAgent().run();
    assertEquals(plain.output(), result.output());
    assertEquals(0, result.accelerated("json"));
    assertEquals(
        "left alone: 2.9.10, tested are 2.13 and later, before 3",
        result.statistics().path("libraries").path("Jackson 2").asText());
    assertEquals(List.of(), result.errors());
  }

  @Test
  void offMeansOff() throws Exception {
    List<String> expected = json().run().output();

    Application.Result off = json().withAgent("enabled=false").run();
    assertEquals(expected, off.output());
    assertEquals(List.of(), off.errors());
    assertNull(off.statistics());

    Application.Result jsonOff = json().withAgent("json=false").run();
    assertEquals(expected, jsonOff.output());
    assertEquals("off", jsonOff.feature("json").path("state").asText());
    assertEquals("on", jsonOff.feature("memory").path("state").asText());
    assertEquals(0, jsonOff.accelerated("json"));
    assertEquals(0, jsonOff.feature("json").path("original").asLong());
  }

  @Test
  void propertyAndArgumentSwitchAlike() throws Exception {
    List<String> expected = json().run().output();
    Application.Result property = json().jvm("-Dfastaccel.json=false").withAgent().run();
    assertEquals(expected, property.output());
    assertEquals(0, property.accelerated("json"));
    Application.Result argument =
        json().jvm("-Dfastaccel.json=false").withAgent("json=true,json.hot-calls=0").run();
    assertEquals(expected, argument.output());
    assertTrue(argument.accelerated("json") > 0);
  }

  @Test
  void nonsenseIsAWarningOfOneLine() throws Exception {
    List<String> expected = json().run().output();
    Application.Result result =
        json().jvm("-Dfastaccel.jsno=1").withAgent("gibberish,json=perhaps,json.hot-calls=0").run();
    assertEquals(expected, result.output());
    assertEquals(
        List.of(
            "[fast-accel] WARN system property fastaccel.jsno is unknown and ignored; did you mean"
                + " fastaccel.json?",
            "[fast-accel] WARN agent argument gibberish is unknown and ignored",
            "[fast-accel] WARN json=perhaps is ignored: it must be one of true, false"),
        result.errors());
    assertTrue(result.accelerated("json") > 0);
  }

  @Test
  void statisticsThatCannotBeWrittenAreOneWarning(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<String> expected = json().run().output();
    FailedStatistics result = statisticsTo(file.resolve("statistics.json"));
    assertEquals(expected, result.output);
    assertEquals(1, result.errors.size(), result.errors.toString());
    assertTrue(
        result.errors.get(0).startsWith("[fast-accel] WARN statistics cannot be written to "),
        result.errors.toString());
  }

  private record FailedStatistics(List<String> output, List<String> errors) {}

  private static FailedStatistics statisticsTo(Path file) throws Exception {
    Application.Result result =
        json().jvm("-Dfastaccel.stats=" + file).withAgent("stats=" + file).run();
    return new FailedStatistics(result.output(), result.errors());
  }

  @Test
  void twoAgentsInOneJvmAreOne() throws Exception {
    List<String> expected = json().run().output();
    Application.Result result =
        json().jvm("-javaagent:" + Application.agentJar() + "=json=false").withAgent().run();
    assertEquals(expected, result.output());
    assertEquals(
        List.of("[fast-accel] was started in this JVM already; the second agent is ignored"),
        result.errors());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void memorySearchIsTheSame(JavaHome jdk, @TempDir Path folder) throws Exception {
    Path plainFile = folder.resolve("plain.db");
    MemorySearch.create(plainFile.toString(), 20_000);
    Path agentFile = Files.copy(plainFile, folder.resolve("agent.db"));
    Path offFile = Files.copy(plainFile, folder.resolve("off.db"));
    List<String> expected = search(jdk, plainFile).run().output();
    Application.Result result = search(jdk, agentFile).withAgent().run();
    assertEquals(expected, result.output());
    assertEquals(List.of(), result.errors());

    Application.Result off = search(jdk, offFile).withAgent("memory=false").run();
    assertEquals(expected, off.output());
    assertEquals("off", off.feature("memory").path("state").asText());
    assertEquals(0, off.feature("memory").path("original").asLong());
  }

  private static Application search(JavaHome jdk, Path file) {
    return Application.of(MemorySearch.class).on(jdk).on("sqlite-latest").with(file, 150);
  }
}

package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.applications.GsonReader;
import io.fastaccel.compatibility.applications.GsonWriter;
import io.fastaccel.compatibility.applications.Jackson3Reader;
import io.fastaccel.compatibility.applications.Jackson3Writer;
import io.fastaccel.compatibility.applications.JsonReader;
import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.MemorySearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A jar whose results are wrong on purpose: mode {@code verify} finds that, says it once without
 * the user's data, counts it and switches the feature off; the application prints what it prints
 * without the agent. Wrong results of tools need no such jar, see {@code ToolVerificationIT}.
 */
class WrongResultsIT {

  private static final String VERIFY = "mode=verify,verify.percent=100,verify.millis=1000";
  private static final String INDEX = "memory.index-after=0";

  /** Long enough for an index to be built meanwhile, on a machine with other work too. */
  private static final int ROUNDS = 400;

  @TempDir static Path folder;

  private static Path jar;

  @BeforeAll
  static void makeWrong() throws Exception {
    jar = folder.resolve("wrong.jar");
    List<String> places =
        FaultyJar.wrong(
            Application.agentJar(),
            jar,
            place ->
                place.endsWith("MapperAdvice.writeValueAsString")
                    || place.endsWith("MapperAdvice.writeValueAsBytes")
                    || place.endsWith("GsonAdvice.toJson")
                    || place.endsWith("index/Condition.values"));
    assertTrue(places.size() >= 6, places.toString());
  }

  @Test
  void jsonThatIsWrongIsFound() throws Exception {
    for (Application application :
        List.of(
            Application.of(JsonWriter.class).on("jackson-latest").with(60),
            Application.of(Jackson3Writer.class).on("jackson3-latest"),
            Application.of(GsonWriter.class).on("gson-latest"))) {
      List<String> expected = application.run().output();
      Application.Result result = application.withAgent(jar, VERIFY, "json.hot-calls=0").run();
      assertEquals(expected, result.output());
      assertFound(result, "json");
    }
  }

  /** Each with the advice that is made wrong in it, and what of the library is told then. */
  static Stream<Arguments> readers() {
    Application jackson2 = Application.of(JsonReader.class).on("jackson-latest").with(40);
    Application jackson3 = Application.of(Jackson3Reader.class).on("jackson3-latest").with(40);
    Application gson = Application.of(GsonReader.class).on("gson-latest").with(40);
    return Stream.concat(
        Stream.of("jackson2", "jackson3")
            .flatMap(
                name ->
                    Stream.of(
                            List.of("ObjectMapperAdvice.readText", "ObjectMapper.readValue"),
                            List.of("ObjectMapperAdvice.readBytes", "ObjectMapper.readValue"),
                            List.of("ObjectMapperAdvice.readTree", "ObjectMapper.readTree"),
                            List.of("ObjectReaderAdvice.readText", "ObjectReader.readValue"),
                            List.of("ObjectReaderAdvice.readBytes", "ObjectReader.readValue"))
                        .map(
                            places ->
                                Arguments.of(
                                    name.equals("jackson2") ? jackson2 : jackson3,
                                    name + "/read/" + places.get(0),
                                    places.get(1)))),
        Stream.of(
            Arguments.of(gson, "gson/FromJsonAdvice.fromJson", "Gson.fromJson"),
            Arguments.of(gson, "gson/JsonParserAdvice.parseString", "JsonParser.parseString")));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void valuesThatAreReadWrongAreFound(Application application, String advice, String place)
      throws Exception {
    Path wrong = folder.resolve(advice.replace('/', '-') + ".jar");
    List<String> places =
        FaultyJar.wrong(Application.agentJar(), wrong, each -> each.endsWith(advice));
    assertTrue(!places.isEmpty(), advice);
    List<String> expected = application.withoutAgent().run().output();
    Application.Result result = application.withAgent(wrong, VERIFY, "json.hot-calls=0").run();
    assertEquals(expected, result.output());
    assertFound(result, "json");
    String line =
        result.errors().stream().filter(each -> each.contains("differs")).findFirst().orElseThrow();
    assertTrue(line.contains(" in " + place + ": "), line);
    Files.delete(wrong);
  }

  @Test
  void valuesThatAreReadRightAreTheSame() throws Exception {
    for (Application application :
        List.of(
            Application.of(JsonReader.class).on("jackson-latest").with(40),
            Application.of(Jackson3Reader.class).on("jackson3-latest").with(40),
            Application.of(GsonReader.class).on("gson-latest").with(40))) {
      List<String> expected = application.run().output();
      Application.Result result = application.withAgent(VERIFY, "json.hot-calls=0").run();
      assertEquals(expected, result.output());
      JsonNode json = result.feature("json");
      assertEquals("on", json.path("state").asText(), json.toString());
      assertTrue(json.path("compared").path("same").asLong() > 20, json.toString());
      assertEquals(0, json.path("compared").path("different").asLong(), json.toString());
    }
  }

  @Test
  void rowsThatAreMissingAreFound() throws Exception {
    Path plain = folder.resolve("plain.db");
    MemorySearch.create(plain.toString(), 10_000);
    Path verified = Files.copy(plain, folder.resolve("verified.db"));
    List<String> expected = search(plain).run().output();
    Application.Result result = search(verified).withAgent(jar, VERIFY, INDEX).run();
    assertEquals(expected, result.output());
    assertFound(result, "memory");
  }

  @Test
  void rowsThatAreRightAreComparedOnce() throws Exception {
    Path database = folder.resolve("right.db");
    MemorySearch.create(database.toString(), 10_000);
    JsonNode memory = search(database).withAgent(VERIFY, INDEX).run().feature("memory");
    assertTrue(memory.path("compared").path("same").asLong() > 0, memory.toString());
    assertEquals(0, memory.path("compared").path("different").asLong(), memory.toString());
    // Two searches a round: those that were made to compare them are none of the application's.
    assertEquals(2 * ROUNDS, memory.path("original").asLong(), memory.toString());
  }

  private static Application search(Path database) {
    return Application.of(MemorySearch.class).on("sqlite-latest").with(database, ROUNDS);
  }

  /** That the mistake is one that is seen: without verifying the application gets it. */
  @Test
  void withoutVerifyingTheApplicationGetsIt() throws Exception {
    Application application = Application.of(JsonWriter.class).on("jackson-latest").with(60);
    List<String> expected = application.run().output();
    assertTrue(
        !expected.equals(application.withAgent(jar, "json.hot-calls=0").run().output()),
        "nothing is wrong");
  }

  private static void assertFound(Application.Result result, String feature) {
    JsonNode fields = result.feature(feature);
    assertEquals("failed", fields.path("state").asText(), result.statistics().toString());
    assertEquals(1, fields.path("compared").path("different").asLong(), fields.toString());
    List<String> lines =
        result.errors().stream().filter(line -> line.contains("[fast-accel]")).toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(
        lines.get(0).startsWith("[fast-accel] WARN " + feature + " differs from the original in "),
        lines.toString());
    assertTrue(
        lines.get(1).startsWith("[fast-accel] WARN " + feature + " switched off"),
        lines.toString());
    String sample = lines.get(0).substring(lines.get(0).indexOf(": ") + 2);
    // A place and masked characters, no word of the user's and no digit of his but 0.
    assertTrue(
        sample.matches(
                "([\\w.$]+: )*at character \\d+ of \\d+, "
                    + "original <[^a-wyzA-Z1-9]*>, ours <[^a-wyzA-Z1-9]*>")
            || sample.matches("([\\w.$]+: )*size of [\\w.$]+")
            || sample.matches("row \\d+( is missing|, column \\d+)"),
        sample);
  }
}

package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.LongTexts;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.ModelScript;
import io.fastaccel.harness.ModelServerProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser, where one is installed: it shows, in light and in dark. */
class ReportPageIT {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final Path DEMO =
      Path.of(System.getProperty("programs")).resolveSibling("demo").resolve("target/demo.jar");

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void aBrowserShowsThePage() throws Exception {
    Path page = folder.resolve("report.html");
    Application.of(JsonWriter.class)
        .on("jackson-latest")
        .withAgent("json.hot-calls=0,report=" + page)
        .run();
    Path browser = browser();
    String document = run(browser, "--dump-dom", page.toUri().toString());
    assertTrue(document.contains("<h1>fast-accel</h1>"), document);
    assertTrue(document.contains("calls accelerated"), document);
    int light = background(browser, page, "light.png");
    int dark = background(browser, page, "dark.png", "--force-dark-mode");
    assertTrue(brightness(light) > 600, "light: " + Integer.toHexString(light));
    assertTrue(brightness(dark) < 200, "dark: " + Integer.toHexString(dark));
  }

  /** How long a turn took, and how long its calls took in all. */
  private static final Pattern TIMES =
      Pattern.compile("([0-9.,]+) ms side by side, ([0-9.,]+) ms one after the other");

  /** Where things are, which only a browser knows; for a copy of the page that may run it. */
  private static final String MEASURE =
      """
      <script>
      addEventListener('load', () => {
        const box = e => {
          const b = e.getBoundingClientRect();
          return {left: b.left, right: b.right, top: b.top, bottom: b.bottom};
        };
        const boxes = (svg, kind) => [...svg.querySelectorAll('rect.' + kind)].map(box);
        const found = {
          width: innerWidth,
          scrollWidth: document.documentElement.scrollWidth,
          turns: [...document.querySelectorAll('svg[aria-label*="side by side"]')].map(svg => ({
            label: svg.getAttribute('aria-label'),
            box: box(svg),
            ours: boxes(svg, 'ours'),
            orig: boxes(svg, 'orig'),
            texts: [...svg.querySelectorAll('text')].map(box)})),
          tables: [...document.querySelectorAll('table')].map(table => ({
            caption: table.caption ? table.caption.textContent : '',
            box: box(table),
            rows: [...table.tBodies[0].rows].map(row => [...row.cells].map(c => c.textContent))}))
        };
        const out = document.createElement('pre');
        out.id = 'measured';
        out.textContent = JSON.stringify(found);
        document.body.append(out);
      });
      </script>
      """;

  private JsonNode measured(Path browser, Path page, int width) throws Exception {
    Path copy = folder.resolve("measured.html");
    String text = Files.readString(page);
    String policy = text.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    assertNotEquals(text, policy, "the page allows whatever it likes");
    Files.writeString(copy, policy.replace("</body>", MEASURE + "</body>"));
    String document =
        run(browser, "--dump-dom", "--window-size=" + width + ",1200", copy.toUri().toString());
    Matcher found = Pattern.compile("<pre id=\"measured\">(.*)</pre>").matcher(document);
    assertTrue(found.find(), document);
    return new ObjectMapper()
        .readTree(found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
  }

  @Test
  void turnsAreBarsThatOverlapWhereCallsDid() throws Exception {
    Path browser = browser();
    Path page = folder.resolve("report.html");
    JavaHome java = JavaHome.running();
    try (ModelServerProcess model = ModelServerProcess.start(java, ModelScript.RESEARCH)) {
      JavaCommand.on(java)
          .jvmOptions(
              "-javaagent:"
                  + Application.agentJar()
                  + "=tasks.parallel=search*,fetch*,read*,report="
                  + page)
          .jar(DEMO)
          .arguments("--db", folder.resolve("demo.db"), "--rows", 500)
          .arguments("--transcript", folder.resolve("demo.json"))
          .arguments("--model-url", model.url(), "--turns", 2)
          .run(LIMIT)
          .orThrow();
    }
    for (int width : List.of(1200, 500)) {
      JsonNode seen = measured(browser, page, width);
      assertTrue(seen.path("scrollWidth").asInt() <= seen.path("width").asInt(), seen::toString);
      JsonNode turns = seen.path("turns");
      assertFalse(turns.isEmpty(), seen::toPrettyString);
      boolean overlap = false;
      for (JsonNode turn : turns) {
        overlap |= assertTellsItsCalls(turn);
      }
      assertTrue(overlap, turns::toPrettyString);
    }
  }

  /** Returns whether bars of calls that were made side by side overlap in time. */
  private static boolean assertTellsItsCalls(JsonNode turn) {
    JsonNode ours = turn.path("ours");
    JsonNode original = turn.path("orig");
    int calls = Integer.parseInt(turn.path("label").asText().split(" ", 2)[0]);
    assertEquals(calls, ours.size(), turn::toPrettyString);
    assertEquals(calls, original.size(), turn::toPrettyString);
    boolean overlap = false;
    double end = 0;
    for (int i = 0; i < calls; i++) {
      for (JsonNode bar : List.of(ours.get(i), original.get(i))) {
        assertTrue(isWithin(bar, turn.path("box")), turn::toPrettyString);
      }
      if (i > 0) {
        // A bar is at least 1.5 units wide, so that a short call is seen too.
        double before = right(original.get(i - 1));
        assertTrue(left(original.get(i)) >= before - 3, turn::toPrettyString);
        overlap |= left(ours.get(i)) < right(ours.get(i - 1)) - 3;
      }
      end = Math.max(end, right(ours.get(i)));
    }
    // Side by side may take longer, on a machine that is busy: what the words say must be drawn.
    Matcher words = TIMES.matcher(turn.path("label").asText());
    assertTrue(words.find(), turn::toPrettyString);
    double start = left(original.get(0));
    double drawn = (end - start) / (right(original.get(calls - 1)) - start);
    double told = millis(words.group(1)) / millis(words.group(2));
    assertEquals(told, drawn, 0.1 * Math.max(told, 1), turn::toPrettyString);
    for (JsonNode text : turn.path("texts")) {
      assertTrue(isWithin(text, turn.path("box")), () -> text + " of " + turn.toPrettyString());
    }
    return overlap;
  }

  private static double millis(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  private static boolean isWithin(JsonNode inner, JsonNode outer) {
    return left(inner) >= left(outer) - 1
        && right(inner) <= right(outer) + 1
        && inner.path("top").asDouble() >= outer.path("top").asDouble() - 1
        && inner.path("bottom").asDouble() <= outer.path("bottom").asDouble() + 1;
  }

  private static double left(JsonNode box) {
    return box.path("left").asDouble();
  }

  private static double right(JsonNode box) {
    return box.path("right").asDouble();
  }

  @Test
  void whatWasAllocatedIsATableThatIsSeen() throws Exception {
    Path browser = browser();
    Path page = folder.resolve("report.html");
    // What is allocated can be told where management is there.
    Application.of(LongTexts.class)
        .on("jackson-latest")
        .with(200)
        .withAgent("json.hot-calls=0,jmx=true,report=" + page)
        .run();
    JsonNode seen = measured(browser, page, 900);
    List<JsonNode> tables = new ArrayList<>();
    for (JsonNode table : seen.path("tables")) {
      if (table.path("caption").asText().equals("Mean of the calls that were measured")) {
        tables.add(table);
      }
    }
    assertEquals(1, tables.size(), seen::toPrettyString);
    JsonNode table = tables.get(0);
    assertTrue(right(table.path("box")) > left(table.path("box")) + 200, table::toPrettyString);
    for (JsonNode row : table.path("rows")) {
      assertTrue(
          row.get(1).asText().matches("[0-9,]+ (B|KB|MB)")
              && row.get(2).asText().matches("[0-9,]+ (B|KB|MB)")
              && row.get(3).asText().matches("[+-][0-9]+ %"),
          row::toString);
    }
  }

  private int background(Path browser, Path page, String name, String... options) throws Exception {
    Path picture = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--window-size=900,1200");
    all.add("--hide-scrollbars");
    all.add("--screenshot=" + picture);
    all.add(page.toUri().toString());
    run(browser, all.toArray(String[]::new));
    return ImageIO.read(picture.toFile()).getRGB(3, 3);
  }

  private static int brightness(int rgb) {
    return (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF);
  }

  /** What it prints; it must end well. */
  private String run(Path browser, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(options));
    File output = folder.resolve("output").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the browser hangs: " + command);
      assertEquals(0, process.exitValue(), command.toString());
      return Files.readString(output.toPath());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Path browser() {
    Optional<Path> found =
        BROWSERS.stream()
            .flatMap(
                name ->
                    List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                        .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.out.println("skipped: the page in a browser, no Chromium was found");
      Assumptions.abort("no Chromium was found");
    }
    return found.orElseThrow();
  }
}

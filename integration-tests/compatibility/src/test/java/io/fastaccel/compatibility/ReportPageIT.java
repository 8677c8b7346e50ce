package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonWriter;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser, where one is installed: it shows, in light and in dark. */
class ReportPageIT {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

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

package io.fastaccel.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The table of supported versions in the documentation is made from what the code accepts and what
 * the integration tests run on; {@code -Ddocs.update=true} writes it.
 */
class SupportedVersionsTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/supported-versions.md");
  private static final String HEAD =
      "| library | artifact | accepted | tested | features |\n| --- | --- | --- | --- | --- |\n";

  private static final Map<String, String> PAGES =
      Map.of(
          "Jackson 2", "[json](json.md)",
          "Jackson 3", "[json](json-jackson3.md)",
          "Gson", "[json](json-gson.md)",
          "sqlite-jdbc", "[memory](memory.md)",
          "PostgreSQL JDBC driver", "[memory](postgresql.md)",
          "LangChain4j", "[tasks](tasks.md), [tools](tools.md)",
          "Spring AI", "[tasks](tasks.md), [tools](tools.md)",
          "Micrometer", "[metrics](operating.md#metrics)",
          "OpenTelemetry", "[metrics](operating.md#metrics)");

  private static final Pattern LIBRARY =
      Pattern.compile(
          "@Library\\(\\s*name = \"([^\"]*)\",\\s*artifact = \"([^\"]*)\",\\s*from = \"([^\"]*)\","
              + "\\s*before = \"([^\"]*)\"\\)");

  private record Library(String name, String artifact, String from, String before) {}

  @Test
  void theTableIsWhatTheCodeAcceptsAndTheTestsRunOn() throws Exception {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEAD);
    assertTrue(start > 0, "no table in " + PAGE);
    int end = page.indexOf("\n\n", start) + 1;
    String expected = page.substring(0, start) + table() + page.substring(end);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, expected);
    }
    assertEquals(
        expected, Files.readString(PAGE), "run: mvn test -pl agent -am -Ddocs.update=true");
  }

  private static String table() throws Exception {
    StringBuilder table = new StringBuilder(HEAD);
    Map<String, Set<String>> tested = tested();
    for (Library library : libraries()) {
      Set<String> versions = new TreeSet<>(LibraryVersion::compare);
      versions.addAll(tested.getOrDefault(library.artifact, Set.of()));
      // What must be left alone is tested, too.
      versions.removeIf(
          version ->
              LibraryVersion.compare(version, library.from) < 0
                  || LibraryVersion.compare(version, library.before) >= 0);
      assertTrue(versions.size() > 1, library + " is tested on " + versions);
      table.append(
          "| %s | `%s` | %s and later, before %s | %s | %s |%n"
              .formatted(
                  library.name,
                  library.artifact,
                  library.from,
                  library.before,
                  String.join(", ", versions),
                  PAGES.get(library.name)));
    }
    return table.toString();
  }

  /** As the packages of advice declare them, of which a library may have several. */
  private static List<Library> libraries() throws IOException {
    List<Library> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("interceptors/src/main/java"))) {
      for (Path file : files.filter(f -> f.endsWith("package-info.java")).sorted().toList()) {
        Matcher matcher = LIBRARY.matcher(Files.readString(file));
        if (matcher.find()
            && !matcher.group(2).startsWith("io.fastaccel:")
            && all.stream().noneMatch(each -> each.artifact.equals(matcher.group(2)))) {
          all.add(
              new Library(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
        }
      }
    }
    all.sort((a, b) -> a.name.compareToIgnoreCase(b.name));
    return all;
  }

  /** Versions by artifact, as the integration tests put them on class paths. */
  private static Map<String, Set<String>> tested() throws Exception {
    Map<String, String> properties = new TreeMap<>();
    NodeList all =
        xml(ROOT.resolve("pom.xml")).getElementsByTagName("properties").item(0).getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element property) {
        properties.put("${" + property.getTagName() + "}", property.getTextContent());
      }
    }
    Map<String, Set<String>> tested = new TreeMap<>();
    note(
        tested,
        properties,
        ROOT.resolve("integration-tests/compatibility/pom.xml"),
        "artifactItem");
    try (Stream<Path> programs = Files.list(ROOT.resolve("integration-tests/programs"))) {
      for (Path program : programs.sorted().toList()) {
        if (Files.exists(program.resolve("pom.xml"))) {
          note(tested, properties, program.resolve("pom.xml"), "dependency");
        }
      }
    }
    return tested;
  }

  private static void note(
      Map<String, Set<String>> tested, Map<String, String> properties, Path pom, String element)
      throws Exception {
    NodeList artifacts = xml(pom).getElementsByTagName(element);
    for (int i = 0; i < artifacts.getLength(); i++) {
      String group = child(artifacts.item(i), "groupId");
      String version = child(artifacts.item(i), "version");
      // Spring AI's modules come in one version.
      String artifact =
          group.equals("org.springframework.ai")
              ? "spring-ai-model"
              : child(artifacts.item(i), "artifactId");
      if (!version.isEmpty()) {
        tested
            .computeIfAbsent(group + ":" + artifact, name -> new TreeSet<>(LibraryVersion::compare))
            .add(properties.getOrDefault(version, version));
      }
    }
  }

  private static String child(Node parent, String name) {
    NodeList found = ((Element) parent).getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  private static Document xml(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }
}

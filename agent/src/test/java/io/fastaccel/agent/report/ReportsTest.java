package io.fastaccel.agent.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportsTest {

  @Test
  void thePageIsWellFormedAndLoadsNothing() throws Exception {
    String page = HtmlReport.of(statistics());
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
    assertEquals(0, document.getElementsByTagName("script").getLength());
    assertEquals(0, document.getElementsByTagName("link").getLength());
    assertFalse(page.contains("http:") || page.contains("https:") || page.contains("url("), page);
    NodeList charts = document.getElementsByTagName("svg");
    assertEquals(2, charts.getLength());
    for (int i = 0; i < charts.getLength(); i++) {
      Element chart = (Element) charts.item(i);
      assertEquals("img", chart.getAttribute("role"));
      assertFalse(chart.getAttribute("aria-label").isEmpty(), "a chart without words");
    }
    for (String table : List.of("caption", "th")) {
      assertTrue(document.getElementsByTagName(table).getLength() > 0, table);
    }
  }

  @Test
  void namesOfTheApplicationAreText() {
    String page = HtmlReport.of(statistics());
    assertFalse(page.contains("<b>tool"), page);
    assertTrue(page.contains("&lt;b&gt;tool&quot;&amp;"), page);
  }

  @Test
  void emptyStatisticsAreAPageToo() {
    assertTrue(HtmlReport.of(Map.of()).endsWith("</html>\n"));
    assertFalse(StatusText.of(Map.of()).isEmpty());
    assertFalse(ReportText.of(Map.of()).isEmpty());
  }

  @Test
  void textAndPageTellTheSameNumbers() {
    Map<String, Object> statistics = statistics();
    assertTrue(StatusText.of(statistics).contains("accelerated 12,345, original 67"));
    assertTrue(HtmlReport.of(statistics).contains("<p class=\"big\">12,345</p>"));
    assertTrue(StatusText.summary(statistics).contains("json on: 12,345 of 12,412 calls"));
  }

  @Test
  void whatWasSavedIsAnEstimateOrNotClaimed() {
    Map<String, Object> json = feature(1_000, 0);
    json.put("savedMillis", 120.4);
    json.put("savedMillisError", 30.0);
    Map<String, Object> statistics = Map.of("features", Map.of("json", json));
    String words = "about 120 ms saved (estimated, give or take 30)";
    assertTrue(StatusText.of(statistics).contains(words), StatusText.of(statistics));
    assertTrue(StatusText.summary(statistics).contains(words));
    assertTrue(HtmlReport.of(statistics).contains(words));
    json.put("savedMillis", -120.4);
    assertTrue(StatusText.of(statistics).contains("about 120 ms lost"), StatusText.of(statistics));
    json.put("savedMillisError", 70.0);
    assertTrue(StatusText.of(statistics).contains("too few calls timed to tell"));
    assertTrue(HtmlReport.of(statistics).contains("too few calls timed to tell"));
  }

  @Test
  void whatWasAllocatedIsCompared() {
    Map<String, Object> json = feature(1_000, 0);
    json.put(
        "times",
        Map.of(
            "write",
            Map.of(
                "original", Map.of("measured", 10L, "meanBytes", 50_000.0),
                "accelerated", Map.of("measured", 10L, "meanBytes", 20_000.0))));
    String page = HtmlReport.of(Map.of("features", Map.of("json", json)));
    assertTrue(page.contains("about 30 MB less memory allocated"), page);
    assertTrue(page.contains("50 KB") && page.contains("20 KB") && page.contains("-60 %"), page);
    assertFalse(HtmlReport.of(statistics()).contains("Memory allocated"));
  }

  @Test
  void whatToSetNextFollowsFromTheMode() {
    Map<String, Object> verified = feature(10, 90);
    verified.put("mode", "verify");
    verified.put("compared", Map.of("same", 10L, "different", 0L));
    String text = ReportText.of(Map.of("features", Map.of("json", verified)));
    assertTrue(text.contains("-Dfastaccel.mode.on=json"), text);

    Map<String, Object> tasks = feature(0, 0);
    tasks.put("state", "off");
    tasks.put("mode", "report");
    tasks.put("loopsSeen", Map.of("loops", 3L, "calls", 9L));
    tasks.put("undeclaredTools", Map.of("search", 9L));
    text = ReportText.of(Map.of("features", Map.of("tasks", tasks)));
    assertTrue(text.contains("-Dfastaccel.tasks.parallel=search"), text);
    assertTrue(text.contains("3 with 9 calls"), text);
  }

  private static Map<String, Object> feature(long accelerated, long original) {
    Map<String, Object> feature = new LinkedHashMap<>();
    feature.put("state", "on");
    feature.put("accelerated", accelerated);
    feature.put("original", original);
    return feature;
  }

  private static Map<String, Object> statistics() {
    Map<String, Object> json = feature(12_345, 67);
    json.put("reasons", Map.of("not hot yet", 20L));
    json.put(
        "times",
        Map.of(
            "ObjectMapper.writeValueAsString",
            Map.of("original", times(900), "accelerated", times(300))));
    Map<String, Object> tasks = feature(1, 0);
    tasks.put(
        "turns",
        List.of(
            Map.of(
                "calls",
                List.of(
                    Map.of("tool", "<b>tool\"&", "startMillis", 0.0, "millis", 12.5),
                    Map.of("tool", "other", "startMillis", 0.5, "millis", 30.0)))));
    Map<String, Object> features = new LinkedHashMap<>();
    features.put("json", json);
    features.put("tasks", tasks);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", "1");
    all.put("mode", "on");
    all.put("features", features);
    return all;
  }

  private static Map<String, Object> times(long nanos) {
    return Map.of(
        "measured",
        3L,
        "totalMillis",
        3 * nanos / 1e6,
        "meanMicros",
        nanos / 1e3,
        "medianMicros",
        nanos / 1e3,
        "p99Micros",
        nanos / 1e3,
        "fromNanos",
        Map.of(Long.toString(Long.highestOneBit(nanos)), 3L));
  }
}

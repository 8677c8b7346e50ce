package io.fastaccel.agent.control;

import io.fastaccel.agent.JsonText;
import io.fastaccel.agent.RunningAgent;
import io.fastaccel.agent.Statistics;
import io.fastaccel.agent.report.HtmlReport;
import io.fastaccel.agent.report.ReportText;
import io.fastaccel.agent.report.StatusText;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Does what an operator asks for. The request is a file {@code request} in a folder that only the
 * user of this process can enter, a word a line; the answer is a file {@code answer} beside it. The
 * JVM's attach mechanism, which lets in the same user alone, tells us of the folder; there is no
 * port, no socket and no thread that waits. Stateless.
 */
public final class Requests {

  /** The word that asks for an answer as JSON instead of text. */
  public static final String AS_JSON = "as=json";

  /** The word that asks for a page of HTML. */
  public static final String AS_HTML = "as=html";

  private Requests() {}

  /** Answers the request in a folder. Never throws; without an answer the asker knows as much. */
  public static void answer(RunningAgent agent, String folder) {
    try {
      Path directory = Path.of(folder);
      List<String> words = Files.readAllLines(directory.resolve("request"));
      Path unfinished = directory.resolve("answer.part");
      Files.write(unfinished, text(agent, words).getBytes(StandardCharsets.UTF_8));
      Files.move(unfinished, directory.resolve("answer"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | LinkageError e) {
      Log.warnOnce("an operator's request cannot be answered", e);
    }
  }

  private static String text(RunningAgent agent, List<String> words) {
    boolean json = words.contains(AS_JSON);
    Statistics.Snapshot snapshot = agent.statistics().snapshot();
    return switch (words.get(0)) {
      case "status" -> json ? snapshot.toJson() : StatusText.of(snapshot.fields());
      case "report" ->
          words.contains(AS_HTML)
              ? HtmlReport.of(snapshot.fields())
              : json ? snapshot.toJson() : ReportText.of(snapshot.fields());
      case "switch" ->
          switched(
              agent,
              Feature.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
              FeatureMode.valueOf(words.get(2).toUpperCase(Locale.ROOT)),
              json);
      default -> throw new IllegalArgumentException("unknown request " + words.get(0));
    };
  }

  private static String switched(
      RunningAgent agent, Feature feature, FeatureMode wanted, boolean json) {
    FeatureMode before = agent.switchTo(feature, wanted);
    if (!json) {
      return before == wanted
          ? feature.id() + " was " + wanted.id() + " already\n"
          : feature.id() + " is " + wanted.id() + " now; it was " + before.id() + "\n";
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("feature", feature.id());
    fields.put("before", before.id());
    fields.put("now", wanted.id());
    return JsonText.of(fields);
  }
}

package io.fastaccel.agent;

import io.fastaccel.agent.report.HtmlReport;
import io.fastaccel.agent.report.StatusText;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;

/** What is written when the JVM ends, where the user wants any of it. */
final class AtExit extends Thread {

  private final RunningAgent agent;
  private final Settings settings;

  private AtExit(RunningAgent agent, Settings settings) {
    super("fast-accel-statistics");
    this.agent = agent;
    this.settings = settings;
  }

  /** Registers itself if there will be something to write. */
  static void register(RunningAgent agent, Settings settings) {
    if (!settings.text(Setting.STATS).isEmpty()
        || !settings.text(Setting.REPORT).isEmpty()
        || settings.flag(Setting.SUMMARY)) {
      Runtime.getRuntime().addShutdownHook(new AtExit(agent, settings));
    }
  }

  @Override
  public void run() {
    try {
      // One snapshot, so that everything that is written agrees.
      Statistics.Snapshot snapshot = agent.statistics().snapshot();
      String file = settings.text(Setting.STATS);
      if (!file.isEmpty()) {
        OutputFile.write("statistics", file, snapshot.toJson());
      }
      String report = settings.text(Setting.REPORT);
      if (!report.isEmpty()) {
        OutputFile.write("the report", report, HtmlReport.of(snapshot.fields()));
      }
      if (settings.flag(Setting.SUMMARY)) {
        Log.notice(StatusText.summary(snapshot.fields()));
      }
    } catch (Throwable e) {
      Log.warn("what was asked for at exit cannot be written: " + e);
    }
  }
}

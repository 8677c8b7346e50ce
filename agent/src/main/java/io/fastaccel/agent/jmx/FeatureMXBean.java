package io.fastaccel.agent.jmx;

import java.util.Map;

/** One feature, {@code io.fastaccel:type=Feature,name=json} and so on. */
public interface FeatureMXBean {

  /** {@code on}, {@code off} or {@code failed}. */
  String getState();

  /** {@code off}, {@code report}, {@code verify} or {@code on}. */
  String getMode();

  /** Why it switched itself off; empty if it did not. */
  String getFailure();

  /** Calls served by the agent since the start. */
  long getAccelerated();

  /** Calls served by the original since the start. */
  long getOriginal();

  /** Why calls went to the original, with their numbers. */
  Map<String, Long> getReasons();

  /** Switches it on. */
  void enable();

  /** Switches it off; from then on the original code runs. */
  void disable();

  /** Lets it compare a sample of calls and change nothing. */
  void verify();

  /** Lets it look and measure only. */
  void report();
}

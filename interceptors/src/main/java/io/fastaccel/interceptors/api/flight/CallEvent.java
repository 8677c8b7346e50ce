package io.fastaccel.interceptors.api.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("io.fastaccel.Call")
@Label("Measured Call")
@Description("One call of a small sample, served by the agent or by the original")
@Category("fast-accel")
@StackTrace(false)
final class CallEvent extends Event {

  @Label("Feature")
  String feature;

  @Label("Call")
  String call;

  @Label("Accelerated")
  boolean accelerated;

  @Label("Time")
  @Timespan(Timespan.NANOSECONDS)
  long time;
}

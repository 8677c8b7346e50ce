package io.fastaccel.interceptors.api.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("io.fastaccel.Loop")
@Label("Early Calls")
@Description("A loop over tools or tasks, some of which were called early")
@Category("fast-accel")
@StackTrace(false)
final class LoopEvent extends Event {

  @Label("Early Calls")
  int calls;

  @Label("Time Side by Side")
  @Timespan(Timespan.NANOSECONDS)
  long time;

  @Label("Time One after the Other")
  @Timespan(Timespan.NANOSECONDS)
  long sequential;
}

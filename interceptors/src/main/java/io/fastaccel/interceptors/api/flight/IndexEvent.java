package io.fastaccel.interceptors.api.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("io.fastaccel.Index")
@Label("Index Work")
@Description("A piece of work in the background on the index of stored memories")
@Category("fast-accel")
@StackTrace(false)
final class IndexEvent extends Event {

  @Label("Database")
  String database;

  @Label("Time")
  @Timespan(Timespan.NANOSECONDS)
  long time;

  @Label("More to Do")
  boolean more;
}

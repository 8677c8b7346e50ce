package io.fastaccel.interceptors.api.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

@Name("io.fastaccel.Feature")
@Label("Feature")
@Description("How a feature works, and what it has done since the start")
@Category("fast-accel")
@StackTrace(false)
@Period("1 s")
final class FeatureEvent extends Event {

  @Label("Feature")
  String feature;

  @Label("Mode")
  String mode;

  @Label("Accelerated Calls")
  long accelerated;

  @Label("Original Calls")
  long original;
}

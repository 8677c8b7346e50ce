package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;

/** Has a registry of Micrometer's, writes JSON, and prints the meters that it did not make. */
public final class Micrometered {

  private Micrometered() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    // A second one must change nothing.
    Metrics.addRegistry(new SimpleMeterRegistry());
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 100; i++) {
      mapper.writeValueAsString(Map.of("i", i));
    }
    for (Meter meter : registry.getMeters()) {
      List<String> tags = meter.getId().getTags().stream().map(Tag::getValue).sorted().toList();
      System.out.println(
          meter.getId().getName()
              + " "
              + String.join(" ", tags)
              + (meter instanceof FunctionCounter counter ? " " + (long) counter.count() : ""));
    }
  }
}

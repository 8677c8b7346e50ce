package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.List;
import java.util.Map;

/** Has OpenTelemetry, writes JSON, and prints the metrics that it did not make. */
public final class OpenTelemetered {

  private OpenTelemetered() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    OpenTelemetrySdk.builder()
        .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
        .buildAndRegisterGlobal();
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 100; i++) {
      mapper.writeValueAsString(Map.of("i", i));
    }
    for (MetricData metric : reader.collectAllMetrics()) {
      for (PointData point : metric.getData().getPoints()) {
        List<String> labels =
            point.getAttributes().asMap().values().stream().map(Object::toString).sorted().toList();
        System.out.println(
            metric.getName()
                + " "
                + String.join(" ", labels)
                + (point instanceof LongPointData number ? " " + number.getValue() : ""));
      }
    }
  }
}

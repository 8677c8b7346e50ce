package io.fastaccel.interceptors.opentelemetry;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMetrics;
import io.fastaccel.interceptors.api.FeatureMetrics.Counter;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.OnExit;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Registers our instruments with the instance that the application makes the global one. They are
 * asked when the application's reader is.
 */
@Advice(
    target = "io.opentelemetry.api.GlobalOpenTelemetry",
    feature = Feature.TOOLS,
    activation = Activation.METRICS)
final class GlobalInstanceAdvice {

  private static final AttributeKey<String> FEATURE =
      AttributeKey.stringKey(FeatureMetrics.FEATURE);

  private GlobalInstanceAdvice() {}

  @OnExit(method = "set", descriptor = "(Lio/opentelemetry/api/OpenTelemetry;)V")
  static void set(OpenTelemetry instance, Throwable thrown) {
    if (thrown == null) {
      register(instance.getMeterProvider().get("io.fastaccel"));
    }
  }

  private static void register(Meter meter) {
    Set<String> metrics = new TreeSet<>();
    for (Counter counter : Counter.values()) {
      metrics.add(counter.metric());
    }
    for (String metric : metrics) {
      meter
          .counterBuilder(metric)
          .buildWithCallback(
              measurement -> {
                for (Counter counter : Counter.values()) {
                  if (counter.metric().equals(metric)) {
                    AttributeKey<String> label = AttributeKey.stringKey(counter.label());
                    for (Feature feature : Feature.values()) {
                      measurement.record(
                          counter.of(Features.of(feature)),
                          Attributes.of(FEATURE, feature.id(), label, counter.value()));
                    }
                  }
                }
              });
    }
    meter
        .gaugeBuilder(FeatureMetrics.ON)
        .buildWithCallback(measurement -> record(measurement, FeatureMetrics::on));
    meter
        .gaugeBuilder(FeatureMetrics.SAVED)
        .buildWithCallback(measurement -> record(measurement, FeatureMetrics::savedSeconds));
  }

  private static void record(
      ObservableDoubleMeasurement measurement, ToDoubleFunction<FeatureState> value) {
    for (Feature feature : Feature.values()) {
      double number = value.applyAsDouble(Features.of(feature));
      if (!Double.isNaN(number)) {
        measurement.record(number, Attributes.of(FEATURE, feature.id()));
      }
    }
  }
}

package io.fastaccel.interceptors.micrometer;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMetrics;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.OnExit;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Registers our meters once the application has given Micrometer's global registry a registry of
 * its own, as Spring Boot does. They are asked when the application's registry is.
 */
@Advice(
    target = "io.micrometer.core.instrument.composite.CompositeMeterRegistry",
    feature = Feature.TOOLS,
    activation = Activation.METRICS)
final class GlobalRegistryAdvice {

  private static final AtomicBoolean REGISTERED = new AtomicBoolean();

  private GlobalRegistryAdvice() {}

  @OnExit(
      method = "add",
      descriptor =
          "(Lio/micrometer/core/instrument/MeterRegistry;)"
              + "Lio/micrometer/core/instrument/composite/CompositeMeterRegistry;")
  static void added(CompositeMeterRegistry composite, MeterRegistry registry, Throwable thrown) {
    if (composite == Metrics.globalRegistry && REGISTERED.compareAndSet(false, true)) {
      for (Feature feature : Feature.values()) {
        register(composite, feature.id(), Features.of(feature));
      }
    }
  }

  private static void register(MeterRegistry registry, String feature, FeatureState state) {
    for (FeatureMetrics.Counter counter : FeatureMetrics.Counter.values()) {
      FunctionCounter.builder(counter.metric(), state, counter::of)
          .tag(FeatureMetrics.FEATURE, feature)
          .tag(counter.label(), counter.value())
          .register(registry);
    }
    Gauge.builder(FeatureMetrics.ON, state, FeatureMetrics::on)
        .tag(FeatureMetrics.FEATURE, feature)
        .register(registry);
    Gauge.builder(FeatureMetrics.SAVED, state, FeatureMetrics::savedSeconds)
        .tag(FeatureMetrics.FEATURE, feature)
        .register(registry);
  }
}

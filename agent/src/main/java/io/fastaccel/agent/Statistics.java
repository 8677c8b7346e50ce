package io.fastaccel.agent;

import io.fastaccel.agent.link.Libraries;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.runtime.Availability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine-readable statistics of this JVM. Thread-safe; each reading is a snapshot. */
final class Statistics {

  private final String mode;
  private final long startupNanos;

  Statistics(String mode, long startupNanos) {
    this.mode = mode;
    this.startupNanos = startupNanos;
  }

  /** Everything as a tree of maps, in the order of the documentation. */
  Map<String, Object> toMap() {
    Availability nativeRuntime = Kernels.nativeState();
    Map<String, Object> nativeFields = new LinkedHashMap<>();
    nativeFields.put("available", nativeRuntime.available());
    nativeFields.put("detail", nativeRuntime.detail());

    Map<String, Object> features = new LinkedHashMap<>();
    for (Feature feature : Feature.values()) {
      features.put(feature.id(), fields(Features.of(feature)));
    }

    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", Version.current());
    all.put("mode", mode);
    all.put("startupMillis", startupNanos / 1_000_000.0);
    all.put("native", nativeFields);
    all.put("libraries", Libraries.status());
    all.put("features", features);
    return all;
  }

  private static Map<String, Object> fields(FeatureState state) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("state", state.state());
    if (state.failure() != null) {
      fields.put("failure", state.failure());
    }
    fields.put("accelerated", state.acceleratedCount());
    fields.put("original", state.originalCount());
    fields.put("reasons", state.reasons());
    for (Map.Entry<String, Object> detail : state.details().entrySet()) {
      fields.putIfAbsent(detail.getKey(), detail.getValue());
    }
    return fields;
  }

  /** The statistics as JSON text. */
  String toJson() {
    return JsonText.of(toMap());
  }

  /** Has them written when the JVM ends. */
  void writeAtExit(String file) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread("fast-accel-statistics") {
              @Override
              public void run() {
                write(file);
              }
            });
  }

  /** Nothing comes out of it, whatever the file is; failures are logged. */
  private void write(String file) {
    try {
      Path target = Path.of(file).toAbsolutePath();
      byte[] json = toJson().getBytes(StandardCharsets.UTF_8);
      if (Files.exists(target)) {
        // Links keep their target; pipes, devices and files that others read keep what they are.
        Files.write(target.toRealPath(), json);
      } else {
        writeInOneStep(target, json);
      }
    } catch (Throwable e) {
      Log.warn("statistics cannot be written to " + file + ": " + e);
    }
  }

  /** A reader that waits for the file never sees half of it. */
  private static void writeInOneStep(Path target, byte[] json) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(temporary, json);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}

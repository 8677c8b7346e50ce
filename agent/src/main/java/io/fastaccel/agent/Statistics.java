package io.fastaccel.agent;

import io.fastaccel.agent.link.Libraries;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.runtime.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
    Availability nativeRuntime = Kernels.nativeAvailability();
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

  /** Writes them in one step, so that a reader never sees half a file. Failures are logged. */
  private void write(String file) {
    Path temporary = null;
    try {
      Path target = Path.of(file).toAbsolutePath();
      temporary = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
      Files.writeString(temporary, toJson());
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | InvalidPathException | SecurityException | NullPointerException e) {
      Log.warn("statistics cannot be written to " + file + ": " + e);
      deleteQuietly(temporary);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      Log.debug("left behind: " + file);
    }
  }
}

package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.Managed;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MBeans and Flight Recorder events: there where the application has them, else nothing of them.
 */
class ManagementIT {

  @TempDir Path folder;

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationWithMBeansFindsTheAgentAmongThem(JavaHome jdk) throws Exception {
    Application.Result result = Application.of(Managed.class).on(jdk).withAgent().run();
    assertEquals(List.of("State = on", "State = off", "Mode = verify", "true"), result.output());
    assertEquals(List.of(), result.errors());
  }

  @Test
  void anApplicationWithoutManagementLoadsNoneOfIt() throws Exception {
    Path log = folder.resolve("classes.log");
    Application.of(JsonWriter.class)
        .on("jackson-latest")
        .jvm("-Xlog:class+load:file=" + log)
        .withAgent("json.hot-calls=0")
        .run();
    String classes = Files.readString(log);
    assertFalse(classes.contains("javax.management."), "management was loaded");
    assertFalse(classes.contains("io.fastaccel.agent.jmx."), "MBeans were loaded");
    assertFalse(classes.contains("jdk.jfr.internal.JVM "), "Flight Recorder was started");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aRecordingHasOurEvents(JavaHome jdk) throws Exception {
    Path recording = folder.resolve("recording-" + jdk.feature() + ".jfr");
    List<String> expected = Application.of(JsonWriter.class).on("jackson-latest").run().output();
    Application.Result result =
        Application.of(JsonWriter.class)
            .on(jdk)
            .on("jackson-latest")
            .jvm(
                "-XX:StartFlightRecording=filename="
                    + recording
                    + ",io.fastaccel.Feature#period=everyChunk")
            .withAgent("mode=report")
            .run();
    assertEquals(expected.size(), result.output().stream().filter(expected::contains).count());
    Set<String> names = new HashSet<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      names.add(event.getEventType().getName());
      if (event.getEventType().getName().equals("io.fastaccel.Call")) {
        assertEquals("json", event.getString("feature"));
        assertTrue(event.getDuration("time").toNanos() > 0);
      }
    }
    assertTrue(names.contains("io.fastaccel.Call"), names.toString());
    // Older releases do not know the setting behind the option. At the end of the recording, since
    // a period may be longer than the run.
    assertTrue(jdk.feature() < 21 || names.contains("io.fastaccel.Feature"), names.toString());
  }
}

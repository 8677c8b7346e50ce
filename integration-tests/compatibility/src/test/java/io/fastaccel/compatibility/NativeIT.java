package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.applications.LongTexts;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the setting {@code native} does to a whole application. */
class NativeIT {

  private static final String FLAG = "--enable-native-access=ALL-UNNAMED";
  private static final int RESTRICTED = 24;
  private static final int ROUNDS = 12;

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  private static Application texts(JavaHome jdk) {
    return Application.of(LongTexts.class)
        .on(jdk)
        .on("jackson-latest")
        .withoutNativeAccess()
        .with(ROUNDS);
  }

  private static String detail(Application.Result result) {
    JsonNode state = result.statistics().path("native");
    String detail = state.path("detail").asText();
    assumeFalse(detail.contains("has no native library"), detail);
    return (state.path("available").asBoolean() ? "available: " : "not available: ") + detail;
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void textsAreTheSameWithAndWithoutNativeKernels(JavaHome jdk) throws Exception {
    List<String> expected = texts(jdk).run().output();
    Application.Result java = texts(jdk).withAgent("json.hot-calls=0", "native=false").run();
    assertEquals(expected, java.output());
    assertEquals(List.of(), java.errors());
    assertEquals("not available: switched off", detail(java));
    Application.Result fast =
        texts(jdk).withAgent("json.hot-calls=0", "native=true", "native.min-bytes=1").run();
    assertEquals(expected, fast.output());
    assertTrue(detail(fast).startsWith("available: "), detail(fast));
    assertEquals(java.acceleratedOrMeasured("json"), fast.acceleratedOrMeasured("json"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingIsWarnedOfThatNobodyAskedFor(JavaHome jdk) throws Exception {
    Application.Result result = texts(jdk).withAgent("json.hot-calls=0", "native=auto").run();
    assertEquals(List.of(), result.errors());
    if (jdk.feature() >= RESTRICTED) {
      assertTrue(detail(result).startsWith("not available: "), detail(result));
      assertTrue(detail(result).contains(FLAG), detail(result));
    } else {
      assertTrue(detail(result).startsWith("available: "), detail(result));
    }
  }

  @Test
  void permissionIsEnoughEvenWhereAccessIsDenied() throws Exception {
    Application.Result result =
        texts(Jdks.latest())
            .jvm(FLAG, "--illegal-native-access=deny")
            .withAgent("json.hot-calls=0", "native=auto")
            .run();
    assertEquals(List.of(), result.errors());
    assertTrue(detail(result).startsWith("available: "), detail(result));
    assertTrue(detail(result).contains("foreign-function API"), detail(result));
  }

  @Test
  void denialIsSurvivedAndNamesTheOneFlag() throws Exception {
    JavaHome jdk = Jdks.latest();
    List<String> expected = texts(jdk).run().output();
    Application denied = texts(jdk).jvm("--illegal-native-access=deny");
    Application.Result silent = denied.withAgent("json.hot-calls=0", "native=auto").run();
    assertEquals(expected, silent.output());
    assertEquals(List.of(), silent.errors());
    assertFalse(detail(silent).startsWith("available"), detail(silent));

    Application.Result insisting = denied.withAgent("json.hot-calls=0", "native=true").run();
    assertEquals(expected, insisting.output());
    assertEquals(1, insisting.errors().size(), insisting.errors().toString());
    assertTrue(insisting.errors().get(0).startsWith("[fast-accel]"), insisting.errors().get(0));
    assertTrue(insisting.errors().get(0).contains(FLAG), insisting.errors().get(0));
  }
}

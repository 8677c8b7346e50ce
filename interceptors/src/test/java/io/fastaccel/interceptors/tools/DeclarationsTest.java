package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

  /** As an application would have it. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface ReadsOnly {}

  /** A tool that is declared. */
  @ReadsOnly
  void reads() {}

  /** A tool that is not. */
  void writes() {}

  @Test
  void aToolIsDeclaredByItsNameOrByAnAnnotationOnItsMethod() throws Exception {
    for (String name : new String[] {"ReadsOnly", ReadsOnly.class.getName()}) {
      Declarations declarations =
          new Declarations(
              new Settings(
                  Map.of(
                      Setting.TASKS_PARALLEL,
                      "get*",
                      Setting.TASKS_PARALLEL_ANNOTATIONS,
                      "Other, " + name)));
      assertFalse(declarations.isEmpty());
      assertTrue(declarations.include("getUser", null));
      assertTrue(declarations.include("reads", getClass().getDeclaredMethod("reads")));
      assertFalse(declarations.include("reads", null));
      assertFalse(declarations.include("writes", getClass().getDeclaredMethod("writes")));
    }
  }

  @Test
  void withoutSettingsNothingIsDeclared() throws Exception {
    Declarations declarations = new Declarations(new Settings(Map.of()));
    assertFalse(declarations.isByUser());
    assertFalse(declarations.include("reads", getClass().getDeclaredMethod("reads")));
  }

  @Test
  void aServersWordCountsUnlessTheUserSaysOtherwise() {
    PredictedCall call = PredictedCall.barrier("look").readOnly(true);
    assertTrue(new Declarations(new Settings(Map.of())).include(call));
    assertFalse(new Declarations(new Settings(Map.of())).include(call.readOnly(false)));
    Declarations withoutHints =
        new Declarations(new Settings(Map.of(Setting.TASKS_MCP_HINTS, "false")));
    assertFalse(withoutHints.include(call));
    assertTrue(withoutHints.isEmpty());
  }

  @Test
  void methodsWhoseResultComesLaterAreKnownByTheirType() throws Exception {
    for (String name : new String[] {"future", "publisher"}) {
      assertTrue(ResultsLater.isReturnedBy(getClass().getDeclaredMethod(name)));
    }
    assertFalse(ResultsLater.isReturnedBy(getClass().getDeclaredMethod("reads")));
    assertFalse(ResultsLater.isReturnedBy(null));
  }

  CompletableFuture<String> future() {
    return null;
  }

  Flow.Publisher<String> publisher() {
    return null;
  }
}

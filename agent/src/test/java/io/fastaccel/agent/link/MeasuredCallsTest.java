package io.fastaccel.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fastaccel.agent.weave.Hook;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever makes the original call in the place of the woven code must not have it made again. */
class MeasuredCallsTest {

  private static int made;

  private final FeatureState feature = Features.of(Feature.JSON);

  /** A woven method. */
  @SuppressWarnings("UnusedMethod") // by handle
  private static Object read(String text) {
    made++;
    return text.isEmpty() ? null : text;
  }

  /** Its advice, which knows no answer to texts. */
  @SuppressWarnings("UnusedMethod") // by handle
  private static Object advice(Object text) {
    return text instanceof String ? null : text;
  }

  @AfterEach
  void switchOff() {
    feature.switchTo(FeatureMode.OFF);
  }

  @ParameterizedTest
  @EnumSource(
      value = FeatureMode.class,
      names = {"REPORT", "VERIFY", "ON"})
  void aCallWhoseResultIsNullIsMadeOnce(FeatureMode mode) throws Throwable {
    feature.switchTo(mode);
    MethodHandle woven = woven();
    for (String text : new String[] {"", "text"}) {
      for (int i = 1; i <= 5_000; i++) {
        made = 0;
        Object answer = woven.invoke((Object) text);
        // What woven code does with the answer.
        Object result = answer == null ? read(text) : answer instanceof Void[] ? null : answer;
        assertEquals(text.isEmpty() ? null : text, result);
        assertEquals(1, made, "answered " + answer);
      }
    }
  }

  private MethodHandle woven() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType type = MethodType.methodType(Object.class, Object.class);
    Hook hook =
        new Hook(
            0,
            Hook.Kind.ENTER,
            null,
            "read",
            "(Ljava/lang/String;)Ljava/lang/Object;",
            "",
            "",
            "advice",
            "(Ljava/lang/Object;)Ljava/lang/Object;");
    return MeasuredCalls.around(
        lookup, hook, lookup.findStatic(MeasuredCallsTest.class, "advice", type), type, feature);
  }
}

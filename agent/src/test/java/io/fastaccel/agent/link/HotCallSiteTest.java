package io.fastaccel.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.Features;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HotCallSiteTest {

  private static final int CALLS = 5;
  private static final int CHARACTERS = 100_000;

  private final CountDownLatch asked = new CountDownLatch(1);

  @BeforeEach
  void switchOn() {
    Features.of(Feature.JSON).switchTo(FeatureMode.ON);
  }

  @AfterEach
  void switchOff() {
    Features.of(Feature.JSON).switchTo(FeatureMode.OFF);
  }

  /** A site for a method with that document and one more argument, with a receiver or without. */
  private MethodHandle site(Class<?> document, boolean isStatic, int characters) throws Exception {
    MethodType type = MethodType.methodType(Object.class, document, int.class);
    MethodType ofSite = isStatic ? type : type.insertParameterTypes(0, List.class);
    MethodHandle answer =
        MethodHandles.dropArguments(
            MethodHandles.constant(Object.class, "ours"), 0, ofSite.parameterList());
    HotCallSite site =
        new HotCallSite(
            Features.of(Feature.JSON),
            ofSite,
            MethodHandles.empty(ofSite),
            characters == 0
                ? HotCallSite.Threshold.ofCalls(CALLS)
                : new HotCallSite.Threshold(CALLS, characters, isStatic ? 0 : 1),
            () -> {
              asked.countDown();
              return answer;
            });
    MethodHandle invoker = site.dynamicInvoker();
    return isStatic ? invoker : MethodHandles.insertArguments(invoker, 0, List.of());
  }

  private boolean isAsked() {
    return asked.getCount() == 0;
  }

  private void assertLinked(MethodHandle site, Object document) throws Throwable {
    assertTrue(asked.await(1, TimeUnit.MINUTES));
    while (site.invoke(document, 1) == null) {
      Thread.onSpinWait();
    }
    assertEquals("ours", site.invoke(document, 1));
  }

  @Test
  void withoutCharactersItIsTheCalls() throws Throwable {
    MethodHandle site = site(Object.class, false, 0);
    for (int i = 1; i < CALLS; i++) {
      assertNull(site.invoke((Object) "x", 1));
    }
    assertFalse(isAsked());
    assertNull(site.invoke((Object) "x", 1));
    assertLinked(site, "x");
  }

  @Test
  void shortTextsTakeManyCalls() throws Throwable {
    for (boolean isStatic : new boolean[] {true, false}) {
      MethodHandle site = site(String.class, isStatic, CHARACTERS);
      for (int i = 1; i < CHARACTERS / 10; i++) {
        assertNull(site.invoke("ten chars.", 1));
      }
      if (isStatic) {
        assertFalse(isAsked());
      }
      assertNull(site.invoke("ten chars.", 1));
      assertLinked(site, "ten chars.");
    }
  }

  @Test
  void longOnesTakeTheCallsAllTheSame() throws Throwable {
    MethodHandle site = site(byte[].class, false, CHARACTERS);
    byte[] document = new byte[10 * CHARACTERS];
    for (int i = 1; i < CALLS; i++) {
      assertNull(site.invoke(document, 1));
    }
    assertFalse(isAsked());
    assertNull(site.invoke(document, 1));
    assertLinked(site, document);
  }

  @Test
  void aPieceOfALargeArrayIsNotTakenForAll() throws Throwable {
    MethodHandle site = site(byte[].class, true, 10 * CHARACTERS);
    byte[] document = new byte[10 * CHARACTERS];
    for (int i = 0; i < CALLS; i++) {
      assertNull(site.invoke(document, 1));
    }
    assertFalse(isAsked());
  }

  @Test
  void ofStreamsAUsualLengthIsCounted() throws Throwable {
    MethodHandle site = site(InputStream.class, true, CHARACTERS);
    InputStream document = new ByteArrayInputStream(new byte[0]);
    for (int i = 0; i < CHARACTERS / 2_000; i++) {
      assertNull(site.invoke(document, 1));
    }
    assertFalse(isAsked());
    for (int i = 0; i < CHARACTERS / 500; i++) {
      site.invoke(document, 1);
    }
    assertLinked(site, document);
  }
}

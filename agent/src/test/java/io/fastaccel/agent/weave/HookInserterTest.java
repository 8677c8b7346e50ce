package io.fastaccel.agent.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fastaccel.agent.link.AdviceHandles;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weaves into a real class, has the JVM verify and link it, and calls it. */
@SuppressWarnings({
  "EnumOrdinal",
  "UnusedMethod"
}) // a hook's number is its kind here; advice is called by handle
class HookInserterTest {

  private static final String TARGET = "io.fastaccel.agent.weave.WeavingTarget";

  private static final LibraryDescription LIBRARY =
      new LibraryDescription("test", "Test", "g:a", "1", "2", List.of(), List.of());

  private final List<Object> seen = new ArrayList<>();
  private final FeatureState feature = Features.of(Feature.TOOLS);
  private Object answer;
  private RuntimeException failure;

  @BeforeEach
  void bind() {
    TestDispatcher.BINDING.set(this::bind);
  }

  @AfterEach
  void unbind() {
    TestDispatcher.BINDING.remove();
    feature.switchTo(true);
  }

  private MethodHandle bind(int hookNumber, MethodType type, MethodHandle original)
      throws Exception {
    Hook.Kind kind = Hook.Kind.values()[hookNumber];
    MethodHandle advice =
        MethodHandles.lookup()
            .bind(this, "advice", MethodType.methodType(Object.class, Object[].class))
            .asCollector(Object[].class, type.parameterCount());
    if (kind == Hook.Kind.EXIT) {
      advice = advice.asType(advice.type().changeReturnType(void.class));
    }
    return AdviceHandles.guarded(hook(kind, "", "", "", ""), advice, type, original, feature);
  }

  private Object advice(Object... arguments) {
    seen.addAll(Arrays.asList(arguments));
    if (failure != null) {
      throw failure;
    }
    return answer;
  }

  @Test
  void anAnswerAtEntryReplacesTheBody() throws Exception {
    answer = "answer";
    Object target = woven(enter("text", "(Ljava/lang/String;JD)Ljava/lang/String;"));
    assertEquals("answer", call(target, "text", "in", 7L, 2.5));
    assertEquals(List.of(target, "in", 7L, 2.5), seen);
    assertEquals(List.of(), events(target));
  }

  @Test
  void nullCanBeAnsweredAtEntry() throws Exception {
    answer = NullResult.OF_METHOD;
    Object target = woven(enter("text", "(Ljava/lang/String;JD)Ljava/lang/String;"));
    assertNull(call(target, "text", "in", 7L, 2.5));
    assertEquals(List.of(), events(target));
    assertNull(call(woven(enter("array", "([I)[I")), "array", new int[0]));
    assertNull(call(woven(enter("branches", "(I)Ljava/lang/Object;")), "branches", 9));
  }

  @Test
  void noAnswerAtEntryLeavesTheBody() throws Exception {
    Object target = woven(enter("text", "(Ljava/lang/String;JD)Ljava/lang/String;"));
    assertEquals("in72.5", call(target, "text", "in", 7L, 2.5));
    assertEquals(List.of("text"), events(target));
  }

  @Test
  void everyKindOfResultCanBeAnswered() throws Exception {
    answer = 5;
    assertEquals(5, call(woven(enter("loop", "(I)I")), "loop", 3));
    answer = 5L;
    assertEquals(5L, call(woven(enter("sum", "(JI)J")), "sum", 1L, 2));
    answer = true;
    assertEquals(true, call(woven(enter("truth", "(Z)Z")), "truth", false));
    answer = 'x';
    assertEquals('x', call(woven(enter("letter", "(C)C")), "letter", 'c'));
    answer = new int[] {1};
    assertSame(answer, call(woven(enter("array", "([I)[I")), "array", new int[0]));
    answer = "done";
    List<String> sink = new ArrayList<>();
    call(woven(enter("nothing", "(Ljava/util/List;)V")), "nothing", sink);
    assertEquals(List.of(), sink);
  }

  @Test
  void everyKindOfResultCanBeLeft() throws Exception {
    assertEquals(0, call(woven(enter("loop", "(I)I")), "loop", 3));
    assertEquals(3L, call(woven(enter("sum", "(JI)J")), "sum", 1L, 2));
    assertEquals(false, call(woven(enter("truth", "(Z)Z")), "truth", false));
    assertEquals('c', call(woven(enter("letter", "(C)C")), "letter", 'c'));
    assertArrayEquals(
        new int[] {4}, (int[]) call(woven(enter("array", "([I)[I")), "array", new int[] {4}));
    List<String> sink = new ArrayList<>();
    call(woven(enter("nothing", "(Ljava/util/List;)V")), "nothing", sink);
    assertEquals(List.of("original"), sink);
  }

  @Test
  void anExceptionToRaisePassesAsItIs() throws Exception {
    IOException raised = new IOException("raised");
    answer = new Raise(raised);
    Object target = woven(enter("loop", "(I)I"));
    assertSame(raised, assertThrows(IOException.class, () -> call(target, "loop", 3)));
  }

  @Test
  void adviceThatThrowsIsCountedAndTheOriginalRuns() throws Exception {
    failure = new IllegalStateException("broken");
    long before = feature.originalCount();
    Object target = woven(enter("loop", "(I)I"), exit("loop", "(I)I"));
    assertEquals(0, call(target, "loop", 3));
    assertEquals(before + 2, feature.originalCount());
    assertEquals("<1010>", call(woven(run()), "calls", ""));
  }

  @Test
  void exitSeesEveryEnd() throws Exception {
    Object target = woven(exit("branches", "(I)Ljava/lang/Object;"));
    assertEquals(2, call(target, "branches", 2));
    assertEquals("three", call(target, "branches", 9));
    assertThrows(IllegalStateException.class, () -> call(target, "branches", 0));
    assertEquals(Arrays.asList(target, 2, null, target, 9, null, target, 0), seen.subList(0, 8));
    assertInstanceOf(IllegalStateException.class, seen.get(8));
    assertEquals(List.of("finally", "finally", "finally"), events(target));
  }

  @Test
  void callsAreReplacedInBodiesAndLambdas() throws Exception {
    answer = "#";
    Object target = woven(call("helper", "(Ljava/lang/String;J)Ljava/lang/String;", TARGET));
    assertEquals("<#2#2>", call(target, "calls", "a"));
    assertEquals(List.of(target, "a", 1L, target, "a", 1L, target, "lambda", 2L), seen);
    assertEquals(List.of("run", "#"), events(target));
  }

  @Test
  void callsWithoutAnAnswerAreMade() throws Exception {
    Object target =
        woven(
            call("helper", "(Ljava/lang/String;J)Ljava/lang/String;", TARGET),
            call("doubled", "(Ljava/lang/String;)I", TARGET),
            run());
    assertEquals("<a12a12>", call(target, "calls", "a"));
    assertEquals(List.of("run", "lambda2"), events(target));
  }

  @Test
  void aVoidCallCanBeAnswered() throws Exception {
    answer = "done";
    Object target = woven(run());
    assertEquals("<a12a12>", call(target, "calls", "a"));
    assertEquals(List.of(), events(target));
  }

  @Test
  void hooksWithoutAPlaceAreNamed() throws Exception {
    Hook nowhere = enter("missing", "()V");
    HookInserter inserter = new HookInserter(List.of(nowhere), dispatcher());
    inserter.weave(classFile());
    assertEquals(List.of(nowhere), inserter.missing());
    assertEquals(0, inserter.woven());
  }

  private static Hook run() {
    return hook(Hook.Kind.CALL, "*", "()V", "java/lang/Runnable", "run");
  }

  private static Hook enter(String method, String descriptor) {
    return hook(Hook.Kind.ENTER, method, descriptor, "", "");
  }

  private static Hook exit(String method, String descriptor) {
    return hook(Hook.Kind.EXIT, method, descriptor, "", "");
  }

  private static Hook call(String method, String descriptor, String owner) {
    return hook(Hook.Kind.CALL, "*", descriptor, owner.replace('.', '/'), method);
  }

  /** The kind is the number, which is what the dispatcher gets to know. */
  private static Hook hook(
      Hook.Kind kind, String method, String descriptor, String owner, String callee) {
    AdviceClass advice =
        new AdviceClass("test.Advice", "", Feature.TOOLS, Activation.FIRST_CALL, LIBRARY);
    return new Hook(
        kind.ordinal(), kind, advice, method, descriptor, owner, callee, method + callee, "");
  }

  private static String dispatcher() {
    return TestDispatcher.class.getName().replace('.', '/');
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in = WeavingTarget.class.getResourceAsStream("WeavingTarget.class")) {
      return in.readAllBytes();
    }
  }

  private static Object woven(Hook... hooks) throws Exception {
    HookInserter inserter = new HookInserter(List.of(hooks), dispatcher());
    byte[] woven = inserter.weave(classFile());
    assertEquals(hooks.length, inserter.woven());
    ClassLoader loader =
        new ClassLoader(HookInserterTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(TARGET) && findLoadedClass(name) == null
                ? defineClass(name, woven, 0, woven.length)
                : super.loadClass(name, resolve);
          }
        };
    return loader.loadClass(TARGET).getConstructor().newInstance();
  }

  private static Object call(Object target, String name, Object... arguments) throws Exception {
    for (Method method : target.getClass().getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause() instanceof Exception cause ? cause : e;
        }
      }
    }
    throw new AssertionError(name);
  }

  @SuppressWarnings("unchecked")
  private static List<String> events(Object target) throws Exception {
    var field = target.getClass().getDeclaredField("events");
    field.setAccessible(true);
    return (List<String>) field.get(target);
  }
}

package io.fastaccel.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fastaccel.agent.weave.Hook;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Has the JVM link the sites of a rehearsal, which are told here. */
public class LinkRehearsalTest {

  private static final List<String> LINKED = new ArrayList<>();

  /** Stands where the dispatcher in {@code java.lang} stands in a real JVM. */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object... rest) {
    LINKED.add(name + type + rest[0]);
    return new ConstantCallSite(MethodHandles.empty(type));
  }

  private static Hook hook(int number, Hook.Kind kind, String descriptor) {
    return new Hook(number, kind, null, "m", "()V", "", "", "advice", descriptor);
  }

  @Test
  void eachKindOfSiteIsLinkedOnce() throws ReflectiveOperationException {
    String dispatcher = LinkRehearsalTest.class.getName().replace('.', '/');
    String object = "Ljava/lang/Object;";
    List<Hook> hooks =
        List.of(
            hook(3, Hook.Kind.ENTER, "(Ljava/util/List;[B)" + object),
            hook(4, Hook.Kind.ENTER, "(" + object + "Ljava/lang/String;)" + object),
            hook(5, Hook.Kind.ENTER, "(" + object + "[BIJZ)" + object),
            hook(6, Hook.Kind.CALL, "()" + object));
    LinkRehearsal rehearsal = new LinkRehearsal();
    rehearsal.of(hooks, dispatcher);
    rehearsal.of(hooks, dispatcher);
    assertEquals(
        List.of(
            "rehearse(Object,Object)Object3", "rehearse(Object,Object,int,long,boolean)Object5"),
        LINKED);
  }
}

package io.fastaccel.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceCheckTest {

  private final ReferenceCheck check = new ReferenceCheck(getClass().getClassLoader());

  @Test
  void ownInheritedAndObjectMembersAreFound() {
    assertNull(
        check.firstMissing(
            List.of(
                "io/fastaccel/agent/weave/WeavingTarget",
                "io/fastaccel/agent/weave/WeavingTarget.sum (JI)J",
                "io/fastaccel/agent/weave/WeavingTarget.events Ljava/util/List;",
                "io/fastaccel/agent/weave/WeavingTarget.hashCode ()I",
                "io/fastaccel/agent/link/InterceptorClassLoader.getResource"
                    + " (Ljava/lang/String;)Ljava/net/URL;")));
  }

  @Test
  void theFirstMissingClassOrMemberIsNamed() {
    assertEquals("com/acme/Gone", check.firstMissing(List.of("com/acme/Gone.get ()V")));
    assertEquals(
        "io/fastaccel/agent/weave/WeavingTarget.sum (II)J",
        check.firstMissing(
            List.of(
                "io/fastaccel/agent/weave/WeavingTarget.sum (JI)J",
                "io/fastaccel/agent/weave/WeavingTarget.sum (II)J",
                "io/fastaccel/agent/weave/WeavingTarget.gone ()V")));
  }
}

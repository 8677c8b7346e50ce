package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamePatternsTest {

  @Test
  void aNameMatchesExactlyOrByStars() {
    NamePatterns patterns = new NamePatterns(List.of("get*", "list", "*Page", "a*b*c"));
    for (String name : List.of("get", "getUser", "list", "Page", "fetchPage", "abc", "aXbXbXc")) {
      assertTrue(patterns.matches(name), name);
    }
    for (String name : List.of("", "Get", "forget", "listAll", "Pages", "ab", "acb", "abcd")) {
      assertFalse(patterns.matches(name), name);
    }
  }

  @Test
  void aSingleStarMatchesAllAndNoPatternNothing() {
    assertTrue(new NamePatterns(List.of("*")).matches(""));
    assertTrue(new NamePatterns(List.of("*")).matches("any.name[0]"));
    assertFalse(new NamePatterns(List.of()).matches(""));
    assertTrue(new NamePatterns(List.of()).isEmpty());
  }
}

package io.fastaccel.interceptors.tools.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheRuleTest {

  @Test
  void readsAllOptionsInAnyOrder() {
    CacheRule rule =
        CacheRule.parse(" get* : max=7 : objects=any : ttl=2m : per=mdc.tenant+a.B#now ");
    assertEquals("get*", rule.pattern());
    assertEquals(120_000_000_000L, rule.ttlNanos());
    assertEquals(7, rule.max());
    assertEquals(List.of("mdc.tenant", "a.B#now"), rule.per());
    assertTrue(rule.anyObject());
    assertTrue(rule.matches("getBooking"));
    assertFalse(rule.matches("book"));
  }

  @Test
  void aPatternAloneHasModestDefaults() {
    CacheRule rule = CacheRule.parse("search");
    assertEquals(60_000_000_000L, rule.ttlNanos());
    assertEquals(1_000, rule.max());
    assertEquals(List.of(), rule.per());
    assertFalse(rule.anyObject());
  }

  @ParameterizedTest
  @CsvSource({"1ms,1000000", "3s,3000000000", "2h,7200000000000", "1d,86400000000000"})
  void timesHaveUnits(String ttl, long nanos) {
    assertEquals(nanos, CacheRule.parse("get*:ttl=" + ttl).ttlNanos());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get*:ttl=300 | get*:ttl=300s:max=1000",
        "get*:tll=300s | get*:ttl=300s:max=1000",
        "get*:ttl=5 minutes | get*:ttl=5m:max=1000",
        "get*:ttl=100millis | get*:ttl=100ms:max=1000",
        "get*:ttl=0s | get*:ttl=60s:max=1000",
        "get*:ttl=400d | get*:ttl=60s:max=1000",
        "get*:ttl | get*:ttl=60s:max=1000",
        "get*:ttl=10s:max=1k | get*:ttl=10s:max=1",
        "get*:max=0 | get*:ttl=60s:max=1000",
        "get*:maximum=50 | get*:ttl=60s:max=50",
        "get*:per=tenant | get*:ttl=60s:max=1000:per=mdc.tenant",
        "get*:per=a.B# | get*:ttl=60s:max=1000:per=mdc.a.B#",
        "get*:objects=all | get*:ttl=60s:max=1000:objects=any",
        "get*;ttl=300s | get*:ttl=60s:max=1000",
        ":ttl=300s | get*:ttl=300s:max=1000",
        "tools=get* | get*:ttl=60s:max=1000",
      })
  void aBadRuleNamesTheNearestGoodOne(String bad, String good) {
    String problem = CacheRules.problemWith(bad);
    assertNotNull(problem, bad);
    assertTrue(problem.endsWith("; did you mean " + good + "?"), problem);
    if (!good.contains("a.B#")) {
      assertNull(CacheRules.problemWith(good), good);
    }
  }

  @Test
  void oneBadRuleOfManyIsFound() {
    assertNull(CacheRules.problemWith("get*:ttl=1s,,search:max=2"));
    assertNotNull(CacheRules.problemWith("get*:ttl=1s,search:max=x"));
  }
}

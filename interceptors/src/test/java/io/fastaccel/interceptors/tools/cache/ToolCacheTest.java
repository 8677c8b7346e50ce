package io.fastaccel.interceptors.tools.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolCacheTest {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  /** Texts are kept; everything else is not. */
  private static final class Texts implements ResultForm {
    @Override
    public String objection(Object result) {
      return result instanceof String ? null : "no text";
    }

    @Override
    public String shown(Object result) {
      return (String) result;
    }

    @Override
    public String toText(Object result) {
      return (String) result;
    }

    @Override
    public Object fromText(String text) {
      return text;
    }
  }

  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicLong now = new AtomicLong();
  private ToolCache cache = cache("get*:ttl=60s:max=100");

  @BeforeEach
  void switchOn() {
    Features.of(Feature.TOOLS).switchTo(true);
  }

  private ToolCache cache(String... rules) {
    return cacheWith(null, rules);
  }

  private ToolCache cacheWith(ResultStore store, String... rules) {
    return new ToolCache(
        CacheRules.parse(List.of(rules)),
        new Texts(),
        ToolCacheTest.class.getClassLoader(),
        store,
        now::get);
  }

  private FakeCall call(String tool, String arguments) {
    return new FakeCall(tool, arguments, () -> "run " + runs.incrementAndGet());
  }

  private Object answer(FakeCall call) throws Exception {
    try {
      ToolCache.Plan plan = cache.plan(call);
      return plan == null ? call.call() : ToolCache.call(plan, call, PATIENCE);
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSameQuestionIsAskedOnce() throws Exception {
    assertEquals("run 1", answer(call("get", "{\"a\":1}")));
    assertEquals("run 1", answer(call("get", "{\"a\":1}")));
    assertEquals("run 2", answer(call("get", "{\"a\":2}")));
    assertEquals("run 3", answer(call("getOther", "{\"a\":1}")));
    assertEquals("run 4", answer(call("search", "{\"a\":1}")));
    assertEquals("run 5", answer(call("search", "{\"a\":1}")));
  }

  private Object compared(String tool, Object result) throws Throwable {
    FakeCall call = new FakeCall(tool, "{}", () -> result);
    return ToolCache.compare(cache.plan(call), call);
  }

  @Test
  void verifyingGivesTheToolsOwnResultAndComparesItWithTheKeptOne() throws Throwable {
    FeatureState state = Features.of(Feature.TOOLS);
    state.switchTo(FeatureMode.VERIFY);
    long same = (long) state.comparisons().getOrDefault("same", 0L);
    assertEquals("sunny", compared("get", "sunny"));
    assertEquals("sunny", compared("get", "sunny"));
    assertEquals(same + 1, state.comparisons().get("same"));
    assertEquals(5, compared("get", 5));
    assertEquals("on", state.state());

    assertEquals("windy", compared("get", "windy"));
    assertEquals("failed", state.state());
    assertEquals(same + 1, state.comparisons().get("same"));
  }

  @Test
  void verifyingComparesNothingThatWouldNotBeHandedOut() throws Throwable {
    FeatureState state = Features.of(Feature.TOOLS);
    state.switchTo(FeatureMode.VERIFY);
    compared("get", "sunny");
    now.addAndGet(TimeUnit.SECONDS.toNanos(61));
    assertEquals("windy", compared("get", "windy"));
    assertEquals("on", state.state());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":[true,null]} | { \"b\" : [ true , null ] , \"a\" : 1 }",
        "{\"name\":\"A/\\u00e9\"} | {\"n\\u0061me\":\"\\u0041\\/é\"}",
        "{\"x\":{\"c\":1,\"d\":2}} | {\"x\":{\"d\":2,\"c\":1}}",
        "{} | { }",
      })
  void orderSpaceAndEscapesDoNotMatter(String one, String other) throws Exception {
    assertEquals(answer(call("get", one)), answer(call("get", other)));
    assertEquals(1, runs.get());
  }

  @Test
  void everythingElseMatters() throws Exception {
    List<String> different =
        List.of(
            "{\"a\":1}",
            "{\"a\":1.0}",
            "{\"a\":1e0}",
            "{\"a\":\"1\"}",
            "{\"a\":[1]}",
            "{\"a\":true}",
            "{\"a\":null}",
            "{}",
            "",
            "[1]",
            "{\"A\":1}",
            "{\"a\":1,\"b\":2}",
            "{\"a\":[1,2]}",
            "{\"a\":[2,1]}",
            "{\"a\":\" \"}",
            "{\"a\":\"\"}");
    for (String arguments : different) {
      answer(call("get", arguments));
    }
    assertEquals(different.size(), runs.get());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":1}",
        "{a:1}",
        "{\"a\":1",
        "{\"a\":01}",
        "{\"a\":1} x",
        "{\"a\":NaN}",
        "{'a':1}"
      })
  void argumentsThatReadersMayDisagreeAboutAreNeverCached(String arguments) throws Exception {
    answer(call("get", arguments));
    answer(call("get", arguments));
    assertEquals(2, runs.get());
  }

  /** Spellings of one document give one result; documents that differ give results of their own. */
  @Test
  void spellingsOfRandomArgumentsMeetInOneResult() throws Exception {
    cache = cache("get*:ttl=60s:max=100000");
    Random random = new Random(20_26);
    TreeMap<String, Object> seen = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      RandomJson.Document document = RandomJson.document(random);
      Object first = answer(call("get", document.spelled(random)));
      for (int j = 0; j < 3; j++) {
        assertEquals(first, answer(call("get", document.spelled(random))));
      }
      Object before = seen.putIfAbsent(document.identity(), first);
      assertEquals(before == null ? first : before, first);
    }
    assertEquals(seen.size(), seen.values().stream().distinct().count());
    assertEquals(seen.size(), runs.get());
  }

  @Test
  void failuresAreNeverCached() {
    FakeCall failing =
        new FakeCall(
            "get",
            "{}",
            () -> {
              throw new IOException("failure " + runs.incrementAndGet());
            });
    assertEquals("failure 1", assertThrows(IOException.class, () -> answer(failing)).getMessage());
    assertEquals("failure 2", assertThrows(IOException.class, () -> answer(failing)).getMessage());
  }

  @Test
  void resultsThatMayBeChangedAndNoResultsAreNeverCached() throws Exception {
    for (int i = 1; i <= 2; i++) {
      Object list = answer(new FakeCall("get", "{}", () -> new ArrayList<>(List.of(1))));
      assertEquals(List.of(1), list);
      assertNull(answer(new FakeCall("get", "{\"a\":1}", () -> null)));
    }
    assertEquals("run 1", answer(call("get", "{}")));
  }

  @Test
  void resultsAreGoodForTheirTimeFromTheEndOfTheCall() throws Exception {
    FakeCall slow =
        new FakeCall(
            "get",
            "{}",
            () -> {
              now.addAndGet(TimeUnit.SECONDS.toNanos(50));
              return "run " + runs.incrementAndGet();
            });
    assertEquals("run 1", answer(slow));
    now.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
    assertEquals("run 1", answer(slow));
    now.addAndGet(2);
    assertEquals("run 2", answer(slow));
  }

  @Test
  void soManyResultsAreKeptAndNoMore() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      answer(call("get", "{\"a\":" + i + "}"));
    }
    assertTrue(cache.size() <= 100, "kept: " + cache.size());
  }

  @Test
  void theFirstRuleThatMatchesCounts() throws Exception {
    cache = cache("getNow:ttl=1s", "get*:ttl=60s");
    answer(call("getNow", "{}"));
    answer(call("getOld", "{}"));
    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertEquals("run 3", answer(call("getNow", "{}")));
    assertEquals("run 2", answer(call("getOld", "{}")));
  }

  @Test
  void objectsBehindToolsAreKeptApart() throws Exception {
    ToolIdentity adas = identity("ada's", false);
    ToolIdentity bobs = identity("bob's", false);
    Object ofAda = answer(call("get", "{}").of(adas));
    assertNotEquals(ofAda, answer(call("get", "{}").of(bobs)));
    assertEquals(ofAda, answer(call("get", "{}").of(adas)));
  }

  @Test
  void objectsWithoutStateOrDeclaredAlikeAreNot() throws Exception {
    assertEquals(
        answer(call("get", "{}").of(identity("one", true))),
        answer(call("get", "{}").of(identity("two", true))));
    cache = cache("get*:objects=any");
    assertEquals(
        answer(call("get", "{}").of(identity("three", false))),
        answer(call("get", "{}").of(identity("four", false))));
  }

  private static ToolIdentity identity(String owner, boolean stateless) {
    return new ToolIdentity(owner, "Tools#get", stateless, false, ToolIdentity.Context.NONE);
  }

  @Test
  void conversationsAreKeptApartWhereTheToolIsToldThem() throws Exception {
    ToolIdentity told = new ToolIdentity("o", "s", false, true, ToolIdentity.Context.NONE);
    Object first = answer(call("get", "{}").of(told).in(1));
    assertNotEquals(first, answer(call("get", "{}").of(told).in(2)));
    assertNotEquals(first, answer(call("get", "{}").of(told).in("1")));
    assertNotEquals(first, answer(call("get", "{}").of(told).in(1L)));
    assertEquals(first, answer(call("get", "{}").of(told).in(1)));
    int before = runs.get();
    answer(call("get", "{}").of(told).in(new Object()));
    answer(call("get", "{}").of(told).in(new char[] {'x'}));
    assertEquals(before + 2, runs.get());
  }

  @Test
  void toolsThatTakeTheContextAreNotCachedUnlessItIsDeclared() throws Exception {
    ToolIdentity takes = new ToolIdentity("o", "s", false, false, ToolIdentity.Context.USED);
    answer(call("get", "{}").of(takes).with("user", "ada"));
    answer(call("get", "{}").of(takes).with("user", "ada"));
    assertEquals(2, runs.get());
    ToolIdentity may = new ToolIdentity("o", "s", false, false, ToolIdentity.Context.UNKNOWN);
    answer(call("get", "{}").of(may).with("user", "ada"));
    answer(call("get", "{}").of(may).with("user", "ada"));
    assertEquals(4, runs.get());
    assertSame(answer(call("get", "{}").of(may)), answer(call("get", "{}").of(may)));

    cache = cache("get*:per=context.user");
    Object ofAda = answer(call("get", "{}").of(takes).with("user", "ada").with("request", 1));
    assertSame(ofAda, answer(call("get", "{}").of(takes).with("user", "ada").with("request", 2)));
    assertNotEquals(ofAda, answer(call("get", "{}").of(takes).with("user", "bob")));
    int before = runs.get();
    answer(call("get", "{}").of(takes).with("request", 3));
    answer(call("get", "{}").of(takes).with("user", ""));
    answer(call("get", "{}").of(takes).with("user", List.of("ada")));
    answer(call("get", "{}").of(takes).with("user", List.of("ada")));
    assertEquals(before + 4, runs.get(), "without a user nothing is shared");
  }

  /** Where an application keeps its tenant. */
  public static final class Tenants {
    private static final ThreadLocal<Object> CURRENT = new ThreadLocal<>();

    private Tenants() {}

    static Object current() {
      Object tenant = CURRENT.get();
      if ("broken".equals(tenant)) {
        throw new IllegalStateException("no tenant");
      }
      return tenant;
    }
  }

  @Test
  void tenantsAreKeptApartByADeclaredMethod() throws Exception {
    cache = cache("get*:per=" + Tenants.class.getName() + "#current");
    UUID tenant = UUID.randomUUID();
    try {
      Tenants.CURRENT.set(tenant);
      Object first = answer(call("get", "{}"));
      assertSame(first, answer(call("get", "{}")));
      Tenants.CURRENT.set(UUID.randomUUID());
      assertNotEquals(first, answer(call("get", "{}")));
      Tenants.CURRENT.set(tenant.toString());
      assertNotEquals(first, answer(call("get", "{}")));
      Tenants.CURRENT.remove();
      int before = runs.get();
      answer(call("get", "{}"));
      answer(call("get", "{}"));
      assertEquals(before + 2, runs.get());
    } finally {
      Tenants.CURRENT.remove();
    }
  }

  @Test
  void whyNotIsCountedOnceForEachCall() throws Exception {
    FeatureState state = Features.of(Feature.TOOLS);
    long original = state.originalCount();
    long accelerated = state.acceleratedCount();
    answer(call("get", "{}"));
    answer(call("get", "{}"));
    answer(call("get", "{"));
    answer(new FakeCall("get", "{\"b\":1}", Object::new));
    assertEquals(original + 3, state.originalCount());
    assertEquals(accelerated + 1, state.acceleratedCount());
  }

  /** A store that answers with that, or fails with it. */
  private record Broken(Object answer) implements ResultStore {
    @Override
    public StoredResult get(String key) {
      if (answer instanceof RuntimeException failure) {
        throw failure;
      }
      if (answer instanceof Error failure) {
        throw failure;
      }
      return (StoredResult) answer;
    }

    @Override
    public void put(String key, String text, long ttlMillis) {
      StoredResult ignored = get(key);
    }
  }

  @Test
  void aStoreThatThrowsIsAMissAndTheToolRunsOnce() throws Exception {
    for (Object failure :
        new Object[] {new IllegalStateException("down"), new NoClassDefFoundError("jedis")}) {
      runs.set(0);
      cache = cacheWith(new Broken(failure), "get*:ttl=60s:objects=any");
      assertEquals("run 1", answer(call("getText", "{}")));
      assertEquals("run 1", answer(call("getText", "{}")));
      assertEquals("run 2", answer(call("getText", "{\"other\": 1}")));
    }
  }

  @Test
  void aStoredResultThatIsOverOrCannotBeReadIsAMiss() throws Exception {
    cache = cacheWith(new Broken(new StoredResult(null, 1_000)), "get*:ttl=60s:objects=any");
    assertEquals("run 1", answer(call("getText", "{}")));
    cache = cacheWith(new Broken(new StoredResult("stored", 0)), "get*:ttl=60s:objects=any");
    assertEquals("stored", answer(call("getText", "{}")));
    // What had no time left is not kept.
    assertEquals("stored", answer(call("getText", "{}")));
    assertEquals(1, runs.get());
  }
}

package io.fastaccel.interceptors.tools.cache;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The results of the tools of one framework in one class loader of an application. Asked in two
 * steps: {@link #plan} on the thread to which the call belongs, where its tenant can be told, and
 * {@link #call} where the tool would run. Thread-safe; held by the framework's package alone, so
 * that it ends with the application.
 */
public final class ToolCache {

  private static final FeatureState STATE = Features.of(Feature.TOOLS);

  private static final int LONGEST_ARGUMENTS = 64 * 1024;

  /** Names come from the application; beyond that many a tool's rule is looked for at each call. */
  private static final int TOOL_LIMIT = 1_000;

  private static final Object NO_RULE = new Object();

  private final List<RuleCache> rules;
  private final ConcurrentHashMap<String, Object> byTool = new ConcurrentHashMap<>();

  /**
   * @param store {@code null} for none
   * @param clock {@link System#nanoTime}
   */
  ToolCache(
      List<CacheRule> rules,
      ResultForm form,
      ClassLoader application,
      ResultStore store,
      LongSupplier clock) {
    this.rules = new ArrayList<>(rules.size());
    for (CacheRule rule : rules) {
      this.rules.add(new RuleCache(rule, form, application, store, clock));
    }
  }

  /**
   * The cache that the settings ask for.
   *
   * @param application where classes that rules name are found
   * @return {@code null} where they ask for none
   */
  public static ToolCache of(ResultForm form, ClassLoader application) {
    List<CacheRule> rules = CacheRules.parse(Settings.current().list(Setting.TOOLS_CACHE));
    return rules.isEmpty()
        ? null
        : new ToolCache(rules, form, application, Stores.ofSettings(), System::nanoTime);
  }

  /** What the cache will do for one call. For the thread that makes the call. */
  public static final class Plan {
    final RuleCache cache;
    final CacheKey key;
    final boolean shared;
    final boolean mayWait;
    final String objection;
    boolean fromCache;

    Plan(RuleCache cache, CacheKey key, boolean shared, boolean mayWait, String objection) {
      this.cache = cache;
      this.key = key;
      this.shared = shared;
      this.mayWait = mayWait;
      this.objection = objection;
    }

    /** Whether the call was answered without the tool. */
    public boolean isFromCache() {
      return fromCache;
    }
  }

  /**
   * Plans a call, on the thread that it belongs to.
   *
   * @return {@code null} for a tool that no rule is for
   */
  public Plan plan(CacheableCall call) throws Throwable {
    RuleCache cache = cacheFor(call.tool());
    if (cache == null) {
      return null;
    }
    String arguments = call.arguments();
    if (arguments == null || arguments.length() > LONGEST_ARGUMENTS) {
      return refused(cache, "arguments are missing or too long");
    }
    String canonical = arguments.isBlank() ? "" : Kernels.canonicalJson(arguments);
    if (canonical == null) {
      return refused(cache, "arguments are no canonical JSON");
    }
    ToolIdentity identity = call.identity();
    if (identity.context() == ToolIdentity.Context.USED && !cache.context.includeContext()) {
      return refused(cache, "the tool takes a context");
    }
    if (identity.context() == ToolIdentity.Context.UNKNOWN
        && call.hasContext()
        && !cache.context.includeContext()) {
      return refused(cache, "the tool may take its context");
    }
    String context = cache.context.of(call);
    if (context == null) {
      return refused(cache, "what the rule depends on is not set");
    }
    if (identity.usesMemoryId()) {
      Object memoryId = call.memoryId();
      String conversation = memoryId == null ? "" : ContextValues.text(memoryId);
      if (conversation == null) {
        return refused(cache, "the conversation has no comparable name");
      }
      context = context + '|' + conversation;
    }
    boolean anyObject = cache.rule.anyObject() || identity.stateless();
    CacheKey key =
        new CacheKey(
            anyObject ? cache : identity.owner(),
            call.tool(),
            identity.signature(),
            canonical,
            context);
    return new Plan(cache, key, anyObject, !Flight.isLeading(), null);
  }

  /** How many results are kept. */
  long size() {
    long size = 0;
    for (RuleCache cache : rules) {
      size += cache.size();
    }
    return size;
  }

  /** How many calls run that others could wait for. */
  int flights() {
    int flights = 0;
    for (RuleCache cache : rules) {
      flights += cache.flights().size();
    }
    return flights;
  }

  /** How many threads wait for a call of another. */
  int followers() {
    int followers = 0;
    for (RuleCache cache : rules) {
      for (Flight flight : cache.flights()) {
        followers += flight.followers();
      }
    }
    return followers;
  }

  private static Plan refused(RuleCache cache, String objection) {
    return new Plan(cache, null, false, false, objection);
  }

  /**
   * Answers a call.
   *
   * @param original makes the call; it runs at most once
   * @param patienceNanos how long another call with the same key may be waited for
   * @return the tool's result, its own or one that is kept
   * @throws Throwable what the tool throws
   */
  public static Object call(Plan plan, Callable<?> original, long patienceNanos) throws Throwable {
    if (plan.objection != null) {
      STATE.original(plan.objection);
      return original.call();
    }
    return plan.cache.call(plan, original, patienceNanos);
  }

  /**
   * Makes a call, and compares what it gives with the result that is kept, if one is. What is kept
   * stays for its time, as if it were handed out.
   *
   * @return the tool's own result
   * @throws Exception what the tool throws
   */
  public static Object compare(Plan plan, Callable<?> original) throws Exception {
    if (plan.objection != null) {
      STATE.original(plan.objection);
      return original.call();
    }
    return plan.cache.compare(plan, original);
  }

  private RuleCache cacheFor(String tool) {
    Object known = byTool.get(tool);
    if (known == null) {
      known = NO_RULE;
      for (RuleCache cache : rules) {
        if (cache.rule.matches(tool)) {
          known = cache;
          break;
        }
      }
      if (byTool.size() < TOOL_LIMIT) {
        byTool.put(tool, known);
      }
    }
    return known == NO_RULE ? null : (RuleCache) known;
  }
}

package io.fastaccel.interceptors.tools.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Verification;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The results of one rule's tools. A result is kept for the rule's time from the end of its call;
 * one that comes from a store only for what is left of it there. Thread-safe.
 */
final class RuleCache {

  private static final FeatureState STATE = Features.of(Feature.TOOLS);

  /** A larger result is not worth the memory that a thousand of them would take. */
  static final int LONGEST_TEXT = 1 << 20;

  final CacheRule rule;
  final ContextValues context;

  private final ResultForm form;
  private final ResultStore store;
  private final Cache<CacheKey, Entry> results;
  private final ConcurrentHashMap<Object, Flight> flights = new ConcurrentHashMap<>();

  /** A result and how long it is good for. */
  private record Entry(Object result, long nanos) {}

  /**
   * @param store {@code null} for none
   */
  RuleCache(
      CacheRule rule,
      ResultForm form,
      ClassLoader application,
      ResultStore store,
      LongSupplier clock) {
    this.rule = rule;
    this.context = new ContextValues(rule.per(), application);
    this.form = form;
    this.store = store;
    this.results =
        Caffeine.newBuilder()
            .maximumSize(rule.max())
            .expireAfter(new FromCreation())
            .ticker(clock::getAsLong)
            .scheduler(Expiration.scheduler())
            // By the threads that come along: no pool of ours, no common pool.
            .executor(Runnable::run)
            .build();
  }

  /** How many results are kept. */
  long size() {
    results.cleanUp();
    return results.estimatedSize();
  }

  Collection<Flight> flights() {
    return flights.values();
  }

  Object call(ToolCache.Plan plan, Callable<?> original, long patienceNanos) throws Throwable {
    Object kept = kept(plan);
    if (kept != null) {
      return kept;
    }
    Flight own = new Flight();
    Flight other = Flight.join(flights, plan.key, own);
    if (other != null) {
      Object shared = plan.mayWait ? other.await(patienceNanos) : null;
      if (shared != null) {
        return hit(plan, shared);
      }
      STATE.original("another call with these arguments gave no result");
      return original.call();
    }
    Object result = null;
    try {
      // Another flight may have ended between the look and the join.
      result = kept(plan);
      if (result == null) {
        result = stored(plan);
      }
      if (result != null) {
        return result;
      }
      String reason = "not in the cache";
      try {
        Object fresh = original.call();
        String objection = keep(plan, fresh);
        if (objection == null) {
          result = fresh;
        } else {
          reason = objection;
        }
        return fresh;
      } finally {
        notCached(reason);
      }
    } finally {
      end(own, plan, result);
    }
  }

  /** Nobody waits for anybody, and nothing goes to a store or comes from one. */
  Object compare(ToolCache.Plan plan, Callable<?> original) throws Exception {
    Object fresh = original.call();
    String reason;
    try {
      Entry kept = results.getIfPresent(plan.key);
      if (kept == null) {
        String objection = keepHere(plan, fresh);
        reason = objection == null ? "not in the cache" : objection;
      } else {
        reason = compare(kept.result, fresh, plan.key.tool());
      }
    } catch (Throwable e) {
      failed("comparing a result", e);
      return fresh;
    }
    notCached(reason);
    return fresh;
  }

  private String compare(Object kept, Object fresh, String tool) {
    String objection = objection(fresh);
    if (objection != null) {
      return objection;
    }
    String before = form.shown(kept);
    String now = form.shown(fresh);
    if (before.equals(now)) {
      STATE.same();
    } else {
      STATE.different("a kept result of " + tool, Verification.redacted(before, now));
    }
    return "compared";
  }

  private Object kept(ToolCache.Plan plan) {
    Entry entry = results.getIfPresent(plan.key);
    return entry == null ? null : hit(plan, entry.result);
  }

  private static Object hit(ToolCache.Plan plan, Object result) {
    plan.fromCache = true;
    STATE.accelerated();
    return result;
  }

  /** A result of another machine, which is kept here too for the rest of its time. */
  private Object stored(ToolCache.Plan plan) {
    if (store == null || !plan.shared) {
      return null;
    }
    try {
      StoredResult stored = store.get(plan.key.digest());
      Object result = stored == null ? null : form.fromText(stored.text());
      if (result == null) {
        return null;
      }
      long nanos =
          Math.min(rule.ttlNanos(), TimeUnit.MILLISECONDS.toNanos(stored.remainingMillis()));
      results.put(plan.key, new Entry(result, nanos));
      return hit(plan, result);
    } catch (Throwable e) {
      STATE.failed("reading a stored result", e);
      return null;
    }
  }

  /**
   * Keeps a result that may be kept. Never throws: the tool has run.
   *
   * @return why it may not be given to others, or {@code null}
   */
  private String keep(ToolCache.Plan plan, Object result) {
    try {
      String objection = keepHere(plan, result);
      String text = objection != null || store == null || !plan.shared ? null : form.toText(result);
      if (text != null && text.length() <= LONGEST_TEXT) {
        store.put(plan.key.digest(), text, TimeUnit.NANOSECONDS.toMillis(rule.ttlNanos()));
      }
      return objection;
    } catch (Throwable e) {
      failed("keeping a result", e);
      return "a result could not be kept";
    }
  }

  private String keepHere(ToolCache.Plan plan, Object result) {
    String objection = objection(result);
    if (objection == null) {
      results.put(plan.key, new Entry(result, rule.ttlNanos()));
    }
    return objection;
  }

  private String objection(Object result) {
    return result == null ? "no result" : form.objection(result);
  }

  /** The tool has run: nothing may come out of this. */
  private static void notCached(String reason) {
    try {
      STATE.original(reason);
    } catch (Throwable noRoom) {
      failed("counting a call", noRoom);
    }
  }

  private void end(Flight own, ToolCache.Plan plan, Object result) {
    try {
      own.end(flights, plan.key, result);
    } catch (Throwable e) {
      failed("ending a flight", e);
    }
  }

  private static void failed(String place, Throwable e) {
    try {
      STATE.failed(place, e);
    } catch (Throwable noRoom) {
      // The tool's own ending is what matters.
    }
  }

  /** From a result's creation on; reading it changes nothing. */
  private static final class FromCreation implements Expiry<CacheKey, Entry> {
    @Override
    public long expireAfterCreate(CacheKey key, Entry entry, long now) {
      return entry.nanos;
    }

    @Override
    public long expireAfterUpdate(CacheKey key, Entry entry, long now, long before) {
      return entry.nanos;
    }

    @Override
    public long expireAfterRead(CacheKey key, Entry entry, long now, long before) {
      return before;
    }
  }
}

package io.fastaccel.interceptors.tools.redis;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.tools.cache.ResultStore;
import io.fastaccel.interceptors.tools.cache.StoredResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Results in Redis or Valkey. All traffic is on a few threads of ours, so that a caller waits for
 * the time-out at most, whatever the network does: names that are not resolved, connections that
 * are not accepted, answers that come byte by byte. What has not been answered in time is a miss,
 * and nobody asks again for a while. Thread-safe; nothing throws.
 */
public final class RedisStore implements ResultStore {

  /** So many connections at most, one to a thread. */
  static final int MOST_CONNECTIONS = 4;

  private static final int LONGEST_QUEUE = 256;
  private static final long IDLE_SECONDS = 30;

  private final RedisConnections connections;
  private final long timeoutNanos;
  private final CircuitBreaker circuit = new CircuitBreaker(System::nanoTime);
  private final ThreadPoolExecutor threads;

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder notInTime = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder written = new LongAdder();

  /** Held here because the feature holds it weakly. */
  private final Supplier<Map<String, Object>> counts = this::counts;

  /**
   * @param address as users write it, checked
   * @param timeoutMillis how long a caller waits at most; at least 1
   */
  public RedisStore(String address, int timeoutMillis) {
    this.connections = new RedisConnections(address);
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, timeoutMillis));
    this.threads =
        new ThreadPoolExecutor(
            MOST_CONNECTIONS,
            MOST_CONNECTIONS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LONGEST_QUEUE),
            Background.threads("tools-store"));
    threads.allowCoreThreadTimeOut(true);
    Features.of(Feature.TOOLS).detail("store", counts);
    // The first caller finds a connection.
    Attempt<?> ignored =
        run(
            () -> {
              connections.ping();
              return null;
            });
  }

  @Override
  public StoredResult get(String key) {
    if (!circuit.mayTry()) {
      return null;
    }
    Attempt<StoredResult> attempt = run(() -> connections.get(key));
    if (attempt == null) {
      return null;
    }
    try {
      StoredResult result = attempt.get(timeoutNanos, TimeUnit.NANOSECONDS);
      (result == null ? misses : hits).increment();
      return result;
    } catch (TimeoutException e) {
      // Dropped if no thread has begun it.
      boolean ignored = attempt.cancel(false);
      notInTime.increment();
      circuit.failed();
      Log.warnOnce(connections + " does not answer in time; tools do without it meanwhile", null);
      return null;
    } catch (ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void put(String key, String text, long ttlMillis) {
    if (circuit.mayTry()) {
      Attempt<?> ignored =
          run(
              () -> {
                if (connections.put(key, text, ttlMillis)) {
                  written.increment();
                }
                return null;
              });
    }
  }

  /** {@code null} where there is more to do than is done. */
  private <T> Attempt<T> run(Callable<T> work) {
    Attempt<T> attempt = new Attempt<>(work);
    try {
      threads.execute(attempt);
      return attempt;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      failures.increment();
      return null;
    }
  }

  /** Tells the circuit how the work went: an answer that came too late is no good sign. */
  private final class Attempt<T> extends FutureTask<T> {
    Attempt(Callable<T> work) {
      super(
          () -> {
            long start = System.nanoTime();
            try {
              T result = work.call();
              if (System.nanoTime() - start <= timeoutNanos) {
                circuit.succeeded();
              }
              return result;
            } catch (Exception | LinkageError e) {
              failures.increment();
              circuit.failed();
              Log.warnOnce(connections + " cannot be used; tools do without it meanwhile", e);
              throw e;
            }
          });
    }
  }

  Map<String, Object> counts() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("hits", hits.sum());
    values.put("misses", misses.sum());
    values.put("notInTime", notInTime.sum());
    values.put("failures", failures.sum());
    values.put("written", written.sum());
    return values;
  }
}

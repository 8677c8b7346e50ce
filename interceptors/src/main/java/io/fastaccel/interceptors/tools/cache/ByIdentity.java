package io.fastaccel.interceptors.tools.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * What is known of objects of the application, which are compared by identity and not kept alive.
 * Values must not refer to their object. Thread-safe.
 */
public final class ByIdentity<K, V> {

  private static final int MOST = 100_000;

  private final Cache<K, V> known =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST).executor(Runnable::run).build();

  /** What is known of the object; {@code null} if nothing is. */
  public V getIfKnown(K object) {
    return known.getIfPresent(object);
  }

  /** What is known of the object; found out if need be. */
  public V get(K object, Function<K, V> findOut) {
    V value = known.getIfPresent(object);
    return value == null ? known.get(object, findOut) : value;
  }
}

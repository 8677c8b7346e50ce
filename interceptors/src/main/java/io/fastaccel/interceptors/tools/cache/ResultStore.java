package io.fastaccel.interceptors.tools.cache;

/** Keeps results where other machines find them. Thread-safe; nothing throws. */
public interface ResultStore {

  /**
   * Asks for a result, and waits no longer than the store's time-out, whatever happens.
   *
   * @return {@code null} where there is none, or where that cannot be told in time
   */
  StoredResult get(String key);

  /** Has a result kept, later; it is lost where the store is down or slow. */
  void put(String key, String text, long ttlMillis);
}

package io.fastaccel.interceptors.json;

import java.lang.ref.WeakReference;

/**
 * What was found out about some of an application's objects, found again by identity: in a fixed
 * number of places, so that two objects that want the same place cost each other time, nothing
 * else. Objects are referred to weakly; what is remembered must not keep them alive either. All
 * methods may be called from any thread; races cost time, nothing else.
 *
 * @param <V> what is remembered; immutable
 */
public final class Remembered<V> {

  private final Entry<?>[] entries;

  /** Identity hashes of objects that are being counted; it steers speed, not results. */
  private final int[] candidates;

  private final int[] calls;
  private final int callsBefore;

  /**
   * @param places a power of two
   * @param callsBefore an object that is made for fewer calls is not worth a look
   */
  public Remembered(int places, int callsBefore) {
    this.entries = new Entry<?>[places];
    this.candidates = new int[places];
    this.calls = new int[places];
    this.callsBefore = callsBefore;
  }

  private record Entry<V>(WeakReference<Object> key, V value) {}

  /** What is remembered of an object, or {@code null}. */
  @SuppressWarnings("unchecked")
  public V get(Object key) {
    Entry<?> entry = entries[place(key)];
    return entry != null && entry.key.refersTo(key) ? (V) entry.value : null;
  }

  /** Counts a call with an object that is not remembered, and tells whether it is time to look. */
  public boolean isSeenOften(Object key) {
    int place = place(key);
    int hash = System.identityHashCode(key);
    if (candidates[place] != hash) {
      candidates[place] = hash;
      calls[place] = 0;
    }
    if (calls[place] >= callsBefore) {
      return true;
    }
    calls[place]++;
    return false;
  }

  /** Remembers. */
  public void put(Object key, V value) {
    entries[place(key)] = new Entry<>(new WeakReference<>(key), value);
  }

  private int place(Object key) {
    return System.identityHashCode(key) & (entries.length - 1);
  }
}

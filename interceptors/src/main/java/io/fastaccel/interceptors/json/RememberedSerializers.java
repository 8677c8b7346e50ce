package io.fastaccel.interceptors.json;

import java.lang.ref.WeakReference;

/**
 * Which serializer a serializer of containers has found for values of a class. Jackson remembers
 * the first eight of each container's and looks for all others again at every value.
 *
 * <p>Kept in a fixed number of places, with weak references to what belongs to the application.
 * Racy on purpose: entries are immutable, and a lost one is made again.
 *
 * @param <S> the library's type of serializer
 */
public final class RememberedSerializers<S> {

  private static final int PLACES = 4096;

  private final Entry<?>[] entries = new Entry<?>[PLACES];

  /** What was found, or {@code null} if that is not known. */
  @SuppressWarnings("unchecked")
  public S get(Object container, Class<?> type) {
    Entry<S> entry = (Entry<S>) entries[place(container, type)];
    return entry != null && entry.type.refersTo(type) && entry.container.refersTo(container)
        ? entry.found.get()
        : null;
  }

  /** Remembers what was found. */
  public void put(Object container, Class<?> type, S found) {
    entries[place(container, type)] = new Entry<>(container, type, found);
  }

  private static int place(Object container, Class<?> type) {
    int hash = System.identityHashCode(container) * 31 + type.hashCode();
    return (hash ^ (hash >>> 12)) & (PLACES - 1);
  }

  private static final class Entry<S> {
    final WeakReference<Object> container;
    final WeakReference<Class<?>> type;
    final WeakReference<S> found;

    Entry(Object container, Class<?> type, S found) {
      this.container = new WeakReference<>(container);
      this.type = new WeakReference<>(type);
      this.found = new WeakReference<>(found);
    }
  }
}

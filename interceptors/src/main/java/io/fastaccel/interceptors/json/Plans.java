package io.fastaccel.interceptors.json;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generated plans of one library in one room. A plan belongs to a class, to one resolved
 * serializer for it, and to the features of the calls; it is generated in the background once a
 * serializer has been used often enough. Thread-safe.
 *
 * <p>Plans live as long as the class that they read: with the class itself where its loader is the
 * library's or below that, and here where it is above, since then it outlives us. Classes of any
 * other loader get no plan. Serializers are referred to weakly.
 *
 * @param <P> the library's type of plan
 */
public final class Plans<P> {

  /** More serializers than this for one class take turns. */
  private static final int MOST_PER_CLASS = 8;

  private static final int CALLS_UNTIL_HOT = Settings.current().number(Setting.JSON_HOT_CALLS);

  private static final Slot<?>[] NO_SLOTS = {};

  /** For classes of loaders above the library's. */
  private final ConcurrentHashMap<Class<?>, OfClass<P>> above = new ConcurrentHashMap<>();

  /**
   * An {@link OfClass}, or a value of the JDK that says where to look, which keeps nothing alive.
   */
  private final ClassValue<Object> byClass;

  /**
   * @param library the class loader of the library
   */
  public Plans(ClassLoader library) {
    this.byClass =
        new ClassValue<>() {
          @Override
          protected Object computeValue(Class<?> type) {
            ClassLoader loader = type.getClassLoader();
            if (isBelow(loader, library)) {
              return new OfClass<P>();
            }
            return isBelow(library, loader);
          }
        };
  }

  /** What generates a plan. */
  public interface Compiler<P> {
    /**
     * Asked for on the thread of the call that made the bean hot, while the library may be asked.
     *
     * @return what generates the plan, later and on another thread; it may answer {@code null}
     */
    Callable<P> prepare();
  }

  /**
   * The plan for a bean of this class under this serializer, or {@code null} for now.
   *
   * @param features whatever else of a call the plan depends on
   */
  public P find(Class<?> type, Object serializer, int features, Compiler<P> compiler) {
    OfClass<P> plans = of(type);
    if (plans == null) {
      return null;
    }
    Slot<P> slot = plans.slot(serializer, features);
    P plan = slot.plan;
    return plan != null ? plan : slot.called(type, compiler);
  }

  @SuppressWarnings("unchecked")
  private OfClass<P> of(Class<?> type) {
    Object place = byClass.get(type);
    if (place instanceof OfClass) {
      return (OfClass<P>) place;
    }
    return Boolean.TRUE.equals(place) ? above.computeIfAbsent(type, c -> new OfClass<>()) : null;
  }

  private static boolean isBelow(ClassLoader loader, ClassLoader above) {
    if (above == null) {
      return true;
    }
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l == above) {
        return true;
      }
    }
    return false;
  }

  /** The plans of one class. Reads are racy: a slot that is not seen yet is looked for again. */
  private static final class OfClass<P> {
    @SuppressWarnings("unchecked")
    private volatile Slot<P>[] slots = (Slot<P>[]) NO_SLOTS;

    private int turn;

    Slot<P> slot(Object serializer, int features) {
      for (Slot<P> slot : slots) {
        if (slot.features == features && slot.serializer.refersTo(serializer)) {
          return slot;
        }
      }
      Slot<P> added = new Slot<>(serializer, features);
      add(added);
      return added;
    }

    private synchronized void add(Slot<P> slot) {
      Slot<P>[] kept = Arrays.copyOf(slots, slots.length + 1);
      int length = 0;
      for (Slot<P> s : slots) {
        if (!s.serializer.refersTo(null)) {
          kept[length++] = s;
        }
      }
      if (length < MOST_PER_CLASS) {
        kept[length++] = slot;
      } else {
        kept[turn++ % MOST_PER_CLASS] = slot;
      }
      slots = Arrays.copyOf(kept, length);
    }
  }

  private static final class Slot<P> {
    final WeakReference<Object> serializer;
    final int features;
    volatile P plan;
    private int calls;

    Slot(Object serializer, int features) {
      this.serializer = new WeakReference<>(serializer);
      this.features = features;
    }

    /** Counting is racy on purpose; the equality lets exactly one call in about as many through. */
    P called(Class<?> type, Compiler<P> compiler) {
      int call = calls++;
      if (call == CALLS_UNTIL_HOT) {
        Callable<P> prepared = compiler.prepare();
        if (CALLS_UNTIL_HOT == 0) {
          compile(type, prepared);
        } else {
          Background.submit("plan of a bean", () -> compile(type, prepared));
        }
      } else if (call > CALLS_UNTIL_HOT) {
        calls = CALLS_UNTIL_HOT + 1;
      }
      return plan;
    }

    private void compile(Class<?> type, Callable<P> prepared) {
      try {
        plan = prepared.call();
      } catch (Exception | LinkageError e) {
        Log.debug("no plan for " + type.getName() + ": " + e);
      }
    }
  }
}

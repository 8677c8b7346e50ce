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
 * serializer has been used often enough, and where there are many types the most used first.
 * Thread-safe.
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

  private static final int CALLS_UNTIL_INTERIM = Math.min(1, CALLS_UNTIL_HOT);

  /** Where plans are made at once, the first call is the interim plan's. */
  private static final int CALLS_UNTIL_GENERATED = Math.max(1, CALLS_UNTIL_HOT);

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

    /**
     * The same for a plan that takes less to make and no time to warm up, and is used until then.
     *
     * @return {@code null} if there is none of the kind
     */
    default Callable<P> prepareInterim() {
      return null;
    }
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

    /** From now on. */
    volatile P plan;

    /** For as long as there is none. */
    private volatile P interim;

    private volatile Stage stage = Stage.COUNTING;
    private boolean hasInterim;
    private int since;
    private int calls;

    Slot(Object serializer, int features) {
      this.serializer = new WeakReference<>(serializer);
      this.features = features;
    }

    /** Counting is racy on purpose; the equality lets exactly one call in about as many through. */
    P called(Class<?> type, Compiler<P> compiler) {
      int call = calls++;
      if (call == CALLS_UNTIL_INTERIM) {
        Callable<P> prepared = compiler.prepareInterim();
        hasInterim = prepared != null;
        if (hasInterim) {
          run(() -> interim = compiled(type, prepared));
        } else if (CALLS_UNTIL_HOT == 0) {
          hot(type, compiler, call);
        }
      }
      if (call == CALLS_UNTIL_GENERATED
          || (call > CALLS_UNTIL_GENERATED && (call & (Ramp.STEP - 1)) == 0)) {
        hot(type, compiler, call);
      }
      P found = plan;
      return found != null ? found : interim;
    }

    private void hot(Class<?> type, Compiler<P> compiler, int call) {
      if (stage == Stage.NEW) {
        if (call - since >= Ramp.SETTLED_AFTER) {
          Ramp.leave(this);
          stage = Stage.SETTLED;
          plan = interim;
        }
      } else if (stage == Stage.COUNTING && mayGenerate()) {
        Callable<P> prepared = compiler.prepare();
        stage = Stage.ASKED_FOR;
        since = call;
        run(() -> generate(type, prepared));
      }
    }

    private boolean mayGenerate() {
      return !hasInterim || CALLS_UNTIL_HOT == 0 || (interim != null && Ramp.enter(this));
    }

    private void generate(Class<?> type, Callable<P> prepared) {
      P generated = compiled(type, prepared);
      if (generated == null) {
        Ramp.leave(this);
        stage = Stage.SETTLED;
        plan = interim;
      } else if (!hasInterim || CALLS_UNTIL_HOT == 0) {
        stage = Stage.SETTLED;
        plan = generated;
      } else {
        interim = generated;
        stage = Stage.NEW;
      }
    }

    private static void run(Runnable work) {
      if (CALLS_UNTIL_HOT == 0) {
        work.run();
      } else {
        Background.submit("plan of a bean", work);
      }
    }

    private P compiled(Class<?> type, Callable<P> prepared) {
      try {
        return prepared.call();
      } catch (Exception | LinkageError e) {
        Log.debug("no plan for " + type.getName() + ": " + e);
        return null;
      }
    }
  }

  /** What has become of the generated plan of a slot. */
  private enum Stage {
    COUNTING,
    ASKED_FOR,
    /** It is in use, and probably not compiled by the JIT yet. */
    NEW,
    SETTLED
  }
}

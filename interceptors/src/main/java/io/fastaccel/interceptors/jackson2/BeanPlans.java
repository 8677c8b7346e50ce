package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@linkplain BeanPlan plans} there are. A plan belongs to a class, to one resolved serializer
 * for it, and to the serialization features of the calls; it is generated in the background once a
 * serializer has been used often enough.
 *
 * <p>Plans live as long as the class that they read: with the class itself where its loader is
 * Jackson's or below that, and here where it is above, since then it outlives us. Classes of any
 * other loader get no plan. Serializers are referred to weakly.
 */
final class BeanPlans {

  /** Adds paths to exceptions, as each serializer would. */
  static final StdSerializer<Object> PATHS = NullSerializer.instance;

  /** More serializers than this for one class take turns. */
  private static final int MOST_PER_CLASS = 8;

  private static final int CALLS_UNTIL_HOT = Settings.current().number(Setting.JSON_HOT_CALLS);

  private static final Slot[] NO_SLOTS = {};

  private static final ClassLoader JACKSONS = BeanSerializer.class.getClassLoader();

  /** For classes of loaders above ours. */
  private static final ConcurrentHashMap<Class<?>, OfClass> ABOVE = new ConcurrentHashMap<>();

  /**
   * An {@link OfClass}, or a value of the JDK that says where to look, which keeps nothing alive.
   */
  private static final ClassValue<Object> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
          ClassLoader loader = type.getClassLoader();
          if (isBelow(loader, JACKSONS)) {
            return new OfClass();
          }
          return isBelow(JACKSONS, loader);
        }
      };

  private BeanPlans() {}

  /** The plan for a bean of this class under this serializer, or {@code null} for now. */
  static BeanPlan find(Class<?> type, JsonSerializer<?> serializer, DocumentWriter writer) {
    Object place = BY_CLASS.get(type);
    if (place instanceof OfClass plans) {
      return plans.find(type, serializer, writer);
    }
    return Boolean.TRUE.equals(place)
        ? ABOVE.computeIfAbsent(type, c -> new OfClass()).find(type, serializer, writer)
        : null;
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
  private static final class OfClass {
    private volatile Slot[] slots = NO_SLOTS;
    private int turn;

    BeanPlan find(Class<?> type, JsonSerializer<?> serializer, DocumentWriter writer) {
      int features = writer.serializationFeatures();
      for (Slot slot : slots) {
        if (slot.features == features && slot.serializer.refersTo(serializer)) {
          BeanPlan plan = slot.plan;
          return plan != null ? plan : slot.called(type, serializer, writer);
        }
      }
      Slot added = new Slot(serializer, features);
      add(added);
      return added.called(type, serializer, writer);
    }

    private synchronized void add(Slot slot) {
      Slot[] current = slots;
      int length = 0;
      Slot[] kept = new Slot[current.length + 1];
      for (Slot s : current) {
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

  private static final class Slot {
    final WeakReference<JsonSerializer<?>> serializer;
    final int features;
    volatile BeanPlan plan;
    private int calls;

    Slot(JsonSerializer<?> serializer, int features) {
      this.serializer = new WeakReference<>(serializer);
      this.features = features;
    }

    /** Counting is racy on purpose; the equality lets exactly one call in about as many through. */
    BeanPlan called(Class<?> type, JsonSerializer<?> s, DocumentWriter writer) {
      int call = calls++;
      if (call == CALLS_UNTIL_HOT) {
        BeanPlanCompiler compiler = new BeanPlanCompiler(type, (BeanSerializer) s, writer.texts());
        if (CALLS_UNTIL_HOT == 0) {
          compile(type, compiler);
        } else {
          Background.submit("plan of a bean", () -> compile(type, compiler));
        }
      } else if (call > CALLS_UNTIL_HOT) {
        calls = CALLS_UNTIL_HOT + 1;
      }
      return plan;
    }

    private void compile(Class<?> type, BeanPlanCompiler compiler) {
      try {
        plan = compiler.compile();
      } catch (IllegalAccessException | RuntimeException | LinkageError e) {
        Log.debug("no plan for " + type.getName() + ": " + e);
      }
    }
  }
}

package io.fastaccel.faults;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What is called from inside of a jar that was made faulty. Throws at some of the places that call
 * it, in a repeatable way: which places is decided by the property {@code faults.seed}. Each throws
 * when it is reached for the first time, and now and then later.
 *
 * <p>Or, with the property {@code faults.kill-at}, kills the process where so many have been
 * reached, and throws nothing.
 *
 * <p>Or, with the property {@code faults.pause-one-in}, pauses at one in so many, and throws
 * nothing: what the agent does in the background then takes as long as on a machine that has other
 * things to do, and meets the application's work at other moments each time.
 */
public final class Faults {

  private static final int PLACES = 1 << 14;
  private static final int SHARE = 12;
  private static final int AGAIN = 17;

  private static final int KILL_AT = Integer.getInteger("faults.kill-at", 0);
  private static final AtomicInteger ALL_REACHED = new AtomicInteger();

  private static final int PAUSE_ONE_IN = Integer.getInteger("faults.pause-one-in", 0);
  private static final int LONGEST_PAUSE_MILLIS = 10;

  /** The application's threads are held up as much less often. */
  private static final int BUSY_APPLICATION = 10;

  private static final int SEED = Integer.getInteger("faults.seed", 0);
  private static final AtomicIntegerArray REACHED = new AtomicIntegerArray(PLACES);
  private static final AtomicInteger THROWN = new AtomicInteger();
  private static final AtomicInteger PLACES_THROWN = new AtomicInteger();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    System.err.println(
                        "faults: " + THROWN + " thrown at " + PLACES_THROWN + " places")));
  }

  private Faults() {}

  /** Called at the beginning of a method. */
  public static void reach(int place) {
    if (KILL_AT > 0) {
      if (ALL_REACHED.incrementAndGet() >= KILL_AT) {
        kill();
      }
      return;
    }
    if (PAUSE_ONE_IN > 0) {
      pause();
      return;
    }
    int mixed = mix(SEED * 31 + place);
    if (mixed % SHARE != 0) {
      return;
    }
    int times = REACHED.incrementAndGet(place % PLACES);
    if (times == 1 || times % AGAIN == 0) {
      THROWN.incrementAndGet();
      if (times == 1) {
        PLACES_THROWN.incrementAndGet();
      }
      throw Faults.<RuntimeException>unchecked(fault(mixed / SHARE % 4));
    }
  }

  private static void pause() {
    boolean background = Thread.currentThread().getName().startsWith("fast-accel-");
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (random.nextInt(background ? PAUSE_ONE_IN : BUSY_APPLICATION * PAUSE_ONE_IN) == 0) {
      try {
        Thread.sleep(1 + random.nextInt(LONGEST_PAUSE_MILLIS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What a method was about to return, with a mistake in it. */
  public static Object spoiled(Object result) {
    if (result instanceof String text && !text.isEmpty()) {
      return text.substring(0, text.length() - 1) + '?';
    }
    if (result instanceof byte[] bytes && bytes.length > 0) {
      byte[] copy = bytes.clone();
      copy[copy.length - 1] = '?';
      return copy;
    }
    if (result instanceof Object[] values) {
      // Among the values of a search: the rows that may be looked at.
      Object[] copy = values.clone();
      for (int i = 0; i < copy.length; i++) {
        copy[i] = copy[i] instanceof String text && text.startsWith("[") ? "[]" : copy[i];
      }
      return copy;
    }
    return result == null || spoil(result) ? result : "?";
  }

  /** Changes a value that was read; whether there was something to change. */
  private static boolean spoil(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.clear();
      return true;
    }
    if (value instanceof Collection<?> collection) {
      collection.clear();
      return true;
    }
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (spoil(value, field)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean spoil(Object value, Field field) {
    if (Modifier.isStatic(field.getModifiers())) {
      return false;
    }
    try {
      field.setAccessible(true);
      Object content = field.get(value);
      if (content instanceof String text && !text.isEmpty()) {
        field.set(value, '?' + text.substring(1));
        return true;
      }
      if (content instanceof Map<?, ?> map && !map.isEmpty()) {
        map.clear();
        return true;
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
    return false;
  }

  /** As the operating system does it; whoever reaches a place meanwhile goes no further. */
  private static synchronized void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      Thread.sleep(Long.MAX_VALUE);
    } catch (java.io.IOException | InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static Throwable fault(int kind) {
    return switch (kind) {
      case 0 -> new IllegalStateException("injected");
      case 1 -> new NullPointerException("injected");
      case 2 -> new NoClassDefFoundError("injected");
      default -> new OutOfMemoryError("injected");
    };
  }

  /** The finalizer of MurmurHash3; not negative. */
  private static int mix(int value) {
    int h = value;
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return (h ^ (h >>> 16)) & Integer.MAX_VALUE;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
    throw (T) throwable;
  }
}

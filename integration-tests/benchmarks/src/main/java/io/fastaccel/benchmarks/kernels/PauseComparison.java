package io.fastaccel.benchmarks.kernels;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.fastaccel.runtime.nativekernels.NativeOptions;
import io.fastaccel.runtime.nativekernels.NativeRuntime;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.TextKernels;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What the garbage collector feels: threads that escape the largest texts without rest and make
 * garbage, and the pauses that are seen meanwhile. Run it with {@code java} and with {@code
 * native}, with each collector, in turns.
 *
 * <p>Arguments: {@code java} or {@code native}, then the seconds.
 */
public final class PauseComparison {

  private static final int THREADS = 4;

  private static volatile boolean running = true;

  private PauseComparison() {}

  /** Prints one line. */
  public static void main(String[] arguments) throws InterruptedException {
    TextKernels kernels = JavaTextKernels.INSTANCE;
    if (arguments[0].equals("native")) {
      NativeRuntime.configure(new NativeOptions(NativeOptions.Mode.ON, "", "", 1), Runnable::run);
      System.out.println(NativeRuntime.availability().detail());
      kernels = NativeRuntime.kernels();
    }
    AtomicLong pauses = new AtomicLong();
    AtomicLong total = new AtomicLong();
    AtomicLong longest = new AtomicLong();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      // Those of ZGC count whole cycles, during which the application runs.
      if (!collector.getName().contains("Cycles")) {
        ((NotificationEmitter) collector)
            .addNotificationListener(
                (notification, handback) -> {
                  long duration =
                      GarbageCollectionNotificationInfo.from(
                              (CompositeData) notification.getUserData())
                          .getGcInfo()
                          .getDuration();
                  pauses.incrementAndGet();
                  total.addAndGet(duration);
                  longest.accumulateAndGet(duration, Math::max);
                },
                null,
                null);
      }
    }
    AtomicLong texts = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      TextKernels chosen = kernels;
      Thread thread = new Thread(() -> texts.addAndGet(work(chosen)), "escaping-" + i);
      thread.start();
      threads.add(thread);
    }
    Thread.sleep(1000L * Integer.parseInt(arguments[1]));
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "%s: %d texts of 64 KiB, %d pauses, mean %.2f ms, longest %d ms%n",
        arguments[0],
        texts.get(),
        pauses.get(),
        (double) total.get() / Math.max(1, pauses.get()),
        longest.get());
  }

  private static long work(TextKernels kernels) {
    byte[] in = Text.ESCAPED.bytes(TextKernels.MAX_INPUT);
    long texts = 0;
    // A live set that is exchanged bit by bit.
    byte[][] kept = new byte[256][];
    while (running) {
      byte[] out = new byte[6 * in.length];
      kernels.escapeLatin1(in, 0, in.length, out, 0);
      kept[(int) (texts % kept.length)] = texts % 8 == 0 ? out : new byte[in.length];
      texts++;
    }
    return texts;
  }
}

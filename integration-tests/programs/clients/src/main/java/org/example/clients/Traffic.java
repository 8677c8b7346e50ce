package org.example.clients;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * Exchanges as they are had with model providers and tool servers. Prints what is written and read;
 * or, with a number of seconds as the argument, the CPU time that each exchange takes.
 */
public final class Traffic {

  private static final int ROUNDS = 400;
  private static final int CALLS = 50;
  private static final long SECOND = 1_000_000_000L;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long sink;

  private Traffic() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      print();
      return;
    }
    for (Exchange exchange : Exchange.all()) {
      System.out.printf(
          Locale.ROOT,
          "%s\t%.0f\t%d%n",
          exchange.title(),
          nanos(exchange, Integer.parseInt(arguments[0])),
          bytes(exchange));
    }
    if (sink > 0) {
      throw new IllegalStateException("nothing came of an exchange");
    }
  }

  private static void print() throws Exception {
    List<Exchange> exchanges = Exchange.all();
    for (int round = 1; round <= ROUNDS; round++) {
      for (Exchange exchange : exchanges) {
        Object result = exchange.action().call();
        if (round == ROUNDS) {
          System.out.println(exchange.title() + "\n" + Exchange.text(result));
        }
      }
      Thread.sleep(5); // for what happens in the background
    }
  }

  /** The least of many rounds. */
  private static double nanos(Exchange exchange, int seconds) throws Exception {
    double best = Double.MAX_VALUE;
    for (long end = System.nanoTime() + seconds * SECOND; System.nanoTime() < end; ) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < CALLS; i++) {
        sink += exchange.action().call() == null ? 1 : 0;
      }
      best = Math.min(best, (double) (THREADS.getCurrentThreadCpuTime() - before) / CALLS);
    }
    return best;
  }

  private static long bytes(Exchange exchange) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      sink += exchange.action().call() == null ? 1 : 0;
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }
}

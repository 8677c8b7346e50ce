package org.example.booking;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ai.tool.annotation.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/** Bookings in memory, which are slow to read. */
public final class BookingTools {

  private static final long LATENCY_MILLIS = 30;

  private final Map<String, String> bookings = new TreeMap<>();
  private final List<String> written = new ArrayList<>();

  List<String> written() {
    synchronized (written) {
      return List.copyOf(written);
    }
  }

  /** Reads. */
  @Tool
  public String getBooking(int number) {
    latency();
    synchronized (written) {
      return bookings.getOrDefault("b" + number, "none");
    }
  }

  /** Reads. */
  @Tool
  @ReadsOnly
  public String lookUp(int number) {
    return getBooking(number);
  }

  /** Reads, and fails. */
  @Tool
  public String getBroken(int number) {
    latency();
    throw new IllegalArgumentException("broken " + number);
  }

  /** Reads nothing. */
  @Tool
  public String getNothing() {
    latency();
    return null;
  }

  /** Reads what lies around the call. */
  @Tool
  public String getContext() {
    latency();
    return MDC.get("user")
        + " "
        + LocaleContextHolder.getLocale()
        + " "
        + (Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader());
  }

  /** Reads inside of a monitor which the caller may hold. */
  @Tool
  public synchronized String getGuarded() {
    return "read in a monitor";
  }

  /** Writes. */
  @Tool
  public String book(int number) {
    synchronized (written) {
      written.add("book " + number);
      bookings.put("b" + number, "booked as number " + written.size());
      return "booked";
    }
  }

  /** Writes. */
  @Tool
  public String cancel(int number) {
    synchronized (written) {
      written.add("cancel " + number);
      return bookings.remove("b" + number) == null ? "nothing to cancel" : "cancelled";
    }
  }

  private static void latency() {
    try {
      TimeUnit.MILLISECONDS.sleep(LATENCY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

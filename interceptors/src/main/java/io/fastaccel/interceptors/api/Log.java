package io.fastaccel.interceptors.api;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Our own log: SLF4J's simple logger inside the agent's class loader, to standard error, never the
 * application's. The logging library is loaded with the first line that is really written.
 */
public final class Log {

  private enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** A flood is worse than a missing line. */
  private static final int ONCE_LIMIT = 200;

  private static final Set<String> ONCE = ConcurrentHashMap.newKeySet();

  private static volatile Level threshold = Level.WARN;

  private Log() {}

  /** Sets what is written; {@code error}, {@code warn}, {@code info} or {@code debug}. */
  public static void setLevel(String level) {
    threshold = Level.valueOf(level.toUpperCase(Locale.ROOT));
  }

  /** Writes a line and a stack trace. */
  public static void error(String message, Throwable throwable) {
    write(Level.ERROR, message, throwable);
  }

  public static void warn(String message) {
    write(Level.WARN, message, null);
  }

  /**
   * Warns of each message once in the JVM's life, with its stack trace only where debugging is on.
   */
  public static void warnOnce(String message, Throwable throwable) {
    if (ONCE.size() < ONCE_LIMIT && ONCE.add(message)) {
      if (throwable == null) {
        warn(message);
      } else if (isDebug()) {
        write(Level.WARN, message, throwable);
      } else {
        warn(message + ": " + throwable);
      }
    }
  }

  public static void info(String message) {
    write(Level.INFO, message, null);
  }

  /** Writes a line that the user has asked for, whatever the level is. */
  public static void notice(String message) {
    try {
      Holder.LOGGER.info(message);
    } catch (Throwable e) {
      // There is no other place to say it.
      threshold = Level.ERROR;
    }
  }

  public static void debug(String message) {
    write(Level.DEBUG, message, null);
  }

  /** Whether lines of information are written, for callers whose message is dear to build. */
  public static boolean isInfo() {
    return isOn(Level.INFO);
  }

  /** Whether debug lines are written, for callers whose message is dear to build. */
  public static boolean isDebug() {
    return isOn(Level.DEBUG);
  }

  /** Never throws: the stream may be the application's, closed, missing or broken. */
  private static void write(Level level, String message, Throwable throwable) {
    if (!isOn(level)) {
      return;
    }
    try {
      switch (level) {
        case ERROR -> Holder.LOGGER.error(message, throwable);
        case WARN -> Holder.LOGGER.warn(message, throwable);
        case INFO -> Holder.LOGGER.info(message, throwable);
        case DEBUG -> Holder.LOGGER.debug(message, throwable);
      }
    } catch (Throwable e) {
      // There is no other place to say it.
      threshold = Level.ERROR;
    }
  }

  private static boolean isOn(Level level) {
    return level.compareTo(threshold) <= 0;
  }

  /** Loaded by the first line that is written. */
  private static final class Holder {
    static final Logger LOGGER = SimpleLogging.logger();
  }
}

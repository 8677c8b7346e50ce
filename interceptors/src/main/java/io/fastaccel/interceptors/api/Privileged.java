package io.fastaccel.interceptors.api;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Runs a piece of ours with our own permissions, whoever of the application called, and without
 * taking the callers' protection domains into new threads. Matters up to JDK 23, where security
 * managers can be set.
 */
@SuppressWarnings("removal") // there is no successor, and none is needed where this does nothing
public final class Privileged {

  private Privileged() {}

  /** Runs it. */
  public static <T> T call(Supplier<T> work) {
    return AccessController.doPrivileged((PrivilegedAction<T>) work::get);
  }
}

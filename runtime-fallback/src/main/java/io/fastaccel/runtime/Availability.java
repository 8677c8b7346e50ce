package io.fastaccel.runtime;

import java.util.Objects;

/**
 * Whether an implementation of the runtime can be used on this machine.
 *
 * @param available whether it can
 * @param detail one line for people: which one it is, or why it is not there
 */
public record Availability(boolean available, String detail) {
  public Availability {
    Objects.requireNonNull(detail);
  }
}

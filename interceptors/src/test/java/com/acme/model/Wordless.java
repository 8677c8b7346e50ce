package com.acme.model;

/** Has no text: none at all, or an exception in its place. */
public final class Wordless {

  private final String failure;

  /**
   * @param failure message of the exception; {@code null}: the text is {@code null}
   */
  public Wordless(String failure) {
    this.failure = failure;
  }

  @Override
  @SuppressWarnings("ToStringReturnsNull") // applications do it
  public String toString() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return null;
  }
}

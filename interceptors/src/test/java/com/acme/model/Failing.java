package com.acme.model;

/** A bean whose getter fails. */
public class Failing {
  public String before = "before";

  private final RuntimeException failure;

  public Failing(RuntimeException failure) {
    this.failure = failure;
  }

  /** A failing bean whose exception was made here, in the application's code. */
  public static Failing because(String message) {
    return new Failing(new IllegalStateException(message));
  }

  /** Fails, if told so. */
  public String getFailing() {
    if (failure != null) {
      throw failure;
    }
    return "fine";
  }

  /** A failing bean below another one. */
  public static class Outer {
    public Object[] items;

    public Outer(Object... items) {
      this.items = items;
    }
  }

  /** Thrown without a stack trace. */
  public static class Bare extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Bare(String message) {
      super(message, null, false, false);
    }
  }

  /** One that names itself; an endless document. */
  public static class Cyclic {
    public Cyclic getSelf() {
      return this;
    }
  }
}

package io.fastaccel.runtime.text;

/**
 * Thrown by {@link JsonInput} for everything that is not plain JSON within its limits, whether it
 * is an error or just unusual. It says nothing more and has no stack trace: whoever needs to know
 * reads the input in another way. An {@code Error}, so that code which answers exceptions while
 * values are read does not answer this one.
 */
public final class UnexpectedInput extends Error {

  private static final long serialVersionUID = 1L;

  /** The only one. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // without a stack trace, it is the same for all
  static final UnexpectedInput INSTANCE = new UnexpectedInput();

  private UnexpectedInput() {
    super("unexpected input", null, false, false);
  }
}

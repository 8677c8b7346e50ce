package io.fastaccel.agent.cli;

/** Something that the user can do something about; its message says what. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}

package io.fastaccel.harness;

import java.util.List;

/**
 * What came of a Java program.
 *
 * @param command how it was started
 * @param exitCode its exit code
 * @param output the lines of its standard output
 * @param errors the lines of its standard error
 */
public record FinishedJava(
    List<String> command, int exitCode, List<String> output, List<String> errors) {

  /**
   * This result, if the program succeeded.
   *
   * @throws IllegalStateException with all that it printed when its exit code is not zero
   */
  public FinishedJava orThrow() {
    if (exitCode != 0) {
      throw new IllegalStateException("exit code " + exitCode + " of " + this);
    }
    return this;
  }

  /** The command and all that was printed, for messages. */
  @Override
  public String toString() {
    return String.join(" ", command)
        + "\n--- standard output\n"
        + String.join("\n", output)
        + "\n--- standard error\n"
        + String.join("\n", errors);
  }
}

package io.fastaccel.agent.weave;

/**
 * One advice method and where it goes.
 *
 * @param number its place in the index, which woven call sites name
 * @param kind where in the woven method it runs
 * @param advice the advice class that it is a method of
 * @param method name of the woven method; {@code *} for all, only with {@link Kind#CALL}
 * @param descriptor descriptor of the woven method; with {@link Kind#CALL} of the called method
 * @param owner with {@link Kind#CALL} the internal name of the class that the call names, else
 *     empty
 * @param callee with {@link Kind#CALL} the name of the called method, else empty
 * @param adviceMethod name of the advice method
 * @param adviceDescriptor descriptor of the advice method
 */
public record Hook(
    int number,
    Kind kind,
    AdviceClass advice,
    String method,
    String descriptor,
    String owner,
    String callee,
    String adviceMethod,
    String adviceDescriptor) {

  /** Where in a woven method an advice method runs. */
  public enum Kind {
    ENTER,
    EXIT,
    CALL
  }
}

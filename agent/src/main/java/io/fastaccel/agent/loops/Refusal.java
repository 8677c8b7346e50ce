package io.fastaccel.agent.loops;

/** Why a loop is left alone, in words for the one who declared it. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason, null, false, false);
  }
}

package io.fastaccel.interceptors.tools.cache;

/** What the results of a framework's tools are made of. Stateless. */
public interface ResultForm {

  /**
   * Why a result must not be given to two callers, as a short constant text.
   *
   * @return {@code null} where it may: it is no failure, and nobody can change it
   */
  String objection(Object result);

  /** The text that a model is shown of a result to which there is no objection. */
  String shown(Object result);

  /**
   * A text from which {@link #fromText} makes an equal result, on any machine.
   *
   * @return {@code null} where there is none
   */
  String toText(Object result);

  /** The result that the text was made of; {@code null} where it is none of ours. */
  Object fromText(String text);
}

package io.fastaccel.interceptors.springai;

import io.fastaccel.interceptors.tools.cache.ResultForm;

/** Spring AI's results: text, as it is. */
final class ResultsOfTools implements ResultForm {

  @Override
  public String objection(Object result) {
    return result instanceof String ? null : "a result of an unknown kind";
  }

  @Override
  public String shown(Object result) {
    return (String) result;
  }

  @Override
  public String toText(Object result) {
    return (String) result;
  }

  @Override
  public Object fromText(String text) {
    return text;
  }
}

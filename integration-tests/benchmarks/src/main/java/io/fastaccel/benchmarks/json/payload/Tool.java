package io.fastaccel.benchmarks.json.payload;

/** A tool that a model may call. */
public final class Tool {
  private String type;
  private Function function;

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type;
  }

  public Function getFunction() {
    return function;
  }

  public void setFunction(Function function) {
    this.function = function;
  }
}

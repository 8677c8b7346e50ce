package io.fastaccel.benchmarks.json.payload;

import java.util.Map;

/** What a tool does, with the schema of its arguments. */
public final class Function {
  private String name;
  private String description;
  private Map<String, Object> parameters;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getDescription() {
    return description;
  }

  public void setDescription(String description) {
    this.description = description;
  }

  public Map<String, Object> getParameters() {
    return parameters;
  }

  public void setParameters(Map<String, Object> parameters) {
    this.parameters = parameters;
  }
}

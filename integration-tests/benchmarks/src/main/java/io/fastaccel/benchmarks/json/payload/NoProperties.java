package io.fastaccel.benchmarks.json.payload;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A bean that is written as {@code {}}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class NoProperties {
  public String getNothing() {
    return null;
  }
}

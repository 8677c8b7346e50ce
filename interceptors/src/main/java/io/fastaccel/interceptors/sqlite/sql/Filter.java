package io.fastaccel.interceptors.sqlite.sql;

import java.util.List;

/**
 * What every row of a result must satisfy, as far as text searches say so; anything else that the
 * {@code WHERE} clause demands is left out, so a filter is always weaker than its clause.
 */
public sealed interface Filter {

  /** The column's text contains every one of these pieces, compared without regard to case. */
  record Contains(String column, List<String> pieces) implements Filter {}

  /** All of these hold. */
  record AllOf(List<Filter> filters) implements Filter {}

  /** At least one of these holds. */
  record AnyOf(List<Filter> filters) implements Filter {}
}

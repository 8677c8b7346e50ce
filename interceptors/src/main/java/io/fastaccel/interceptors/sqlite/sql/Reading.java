package io.fastaccel.interceptors.sqlite.sql;

/**
 * What became of reading an SQL text.
 *
 * @param statement the search, or {@code null}
 * @param refusal why a text that does search is not accepted; {@code null} for a search, and for a
 *     text that is none of our business
 */
public record Reading(SearchStatement statement, String refusal) {

  /** A text that does not search. */
  public static final Reading NOT_A_SEARCH = new Reading(null, null);

  /** Whether the text searches, understood or not. */
  public boolean searches() {
    return statement != null || refusal != null;
  }

  static Reading refused(String why) {
    return new Reading(null, why);
  }
}

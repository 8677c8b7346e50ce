/**
 * Reads just enough SQL to find a text search in a single-table {@code SELECT}, and to splice a
 * filter into its text. Knows nothing of JDBC. What it does not understand it refuses; the engine's
 * own {@code EXPLAIN} has the last word on what it accepts.
 */
package io.fastaccel.interceptors.sqlite.sql;

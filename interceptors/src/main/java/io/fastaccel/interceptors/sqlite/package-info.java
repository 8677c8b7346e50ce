/**
 * Text searches on SQLite through sqlite-jdbc: a {@code SELECT … LIKE} that scans a large table is
 * given the few rows that a trigram index knows, and decides about them itself.
 *
 * <p>The advice sits where the driver executes a compiled statement. If rewriting pays, the
 * application's statement object is given the handle of the rewritten statement until its result
 * set is closed, so that everything the application holds goes on working.
 */
@Library(name = "sqlite-jdbc", artifact = "org.xerial:sqlite-jdbc", from = "3.34", before = "4")
package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Library;

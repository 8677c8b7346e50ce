package io.fastaccel.interceptors.postgresql;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates one index while the application goes on reading and writing: {@code CONCURRENTLY}, with
 * limits to what it waits for. What is left of an attempt that did not come to its end is removed
 * before the next.
 */
final class IndexCreation {

  private static final String OBJECT_IN_USE = "55006";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Server server;
  private final TrigramIndex index;

  IndexCreation(Server server, TrigramIndex index) {
    this.server = server;
    this.index = index;
  }

  /**
   * Creates it.
   *
   * @return why not, or {@code null} if it is there
   */
  String run() throws SQLException {
    Catalog catalog = new Catalog(server);
    Catalog.Facts facts = catalog.facts(index);
    if (facts.indexed()) {
      return null;
    }
    if (facts.refusal() != null || facts.obstacle() != null) {
      return facts.refusal() != null ? facts.refusal() : facts.obstacle();
    }
    if (server.isStandby()) {
      return "the server is a standby";
    }
    if (!clean(catalog, facts)) {
      throw new SQLException("somebody else is at work on the table", OBJECT_IN_USE);
    }
    if (catalog.isWrittenForLong(index)) {
      // We would give up waiting, and what has been begun could not be removed meanwhile.
      throw new SQLException("a transaction that writes goes on and on", LOCK_NOT_AVAILABLE);
    }
    try (Statement statement = server.connection().createStatement()) {
      for (String sql : facts.statements()) {
        statement.execute(sql);
      }
      return null;
    }
  }

  /**
   * Removes an index of our name that is incomplete and that nobody will complete.
   *
   * @return whether there is none now
   */
  boolean clean() throws SQLException {
    Catalog catalog = new Catalog(server);
    return clean(catalog, catalog.facts(index));
  }

  private boolean clean(Catalog catalog, Catalog.Facts facts) throws SQLException {
    if (facts.leftover()) {
      if (catalog.isAtWork(index)) {
        return false;
      }
      drop();
    }
    return true;
  }

  private void drop() throws SQLException {
    try (Statement statement = server.connection().createStatement()) {
      statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.quotedName());
    }
  }
}

package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.postgresql.jdbc.PgConnection;

/** The databases that the application connects to. Thread-safe. */
final class Databases {

  private static final int LIMIT = 16;

  private record Key(String url, String user) {}

  private static final Map<Key, Database> KNOWN = new ConcurrentHashMap<>();

  private static final Supplier<?> STATISTICS = Databases::statistics;

  static {
    Features.of(Feature.MEMORY).detail("postgresql", STATISTICS);
  }

  private Databases() {}

  static void connecting(String url, Properties properties) {
    if (url == null || !url.startsWith("jdbc:postgresql:")) {
      return;
    }
    Login login = Login.of(url, properties);
    if (login == null) {
      return;
    }
    Key key = new Key(url, login.user());
    Database database = KNOWN.get(key);
    if (database != null) {
      database.login(login);
    } else if (KNOWN.size() < LIMIT) {
      KNOWN.putIfAbsent(key, new Database(login));
    }
  }

  /** {@code null} if it is not known how to connect to it. */
  static Database of(PgConnection connection) throws SQLException {
    String url = connection.getURL();
    if (url == null) {
      return null;
    }
    Database database = KNOWN.get(new Key(url, connection.getUserName()));
    return database != null ? database : KNOWN.get(new Key(url, null));
  }

  private static List<Map<String, Object>> statistics() {
    List<Map<String, Object>> all = new ArrayList<>();
    KNOWN.values().forEach(database -> database.addStatistics(all));
    return all;
  }
}

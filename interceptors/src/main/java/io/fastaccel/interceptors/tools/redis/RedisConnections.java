package io.fastaccel.interceptors.tools.redis;

import io.fastaccel.interceptors.tools.cache.StoredResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Connections to one server, kept for the next use, and what is said on them. Keys and values carry
 * the version of their form: what another version of ours has written is not there for this one.
 * Thread-safe; all methods block.
 */
final class RedisConnections {

  private static final String KEY_PREFIX = "fast-accel:tools:1:";
  private static final String VALUE_PREFIX = "fast-accel 1\n";

  /** Nobody waits that long: callers have gone by then. */
  private static final int CONNECT_MILLIS = 2_000;

  private static final int ANSWER_MILLIS = 1_000;

  private static final String SET_EXPIRY = "PX";

  private final HostAndPort server;
  private final JedisClientConfig options;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  RedisConnections(String address) {
    URI uri = URI.create(address);
    int port = uri.getPort() < 0 ? 6379 : uri.getPort();
    this.server = new HostAndPort(uri.getHost(), port);
    DefaultJedisClientConfig.Builder builder =
        DefaultJedisClientConfig.builder()
            // Understood by every server; nothing of the newer protocol is needed.
            .resp2()
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(ANSWER_MILLIS)
            .user(JedisURIHelper.getUser(uri))
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri))
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (JedisURIHelper.isRedisSSLScheme(uri)) {
      useTls(builder);
    }
    this.options = builder.build();
  }

  @SuppressWarnings(
      "deprecation") // SslOptions logs through SLF4J, which then looks for a provider.
  private static void useTls(DefaultJedisClientConfig.Builder builder) {
    SSLParameters verifyHost = new SSLParameters();
    verifyHost.setEndpointIdentificationAlgorithm("HTTPS");
    builder.ssl(true).sslSocketFactory(tls().getSocketFactory()).sslParameters(verifyHost);
  }

  /**
   * One of our own, with the trust that the JVM's properties name: the default one stays the
   * application's to initialise.
   */
  private static SSLContext tls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS in this JVM", e);
    }
  }

  void ping() {
    on(
        connection -> {
          connection.sendCommand(Command.PING);
          return connection.getOne();
        });
  }

  /** {@code null} where there is none of ours with an end to its time. */
  StoredResult get(String key) {
    String name = KEY_PREFIX + key;
    List<Object> answers =
        on(
            connection -> {
              connection.sendCommand(Command.GET, name);
              connection.sendCommand(Command.PTTL, name);
              return connection.getMany(2);
            });
    Object value = answers.get(0);
    Object remaining = answers.get(1);
    if (value instanceof JedisException problem) {
      throw problem;
    }
    if (!(value instanceof byte[] bytes) || !(remaining instanceof Long millis) || millis <= 0) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith(VALUE_PREFIX)
        ? new StoredResult(text.substring(VALUE_PREFIX.length()), millis)
        : null;
  }

  /** Returns whether the text can be kept: not where UTF-8 has no form for it. */
  boolean put(String key, String text, long ttlMillis) {
    byte[] value = (VALUE_PREFIX + text).getBytes(StandardCharsets.UTF_8);
    if (!new String(value, StandardCharsets.UTF_8).equals(VALUE_PREFIX + text)) {
      return false;
    }
    on(
        connection ->
            connection.executeCommand(
                new CommandArguments(Command.SET)
                    .add(KEY_PREFIX + key)
                    .add(value)
                    .add(SET_EXPIRY)
                    .add(Math.max(1, ttlMillis))));
    return true;
  }

  private interface Exchange<T> {
    T with(Connection connection);
  }

  /** A connection that has lain idle may be closed by the server: then once more on a new one. */
  private <T> T on(Exchange<T> exchange) {
    Connection kept = idle.pollFirst();
    if (kept != null) {
      try {
        return on(kept, exchange);
      } catch (JedisConnectionException closed) {
        closeIdle();
      }
    }
    return on(new Connection(server, options), exchange);
  }

  private <T> T on(Connection connection, Exchange<T> exchange) {
    boolean well = false;
    try {
      T result = exchange.with(connection);
      well = !connection.isBroken();
      return result;
    } finally {
      if (well) {
        idle.addFirst(connection);
      } else {
        connection.close();
      }
    }
  }

  private void closeIdle() {
    for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.close();
    }
  }

  /** The server, without user and password. */
  @Override
  public String toString() {
    return "the store of tool results at " + server;
  }
}

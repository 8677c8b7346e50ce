package io.fastaccel.interceptors.tools.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Looks at a server from outside of the store. */
final class Commands implements AutoCloseable {

  private final Connection connection;

  Commands(int port) {
    connection = new Connection("127.0.0.1", port);
    connection.connect();
  }

  Object ask(Command command, String... arguments) {
    connection.sendCommand(command, arguments);
    return connection.getOne();
  }

  String onlyKey() {
    List<?> keys = (List<?>) ask(Command.KEYS, "*");
    if (keys.size() != 1) {
      throw new IllegalStateException("keys: " + keys.size());
    }
    return text(keys.get(0));
  }

  long remaining(String key) {
    return (Long) ask(Command.PTTL, key);
  }

  long clients() {
    return text(ask(Command.CLIENT, "LIST")).lines().count();
  }

  /** Waits until the server has been asked for a sign of life, from now on. */
  void awaitPing(Runnable asking) {
    ask(Command.CONFIG, "RESETSTAT");
    asking.run();
    while (!text(ask(Command.INFO, "commandstats")).contains("cmdstat_ping:")) {
      Thread.onSpinWait();
    }
  }

  private static String text(Object answer) {
    return new String((byte[]) answer, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    connection.close();
  }
}

package io.fastaccel.interceptors.tools.cache;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a store as users write it: {@code redis://user:password@host:6379/0}, or {@code
 * rediss://} for TLS. Stateless.
 */
public final class StoreAddress {

  private static final String PLAIN = "redis://";
  private static final String TLS = "rediss://";
  private static final int LARGEST_PORT = 65_535;

  private StoreAddress() {}

  /**
   * What is wrong with an address, for the user; nothing of a password.
   *
   * @return {@code null} where it is right
   */
  public static String problemWith(String address) {
    if (address.isEmpty()) {
      return null;
    }
    boolean tls = address.startsWith(TLS);
    boolean known = tls || address.startsWith(PLAIN);
    String rest = known ? address.substring((tls ? TLS : PLAIN).length()) : withoutScheme(address);
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? "" : "USER:PASSWORD@";
    String place = rest.substring(at + 1);
    int slash = place.indexOf('/');
    String database = slash < 0 ? "" : place.substring(slash + 1);
    String hostAndPort = slash < 0 ? place : place.substring(0, slash);
    int colon = hostAndPort.lastIndexOf(':');
    boolean literal = hostAndPort.startsWith("[");
    String port =
        colon < 0 || hostAndPort.endsWith("]") ? "6379" : hostAndPort.substring(colon + 1);
    String host =
        colon < 0 || hostAndPort.endsWith("]") ? hostAndPort : hostAndPort.substring(0, colon);
    String problem = null;
    if (!known) {
      problem = "it does not begin with redis:// or rediss://";
    } else if (host.isEmpty() || isStrange(host) || (!literal && host.indexOf(':') >= 0)) {
      problem = "it names no host";
    } else if (number(port) < 1 || number(port) > LARGEST_PORT) {
      problem = "the port is no number from 1 to 65535";
    } else if (!database.isEmpty() && number(database) < 0) {
      problem = "what follows the host is not the number of a database";
    } else if (!isUri(address)) {
      problem = "user and password need % and two digits in the place of special characters";
    }
    if (problem == null) {
      return null;
    }
    boolean goodPort = number(port) >= 1 && number(port) <= LARGEST_PORT;
    return problem
        + "; did you mean "
        + (tls ? TLS : PLAIN)
        + user
        + (host.isEmpty() || isStrange(host) ? "HOST" : host)
        + ":"
        + (goodPort ? port : "6379")
        + "/"
        + (number(database) < 0 ? "0" : database)
        + "?";
  }

  private static boolean isUri(String address) {
    try {
      return new URI(address).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String withoutScheme(String address) {
    int slashes = address.indexOf("//");
    if (slashes >= 0) {
      return address.substring(slashes + 2);
    }
    int slash = address.indexOf(":/");
    return slash >= 0 ? address.substring(slash + 2) : address;
  }

  private static boolean isStrange(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || c == '?' || c == '#' || c == '=' || c == ',') {
        return true;
      }
    }
    return false;
  }

  /** -1 where it is none. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 6) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + c - '0';
    }
    return value;
  }
}

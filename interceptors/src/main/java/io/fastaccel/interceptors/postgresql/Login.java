package io.fastaccel.interceptors.postgresql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * What the application connects with. Kept in memory for as long as the application's driver, as
 * the application keeps it; never written anywhere.
 *
 * @param url without parameters
 * @param properties those of the URL included; not changed
 */
record Login(String url, Properties properties) {

  static final String APPLICATION_NAME = "fast-accel";

  private static final String NAME = "ApplicationName";

  /** Reads what the driver is asked to connect with; {@code null} if that is a request of ours. */
  static Login of(String url, Properties info) {
    Properties properties = new Properties();
    if (info != null) {
      for (String name : info.stringPropertyNames()) {
        properties.setProperty(name, info.getProperty(name));
      }
    }
    if (APPLICATION_NAME.equals(properties.getProperty(NAME))) {
      return null;
    }
    int query = url.indexOf('?');
    if (query >= 0) {
      // With the driver, what the URL says wins.
      for (String parameter : url.substring(query + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        if (equals > 0) {
          properties.setProperty(
              parameter.substring(0, equals),
              URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        } else if (!parameter.isEmpty()) {
          properties.setProperty(parameter, "");
        }
      }
    }
    return new Login(query < 0 ? url : url.substring(0, query), properties);
  }

  /** Who connects; {@code null} where the driver decides. */
  String user() {
    return properties.getProperty("user");
  }

  /** The same for a connection of our own. */
  Properties own(String serverOptions, int socketTimeoutSeconds) {
    Properties own = new Properties();
    own.putAll(properties);
    String options = own.getProperty("options");
    own.setProperty("options", options == null ? serverOptions : options + ' ' + serverOptions);
    own.setProperty(NAME, APPLICATION_NAME);
    own.setProperty("connectTimeout", "5");
    own.setProperty("loginTimeout", "0");
    own.setProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
    own.setProperty("tcpKeepAlive", "true");
    own.setProperty("readOnly", "false");
    own.remove("logUnclosedConnections");
    return own;
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "login";
  }
}

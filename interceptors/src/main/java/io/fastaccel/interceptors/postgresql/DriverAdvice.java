package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.util.Properties;
import org.postgresql.Driver;

/** Where the application connects: what it connects with is what we can connect with. */
@Advice(target = "org.postgresql.Driver", feature = Feature.MEMORY)
public final class DriverAdvice {

  private DriverAdvice() {}

  @OnEnter(
      method = "connect",
      descriptor = "(Ljava/lang/String;Ljava/util/Properties;)Ljava/sql/Connection;")
  public static void connect(Driver driver, String url, Properties properties) {
    if (Mode.CURRENT.looks()) {
      Databases.connecting(url, properties);
    }
  }
}

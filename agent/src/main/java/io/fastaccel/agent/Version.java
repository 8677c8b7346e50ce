package io.fastaccel.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this jar. */
public final class Version {

  private Version() {}

  /** As the build named it; {@code unknown} outside of the jar. */
  public static String current() {
    try (InputStream in = Version.class.getResourceAsStream("/io/fastaccel/version")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      return "unknown";
    }
  }
}

package io.fastaccel.compatibility;

import io.fastaccel.harness.JavaHome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The JDKs that our promises are tested on. */
public final class Jdks {

  /** The latest release with long-term support. */
  public static final int LATEST = 25;

  private Jdks() {}

  /** This JVM's JDK, and the latest where it is installed. */
  public static List<JavaHome> all() {
    List<JavaHome> homes = new ArrayList<>();
    homes.add(JavaHome.running());
    if (JavaHome.running().feature() != LATEST) {
      JavaHome.find(LATEST).ifPresent(homes::add);
    }
    return homes;
  }

  /** The latest JDK; the calling test is skipped where it is not installed. */
  public static JavaHome latest() {
    return JavaHome.find(LATEST)
        .orElseGet(
            () -> {
              Assumptions.abort("skipped: no JDK " + LATEST + " was found");
              throw new AssertionError();
            });
  }
}

package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.read.RehearsedInput;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.ObjectMapper;

/** Reads {@link RehearsedInput}. */
final class Rehearsal {

  private static final AtomicBoolean DONE = new AtomicBoolean();

  private Rehearsal() {}

  /** Once; in the background. */
  static void run() {
    if (DONE.compareAndSet(false, true)) {
      ObjectMapper mapper = new ObjectMapper();
      try {
        RehearsedInput.rehearse(text -> ValueReader.rehearse(mapper, text, RehearsedInput.class));
      } catch (Throwable e) {
        Log.debug("no rehearsal of reading: " + e);
      }
    }
  }
}

package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Rehearsed;
import io.fastaccel.interceptors.json.read.RehearsedInput;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes beans of ours before the first call of the application's that we serve, so that loading
 * our classes and linking them is not for the application's thread to do. Few times: what the JIT
 * would compile of it stands in its queue with what the application needs.
 */
final class Rehearsal {

  private static final int ROUNDS = 8;

  private static final AtomicBoolean DONE = new AtomicBoolean();
  private static final AtomicBoolean READ = new AtomicBoolean();

  private Rehearsal() {}

  /** Once; in the background. */
  static void run() {
    if (DONE.compareAndSet(false, true)) {
      Gson gson = new Gson();
      Object value = Rehearsed.values().toArray(Rehearsed[]::new);
      try {
        for (int i = 0; i < ROUNDS; i++) {
          GsonCall.rehearse(gson, value);
        }
      } catch (Throwable e) {
        Log.debug("no rehearsal of Gson: " + e);
      }
    }
  }

  /** Reads {@link RehearsedInput}. */
  static void read() {
    if (READ.compareAndSet(false, true)) {
      Gson gson = new Gson();
      try {
        RehearsedInput.rehearse(text -> ReadCall.rehearse(gson, text, RehearsedInput.class));
      } catch (Throwable e) {
        Log.debug("no rehearsal of reading with Gson: " + e);
      }
    }
  }
}

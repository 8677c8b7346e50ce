package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.interceptors.json.Rehearsed;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes beans of ours before the first call of the application's that we serve, so that loading
 * our classes and linking them is not for the application's thread to do. Few times: what the JIT
 * would compile of it stands in its queue with what the application needs.
 */
final class Rehearsal {

  /** Both results, and until the factory has been seen often enough. */
  private static final int ROUNDS = 8;

  private static final AtomicBoolean DONE = new AtomicBoolean();

  private Rehearsal() {}

  /** Once; in the background. */
  static void run() {
    if (DONE.compareAndSet(false, true)) {
      write(new ObjectMapper(), Rehearsed.values());
    }
  }

  private static void write(ObjectMapper mapper, Object value) {
    for (int i = 0; i < ROUNDS; i++) {
      boolean asText = (i & 1) == 0;
      Source source = new Source(mapper);
      if (source.reasonAgainst(value) == null) {
        DocumentWriter document = Documents.start(asText);
        if (source.write(document, value) == null) {
          if (asText) {
            document.out().toText();
          } else {
            document.out().toBytes();
          }
          Documents.keep(document);
        }
      }
    }
  }
}

package io.fastaccel.interceptors.json.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.runtime.text.JsonInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final JsonInput.Limits LIMITS = new JsonInput.Limits(100, 100, 1 << 20, 1000);

  private static JsonInput input(InputStream stream) {
    return JsonInput.of(stream, 4, Kernels.read(), LIMITS, false);
  }

  @Test
  void whatWasReadComesBeforeTheRestWhereverReadingEnded() throws IOException {
    byte[] document =
        ("[" + "\"text\",1.5,".repeat(4000) + "[]] [true]").getBytes(StandardCharsets.UTF_8);
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Chunks stream = new Chunks(document, random.nextInt(10_000));
      JsonInput input = input(stream);
      Replay replay = new Replay(input, stream);
      if (round > 0) {
        input.begin();
        boolean more = input.firstElement();
        for (int i = random.nextInt(8000); more && i > 0; i--) {
          input.skipValue();
          more = input.nextElement();
        }
      }
      byte[] all = new byte[document.length];
      for (int at = 0; at < all.length; ) {
        if (random.nextInt(20) == 0) {
          all[at++] = (byte) replay.read();
        } else {
          at += replay.read(all, at, Math.min(all.length - at, 1 + random.nextInt(9000)));
        }
      }
      assertArrayEquals(document, all);
      assertEquals(-1, replay.read(all, 0, 1));
      assertEquals(-1, replay.read());
    }
  }

  @Test
  void aFailureComesAfterWhatWasReadAndOnce() throws IOException {
    IOException thrown = new IOException("on purpose");
    InputStream stream =
        new ByteArrayInputStream(new byte[] {'[', '1'}) {
          private boolean failed;

          @Override
          public synchronized int read(byte[] out, int from, int length) {
            int count = super.read(out, from, length);
            if (count < 0 && !failed) {
              failed = true;
              throw ReplayTest.<RuntimeException>unchecked(thrown);
            }
            return count;
          }
        };
    JsonInput input = input(stream);
    Replay replay = new Replay(input, stream);
    input.begin();
    assertSame(thrown, input.failure());
    byte[] out = new byte[9];
    assertEquals(2, replay.read(out, 0, 9));
    assertSame(thrown, assertThrows(IOException.class, () -> replay.read(out, 0, 9)));
    assertEquals(-1, replay.read(out, 0, 9));
  }

  @Test
  void theEndThatWasSeenIsNotAskedForAgain() throws IOException {
    Chunks stream = new Chunks("[]".getBytes(StandardCharsets.UTF_8), 5);
    JsonInput input = input(stream);
    Replay replay = new Replay(input, stream);
    input.begin();
    stream.close(); // now reading it is an error
    assertArrayEquals(new byte[] {'[', ']'}, replay.readAllBytes());
    assertEquals(0, replay.available());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable e) throws T {
    throw (T) e;
  }
}

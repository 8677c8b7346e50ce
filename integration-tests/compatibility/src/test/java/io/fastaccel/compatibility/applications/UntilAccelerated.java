package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes JSON until the agent serves it, and checks each text; or, with the argument {@code read},
 * does nothing but read.
 */
public final class UntilAccelerated {

  private static final long LIMIT = TimeUnit.MINUTES.toNanos(2);
  private static final int CALLS = 200;

  /** Documents are to be longer, all of them, than the statistics that are read in between. */
  private static final String SPACE = " ".repeat(100);

  private UntilAccelerated() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    boolean reads = arguments.length > 0 && arguments[0].equals("read");
    Method statistics = Class.forName("io.fastaccel.FastAccel").getMethod("statistics");
    long start = System.nanoTime();
    while (System.nanoTime() - start < LIMIT) {
      for (int i = 0; i < CALLS; i++) {
        String expected = "{\"number\":" + i + "}";
        Object json =
            reads
                ? mapper.readValue(expected + SPACE, Map.class)
                : mapper.writeValueAsString(Map.of("number", i));
        if (!json.equals(reads ? Map.of("number", i) : expected)) {
          System.out.println(json);
        }
      }
      JsonNode state = mapper.readTree((String) statistics.invoke(null));
      if (state.path("features").path("json").path("accelerated").asLong() > 0) {
        System.out.println("accelerated");
        return;
      }
    }
    System.out.println("never accelerated");
  }
}

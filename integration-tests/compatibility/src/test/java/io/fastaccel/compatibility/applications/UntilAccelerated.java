package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes JSON until the agent serves it, and checks each text. */
public final class UntilAccelerated {

  private static final long LIMIT = TimeUnit.MINUTES.toNanos(2);
  private static final int CALLS = 200;

  private UntilAccelerated() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Method statistics = Class.forName("io.fastaccel.FastAccel").getMethod("statistics");
    long start = System.nanoTime();
    while (System.nanoTime() - start < LIMIT) {
      for (int i = 0; i < CALLS; i++) {
        String json = mapper.writeValueAsString(Map.of("number", i));
        if (!json.equals("{\"number\":" + i + "}")) {
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

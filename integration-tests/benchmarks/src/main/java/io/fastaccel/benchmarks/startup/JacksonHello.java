package io.fastaccel.benchmarks.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** A small application that writes and reads a little JSON and ends. */
public final class JacksonHello {

  private JacksonHello() {}

  /** Writes and reads a message a hundred times. */
  public static void main(String[] arguments) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    int length = 0;
    for (int i = 0; i < 100; i++) {
      String json = mapper.writeValueAsString(Map.of("role", "user", "parts", List.of(i, "hello")));
      JsonNode tree = mapper.readTree(json);
      length += tree.path("parts").size();
    }
    System.out.println(length);
  }
}

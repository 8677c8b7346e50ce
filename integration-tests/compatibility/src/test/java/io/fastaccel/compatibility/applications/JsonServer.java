package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** Answers every line of its input with a line of JSON, until the input ends. */
public final class JsonServer {

  private JsonServer() {}

  /**
   * Runs.
   *
   * @param arguments {@code no-standard-error} for an application that has taken it away
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      System.setErr(null);
    }
    ObjectMapper mapper = new ObjectMapper();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      TreeMap<String, Object> answer = new TreeMap<>();
      answer.put("line", line);
      answer.put("numbers", List.of(1, 2.5, true, "ü😀"));
      System.out.println(mapper.writeValueAsString(answer));
    }
  }
}

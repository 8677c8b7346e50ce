package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the same values with Jackson 3 again and again, in several configurations, and prints what
 * it got.
 */
public final class Jackson3Writer {

  private Jackson3Writer() {}

  /** A chat message as an application declares it. */
  public static final class Message {
    public String role;
    public String content;
    public double temperature;
    public int[] tokens;
    public List<Message> replies;

    @JsonProperty("tool_call")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public Map<String, Object> toolCall;

    Message(String role, String content) {
      this.role = role;
      this.content = content;
    }
  }

  /** A bean whose getter throws. */
  @SuppressWarnings("DoNotCallSuggester") // Jackson calls it
  public static final class Broken {
    public int getFine() {
      return 1;
    }

    public int getBroken() {
      throw new IllegalStateException("on purpose");
    }
  }

  /**
   * Runs.
   *
   * @param arguments how many rounds; the last three are printed
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 120 : Integer.parseInt(arguments[0]);
    ObjectMapper plain = new ObjectMapper();
    ObjectMapper pretty = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    for (int round = 0; round < rounds; round++) {
      StringBuilder out = new StringBuilder();
      for (Object value : values(round)) {
        out.append(plain.writeValueAsString(value)).append('\n');
        out.append(Arrays.hashCode(plain.writeValueAsBytes(value))).append('\n');
        out.append(pretty.writeValueAsString(value)).append('\n');
        out.append(plain.writerWithDefaultPrettyPrinter().writeValueAsString(value)).append('\n');
        out.append(Arrays.hashCode(plain.writer().writeValueAsBytes(value))).append('\n');
      }
      out.append(error(plain, new Broken())).append('\n');
      out.append(error(plain, new Object())).append('\n');
      if (round >= rounds - 3) {
        System.out.print(out);
      }
      // Time for what happens in the background.
      Thread.sleep(2);
    }
  }

  private static String error(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static List<Object> values(int round) {
    Message message = new Message("user", "Grüße \"quoted\" \\ \u0001 \n 你好 😀 " + round);
    message.temperature = round / 3.0;
    message.tokens = new int[] {1, -2, round};
    message.replies = List.of(new Message("assistant", "\ud800 alone"), new Message(null, ""));
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("query", "x".repeat(300));
    arguments.put("limit", 20L);
    arguments.put("nested", List.of(true, 1.5, 1e22, "y"));
    arguments.put("nothing", null);
    message.toolCall = arguments;
    return List.of(message, arguments, List.of(), "text", round, Map.of("k", message));
  }
}

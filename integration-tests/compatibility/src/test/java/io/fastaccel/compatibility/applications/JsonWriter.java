package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the same values as JSON again and again, in several configurations, and prints what it
 * got.
 */
public final class JsonWriter {

  private JsonWriter() {}

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
    ObjectMapper pretty = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Path file = Files.createTempFile("json", ".json");
    file.toFile().deleteOnExit();
    for (int round = 0; round < rounds; round++) {
      StringBuilder out = new StringBuilder();
      for (Object value : values(round)) {
        out.append(plain.writeValueAsString(value)).append('\n');
        out.append(Arrays.hashCode(plain.writeValueAsBytes(value))).append('\n');
        out.append(pretty.writeValueAsString(value)).append('\n');
        out.append(plain.writerWithDefaultPrettyPrinter().writeValueAsString(value)).append('\n');
        out.append(Arrays.hashCode(plain.writer().writeValueAsBytes(value))).append('\n');
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        plain.writeValue(stream, value);
        pretty.writer().writeValue(stream, value);
        out.append(Arrays.hashCode(stream.toByteArray())).append('\n');
        StringWriter text = new StringWriter();
        plain.writeValue(text, value);
        pretty.writer().writeValue(text, value);
        out.append(text.toString().hashCode()).append('\n');
        out.append(converted(plain, value)).append('\n');
        plain.writeValue(file.toFile(), value);
        out.append(Files.readString(file).hashCode()).append('\n');
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

  /** As Spring's message converters write, and as lines are written to a transcript. */
  private static int converted(ObjectMapper mapper, Object value) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator generator = mapper.getFactory().createGenerator(body, JsonEncoding.UTF8)) {
      mapper.writer().writeValue(generator, value);
      generator.flush();
      mapper.writeValue(generator, value);
    }
    try (SequenceWriter lines = mapper.writer().withRootValueSeparator("\n").writeValues(body)) {
      lines.write(value).write(List.of(value));
    }
    return Arrays.hashCode(body.toByteArray());
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

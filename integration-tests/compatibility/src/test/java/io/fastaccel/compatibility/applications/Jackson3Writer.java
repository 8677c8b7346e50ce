package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
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

  /** What newer applications declare. */
  public record Call(
      @JsonProperty("call_id") String id,
      Optional<String> note,
      Instant at,
      Map<ChronoUnit, Duration> limits,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> parts) {}

  /** With type information. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  public interface Part {}

  /** A part. */
  @JsonTypeName("text")
  public record Text(@JsonValue String text) implements Part {}

  /** A part. */
  @JsonTypeName("image")
  public record Image(String url, @JsonAnyGetter Map<String, Object> extra) implements Part {}

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
    Path file = Files.createTempFile("jackson3", ".json");
    for (int round = 0; round < rounds; round++) {
      StringBuilder out = new StringBuilder();
      for (Object value : values(round)) {
        out.append(plain.writeValueAsString(value)).append('\n');
        out.append(Arrays.hashCode(plain.writeValueAsBytes(value))).append('\n');
        out.append(pretty.writeValueAsString(value)).append('\n');
        out.append(plain.writerWithDefaultPrettyPrinter().writeValueAsString(value)).append('\n');
        out.append(Arrays.hashCode(plain.writer().writeValueAsBytes(value))).append('\n');
        out.append(inTargets(plain, pretty, file, value)).append('\n');
        out.append(converted(plain.writer(), value)).append('\n');
      }
      out.append(error(plain, new Broken())).append('\n');
      out.append(error(plain, new Object())).append('\n');
      if (round >= rounds - 3) {
        System.out.print(out);
      }
      // Time for what happens in the background.
      Thread.sleep(2);
    }
    Files.delete(file);
  }

  private static int inTargets(ObjectMapper plain, ObjectMapper pretty, Path file, Object value)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    plain.writeValue(bytes, value);
    pretty.writer().writeValue(bytes, value);
    StringWriter text = new StringWriter();
    pretty.writeValue(text, value);
    plain.writerFor(Object.class).writeValue(text, value);
    plain.writeValue(file.toFile(), value);
    bytes.write(Files.readAllBytes(file));
    pretty.writer().writeValue(file, value);
    bytes.write(Files.readAllBytes(file));
    return 31 * text.toString().hashCode() + Arrays.hashCode(bytes.toByteArray());
  }

  /** As Spring's message converters write, and as lines and arrays are written value by value. */
  private static int converted(ObjectWriter writer, Object value) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator generator = writer.createGenerator(body, JsonEncoding.UTF8)) {
      writer.writeValue(generator, value);
      generator.flush();
      writer.writeValue(generator, value);
    }
    try (SequenceWriter lines = writer.withRootValueSeparator("\n").writeValues(body)) {
      lines.write(value).write(List.of(value));
    }
    try (SequenceWriter array = writer.writeValuesAsArray(body)) {
      array.write(value).write(value);
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
    Call call =
        new Call(
            "c" + round,
            Optional.empty(),
            Instant.ofEpochSecond(1_700_000_000L + round),
            Map.of(ChronoUnit.HOURS, Duration.ofMinutes(round)),
            List.of(new Text("t"), new Image("u", Map.of("x", round))));
    return List.of(message, arguments, List.of(), "text", round, Map.of("k", message), call);
  }
}

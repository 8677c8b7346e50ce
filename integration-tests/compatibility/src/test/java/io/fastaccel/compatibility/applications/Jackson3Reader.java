package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the same documents again and again, right and wrong ones, from texts, bytes and streams,
 * and prints what it got.
 */
public final class Jackson3Reader {

  private Jackson3Reader() {}

  /** A chat message as an application declares it. */
  public static final class Message {
    public String role;

    @JsonAlias("text")
    public String content;

    public double temperature;
    public int[] tokens;
    public List<Message> replies;
    public Map<String, Object> extra;
    public Call call;
  }

  /** One that is made at once. */
  public static final class Call {
    public final String name;
    public final Long id;

    @JsonCreator
    Call(@JsonProperty("name") String name, @JsonProperty("id") Long id) {
      this.name = name;
      this.id = id;
    }
  }

  /** One of several. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(value = Text.class, name = "text"))
  public abstract static class Part {
    public int index;
  }

  /** The one. */
  public static final class Text extends Part {
    public String text;
  }

  private static final String LINE = "{\"role\":\"user\",\"tokens\":[1,2]}";

  private static final String[] DOCUMENTS = {
    "{\"role\":\"user\",\"content\":\"hello \\\"you\\\"\\n\u4e2d\",\"temperature\":0.7,"
        + "\"tokens\":[1,2],\"replies\":[{\"text\":\"x\"},null],\"extra\":{\"a\":[1,2.5,null,true]},"
        + "\"call\":{\"id\":12345678901,\"name\":\"search\"}}",
    "{}",
    " { \"role\" : null }\n",
    "{\"role\":\"user\",\"unknown\":{\"deep\":[1]}}",
    "{\"role\":\"user\",\"temperature\":\"warm\"}",
    "{\"replies\":[{\"replies\":[{\"call\":{\"id\":\"x\"}}]}]}",
    "{\"role\":\"user\"",
    "{\"role\":\"us",
    "{\"role\":\"user\",}",
    "{\"role\":01}",
    "[1]",
    "null",
    "",
    "{\"content\":\"" + "long text ".repeat(2000) + "\"} {\"role\":\"next\"}",
    "{\"content\":\"" + "long text ".repeat(2000) + "\u0001\"}"
  };

  /**
   * Runs.
   *
   * @param arguments how many rounds; the last three are printed
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 100 : Integer.parseInt(arguments[0]);
    ObjectMapper strict =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    ObjectMapper lenient =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    Path file = Files.createTempFile("jackson3", ".json");
    for (int round = 0; round < rounds; round++) {
      StringBuilder out = new StringBuilder();
      for (String document : DOCUMENTS) {
        Files.writeString(file, document);
        for (ObjectMapper mapper : new ObjectMapper[] {strict, lenient}) {
          read(out, mapper, document);
          tell(out, mapper, () -> mapper.readValue(file.toFile(), Message.class));
          tell(out, mapper, () -> mapper.readTree(file));
        }
      }
      if (round >= rounds - 3) {
        System.out.print(out);
      }
      // Time for what happens in the background.
      Thread.sleep(2);
    }
    Files.delete(file);
  }

  private static void read(StringBuilder out, ObjectMapper mapper, String document)
      throws IOException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    tell(out, mapper, () -> mapper.readValue(document, Message.class));
    tell(out, mapper, () -> mapper.readValue(bytes, Message.class));
    tell(out, mapper, () -> mapper.readTree(document));
    tell(out, mapper, () -> mapper.readValue(document, JsonNode.class));
    tell(out, mapper, () -> mapper.readerFor(Message.class).readValue(document));
    tell(out, mapper, () -> mapper.readerFor(Message.class).readValue(bytes));
    InputStream stream = new ByteArrayInputStream(bytes);
    tell(out, mapper, () -> mapper.readValue(stream, new TypeReference<Map<String, Object>>() {}));
    out.append(stream.available()).append(" left\n");
    InputStream pieces =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes, 0, bytes.length / 2),
            new ByteArrayInputStream(bytes, bytes.length / 2, bytes.length));
    tell(out, mapper, () -> mapper.readerFor(Message.class).readValue(pieces));
    out.append(pieces.available()).append(" left\n");
    tell(
        out,
        mapper,
        () ->
            mapper.readValue(
                "[{\"index\":1,\"type\":\"text\",\"text\":" + document + "}]",
                new TypeReference<List<Part>>() {}));
    tell(out, mapper, () -> mapper.readerFor(Message.class).readValues(bytes).readAll());
    lines(out, mapper, document);
  }

  /** The document is the second of three. */
  private static void lines(StringBuilder out, ObjectMapper mapper, String document) {
    MappingIterator<Message> lines =
        mapper.readerFor(Message.class).readValues(LINE + "\n" + document + LINE);
    for (int i = 0; i < 4; i++) {
      tell(out, mapper, () -> lines.hasNextValue() ? lines.nextValue() : "end");
    }
  }

  private interface Call0 {
    Object run();
  }

  private static void tell(StringBuilder out, ObjectMapper mapper, Call0 call) {
    try {
      Object value = call.run();
      out.append(value == null ? null : value.getClass().getSimpleName())
          .append(' ')
          .append(mapper.writeValueAsString(value));
    } catch (JacksonException e) {
      out.append(e.toString().replaceAll("jackson3[0-9]*", "file"))
          .append(' ')
          .append(e.getPathReference());
    }
    out.append('\n');
  }
}

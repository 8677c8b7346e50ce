package io.fastaccel.compatibility.applications;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the same documents with Gson again and again, in several configurations. */
public final class GsonReader {

  private static final Type MESSAGES = new TypeToken<List<Message>>() {}.getType();
  private static final Type UNTYPED = new TypeToken<Map<String, Object>>() {}.getType();

  private GsonReader() {}

  /** Who speaks. */
  enum Role {
    @SerializedName(
        value = "user",
        alternate = {"human"})
    USER,
    @SerializedName("assistant")
    ASSISTANT
  }

  /** A chat message as an application declares it. */
  static final class Message {
    private final Role role;
    private final String content;
    double temperature = 0.7;
    int[] tokens;
    List<Message> replies;
    Duration timeout;
    Usage usage;

    @SerializedName("tool_call")
    Map<String, Object> toolCall;

    Message(Role role, String content) {
      this.role = role;
      this.content = content;
    }

    @Override
    public String toString() {
      return role
          + ":"
          + content
          + ":"
          + temperature
          + ":"
          + Arrays.toString(tokens)
          + replies
          + timeout
          + usage
          + toolCall;
    }
  }

  /** Read by an adapter. */
  @JsonAdapter(UsageAdapter.class)
  record Usage(int in, long out) {}

  /** Reads token by token. */
  static final class UsageAdapter extends TypeAdapter<Usage> {
    @Override
    public void write(JsonWriter out, Usage value) throws IOException {
      out.value(value.in);
    }

    @Override
    public Usage read(JsonReader reader) throws IOException {
      int in = 0;
      long out = 0;
      reader.beginObject();
      while (reader.hasNext()) {
        switch (reader.nextName()) {
          case "in" -> in = reader.nextInt();
          case "out" -> out = reader.nextLong();
          default -> reader.skipValue();
        }
      }
      reader.endObject();
      return new Usage(in, out);
    }
  }

  /**
   * Runs.
   *
   * @param arguments how many rounds; the last three are printed
   */
  @SuppressWarnings("deprecation") // what every version of Gson has
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 120 : Integer.parseInt(arguments[0]);
    Gson plain = builder().create();
    Gson other = builder().enableComplexMapKeySerialization().serializeNulls().create();
    for (int round = 0; round < rounds; round++) {
      StringBuilder out = new StringBuilder();
      String document = document(round);
      for (Gson gson : List.of(plain, other)) {
        out.append(gson.fromJson(document, Message.class)).append('\n');
        List<Message> messages = gson.fromJson("[" + document + ",null]", MESSAGES);
        out.append(messages).append('\n');
        Map<String, Object> untyped = gson.fromJson(document, UNTYPED);
        out.append(untyped).append(untyped.getClass()).append('\n');
        out.append(gson.fromJson(document, JsonElement.class)).append('\n');
        out.append(new JsonParser().parse(document)).append('\n');
        out.append(gson.fromJson(new StringReader(document), Message.class)).append('\n');
        out.append((Object) gson.fromJson("", Message.class)).append('\n');
        if (round % 20 == 0 || round >= rounds - 3) {
          for (String odd : odd(document)) {
            out.append(outcome(gson, odd)).append('\n');
          }
        }
      }
      if (round >= rounds - 3) {
        System.out.print(out);
      }
      // Time for what happens in the background.
      Thread.sleep(2);
    }
  }

  private static GsonBuilder builder() {
    return new GsonBuilder()
        .registerTypeAdapter(
            Duration.class,
            (JsonDeserializer<Duration>)
                (tree, type, context) -> Duration.parse(tree.getAsString()));
  }

  private static List<String> odd(String document) {
    return List.of(
        document.replace("\"role\"", "role"),
        document.replace("1.5", "'x'"),
        document.replace("PT3S", "soon"),
        document + " x",
        "// comment\n" + document,
        document.substring(0, document.length() - 1));
  }

  private static String outcome(Gson gson, String document) {
    try {
      return String.valueOf(gson.fromJson(document, Message.class));
    } catch (RuntimeException e) {
      return e + " caused by " + e.getCause();
    }
  }

  private static String document(int round) {
    return "{\"role\":\""
        + (round % 2 == 0 ? "human" : "assistant")
        + "\",\"content\":\"Gr\u00fc\u00dfe <b>\\\"it's\\\"</b> \\n \u4f60\u597d \\ud83d\\ude00 "
        + round
        + "\",\"temperature\":1.5,\"tokens\":[1,-2,"
        + round
        + "],\"unknown\":{\"a\":[1,{}]},\"replies\":[{\"content\":\"\\u4e2d\"},null],"
        + "\"timeout\":\"PT3S\",\"usage\":{\"in\":"
        + round
        + ",\"total\":[],\"out\":9007199254740993},\"tool_call\":{\"limit\":20,\"deep\":"
        + "{\"list\":[true,1e22,\"y\",null]}}}";
  }
}

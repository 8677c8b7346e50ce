package io.fastaccel.compatibility.applications;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonSerializer;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import java.io.CharArrayWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the same values with Gson again and again, in several configurations. */
public final class GsonWriter {

  private GsonWriter() {}

  /** A chat message as an application declares it. */
  static final class Message {
    private final String role;
    private final String content;
    double temperature;
    int[] tokens;
    List<Message> replies;
    Duration timeout = Duration.ofSeconds(3);

    @SerializedName("tool_call")
    Map<String, Object> toolCall;

    Message(String role, String content) {
      this.role = role;
      this.content = content;
    }

    @Override
    public String toString() {
      return role + ": " + content;
    }
  }

  /** Values of a subclass, declared by wildcards. */
  static final class Forwarded {
    List<? extends Part> parts = List.of(new Text("a"), new Part());
    Map<String, ? extends Part> named = Map.of("first", new Text("b"));
    Box<? extends Part> boxed = new Box<>(new Text("c"));
  }

  static class Part {
    int index = 1;
  }

  static final class Text extends Part {
    private final String text;

    Text(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static final class Box<T> {
    final T content;

    Box(T content) {
      this.content = content;
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
    Gson pretty = builder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();
    for (int round = 0; round < rounds; round++) {
      StringBuilder out = new StringBuilder();
      for (Gson gson : List.of(plain, pretty)) {
        for (Object value : values(round)) {
          out.append(gson.toJson(value)).append('\n');
        }
        Message message = (Message) values(round).get(0);
        out.append(gson.toJson(List.of(message), new TypeToken<List<Message>>() {}.getType()));
        JsonElement tree = new JsonParser().parse(plain.toJson(message));
        out.append(gson.toJson(tree)).append('\n');
        CharArrayWriter writer = new CharArrayWriter();
        gson.toJson(message, writer);
        out.append(writer).append('\n');
        out.append(error(gson, Map.of("k", Double.NaN))).append('\n');
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
            (JsonSerializer<Duration>)
                (value, type, context) -> context.serialize(value.toString()));
  }

  private static String error(Gson gson, Object value) {
    try {
      return gson.toJson(value);
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static List<Object> values(int round) {
    Message message =
        new Message("user", "Grüße <b>\"it's\"</b> \\ \u0001 \n 你好 😀 \u2028" + round);
    message.temperature = round / 3.0;
    message.tokens = new int[] {1, -2, round};
    message.replies = List.of(new Message("assistant", "\ud800 alone"), new Message(null, ""));
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("query", "x".repeat(300));
    arguments.put("limit", 20L);
    arguments.put("nested", List.of(true, 1.5, 1e22, "y"));
    arguments.put("nothing", null);
    message.toolCall = arguments;
    return List.of(
        message, arguments, List.of(), "text", round, Map.of("k", message), new Forwarded());
  }
}

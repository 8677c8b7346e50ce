package io.fastaccel.benchmarks.json;

import io.fastaccel.benchmarks.json.payload.AgentMessage;
import io.fastaccel.benchmarks.json.payload.ChatMessage;
import io.fastaccel.benchmarks.json.payload.ChatRequest;
import io.fastaccel.benchmarks.json.payload.Function;
import io.fastaccel.benchmarks.json.payload.Reading;
import io.fastaccel.benchmarks.json.payload.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is written: the shapes of an agent's JSON, the same at every start. */
public enum Payload {
  MESSAGE("small message, 200 chars") {
    @Override
    Object value() {
      AgentMessage message = new AgentMessage();
      message.setId("msg_0123456789");
      message.setRole("assistant");
      message.setContent(english(200, 1));
      message.setModel("gpt-5-mini");
      message.setCreatedAt(1_763_900_000_000L);
      message.setTokens(57);
      message.setDone(true);
      return message;
    }
  },
  CHAT("chat request, 20 messages of 2 KB, 5 tools") {
    @Override
    Object value() {
      return chat(false);
    }
  },
  LONG_TEXT("one 64 KB message") {
    @Override
    Object value() {
      return message("user", english(64 << 10, 3));
    }
  },
  CHINESE("chat request, Chinese and emoji") {
    @Override
    Object value() {
      return chat(true);
    }
  },
  NESTED_MAP("nested dynamic map, 4 KB") {
    @Override
    Object value() {
      return nested(3, new Random(11));
    }
  },
  NUMBERS("1000 records of numbers") {
    @Override
    Object value() {
      Random random = new Random(6);
      List<Reading> readings = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        Reading reading = new Reading();
        reading.setId(1_000_000L + i);
        reading.setCount(random.nextInt(10_000));
        reading.setPrice(random.nextInt(1_000_000) / 100.0);
        reading.setRatio(random.nextDouble());
        reading.setActive(random.nextBoolean());
        reading.setOffset(random.nextInt());
        reading.setQuality(random.nextInt(100));
        readings.add(reading);
      }
      return readings;
    }
  };

  private static final String[] WORDS =
      ("the agent answered that a quick brown fox jumps over lazy dogs while searching for relevant"
              + " documents and tools in memory \"quoted\" line\nbreak")
          .split(" ", -1);

  private static final int MESSAGES = 20;
  private static final int MESSAGE_CHARS = 2000;
  private static final int TOOLS = 5;

  private final String title;

  Payload(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** A new value. */
  abstract Object value();

  private static String english(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    text.setLength(length);
    return text.toString();
  }

  private static String chinese(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int kind = random.nextInt(40);
      if (kind == 0) {
        text.appendCodePoint(0x1F600 + random.nextInt(60));
      } else if (kind < 4) {
        text.append("\uff0cok ");
      } else {
        text.append((char) (0x4e00 + random.nextInt(5000)));
      }
    }
    return text.toString();
  }

  private static ChatMessage message(String role, String content) {
    ChatMessage message = new ChatMessage();
    message.setRole(role);
    message.setContent(content);
    return message;
  }

  private static ChatRequest chat(boolean chinese) {
    ChatRequest request = new ChatRequest();
    request.setModel("gpt-5");
    request.setTemperature(0.7);
    request.setMaxTokens(4096);
    request.setStream(true);
    List<ChatMessage> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(
          message(
              i % 2 == 0 ? "user" : "assistant",
              chinese ? chinese(MESSAGE_CHARS, i) : english(MESSAGE_CHARS, i)));
    }
    request.setMessages(messages);
    List<Tool> tools = new ArrayList<>();
    for (int i = 0; i < TOOLS; i++) {
      Function function = new Function();
      function.setName("tool_" + i);
      function.setDescription("Searches for things of kind " + i);
      function.setParameters(schema());
      Tool tool = new Tool();
      tool.setType("function");
      tool.setFunction(function);
      tools.add(tool);
    }
    request.setTools(tools);
    return request;
  }

  private static Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("type", "string");
      property.put("description", "The value of argument number " + i);
      properties.put("argument" + i, property);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", new ArrayList<>(List.of("argument0", "argument1")));
    return schema;
  }

  private static Map<String, Object> nested(int depth, Random random) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 7; i++) {
      switch (random.nextInt(6)) {
        case 0 -> map.put("count" + i, random.nextInt(100_000));
        case 1 -> map.put("name" + i, "value number " + random.nextInt(1000));
        case 2 -> map.put("flag" + i, random.nextBoolean());
        case 3 -> map.put("list" + i, new ArrayList<>(List.of("a", "bc", random.nextInt(10), 2.5)));
        case 4 -> map.put("price" + i, random.nextInt(10_000) / 100.0);
        default -> map.put("sub" + i, depth > 0 ? nested(depth - 1, random) : "leaf");
      }
    }
    if (depth == 3) {
      for (int i = 0; i < 12; i++) {
        map.put("item" + i, nested(1, random));
      }
    }
    return map;
  }
}

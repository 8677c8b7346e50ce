package io.fastaccel.benchmarks.json;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.benchmarks.json.payload.AgentMessage;
import io.fastaccel.benchmarks.json.payload.ChatMessage;
import io.fastaccel.benchmarks.json.payload.ChatRequest;
import io.fastaccel.benchmarks.json.payload.Reading;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** What is read: the payloads that are written elsewhere, and what might be slower than before. */
public enum ReadCase {
  MESSAGE(Payload.MESSAGE, AgentMessage.class),
  CHAT(Payload.CHAT, ChatRequest.class),
  LONG_TEXT(Payload.LONG_TEXT, ChatMessage.class),
  CHINESE(Payload.CHINESE, ChatRequest.class),
  NESTED_MAP(Payload.NESTED_MAP, new TypeReference<Map<String, Object>>() {}.getType()),
  NUMBERS(Payload.NUMBERS, new TypeReference<List<Reading>>() {}.getType()),
  TINY("message of 20 bytes", ChatMessage.class) {
    @Override
    String document(ObjectMapper mapper) {
      return "{\"content\":\"hello.\"}";
    }
  },
  INVALID("small message, invalid at the last byte", AgentMessage.class) {
    @Override
    String document(ObjectMapper mapper) throws IOException {
      String document = MESSAGE.document(mapper);
      return document.substring(0, document.length() - 1) + "]";
    }
  },
  LARGE_TREE("tree of 10 MB", JsonNode.class) {
    @Override
    String document(ObjectMapper mapper) throws IOException {
      String element = CHAT.document(mapper);
      StringBuilder document = new StringBuilder("[").append(element);
      while (document.length() < 10_000_000) {
        document.append(',').append(element);
      }
      return document.append(']').toString();
    }
  };

  private final String title;
  private final Payload payload;

  @SuppressWarnings("ImmutableEnumChecker") // the JDK's and Jackson's types do not change
  private final Type type;

  ReadCase(Payload payload, Type type) {
    this.title = payload.title();
    this.payload = payload;
    this.type = type;
  }

  ReadCase(String title, Type type) {
    this.title = title;
    this.payload = null;
    this.type = type;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** What it is read as. */
  Type type() {
    return type;
  }

  /** The same at every start. */
  String document(ObjectMapper mapper) throws IOException {
    return mapper.writeValueAsString(payload.value());
  }
}

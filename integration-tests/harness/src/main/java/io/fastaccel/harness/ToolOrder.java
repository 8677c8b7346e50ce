package io.fastaccel.harness;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Requests with their tools in alphabetical order, every other byte as it is. Frameworks list the
 * methods of a class in the order in which the JVM tells them, which is by the addresses of their
 * names: any class that was loaded before, an agent's too, may change it.
 */
final class ToolOrder {

  private static final JsonFactory JSON = new JsonFactory();

  private ToolOrder() {}

  /** The same request, or what cannot be read as it is. */
  static byte[] sorted(byte[] request) {
    try (JsonParser parser = JSON.createParser(request)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return request;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isTools = parser.currentName().equals("tools");
        if (parser.nextToken() == JsonToken.START_ARRAY && isTools) {
          return sorted(request, parser);
        }
        parser.skipChildren();
      }
      return request;
    } catch (IOException e) {
      return request;
    }
  }

  private static byte[] sorted(byte[] request, JsonParser parser) throws IOException {
    List<String> tools = new ArrayList<>();
    int start = -1;
    int end = -1;
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      end = (int) parser.currentLocation().getByteOffset();
      start = start < 0 ? from : start;
      tools.add(text(request, from, end));
    }
    if (start < 0) {
      return request;
    }
    Collections.sort(tools);
    String sorted = String.join(",", tools);
    return (text(request, 0, start) + sorted + text(request, end, request.length))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Each byte a char. */
  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}

package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ToolOrderTest {

  private static String sorted(String request) {
    return new String(
        ToolOrder.sorted(request.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Test
  void toolsAreSortedAndNothingElseIsChanged() {
    assertEquals(
        "{\"a\": [2,1], \"tools\":[{\"n\":\"a é\"},{\"n\":[\"b\", {}]}] ,\"z\":\"中\"}",
        sorted("{\"a\": [2,1], \"tools\":[{\"n\":[\"b\", {}]},{\"n\":\"a é\"}] ,\"z\":\"中\"}"));
  }

  @Test
  void whatHasNoToolsStaysAsItIs() {
    for (String request : new String[] {"", "{", "[1]", "{\"tools\":[]}", "{\"tools\":1}", "{}"}) {
      assertEquals(request, sorted(request));
    }
  }
}

package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelScriptTest {

  @Test
  void everyTurnOfTheResearchScriptHasAllItsValues() throws IOException {
    ModelScript script = ModelScript.load(ModelScript.RESEARCH);
    assertTrue(script.turns().size() >= 12);
    for (ModelScript.Turn turn : script.turns()) {
      StringBuilder messages = new StringBuilder(user(turn.match()));
      ModelScript.Step step = script.next(conversation(messages.toString()));
      int steps = 0;
      while (!step.calls().isEmpty()) {
        assertTrue(step.calls().size() > 1, turn.match());
        messages.append(",{\"role\":\"assistant\",\"content\":\"x\"}");
        step = script.next(conversation(messages.toString()));
        steps++;
      }
      // The report is written from what is known.
      assertEquals(turn.plan() == null ? 0 : 3, steps, turn.match());
      assertTrue(step.text().length() > 10, turn.match());
    }
  }

  @Test
  void startsAgainWithEveryQuestion() throws IOException {
    ModelScript script =
        ModelScript.of(
            "done ${turn}",
            new ModelScript.Step("first", List.of(ModelScript.ToolCall.of("t", "{}"))));
    assertEquals("first", script.next(conversation(user("a"))).text());
    String answered = user("a") + ",{\"role\":\"assistant\",\"content\":\"first\"}";
    assertEquals("done 1", script.next(conversation(answered)).text());
    assertEquals("first", script.next(conversation(answered + "," + user("b"))).text());
  }

  @Test
  void refusesAQuestionThatItDoesNotKnow() throws IOException {
    ModelScript script = ModelScript.load(ModelScript.RESEARCH);
    Conversation conversation = conversation(user("What is for lunch?"));
    assertThrows(IllegalArgumentException.class, () -> script.next(conversation));
  }

  @Test
  void refusesAPlaceholderWithoutValue() throws IOException {
    ModelScript script = ModelScript.of("${nobody}");
    Conversation conversation = conversation(user("x"));
    assertThrows(IllegalArgumentException.class, () -> script.next(conversation));
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
  }

  private static Conversation conversation(String messages) throws IOException {
    JsonNode request = new ObjectMapper().readTree("{\"messages\":[" + messages + "]}");
    return new Conversation(request);
  }
}

package io.fastaccel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a scripted language model says. Immutable.
 *
 * <p>A question is answered by the first turn whose {@code match} it contains (the empty string
 * matches all); its steps are played one after another, one for each request since the question,
 * and then its answer. Steps can be written once as a plan that turns share. Texts and arguments
 * may contain <code>${name}</code>, replaced by the turn's {@code values}, and these, which depend
 * on what the application sent:
 *
 * <ul>
 *   <li><code>${turn}</code>: how many questions were asked so far
 *   <li><code>${results}</code>: how many tool results came since the question
 *   <li><code>${fingerprint}</code>: twelve hexadecimal digits that differ for any other
 *       conversation
 * </ul>
 */
public record ModelScript(Map<String, List<Step>> plans, List<Turn> turns) {

  /** The script that the demo is played with. */
  public static final String RESEARCH = "research";

  /** How the model answers the questions that contain {@code match}. */
  public record Turn(
      String match, String plan, List<Step> steps, Map<String, String> values, String answer) {}

  /** One answer of the model before its last: some text (may be null), and tool calls. */
  public record Step(String text, List<ToolCall> calls) {}

  /** A tool to call; {@code arguments} is a JSON object. */
  public record ToolCall(String tool, ObjectNode arguments) {

    /** A call with arguments given as JSON. */
    public static ToolCall of(String tool, String argumentsJson) {
      try {
        return new ToolCall(tool, (ObjectNode) new ObjectMapper().readTree(argumentsJson));
      } catch (IOException e) {
        throw new IllegalArgumentException("not JSON: " + argumentsJson, e);
      }
    }
  }

  /** Everything has a value, though possibly an empty one. */
  public ModelScript {
    plans = plans == null ? Map.of() : Map.copyOf(plans);
    turns = List.copyOf(turns);
    for (Turn turn : turns) {
      if (turn.plan() != null && !plans.containsKey(turn.plan())) {
        throw new IllegalArgumentException("no plan named " + turn.plan());
      }
    }
  }

  /** A model that takes these steps for every question, and then answers. */
  public static ModelScript of(String answer, Step... steps) {
    return new ModelScript(Map.of(), List.of(new Turn("", null, List.of(steps), Map.of(), answer)));
  }

  /** A script from this package's resources if there is one of that name, else from a file. */
  public static ModelScript load(String nameOrFile) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream resource = ModelScript.class.getResourceAsStream(nameOrFile + ".json")) {
      if (resource != null) {
        return mapper.readValue(resource, ModelScript.class);
      }
    }
    return mapper.readValue(Files.readAllBytes(Path.of(nameOrFile)), ModelScript.class);
  }

  /**
   * What the model says now.
   *
   * @throws IllegalArgumentException when the script has nothing for the question
   */
  Step next(Conversation conversation) {
    for (Turn turn : turns) {
      if (conversation.question().contains(turn.match())) {
        List<Step> steps = turn.plan() == null ? turn.steps() : plans.get(turn.plan());
        boolean last = steps == null || conversation.answersSinceQuestion() >= steps.size();
        Step step =
            last
                ? new Step(turn.answer(), List.of())
                : steps.get(conversation.answersSinceQuestion());
        return fillIn(step, turn, conversation);
      }
    }
    throw new IllegalArgumentException("the script has no turn for: " + conversation.question());
  }

  private static Step fillIn(Step step, Turn turn, Conversation conversation) {
    List<ToolCall> calls = new ArrayList<>();
    for (ToolCall call : step.calls() == null ? List.<ToolCall>of() : step.calls()) {
      ObjectNode arguments = call.arguments().deepCopy();
      calls.add(new ToolCall(call.tool(), (ObjectNode) fillIn(arguments, turn, conversation)));
    }
    return new Step(fillIn(step.text(), turn, conversation), calls);
  }

  private static JsonNode fillIn(JsonNode node, Turn turn, Conversation conversation) {
    if (node.isTextual()) {
      return TextNode.valueOf(fillIn(node.textValue(), turn, conversation));
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(e -> e.setValue(fillIn(e.getValue(), turn, conversation)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, fillIn(array.get(i), turn, conversation));
      }
    }
    return node;
  }

  private static String fillIn(String text, Turn turn, Conversation conversation) {
    if (text == null || !text.contains("${")) {
      return text;
    }
    String filled =
        text.replace("${turn}", Integer.toString(conversation.questions()))
            .replace("${results}", Integer.toString(conversation.resultsSinceQuestion()))
            .replace("${fingerprint}", conversation.fingerprint());
    for (Map.Entry<String, String> value :
        (turn.values() == null ? Map.<String, String>of() : turn.values()).entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    if (filled.contains("${")) {
      throw new IllegalArgumentException("the script has no value for all of: " + filled);
    }
    return filled;
  }
}

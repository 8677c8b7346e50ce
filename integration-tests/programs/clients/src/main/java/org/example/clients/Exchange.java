package org.example.clients;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Tool;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One thing that a client writes or reads, again and again. */
record Exchange(String title, Callable<Object> action) {

  /** All of them; what an action answers is the same each time. */
  static List<Exchange> all() {
    List<Exchange> all = new ArrayList<>();
    com.fasterxml.jackson.databind.ObjectMapper openAi = com.openai.core.ObjectMappers.jsonMapper();
    Object openAiRequest = openAiRequest();
    all.add(new Exchange("OpenAI SDK, request", () -> openAi.writeValueAsBytes(openAiRequest)));
    byte[] openAiAnswer = Texts.openAiAnswer().getBytes(StandardCharsets.UTF_8);
    all.add(
        new Exchange(
            "OpenAI SDK, response", () -> openAi.readValue(openAiAnswer, ChatCompletion.class)));
    com.fasterxml.jackson.databind.ObjectMapper anthropic =
        com.anthropic.core.ObjectMappers.jsonMapper();
    Object anthropicRequest = anthropicRequest();
    all.add(
        new Exchange(
            "Anthropic SDK, request", () -> anthropic.writeValueAsBytes(anthropicRequest)));
    byte[] anthropicAnswer = Texts.anthropicAnswer().getBytes(StandardCharsets.UTF_8);
    all.add(
        new Exchange(
            "Anthropic SDK, response", () -> anthropic.readValue(anthropicAnswer, Message.class)));
    Provider provider = new Provider(Texts.openAiAnswer());
    ChatModel model =
        OpenAiChatModel.builder()
            .httpClientBuilder(provider)
            .apiKey("none")
            .modelName("desk")
            .build();
    ChatRequest chatRequest = langChain4jRequest();
    all.add(
        new Exchange(
            "LangChain4j, request and response",
            () -> {
              AiMessage answer = model.chat(chatRequest).aiMessage();
              return List.of(provider.lastRequest(), answer);
            }));
    StreamingChatModel streaming =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(new Provider(Texts.openAiEvents()))
            .apiKey("none")
            .modelName("desk")
            .build();
    ChatRequest question = ChatRequest.builder().messages(UserMessage.from("What now?")).build();
    all.add(
        new Exchange(
            "LangChain4j, " + Texts.EVENTS + " server-sent events",
            () -> {
              Answer answer = new Answer();
              streaming.chat(question, answer);
              return answer.text();
            }));
    String event = Texts.openAiEvent(1);
    all.add(
        new Exchange(
            "OpenAI SDK, server-sent event",
            () -> openAi.readValue(event, ChatCompletionChunk.class)));
    McpJsonMapper mcp = new JacksonMcpJsonMapper(JsonMapper.builder().build());
    McpSchema.JSONRPCRequest call = mcpCall();
    all.add(new Exchange("MCP SDK, tool call", () -> mcp.writeValueAsString(call)));
    return all;
  }

  /** Collects what is streamed. */
  private static final class Answer implements StreamingChatResponseHandler {
    private final StringBuilder parts = new StringBuilder();
    private ChatResponse complete;

    @Override
    public void onPartialResponse(String part) {
      parts.append(part);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      complete = response;
    }

    @Override
    public void onError(Throwable error) {
      throw new IllegalStateException(error);
    }

    String text() {
      return parts
          + "; "
          + complete.aiMessage()
          + complete.tokenUsage()
          + complete.finishReason()
          + complete.id();
    }
  }

  /** What came of an action, in words. */
  static String text(Object result) {
    return result instanceof byte[] json
        ? new String(json, StandardCharsets.UTF_8)
        : result.toString();
  }

  private static Object openAiRequest() {
    ChatCompletionCreateParams.Builder request =
        ChatCompletionCreateParams.builder()
            .model("desk")
            .temperature(0.7)
            .maxCompletionTokens(1000L);
    List<String> messages = Texts.messages();
    for (int i = 0; i < messages.size(); i++) {
      if (i % 2 == 0) {
        request.addUserMessage(messages.get(i));
      } else {
        request.addAssistantMessage(messages.get(i));
      }
    }
    for (int i = 0; i < Texts.TOOLS; i++) {
      request.addTool(
          ChatCompletionFunctionTool.builder()
              .function(
                  FunctionDefinition.builder()
                      .name("tool" + i)
                      .description("What tool " + i + " does")
                      .parameters(
                          FunctionParameters.builder()
                              .putAdditionalProperty("type", JsonValue.from("object"))
                              .putAdditionalProperty(
                                  "properties", JsonValue.from(Texts.properties(i)))
                              .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                              .build())
                      .build())
              .build());
    }
    return request.build()._body();
  }

  private static Object anthropicRequest() {
    MessageCreateParams.Builder request =
        MessageCreateParams.builder().model("desk").maxTokens(1000L).system("Answer in short.");
    List<String> messages = Texts.messages();
    for (int i = 0; i < messages.size(); i++) {
      if (i % 2 == 0) {
        request.addUserMessage(messages.get(i));
      } else {
        request.addAssistantMessage(messages.get(i));
      }
    }
    for (int i = 0; i < Texts.TOOLS; i++) {
      Tool.InputSchema.Properties.Builder properties = Tool.InputSchema.Properties.builder();
      Texts.properties(i)
          .forEach(
              (name, schema) ->
                  properties.putAdditionalProperty(
                      name, com.anthropic.core.JsonValue.from(schema)));
      request.addTool(
          Tool.builder()
              .name("tool" + i)
              .description("What tool " + i + " does")
              .inputSchema(Tool.InputSchema.builder().properties(properties.build()).build())
              .build());
    }
    return request.build()._body();
  }

  private static ChatRequest langChain4jRequest() {
    List<ChatMessage> messages = new ArrayList<>();
    List<String> texts = Texts.messages();
    for (int i = 0; i < texts.size(); i++) {
      messages.add(i % 2 == 0 ? UserMessage.from(texts.get(i)) : AiMessage.from(texts.get(i)));
    }
    List<ToolSpecification> tools = new ArrayList<>();
    for (int i = 0; i < Texts.TOOLS; i++) {
      JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
      for (String name : Texts.properties(i).keySet()) {
        parameters.addStringProperty(name, "The " + name + " that tool " + i + " is to look at");
      }
      tools.add(
          ToolSpecification.builder()
              .name("tool" + i)
              .description("What tool " + i + " does")
              .parameters(parameters.required("city").build())
              .build());
    }
    return ChatRequest.builder().messages(messages).toolSpecifications(tools).build();
  }

  private static McpSchema.JSONRPCRequest mcpCall() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("city", "Zürich");
    arguments.put("notes", Texts.messages().get(0));
    arguments.put("limit", 20);
    arguments.put("tags", List.of("hotel", "breakfast"));
    return new McpSchema.JSONRPCRequest(
        "tools/call",
        "7",
        McpSchema.CallToolRequest.builder("search").arguments(arguments).build());
  }
}

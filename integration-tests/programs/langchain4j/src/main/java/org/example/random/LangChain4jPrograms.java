package org.example.random;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Random programs through the loops of LangChain4j's AI services. */
public final class LangChain4jPrograms {

  /** The assistant. */
  public interface Assistant {
    /** Answers with what the tools said. */
    String answer(String question);
  }

  /** The assistant, as a stream. */
  public interface StreamingAssistant {
    /** Answers with what the tools said. */
    TokenStream answer(String question);
  }

  private LangChain4jPrograms() {}

  /** Takes the seed, and how many programs are to run. */
  public static void main(String... arguments) {
    RandomPrograms.run(LangChain4jPrograms::run, arguments);
  }

  private static String run(Program program, Cells cells) {
    try {
      return program.streamed() ? stream(program, cells) : answer(program, cells);
    } catch (Exception | AssertionError e) {
      return RandomPrograms.describe(e);
    }
  }

  private static String answer(Program program, Cells cells) {
    AiServices<Assistant> services =
        AiServices.builder(Assistant.class)
            .chatModel(new Model(program))
            .tools(new CellTools(cells))
            .afterToolExecution(after -> cells.note("after " + after.result()));
    configure(services, program, cells);
    return services.build().answer("go");
  }

  private static String stream(Program program, Cells cells) {
    AiServices<StreamingAssistant> services =
        AiServices.builder(StreamingAssistant.class)
            .streamingChatModel(new Model(program))
            .tools(new CellTools(cells));
    configure(services, program, cells);
    // The model answers on the thread that asks: all is over when start returns.
    StringBuilder end = new StringBuilder();
    services
        .build()
        .answer("go")
        .onPartialResponse(part -> {})
        .onToolExecuted(tool -> cells.note("executed " + tool.result()))
        .onCompleteResponse(response -> end.append(response.aiMessage().text()))
        .onError(error -> end.append(RandomPrograms.describe(error)))
        .start();
    return "streamed " + end;
  }

  private static void configure(AiServices<?> services, Program program, Cells cells) {
    services.compensateOnToolErrors(program.compensated());
    if (program.gated()) {
      services.beforeToolExecution(before -> approve(before.request(), cells));
    }
    if (program.ends()) {
      services.toolExecutionErrorHandler(
          (error, context) -> {
            throw new IllegalStateException("ended by " + error.getMessage(), error);
          });
    } else {
      services.hallucinatedToolNameStrategy(
          request -> ToolExecutionResultMessage.from(request, "no " + request.name()));
    }
  }

  private static void approve(ToolExecutionRequest request, Cells cells) {
    cells.note("asked for " + request.name());
    if (request.name().startsWith("set") && request.arguments().contains("\"cell\": 1")) {
      throw new IllegalStateException("not approved: " + request.arguments());
    }
  }

  /** Asks for one turn's calls after the other, and then repeats what they said. */
  private record Model(Program program) implements ChatModel, StreamingChatModel {

    @Override
    public ChatResponse doChat(ChatRequest request) {
      List<ChatMessage> messages = request.messages();
      List<String> results = new ArrayList<>();
      int answered = 0;
      for (ChatMessage message : messages) {
        if (message instanceof AiMessage) {
          answered++;
        } else if (message instanceof ToolExecutionResultMessage result) {
          results.add(result.text());
        }
      }
      AiMessage answer =
          answered < program.turns().size()
              ? AiMessage.from(requests(program.turns().get(answered)))
              : AiMessage.from(String.join(" | ", results));
      return ChatResponse.builder().aiMessage(answer).build();
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      ChatResponse response = doChat(request);
      try {
        handler.onCompleteResponse(response);
      } catch (RuntimeException | AssertionError e) {
        handler.onError(e);
      }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
      return ChatModel.super.defaultRequestParameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
      return List.of();
    }

    @Override
    public ModelProvider provider() {
      return ChatModel.super.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
      return Set.of();
    }

    private static List<ToolExecutionRequest> requests(List<Call> calls) {
      List<ToolExecutionRequest> requests = new ArrayList<>();
      for (Call call : calls) {
        requests.add(
            ToolExecutionRequest.builder()
                .id("call " + requests.size())
                .name(call.tool())
                .arguments(call.arguments())
                .build());
      }
      return requests;
    }
  }
}

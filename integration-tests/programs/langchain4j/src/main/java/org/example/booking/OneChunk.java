package org.example.booking;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Streams a whole answer as one piece, on a thread of its own as HTTP clients do. */
record OneChunk(ChatModel model) implements StreamingChatModel {

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    Thread thread =
        new Thread(
            () -> {
              ChatResponse response;
              try {
                response = model.chat(request);
                if (response.aiMessage().text() != null) {
                  handler.onPartialResponse(response.aiMessage().text());
                }
                handler.onCompleteResponse(response);
              } catch (RuntimeException e) {
                handler.onError(e);
              }
            },
            "stream");
    thread.start();
  }
}

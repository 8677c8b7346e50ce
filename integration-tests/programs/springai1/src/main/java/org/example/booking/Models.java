package org.example.booking;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;

/** The model as this version of Spring AI speaks to it. */
final class Models {

  private Models() {}

  static ChatModel at(String url) {
    return OpenAiChatModel.builder()
        .openAiApi(
            OpenAiApi.builder()
                .baseUrl(url)
                .completionsPath("/chat/completions")
                .apiKey("none")
                .build())
        .defaultOptions(OpenAiChatOptions.builder().model("desk").build())
        .build();
  }
}

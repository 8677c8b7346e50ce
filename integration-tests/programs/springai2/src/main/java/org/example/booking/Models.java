package org.example.booking;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** The model as this version of Spring AI speaks to it. */
final class Models {

  private Models() {}

  static ChatModel at(String url) {
    return OpenAiChatModel.builder()
        .options(OpenAiChatOptions.builder().baseUrl(url).apiKey("none").model("desk").build())
        .build();
  }
}

package org.example.research;

import dev.langchain4j.service.SystemMessage;

/** The assistant as the rest of the program sees it; LangChain4j implements it. */
public interface ResearchAssistant {

  /** Answers one question, calling tools as often as the model asks for them. */
  @SystemMessage(
      """
      You are a research assistant. Look into the team's memory before you search the web.
      Read the pages you cite. Save what you learned as a note, and check that it can be found.
      Answer in the language of the question, in three sentences at most.""")
  String answer(String question);
}

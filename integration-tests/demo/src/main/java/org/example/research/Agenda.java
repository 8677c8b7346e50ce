package org.example.research;

import java.util.List;

/** The questions of a session. */
final class Agenda {

  private static final List<String> QUESTIONS =
      List.of(
          "What limits solid-state batteries in cold climates?",
          "Is perovskite on silicon ready for humid coasts? 🌊",
          "请总结海水淡化膜的最新进展。",
          "Which coral reef restoration projects survived the last heat wave?",
          "How far is green hydrogen from competing with gas?",
          "比较固态电池和钠离子电池的成本。",
          "What did Ingrid Okafor's team report about grid storage?",
          "Where does direct air capture make sense today?",
          "垂直农业能在北方城市盈利吗?🌱",
          "Summarise what we know about geothermal drilling.",
          "Which open questions about tidal power should we pick up next?",
          "Draft the outline of our annual review of carbon-neutral cement. 📝");

  private Agenda() {}

  /** How many questions the agenda has. */
  static int count() {
    return QUESTIONS.size();
  }

  /** The first {@code count} questions; the agenda starts again when it has fewer. */
  static List<String> questions(int count) {
    String[] questions = new String[count];
    for (int i = 0; i < count; i++) {
      questions[i] = QUESTIONS.get(i % QUESTIONS.size());
    }
    return List.of(questions);
  }
}

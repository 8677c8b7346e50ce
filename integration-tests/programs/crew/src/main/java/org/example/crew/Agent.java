package org.example.crew;

/** Answers a prompt after a while. */
interface Agent {
  String answer(String prompt);
}

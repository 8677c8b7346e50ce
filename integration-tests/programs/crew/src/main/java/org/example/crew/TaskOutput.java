package org.example.crew;

/** What came of a task. */
public record TaskOutput(String task, String text) {}

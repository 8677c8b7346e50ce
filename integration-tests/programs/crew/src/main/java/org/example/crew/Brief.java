package org.example.crew;

/** What all tasks are about. */
public record Brief(String topic, int words) {}

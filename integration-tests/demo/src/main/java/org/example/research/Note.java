package org.example.research;

/** One row of the memory. */
record Note(long id, String topic, String content) {}

package io.fastaccel.interceptors.sqlite.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SqlNamesTest {

  @Test
  void asciiLettersAreFoldedAndNoOthers() {
    assertEquals("aztТекстÜı", SqlNames.fold("AzTТекстÜı"));
    assertTrue(SqlNames.same("Memory", "mEMORY"));
    assertFalse(SqlNames.same("Übung", "übung"));
    assertFalse(SqlNames.same("limit", "lımıt"));
    assertFalse(SqlNames.same("like", "li\u212Ae"));
  }
}

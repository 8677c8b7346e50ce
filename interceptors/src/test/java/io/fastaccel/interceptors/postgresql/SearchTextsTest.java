package io.fastaccel.interceptors.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SearchTextsTest {

  @Test
  void onlySelectsThatMentionLikeAreLookedAt() {
    assertTrue(SearchTexts.mayBeSearch(" select * from t where a LIKE $1"));
    assertTrue(SearchTexts.mayBeSearch("SELECT * FROM t WHERE a ilike 'x'"));
    assertFalse(SearchTexts.mayBeSearch("UPDATE t SET a = 1 WHERE b LIKE 'x'"));
    assertFalse(SearchTexts.mayBeSearch("SELECT 1"));
    assertFalse(SearchTexts.mayBeSearch("SELECT lik"));
    assertFalse(SearchTexts.mayBeSearch(null));
    assertFalse(SearchTexts.mayBeSearch("SELECT like" + "x".repeat(20_000)));
  }

  @Test
  void literalsMakeNoDifference() {
    assertEquals(
        SearchTexts.shape("SELECT a FROM t WHERE b LIKE '%x''y%' LIMIT 10"),
        SearchTexts.shape("SELECT a FROM t WHERE b LIKE '%lon''ger%' LIMIT 9"));
    assertEquals("SELECT ?", SearchTexts.shape("SELECT 'not closed"));
  }

  @Test
  void aPatternNeedsThreeLettersOrDigitsInARow() {
    assertTrue(SearchTexts.hasTrigram("%abc%"));
    assertTrue(SearchTexts.hasTrigram("%记忆检%"));
    assertFalse(SearchTexts.hasTrigram("%ab%cd%"));
    assertFalse(SearchTexts.hasTrigram("%a_b_c%"));
    assertFalse(SearchTexts.hasTrigram("%"));
  }

  @Test
  void namesOfIndexesAreShortAndTellApartWhatTheyIndex() {
    TrigramIndex plain = new TrigramIndex("public", "memory", "lower_content", null);
    TrigramIndex lower = new TrigramIndex("public", "memory", "content", "lower");
    TrigramIndex other = new TrigramIndex("other", "memory", "lower_content", null);
    TrigramIndex odd = new TrigramIndex("a\"b", "Tést 表".repeat(20), "Con tent", "upper");
    assertFalse(plain.name().equals(lower.name()));
    assertFalse(plain.name().equals(other.name()));
    assertTrue(odd.name().length() <= 63 && odd.name().matches("[a-z0-9_]+"), odd::name);
    assertTrue(
        odd.createStatement("x.gin_trgm_ops")
            .endsWith(" USING gin (upper(\"Con tent\") x.gin_trgm_ops)"));
    assertTrue(odd.quotedTable().startsWith("\"a\"\"b\".\""));
  }

  @Test
  void ourConnectionsTakeWhatTheApplicationConnectsWith() {
    Properties defaults = new Properties();
    defaults.setProperty("password", "secret");
    Properties info = new Properties(defaults);
    info.setProperty("user", "from properties");
    Login login =
        Objects.requireNonNull(
            Login.of(
                "jdbc:postgresql://h1,h2/db?user=from%20url&ssl&options=-c%20search_path=x", info));
    assertEquals("jdbc:postgresql://h1,h2/db", login.url());
    assertEquals("from url", login.user());
    Properties own = login.own("-c lock_timeout=1", 7);
    assertEquals("secret", own.getProperty("password"));
    assertEquals("", own.getProperty("ssl"));
    assertEquals("-c search_path=x -c lock_timeout=1", own.getProperty("options"));
    assertEquals("7", own.getProperty("socketTimeout"));
    assertFalse(login.toString().contains("secret"));
    assertNull(Login.of("jdbc:postgresql:db", own));
  }
}

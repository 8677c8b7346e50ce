package io.fastaccel.interceptors.gson;

import io.fastaccel.interceptors.json.read.Documents;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Random changes of a document: other values, lenient syntax, and damage. */
final class Mutations {

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9][-+.0-9eE]*|true|false|null");

  /** Values of all kinds, and what is none. */
  static final String[] VALUES = {
    "null",
    "true",
    "0",
    "-0",
    "1",
    "-1",
    "128",
    "255",
    "256",
    "32768",
    "65536",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "12345678901234567890123",
    "18446744073709551616",
    "92233720368547758080",
    "922337203685477580801",
    "-184467440737095516160",
    "184467440737095516160.5",
    "18446744073709551616e1",
    "1.0",
    "1.5",
    "-0.0",
    "1e2",
    "1E+2",
    "1e-2",
    "1e400",
    "-1e400",
    "1e39",
    "1e10000",
    "1e-10000",
    "0.1e1",
    "100000000000000000000.0",
    "\"\"",
    "\"1\"",
    "\"1.0\"",
    "\" 1\"",
    "\"+1\"",
    "\"1e2\"",
    "\"NaN\"",
    "\"0x1p3\"",
    "\"\u0661\"",
    "\"true\"",
    "\"null\"",
    "\"a\"",
    "\"ab\"",
    "\"the user\"",
    "\"USER!\"",
    "\"robot\"",
    "\"\\u0041\\n\\/\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"\u4e2d\u00e9\u2028\"",
    "[]",
    "[1]",
    "[[1,2]]",
    "[null]",
    "[[\"a\",1],[\"a\",2]]",
    "{}",
    "{\"a\":1}",
    "{\"a\":1,\"a\":2}",
    "{\"x\":1,\"y\":2}",
    "[{\"x\":1}]",
    // not JSON
    "NaN",
    "Infinity",
    "TRUE",
    "Null",
    "nul",
    "007",
    "+1",
    ".5",
    "5.",
    "1e",
    "0x10",
    "1a",
    "'x'",
    "x",
    "\"\\'\"",
    "\"\\x\"",
    "\"\\u00g0\"",
    "\"tab\t\"",
    "\"\n\"",
    "[1,]",
    "[,1]",
    "[1;2]",
    "{a:1}",
    "{'a':1}",
    "{\"a\"=1}",
    "{\"a\"=>1}",
    "{\"a\":1,}",
    "/* c */ 1",
    "1 // c\n",
    "# c\n 1",
    "9".repeat(600),
    "9".repeat(1100)
  };

  private static final String[] BEFORE = {"\uFEFF", ")]}'\n", " ", "\f", "// c\n", "[", "x", "1,"};
  private static final String[] AFTER = {"x", "]", "}", ",", " null", "{}", "// c", "\u0000", ";"};

  private final Random random;
  private final Documents documents;

  Mutations(long seed) {
    this.random = new Random(seed);
    this.documents = new Documents(seed);
  }

  String of(String document) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> documents.damaged(document);
      case 2 -> replaced(document, documents.value(2));
      case 3 -> BEFORE[random.nextInt(BEFORE.length)] + document;
      case 4 -> document + AFTER[random.nextInt(AFTER.length)];
      case 5 -> spaced(document);
      case 6 -> replaced(document, nested(random.nextInt(300)));
      default -> replaced(document, VALUES[random.nextInt(VALUES.length)]);
    };
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "{\"a\":1}" + "]".repeat(depth);
  }

  /** With another value or name in one place. */
  private String replaced(String document, String value) {
    MatchResult[] tokens = TOKEN.matcher(document).results().toArray(MatchResult[]::new);
    if (tokens.length == 0) {
      return value;
    }
    MatchResult token = tokens[random.nextInt(tokens.length)];
    return document.substring(0, token.start()) + value + document.substring(token.end());
  }

  private String spaced(String document) {
    String[] spaces = {" ", "\n", "\r\n", "\t", "  ", "\u00a0", "\f"};
    int choice = random.nextInt(random.nextInt(4) == 0 ? spaces.length : 5);
    return document.replaceAll("([{}\\[\\],:])", "$1" + Matcher.quoteReplacement(spaces[choice]));
  }
}

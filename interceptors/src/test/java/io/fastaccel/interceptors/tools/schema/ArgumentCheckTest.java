package io.fastaccel.interceptors.tools.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.tools.cache.FakeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentCheckTest {

  /** As Spring AI writes it. */
  private static final String SCHEMA =
      """
      {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
       "properties":{"item":{"type":"string"},"amount":{"type":"integer","format":"int32"},
         "colour":{"type":"string","enum":["RED","BLUE"]},
         "tags":{"type":"array","items":{"$ref":"#/$defs/tag"}}},
       "$defs":{"tag":{"type":"object","required":["name"]}},
       "required":["item","amount"],"additionalProperties":false}
      """;

  private static String problem(String schema, String arguments) {
    return ArgumentCheck.problemWith(new FakeCall("getText", arguments, () -> null).schema(schema));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"item\":\"pen\",\"amount\":2}",
        "{\"item\":\"\",\"amount\":-2.0}",
        "{\"item\":\"pen\",\"amount\":123456789012345678901234567890}",
        "{\"item\":\"pen\",\"amount\":2,\"colour\":\"RED\",\"tags\":[{\"name\":1}]}",
      })
  void argumentsThatFitHaveNoProblem(String arguments) {
    assertNull(problem(SCHEMA, arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "",
        "null",
        "[]",
        "{\"item\":\"pen\"}",
        "{\"item\":\"pen\",\"amount\":\"2\"}",
        "{\"item\":\"pen\",\"amount\":2.5}",
        "{\"item\":null,\"amount\":2}",
        "{\"item\":\"pen\",\"amount\":2,\"more\":1}",
        "{\"item\":\"pen\",\"amount\":2,\"colour\":\"GREEN\"}",
        "{\"item\":\"pen\",\"amount\":2,\"tags\":[{}]}",
      })
  void argumentsThatDoNotFitHaveOne(String arguments) {
    String problem = problem(SCHEMA, arguments);
    assertNotNull(problem);
    assertTrue(problem.startsWith("The arguments of getText do not match its schema: "), problem);
  }

  @Test
  void theProblemSaysWhereAndWhat() {
    assertEquals(
        "The arguments of getText do not match its schema: /amount: Value is [string] but should be"
            + " [integer]",
        problem(SCHEMA, "{\"item\":\"pen\",\"amount\":\"2\"}"));
  }

  @Test
  void manyProblemsAreOneShortText() {
    StringBuilder arguments = new StringBuilder("{\"item\":1,\"amount\":2,\"tags\":[");
    for (int i = 0; i < 1_000; i++) {
      arguments.append(i == 0 ? "" : ",").append("{}");
    }
    String problem = problem(SCHEMA, arguments.append("]}").toString());
    assertNotNull(problem);
    assertTrue(problem.length() <= 1_001, problem);
    assertTrue(problem.endsWith("; and more"), problem);
  }

  /** What the framework says to these is its own. */
  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "{\"item\":", "{\"item\":\"a\",\"item\":\"b\",\"amount\":1}"})
  void whatIsNoJsonIsLeftToTheFramework(String arguments) {
    assertNull(problem(SCHEMA, arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON",
        "{\"$schema\":\"https://example.org/my-own\",\"type\":\"object\"}",
        "{\"$ref\":\"https://example.org/somewhere-else\"}",
        "{\"properties\":{\"item\":{\"$ref\":\"file:///etc/passwd\"}}}",
        "{\"properties\":{\"item\":{\"$ref\":\"#/$defs/missing\"}}}",
        "{\"properties\":{\"item\":{\"pattern\":\"(\"}}}",
        "{\"type\":\"no such type\"}"
      })
  void schemasThatCannotBeReadAreLeftToTheFramework(String schema) {
    assertNull(problem(schema, "{\"item\":\"pen\",\"amount\":2}"));
    assertNull(problem(schema, "{\"item\":\"pen\",\"amount\":2}"));
  }

  @Test
  void noSchemaIsNoProblem() {
    assertNull(problem(null, "{}"));
    assertNull(problem(" ", "{}"));
  }

  @Test
  void manyThreadsCheckAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> checks = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        checks.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 300; i++) {
                    boolean good = (i + thread) % 2 == 0;
                    // A schema of its own now and then: reading one must not disturb others.
                    String schema = i % 50 == 0 ? SCHEMA + " ".repeat(thread * 300 + i) : SCHEMA;
                    String arguments =
                        "{\"item\":\"pen\",\"amount\":" + (good ? i : "\"" + i + "\"") + "}";
                    if (good != (problem(schema, arguments) == null)) {
                      return false;
                    }
                  }
                  return true;
                }));
      }
      for (Future<Boolean> check : checks) {
        assertTrue(check.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}

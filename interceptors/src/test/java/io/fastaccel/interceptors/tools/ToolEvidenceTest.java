package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolEvidenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1 | SELECT",
        "  (SELECT 1) UNION SELECT 2 | SELECT",
        "/* why */ -- and what | of another kind",
        "/* why */ insert into t values (1) | INSERT",
        "with gone as (delete from t returning *) select * from gone | WITH",
        "'' | of another kind",
        "frobnicate | of another kind",
        "/* never closed | of another kind",
      })
  void aStatementIsKnownByItsFirstWord(String statement, String verb) {
    assertEquals(verb, ToolEvidence.verbOf(statement));
  }

  @Test
  void whatRunsInsideOfAToolIsSeenAndNothingElse() throws Exception {
    ToolEvidence.sql("DELETE FROM outside_of_all_tools");
    Object result =
        ToolEvidence.of("evidenceReader")
            .watch(
                () -> {
                  ToolEvidence.sql("SELECT 1");
                  ToolEvidence.http("get");
                  return "done";
                });
    assertEquals("done", result);
    assertThrows(
        IllegalStateException.class,
        () ->
            ToolEvidence.of("evidenceWriter")
                .watch(
                    () -> {
                      ToolEvidence.of("evidenceInner").watch(() -> null);
                      ToolEvidence.http("POST");
                      throw new IllegalStateException("of the tool");
                    }));
    ToolEvidence.sql("DELETE FROM outside_of_all_tools");
    Map<?, ?> tools = (Map<?, ?>) ToolEvidence.report().get("tools");
    Map<?, ?> reader = (Map<?, ?>) tools.get("evidenceReader");
    assertEquals(List.of("HTTP GET", "SQL SELECT"), reader.get("seen"));
    assertEquals("reads only, as far as seen", reader.get("verdict"));
    assertEquals(1L, reader.get("calls"));
    assertEquals("may write", ((Map<?, ?>) tools.get("evidenceWriter")).get("verdict"));
    assertEquals(
        "nothing was seen to run in it", ((Map<?, ?>) tools.get("evidenceInner")).get("verdict"));
    assertEquals("fastaccel.tasks.parallel=evidenceReader", ToolEvidence.report().get("setting"));
    assertFalse(tools.containsKey("outside"));
  }
}

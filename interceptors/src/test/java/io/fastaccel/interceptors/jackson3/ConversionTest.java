package io.fastaccel.interceptors.jackson3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.jackson3.read.Described;
import io.fastaccel.interceptors.json.Attempts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.util.TokenBuffer;

/** What the tests of reading and writing do not say of conversions. */
class ConversionTest {

  static {
    // Plans are generated at once, by the calling thread.
    Settings.setCurrent(new Settings(Map.of(Setting.JSON_HOT_CALLS, "0")));
  }

  record Arguments(String city, int days, boolean metric, List<String> tags, double limit) {}

  /** Counts. */
  static class Counted {
    private int calls;

    public int getDays() {
      calls++;
      return 3;
    }

    public Object getCity() {
      return "Lisbon";
    }

    public BigDecimal getLimit() {
      return BigDecimal.TEN;
    }
  }

  record OtherDays(List<String> days) {}

  /** Values that are no plain tokens. */
  static class Odd {
    public byte[] bytes = {1, 2};
    public BigDecimal decimal = new BigDecimal("1.50");
    public float f = 0.1f;
    public short s = 3;
    public UUID id = new UUID(1, 2);
    public Object bean = new Arguments("x", 1, true, List.of(), Double.NaN);
    public Map<Integer, Float> byNumber = Map.of(1, 2.5f);

    @JsonAnyGetter
    public Map<String, Object> others() {
      return new LinkedHashMap<>(Map.of("more", new float[] {1}));
    }
  }

  /** Converts in its own way. */
  @SuppressWarnings({"serial", "unchecked"}) // of Jackson's own making
  static class Custom extends ObjectMapper {
    @Override
    protected Object _convert(Object value, JavaType type) {
      return "own";
    }
  }

  private final ObjectMapper mapper = new ObjectMapper();

  private static Map<String, Object> arguments() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("city", "Lisbon");
    map.put("days", 3);
    map.put("metric", true);
    map.put("tags", new ArrayList<>(List.of("a", "b")));
    map.put("limit", 1.5);
    return map;
  }

  @Test
  void theArgumentsOfAToolAreConvertedByUs() {
    JavaType type = mapper.constructType(Arguments.class);
    Arguments expected = mapper.convertValue(arguments(), Arguments.class);
    assertEquals(expected, Converting.convert(mapper, arguments(), type));
    JavaType untyped = mapper.constructType(Object.class);
    assertEquals(arguments(), Converting.convert(mapper, expected, untyped));
    JsonNode tree = mapper.valueToTree(expected);
    for (int i = 0; i < 3; i++) {
      Object unused = Converting.convert(mapper, tree, type); // few calls are not looked at
    }
    assertEquals(expected, Converting.convert(mapper, tree, type));
  }

  @Test
  void gettersAreCalledOnce() {
    Counted value = new Counted();
    Object map = Converting.convert(mapper, value, mapper.constructType(Map.class));
    assertEquals(Map.of("days", 3, "city", "Lisbon", "limit", BigDecimal.TEN), map);
    assertEquals(1, value.calls);
  }

  @Test
  void gettersAreCalledOnceWhereTheResultIsAnError() {
    Counted value = new Counted();
    Object answer = Converting.convert(mapper, value, mapper.constructType(OtherDays.class));
    assertEquals(1, value.calls);
    Throwable thrown = assertInstanceOf(Raise.class, answer).throwable();
    Exception expected =
        assertThrows(RuntimeException.class, () -> mapper.convertValue(value, OtherDays.class));
    assertEquals(expected.getClass(), thrown.getClass());
    assertEquals(expected.getMessage(), thrown.getMessage());
  }

  @Test
  void valuesThatAreNoTextStayWhatTheyAre() {
    Odd odd = new Odd();
    JavaType untyped = mapper.constructType(Object.class);
    Map<?, ?> converted = (Map<?, ?>) Converting.convert(mapper, odd, untyped);
    assertInstanceOf(byte[].class, converted.get("bytes"));
    assertEquals(Described.of(mapper.convertValue(odd, Object.class)), Described.of(converted));
  }

  @Test
  void whatIsMostlyJacksonsWorkIsLeftToJackson() {
    JavaType untyped = mapper.constructType(Object.class);
    Attempts.TAKING_APART.forget(Odd.class);
    Object value = new Odd();
    for (int i = 0; i < 20; i++) {
      Conversion.convert(mapper, value, untyped);
    }
    assertNull(Conversion.convert(mapper, value, untyped));
    assertNotNull(Converting.convert(mapper, value, untyped));
  }

  @Test
  void buffersAreLeftToJackson() {
    TokenBuffer buffer = TokenBuffer.forGeneration();
    assertNull(Converting.convert(mapper, buffer, mapper.constructType(Object.class)));
  }

  @Test
  void mappersThatConvertInTheirOwnWayAreLeftAlone() {
    ObjectMapper custom = new Custom();
    assertNull(Converting.convert(custom, arguments(), custom.constructType(Arguments.class)));
  }
}

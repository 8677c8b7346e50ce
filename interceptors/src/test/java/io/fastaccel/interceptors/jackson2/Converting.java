package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.json.Attempts;

/** Our conversions, for the tests of other packages. */
public final class Converting {

  private Converting() {}

  /** What advice answers for {@link ObjectMapper#convertValue}. */
  public static Object convert(ObjectMapper mapper, Object value, JavaType type) {
    prepare(value, type.getRawClass());
    return Conversion.convert(mapper, value, type);
  }

  /** What advice answers for {@link ObjectMapper#valueToTree}. */
  public static Object tree(ObjectMapper mapper, Object value) {
    prepare(value, com.fasterxml.jackson.databind.JsonNode.class);
    return Conversion.tree(mapper, value);
  }

  private static void prepare(Object value, Class<?> type) {
    Features.of(Feature.JSON).switchTo(true);
    Attempts.CONVERTING.forget(type);
    Attempts.TAKING_APART.forget(value.getClass());
  }
}

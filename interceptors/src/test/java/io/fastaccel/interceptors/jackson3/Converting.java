package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.json.Attempts;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/** Our conversions, for the tests of other packages. */
public final class Converting {

  private Converting() {}

  /** What advice answers for {@link ObjectMapper#convertValue}. */
  public static Object convert(ObjectMapper mapper, Object value, JavaType type) {
    prepare(value, type.getRawClass());
    return Conversion.convert(mapper, value, type);
  }

  private static void prepare(Object value, Class<?> type) {
    Features.of(Feature.JSON).switchTo(true);
    Attempts.CONVERTING.forget(type);
    Attempts.TAKING_APART.forget(value.getClass());
  }
}

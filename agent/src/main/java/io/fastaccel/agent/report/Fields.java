package io.fastaccel.agent.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads from a tree of maps, in which anything may be missing. Stateless. */
final class Fields {

  private Fields() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  static List<?> list(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value instanceof List<?> list ? list : List.of();
  }

  static long number(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** {@code NaN} where it is missing. */
  static double decimal(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  static String text(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  /**
   * The estimate of the time that a feature saved, in words; empty where there is none. Where the
   * calls that were timed differ too much, nothing is claimed.
   */
  static String saved(Map<String, Object> feature) {
    double saved = decimal(feature, "savedMillis");
    double error = decimal(feature, "savedMillisError");
    if (Double.isNaN(saved)) {
      return "";
    }
    return Double.isNaN(error) || Math.abs(saved) <= 2 * error
        ? "too few calls timed to tell the time saved"
        : String.format(
            Locale.ROOT,
            "about %,.0f ms %s (estimated, give or take %,.0f)",
            Math.abs(saved),
            saved < 0 ? "lost" : "saved",
            error);
  }

  /**
   * The state of a feature with its mode: {@code on}, {@code off}, {@code failed}, {@code verify}.
   */
  static String working(Map<String, Object> feature) {
    String state = text(feature, "state");
    String mode = text(feature, "mode");
    return mode.isEmpty() || state.equals("failed") ? state : mode;
  }
}

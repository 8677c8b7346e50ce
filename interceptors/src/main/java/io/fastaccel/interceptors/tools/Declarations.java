package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Which tools someone who knows them has declared free of side effects: by name, or by an
 * annotation of the application's own on the tool's method. Immutable.
 */
final class Declarations {

  private final NamePatterns names;
  private final List<String> annotations;
  private final boolean mcpHints;

  Declarations(Settings settings) {
    this.names = new NamePatterns(settings.list(Setting.TASKS_PARALLEL));
    this.annotations = settings.list(Setting.TASKS_PARALLEL_ANNOTATIONS);
    this.mcpHints = settings.flag(Setting.TASKS_MCP_HINTS);
  }

  /** Whether nothing can be declared, by nobody. */
  boolean isEmpty() {
    return !isByUser() && !mcpHints;
  }

  /** Whether the user has declared any tool. */
  boolean isByUser() {
    return !names.isEmpty() || !annotations.isEmpty();
  }

  /** Whether the tool of a call is declared. */
  boolean include(PredictedCall call) {
    return (call.readOnly() && mcpHints) || include(call.tool(), call.method());
  }

  /**
   * Whether a tool is declared by the user.
   *
   * @param method the method behind it, or {@code null}
   */
  boolean include(String tool, Method method) {
    return names.matches(tool) || (method != null && isAnnotated(method));
  }

  private boolean isAnnotated(Method method) {
    if (annotations.isEmpty()) {
      return false;
    }
    for (Annotation annotation : method.getAnnotations()) {
      Class<?> type = annotation.annotationType();
      if (annotations.contains(type.getName()) || annotations.contains(type.getSimpleName())) {
        return true;
      }
    }
    return false;
  }
}

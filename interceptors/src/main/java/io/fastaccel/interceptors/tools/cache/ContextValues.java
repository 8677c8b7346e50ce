package io.fastaccel.interceptors.tools.cache;

import io.fastaccel.interceptors.tools.LoadedClasses;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.UUID;

/**
 * What the results of a rule's tools depend on besides their arguments: a tenant or a user, as the
 * application tells it at the place of the call. Thread-safe.
 */
final class ContextValues {

  /** With colons in the place of dots, which hides the name from the renaming of our libraries. */
  private static final String MDC = "org:slf4j:MDC";

  private static final String FROM_MDC = "mdc.";
  private static final String FROM_CONTEXT = "context.";

  private final List<String> sources;
  private final ClassLoader application;
  private final MethodHandle[] getters;

  /**
   * @param sources as in {@link CacheRule#per}
   * @param application where the classes they name are found
   */
  ContextValues(List<String> sources, ClassLoader application) {
    this.sources = sources;
    this.application = application;
    this.getters = new MethodHandle[sources.size()];
  }

  /** Whether values of the framework's own context are among them. */
  boolean includeContext() {
    for (String source : sources) {
      if (source.startsWith(FROM_CONTEXT)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The values of this call, on the thread that makes it: a text that differs where one of them
   * does.
   *
   * @return {@code null} where one is missing or cannot be compared by its text
   */
  String of(CacheableCall call) throws Throwable {
    if (sources.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sources.size(); i++) {
      String value = text(value(i, call));
      if (value == null) {
        return null;
      }
      // With its length, so that no two lists of values look the same.
      text.append(value.length()).append(':').append(value);
    }
    return text.toString();
  }

  private Object value(int i, CacheableCall call) throws Throwable {
    String source = sources.get(i);
    if (source.startsWith(FROM_CONTEXT) && source.indexOf('#') < 0) {
      return call.contextValue(source.substring(FROM_CONTEXT.length()));
    }
    MethodHandle getter = getters[i];
    if (getter == null) {
      getter = source.indexOf('#') < 0 ? mdc(source) : method(source);
      if (getter == null) {
        return null;
      }
      getters[i] = getter;
    }
    return getter.invoke();
  }

  /** {@code null} as long as the application has not loaded it: then nothing can be in it. */
  private MethodHandle mdc(String source) throws ReflectiveOperationException {
    Class<?> type = LoadedClasses.find(MDC.replace(':', '.'), application);
    return type == null
        ? null
        : MethodHandles.publicLookup()
            .findStatic(type, "get", MethodType.methodType(String.class, String.class))
            .bindTo(source.substring(FROM_MDC.length()));
  }

  private MethodHandle method(String source) throws ReflectiveOperationException {
    int hash = source.indexOf('#');
    Class<?> type = Class.forName(source.substring(0, hash), true, application);
    Method method = type.getDeclaredMethod(source.substring(hash + 1));
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new NoSuchMethodException(source + " is not static");
    }
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflect(method);
  }

  /** The text of a value that is equal to another exactly if their texts are; else {@code null}. */
  static String text(Object value) {
    if (value instanceof String text) {
      return text.isEmpty() ? null : text;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Character
        || value instanceof Boolean
        || value instanceof UUID) {
      return value.getClass().getSimpleName() + ' ' + value;
    }
    return value instanceof Enum<?> constant
        ? constant.getDeclaringClass().getName() + ' ' + constant.name()
        : null;
  }
}

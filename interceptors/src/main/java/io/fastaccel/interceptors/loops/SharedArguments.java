package io.fastaccel.interceptors.loops;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * What all tasks of a loop are given: it must not change while they run. That is known of values
 * and of records of values; of other types their user has to say it.
 */
final class SharedArguments {

  private static final List<String> DECLARED =
      Settings.current().list(Setting.TASKS_SHARED_ARGUMENTS);

  private SharedArguments() {}

  /** For people; {@code null} if there is none. */
  static String firstThatMayChange(Object[] operands, LoopSite site) {
    for (int i = 0; i < operands.length; i++) {
      // The receiver is what has the tasks' method: the declaration of the loop speaks for it.
      boolean argument = (i > 0 || site.isStatic()) && i != site.elementPosition();
      if (argument && !isUnchanging(operands[i])) {
        return "argument "
            + (site.isStatic() ? i + 1 : i)
            + ", a "
            + operands[i].getClass().getName();
      }
    }
    return null;
  }

  private static boolean isUnchanging(Object argument) {
    return isValue(argument) || isRecordOfValues(argument.getClass()) || isDeclared(argument);
  }

  /** Whether it can be compared by content, and never changes. */
  static boolean isValue(Object argument) {
    return argument == null || isValue(argument.getClass()) || argument instanceof Enum;
  }

  private static boolean isValue(Class<?> type) {
    if (type.isPrimitive() || type.isEnum()) {
      return true;
    }
    return type == String.class
        || type == Integer.class
        || type == Long.class
        || type == Boolean.class
        || type == Double.class
        || type == Float.class
        || type == Short.class
        || type == Byte.class
        || type == Character.class
        || type == java.util.UUID.class
        || type == java.math.BigDecimal.class
        || type == java.math.BigInteger.class
        || type == java.util.Locale.class
        || type == java.net.URI.class
        || type == Class.class
        || type.getName().startsWith("java.time.");
  }

  private static boolean isRecordOfValues(Class<?> type) {
    if (!type.isRecord()) {
      return false;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isValue(component.getType())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDeclared(Object argument) {
    for (Class<?> type = argument.getClass(); type != null; type = type.getSuperclass()) {
      if (DECLARED.contains(type.getName()) || declaresInterface(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean declaresInterface(Class<?> type) {
    for (Class<?> next : type.getInterfaces()) {
      if (DECLARED.contains(next.getName()) || declaresInterface(next)) {
        return true;
      }
    }
    return false;
  }
}

package io.fastaccel.interceptors.tools;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/**
 * Results that are not there yet when a method returns: futures and publishers. To make such a call
 * early wins nothing, and who subscribes, and on which thread, may matter.
 */
final class ResultsLater {

  /** With colons in the place of dots; see {@link ThreadState}. */
  private static final Set<String> PUBLISHERS =
      Set.of("org:reactivestreams:Publisher", "kotlinx:coroutines:flow:Flow");

  private ResultsLater() {}

  /** Whether the method of a tool returns one; {@code false} for {@code null}. */
  static boolean isReturnedBy(Method method) {
    return method != null && isLater(method.getReturnType());
  }

  private static boolean isLater(Class<?> type) {
    return Future.class.isAssignableFrom(type)
        || CompletionStage.class.isAssignableFrom(type)
        || Flow.Publisher.class.isAssignableFrom(type)
        || isPublisher(type);
  }

  private static boolean isPublisher(Class<?> type) {
    if (type == null) {
      return false;
    }
    if (PUBLISHERS.contains(type.getName().replace('.', ':'))
        || type.getName().startsWith("io.smallrye.mutiny.")
        || type.getName().startsWith("io.reactivex.")) {
      return true;
    }
    for (Class<?> next : type.getInterfaces()) {
      if (isPublisher(next)) {
        return true;
      }
    }
    return isPublisher(type.getSuperclass());
  }
}

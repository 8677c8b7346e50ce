package io.fastaccel.interceptors.loops;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.runtime.tasks.CyclicDependencyException;
import io.fastaccel.runtime.tasks.TaskGraph;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Asks tasks what they depend on, by the method that the user has named: {@code
 * com.acme.Task#getDependencies}, which returns other tasks of the loop, or {@code
 * com.acme.Task#getDependencies:getName}, which returns what the second method tells of them.
 * Thread-safe.
 */
final class TaskDependencies {

  private final MethodHandles.Lookup caller;

  TaskDependencies(MethodHandles.Lookup caller) {
    this.caller = caller;
  }

  /** Why no graph can be made. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String detail;

    Unusable(String reason, String detail) {
      super(reason, null, false, false);
      this.detail = detail;
    }

    /** What is to be added to the reason where a name of the application's may appear. */
    String detail() {
      return detail;
    }
  }

  /**
   * The graph of the tasks, by their place in the loop.
   *
   * @param callFor makes the call for a task
   * @throws CyclicDependencyException if tasks depend on each other
   * @throws Unusable if they depend on what does not come before them in the loop
   */
  TaskGraph<Object> graph(Object[] tasks, Function<Object, Callable<Object>> callFor)
      throws Unusable {
    Accessors accessors = accessors(tasks);
    TaskGraph.Builder<Object> graph = new TaskGraph.Builder<>();
    Map<Object, Integer> byKey = new HashMap<>();
    IdentityHashMap<Object, Integer> byTask = new IdentityHashMap<>();
    for (int i = 0; i < tasks.length; i++) {
      String name = "task " + (i + 1);
      byTask.put(tasks[i], i);
      if (accessors != null && accessors.key != null) {
        Object key = ask(accessors.key, tasks[i]);
        if (key == null || byKey.put(key, i) != null) {
          throw new Unusable("two tasks have the same name, or one has none", ": " + key);
        }
        name = String.valueOf(key);
      } else if (accessors != null) {
        name = nameOf(tasks[i], name);
      }
      graph.add(name, callFor.apply(tasks[i]));
    }
    if (accessors == null) {
      return graph.build();
    }
    int tooEarly = -1;
    int later = -1;
    for (int i = 0; i < tasks.length; i++) {
      for (Object dependency : all(ask(accessors.dependencies, tasks[i]))) {
        Integer other = byTask.get(dependency);
        if (other == null && accessors.key != null) {
          other = byKey.get(dependency);
        }
        if (other == null) {
          throw new Unusable(
              "a task depends on one that is not in the loop", ": number " + (i + 1));
        }
        graph.dependsOn(i, other);
        if (other > i) {
          tooEarly = i;
          later = other;
        }
      }
    }
    TaskGraph<Object> built = graph.build();
    if (tooEarly >= 0) {
      throw new Unusable(
          "a task comes before one that it depends on",
          ": " + built.name(tooEarly) + " before " + built.name(later));
    }
    return built;
  }

  private record Accessors(MethodHandle dependencies, MethodHandle key) {}

  /** {@code null} where nothing is declared for tasks of this type. */
  private Accessors accessors(Object[] tasks) throws Unusable {
    for (String declared : Settings.current().list(Setting.TASKS_DEPENDS)) {
      int hash = declared.indexOf('#');
      int colon = declared.indexOf(':', hash + 1);
      if (hash < 1) {
        continue;
      }
      Class<?> type = typeOf(tasks[0], declared.substring(0, hash).trim());
      if (type == null) {
        continue;
      }
      for (Object task : tasks) {
        if (!type.isInstance(task)) {
          throw new Unusable("not all tasks are of the declared type", ": " + type.getName());
        }
      }
      String method = declared.substring(hash + 1, colon < 0 ? declared.length() : colon).trim();
      return new Accessors(
          accessor(type, method),
          colon < 0 ? null : accessor(type, declared.substring(colon + 1).trim()));
    }
    return null;
  }

  private static Class<?> typeOf(Object task, String name) {
    for (Class<?> type = task.getClass(); type != null; type = type.getSuperclass()) {
      Class<?> found = named(type, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Class<?> named(Class<?> type, String name) {
    if (type.getName().equals(name)) {
      return type;
    }
    for (Class<?> next : type.getInterfaces()) {
      Class<?> found = named(next, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private MethodHandle accessor(Class<?> type, String name) throws Unusable {
    for (Class<?> next = type; next != null; next = next.getSuperclass()) {
      for (Method method : next.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == 0
            && !method.isSynthetic()) {
          try {
            return caller.unreflect(method);
          } catch (IllegalAccessException e) {
            throw new Unusable(
                "the loop's class may not ask its tasks what they depend on", ": " + method);
          }
        }
      }
    }
    throw new Unusable("tasks have no such method", ": " + type.getName() + "#" + name);
  }

  private static Object ask(MethodHandle accessor, Object task) throws Unusable {
    try {
      return accessor.invoke(task);
    } catch (Throwable e) {
      throw new Unusable("a task fails when it is asked what it depends on", ": " + e.getClass());
    }
  }

  private static Collection<?> all(Object dependencies) throws Unusable {
    if (dependencies == null) {
      return List.of();
    }
    if (dependencies instanceof Collection<?> collection) {
      return new ArrayList<>(collection);
    }
    if (dependencies instanceof Object[] array) {
      return Arrays.asList(array);
    }
    throw new Unusable(
        "what tasks depend on is neither a collection nor an array",
        ": " + dependencies.getClass().getName());
  }

  /** For messages: what the task calls itself. */
  private static String nameOf(Object task, String otherwise) {
    for (String getter : List.of("getName", "name", "getId", "id")) {
      try {
        Object name = task.getClass().getMethod(getter).invoke(task);
        if (name instanceof String text && !text.isBlank()) {
          return text;
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        // Then by its place.
      }
    }
    return otherwise;
  }
}

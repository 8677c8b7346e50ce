package io.fastaccel.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Starts the agent as it is initialised, with what its class loader was given by the JVM. A static
 * initialiser instead of a method, because calling a method of a class in another class loader
 * takes reflection, whose first use is slow.
 */
final class Launch {

  private Launch() {}

  static {
    start(Launch.class.getClassLoader());
  }

  @SuppressWarnings("unchecked")
  private static void start(ClassLoader loader) {
    Object[] launch = ((Supplier<Object[]>) loader).get();
    Function<String, Object> answers =
        Agent.start(
            (String) launch[0], (Instrumentation) launch[1], (Boolean) launch[2], (Long) launch[3]);
    ((Consumer<Function<String, Object>>) loader).accept(answers);
  }
}

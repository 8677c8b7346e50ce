package io.fastaccel.agent;

import io.fastaccel.agent.jmx.MBeans;
import io.fastaccel.interceptors.api.Background;

/**
 * Told by the transformer when the application starts its MBean server; until then nothing of
 * management is loaded. A piece of work instead of a call: it is noticed while a class of the JDK
 * is being loaded.
 */
final class Management implements Runnable {

  private final RunningAgent agent;
  private final boolean start;

  /**
   * @param start whether to start the server for the application
   */
  Management(RunningAgent agent, boolean start) {
    this.agent = agent;
    this.start = start;
  }

  @Override
  public void run() {
    Background.submit("MBeans", new Registration(agent, start));
  }

  /** Not a lambda, whose first use is slow. */
  private static final class Registration implements Runnable {
    private final RunningAgent agent;
    private final boolean start;

    Registration(RunningAgent agent, boolean start) {
      this.agent = agent;
      this.start = start;
    }

    @Override
    public void run() {
      if (start) {
        MBeans.register(agent);
      } else {
        MBeans.registerWhenStarted(agent);
      }
    }
  }
}

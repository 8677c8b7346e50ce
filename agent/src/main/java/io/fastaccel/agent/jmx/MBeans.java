package io.fastaccel.agent.jmx;

import io.fastaccel.agent.RunningAgent;
import io.fastaccel.agent.Version;
import io.fastaccel.agent.link.Libraries;
import io.fastaccel.interceptors.api.Allocation;
import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Registers the agent with the platform MBean server. Thread-safe. */
public final class MBeans {

  private static final int LOOKS = 40;
  private static final long PAUSE_MILLIS = 250;

  private static final AtomicBoolean REGISTERED = new AtomicBoolean();
  private static final AtomicBoolean LOOKING = new AtomicBoolean();

  private MBeans() {}

  /** Registers with the server that the application is just starting, once it is there. */
  public static void registerWhenStarted(RunningAgent agent) {
    if (!REGISTERED.get() && LOOKING.compareAndSet(false, true)) {
      Background.threads("mbeans").newThread(() -> look(agent)).start();
    }
  }

  /** Starts the platform MBean server if need be, and registers with it. */
  public static void register(RunningAgent agent) {
    register(agent, ManagementFactory.getPlatformMBeanServer());
  }

  private static void look(RunningAgent agent) {
    try {
      ObjectName ofThePlatform = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
      for (int i = 0; i < LOOKS && !REGISTERED.get(); i++) {
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
          if (server.isRegistered(ofThePlatform)) {
            register(agent, server);
            return;
          }
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (JMException | RuntimeException | LinkageError e) {
      Log.debug("no MBeans: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      LOOKING.set(false);
    }
  }

  private static void register(RunningAgent agent, MBeanServer server) {
    if (!REGISTERED.compareAndSet(false, true)) {
      return;
    }
    try {
      server.registerMBean(new AgentBean(agent), new ObjectName("io.fastaccel:type=Agent"));
      for (Feature feature : Feature.values()) {
        server.registerMBean(
            new FeatureBean(agent, feature),
            new ObjectName("io.fastaccel:type=Feature,name=" + feature.id()));
      }
    } catch (JMException | RuntimeException e) {
      Log.warnOnce("MBeans cannot be registered", e);
    }
    measureAllocation();
  }

  /** Management is there anyway: it tells what calls allocate, too. */
  private static void measureAllocation() {
    try {
      if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
          && threads.isThreadAllocatedMemorySupported()
          && threads.isThreadAllocatedMemoryEnabled()) {
        Allocation.measureWith(threads::getCurrentThreadAllocatedBytes);
      }
    } catch (RuntimeException | LinkageError e) {
      Log.debug("allocation cannot be measured: " + e);
    }
  }

  private record AgentBean(RunningAgent agent) implements AgentMXBean {
    @Override
    public String getVersion() {
      return Version.current();
    }

    @Override
    public Map<String, String> getLibraries() {
      return Libraries.status();
    }

    @Override
    public String getStatistics() {
      return agent.statistics().toJson();
    }
  }

  private record FeatureBean(RunningAgent agent, Feature feature) implements FeatureMXBean {
    private FeatureState state() {
      return Features.of(feature);
    }

    @Override
    public String getState() {
      return state().state();
    }

    @Override
    public String getMode() {
      return state().mode().id();
    }

    @Override
    public String getFailure() {
      String failure = state().failure();
      return failure == null ? "" : failure;
    }

    @Override
    public long getAccelerated() {
      return state().acceleratedCount();
    }

    @Override
    public long getOriginal() {
      return state().originalCount();
    }

    @Override
    public Map<String, Long> getReasons() {
      return state().reasons();
    }

    @Override
    public void enable() {
      agent.switchTo(feature, FeatureMode.ON);
    }

    @Override
    public void disable() {
      agent.switchTo(feature, FeatureMode.OFF);
    }

    @Override
    public void verify() {
      agent.switchTo(feature, FeatureMode.VERIFY);
    }

    @Override
    public void report() {
      agent.switchTo(feature, FeatureMode.REPORT);
    }
  }
}

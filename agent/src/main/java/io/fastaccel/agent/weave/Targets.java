package io.fastaccel.agent.weave;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;

/**
 * The first look at every class that is loaded: one look into a set of names. Everything else of
 * the agent is loaded when a name hits, so that a JVM without targets pays for this class and
 * little more. Thread-safe.
 */
public final class Targets implements ClassFileTransformer {

  /** Loaded when an application starts its platform MBean server, or uses MBeans of its own. */
  private static final String MBEAN_SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

  private static final String PLATFORM_MBEANS =
      "java/lang/management/ManagementFactory$PlatformMBeanFinder";

  /** Before the name of a target that belongs to a feature which waits until its calls are hot. */
  public static final char LATE = '~';

  private final Set<String> names;
  private final Set<String> lateNames;
  private final LateWeaving late;
  private final ClassLoader agentLoader;
  private final Instrumentation instrumentation;
  private Weaver weaver;
  private volatile Runnable management;

  private Targets(
      Set<String> names,
      Set<String> lateNames,
      int delayMillis,
      ClassLoader agentLoader,
      Instrumentation instrumentation) {
    this.names = names;
    this.lateNames = lateNames;
    this.late = new LateWeaving(instrumentation, this, delayMillis);
    this.agentLoader = agentLoader;
    this.instrumentation = instrumentation;
  }

  /**
   * Registers the transformer.
   *
   * @param agentLoader where the index of hooks is
   * @param delayMillis how long targets whose advice waits for hot calls are left alone after the
   *     first of them was loaded; 0: not at all
   */
  public static Targets install(
      ClassLoader agentLoader, Instrumentation instrumentation, int delayMillis) {
    Set<String> names = new HashSet<>();
    Set<String> lateNames = new HashSet<>();
    readNames(agentLoader, names, lateNames);
    names.addAll(declaredLoops(Settings.current()));
    Targets targets = new Targets(names, lateNames, delayMillis, agentLoader, instrumentation);
    instrumentation.addTransformer(targets, true);
    return targets;
  }

  /** The internal names of the classes that have a declared loop; nearly always none. */
  private static Set<String> declaredLoops(Settings settings) {
    Set<String> names = new HashSet<>();
    if (settings.flag(Setting.TASKS)) {
      for (String loop : settings.list(Setting.TASKS_LOOPS)) {
        int hash = loop.indexOf('#');
        if (hash > 0) {
          names.add(loop.substring(0, hash).trim().replace('.', '/'));
        }
      }
    }
    return names;
  }

  private static void readNames(ClassLoader agentLoader, Set<String> names, Set<String> lateNames) {
    try (InputStream in = agentLoader.getResourceAsStream(HookIndex.TARGETS_RESOURCE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      int start = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        boolean isLate = text.charAt(start) == LATE;
        String name = text.substring(isLate ? start + 1 : start, end);
        names.add(name);
        if (isLate) {
          lateNames.add(name);
        }
        start = end + 1;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the agent's jar cannot be read", e);
    }
  }

  /**
   * Runs a piece of work whenever the application turns to management.
   *
   * @param work must be quick, and load nothing of management itself
   */
  public void onManagement(Runnable work) {
    management = work;
  }

  /**
   * Weaves targets that were loaded before the agent: from an archive of the JVM's, by another
   * agent, or because we were attached late. Those that are late when they are loaded are late here
   * too.
   */
  public void reachLoaded(Class<?>[] loaded) {
    for (Class<?> candidate : loaded) {
      String name = candidate.getName().replace('.', '/');
      ClassLoader loader = candidate.getClassLoader();
      if (loader == null && name.equals(MBEAN_SERVER)) {
        managementStarts();
      }
      if (names.contains(name)
          && instrumentation.isModifiableClass(candidate)
          && !isForLater(name, loader)) {
        try {
          instrumentation.retransformClasses(candidate);
        } catch (NoClassDefFoundError e) {
          // As from a class loader that has been closed: nothing will be done with it.
          Log.info(candidate.getName() + " is left alone, a class that it needs is missing: " + e);
        } catch (Throwable e) {
          Log.warnOnce("loaded before the agent and left alone: " + candidate.getName(), e);
        }
      }
    }
  }

  private boolean isForLater(String name, ClassLoader loader) {
    return lateNames.contains(name) && late.takes(name, loader);
  }

  /** Weaves classes together where that can be: calls from one into another see all or nothing. */
  void reachTogether(Class<?>[] loaded) {
    try {
      for (Class<?> target : loaded) {
        weaver().rehearse(target.getName().replace('.', '/'));
      }
    } catch (Throwable e) {
      Log.debug("no rehearsal of call sites: " + e);
    }
    try {
      instrumentation.retransformClasses(loaded);
    } catch (Throwable e) {
      reachLoaded(loaded);
    }
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null) {
      if (MBEAN_SERVER.equals(className) || PLATFORM_MBEANS.equals(className)) {
        managementStarts();
      }
      return null;
    }
    if (className == null || !names.contains(className)) {
      return null;
    }
    try {
      if (classBeingRedefined == null && isForLater(className, loader)) {
        return null;
      }
      return weaver().weave(className, classFile);
    } catch (Throwable e) {
      Log.warnOnce("left alone: " + className.replace('/', '.'), e);
      return null;
    }
  }

  private void managementStarts() {
    Runnable work = management;
    if (work != null) {
      work.run();
    }
  }

  private synchronized Weaver weaver() throws IOException {
    if (weaver == null) {
      weaver = new Weaver(HookIndex.load(agentLoader), instrumentation, agentLoader);
    }
    return weaver;
  }
}

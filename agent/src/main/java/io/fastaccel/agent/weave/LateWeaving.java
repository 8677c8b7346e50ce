package io.fastaccel.agent.weave;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets targets load as they are while the application starts, and has them woven a moment later, by
 * a thread of ours: an application that ends before that pays nothing, and one that goes on pays
 * when it does not wait for it. Thread-safe.
 *
 * <p>On the way through the start of applications: no lambdas.
 */
final class LateWeaving implements Runnable {

  /** A class may still be on its way into the JVM when the first look is taken. */
  private static final int LOOKS = 5;

  private final Instrumentation instrumentation;
  private final Targets targets;
  private final int delayMillis;
  private final List<Pending> pending = new ArrayList<>();
  private boolean started;
  private boolean over;

  /**
   * @param delayMillis from the loading of the first target on; 0: nothing is ever late
   */
  LateWeaving(Instrumentation instrumentation, Targets targets, int delayMillis) {
    this.instrumentation = instrumentation;
    this.targets = targets;
    this.delayMillis = delayMillis;
    this.over = delayMillis == 0;
  }

  /** A class that is being loaded, or was before the agent, by its internal name. */
  private record Pending(String name, WeakReference<ClassLoader> loader) {
    boolean is(Class<?> candidate) {
      return loader.refersTo(candidate.getClassLoader())
          && name.equals(candidate.getName().replace('.', '/'));
    }
  }

  /** Whether this class is woven later, which is then taken care of. */
  synchronized boolean takes(String name, ClassLoader loader) {
    if (over) {
      return false;
    }
    pending.add(new Pending(name, new WeakReference<>(loader)));
    if (!started) {
      try {
        newThread().start();
        started = true;
      } catch (Throwable e) {
        // The JVM is short of threads: nothing is late then.
        over = true;
        pending.clear();
        return false;
      }
    }
    return true;
  }

  /** With our own permissions, whoever of the application loads the class. */
  @SuppressWarnings("removal") // there is no successor, and none is needed where this does nothing
  private Thread newThread() {
    return AccessController.doPrivileged(new NewThread(this));
  }

  /** A daemon that inherits nothing of the application. */
  private record NewThread(Runnable work) implements PrivilegedAction<Thread> {
    @Override
    public Thread run() {
      ThreadGroup group = Thread.currentThread().getThreadGroup();
      while (group.getParent() != null) {
        group = group.getParent();
      }
      Thread thread = new Thread(group, work, "fast-accel-weaving", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      return thread;
    }
  }

  @Override
  public void run() {
    try {
      for (int look = 0; look < LOOKS; look++) {
        Thread.sleep(delayMillis);
        weaveThoseThatAreThere();
        synchronized (this) {
          if (pending.isEmpty()) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      // Nobody else has this thread: the JVM is ending.
    }
  }

  private void weaveThoseThatAreThere() {
    List<Pending> wanted;
    synchronized (this) {
      over = true;
      wanted = new ArrayList<>(pending);
    }
    Set<Class<?>> found = new LinkedHashSet<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      for (Iterator<Pending> each = wanted.iterator(); each.hasNext(); ) {
        if (each.next().is(loaded)) {
          found.add(loaded);
          each.remove();
        }
      }
    }
    targets.reachTogether(found.toArray(new Class<?>[0]));
    synchronized (this) {
      pending.clear();
      pending.addAll(wanted);
    }
  }
}

package io.fastaccel;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.security.ProtectionDomain;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * fast-accel as an application sees it: the entry points of the JVM, and a few questions about its
 * state. Every other class of the agent is hidden from the application in a class loader of its
 * own. An application needs none of this; it is here for those who want to ask. All methods may be
 * called from any thread, and none throws.
 */
public final class FastAccel {

  /** Where the jar keeps what the application must not see. */
  private static final String ROOM = "fast-accel/";

  /** What the agent answers questions with; {@code null} while it is not active. */
  private static volatile Function<String, Object> agent;

  private static boolean started;

  /** What {@link AgentClassLoader} makes itself of as it is initialised. */
  static Object[] handover;

  /** What it made. */
  static ClassLoader loader;

  private FastAccel() {}

  /** Called by the JVM for {@code -javaagent:fast-accel.jar=arguments}. Never throws. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, false);
  }

  /**
   * Called by the JVM when the jar is attached to a running application, to start the agent there
   * or with an operator's request to one that runs. Never throws.
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    if (arguments != null && arguments.startsWith("control:")) {
      ask(arguments);
      return;
    }
    start(arguments, instrumentation, true);
  }

  /** What {@code java -jar fast-accel.jar} does. */
  public static void main(String[] arguments) throws Exception {
    Object exitCode =
        isolatedLoader(null)
            .loadClass("io.fastaccel.agent.cli.Main")
            .getMethod("run", String[].class)
            .invoke(null, new Object[] {arguments});
    System.exit((Integer) exitCode);
  }

  /** Whether the agent was started in this JVM and is not switched off as a whole. */
  public static boolean isActive() {
    return agent != null;
  }

  /** Whether the native kernels serve this JVM. */
  public static boolean nativeAvailable() {
    return Boolean.TRUE.equals(ask("native"));
  }

  /**
   * The statistics so far as JSON, in the form of the statistics file; an empty object while not
   * active.
   */
  public static String statistics() {
    Object statistics = ask("statistics");
    return statistics == null ? "{}" : (String) statistics;
  }

  /** Connects the facade; called by the agent's start. */
  static void connect(Function<String, Object> answers) {
    agent = answers;
  }

  private static Object ask(String question) {
    Function<String, Object> current = agent;
    return current == null ? null : current.apply(question);
  }

  private static synchronized void start(
      String arguments, Instrumentation instrumentation, boolean attached) {
    long startNanos = System.nanoTime();
    try {
      if (started) {
        System.err.println(
            "[fast-accel] was started in this JVM already; the second agent is ignored");
        return;
      }
      started = true;
      Object[] launch = {arguments, instrumentation, attached, startNanos};
      // A class that starts the agent as it is initialised: from JDK 18 on the first reflective
      // call costs 20 ms.
      Class.forName("io.fastaccel.agent.Launch", true, isolatedLoader(launch));
    } catch (Throwable e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      System.err.println("[fast-accel] could not start, the application runs without it: " + cause);
    }
  }

  /**
   * The loader is a hidden class: no name leads the application to it. Everything else is loaded by
   * it.
   *
   * <p>Plain {@code java.io} and {@code java.util.zip} on purpose: an agent that starts must not
   * initialise file systems or URL handlers before the application had the chance to configure
   * them.
   */
  private static ClassLoader isolatedLoader(Object[] launch) throws Exception {
    ProtectionDomain domain = FastAccel.class.getProtectionDomain();
    ZipFile zip = new ZipFile(new File(domain.getCodeSource().getLocation().toURI()));
    byte[] loaderClass = read(zip, ROOM + "io/fastaccel/AgentClassLoader.classdata");
    handover = new Object[] {zip, ROOM, domain, launch};
    MethodHandles.lookup().defineHiddenClass(loaderClass, true);
    return loader;
  }

  private static byte[] read(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(zip.getName() + " is incomplete: no " + name);
    }
    try (InputStream in = zip.getInputStream(entry);
        DataInputStream data = new DataInputStream(in)) {
      byte[] bytes = new byte[(int) entry.getSize()];
      data.readFully(bytes);
      return bytes;
    }
  }
}

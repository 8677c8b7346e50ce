package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.Availability;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The runtime in a class loader of its own, as in the agent, with its own state and library. */
final class IsolatedRuntime implements AutoCloseable {

  private final URLClassLoader loader;
  private final Class<?> runtime;

  /**
   * @param first folders whose resources go before those of the build
   */
  IsolatedRuntime(Path... first) throws ReflectiveOperationException, MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path folder : first) {
      urls.add(folder.toUri().toURL());
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    runtime = loader.loadClass(NativeRuntime.class.getName());
  }

  /** What {@link NativeRuntime#availability} answers with these options. */
  Availability availability(NativeOptions options) throws ReflectiveOperationException {
    Class<?> optionsType = loader.loadClass(NativeOptions.class.getName());
    Class<?> modeType = loader.loadClass(NativeOptions.Mode.class.getName());
    Object mode = modeType.getMethod("valueOf", String.class).invoke(null, options.mode().name());
    Object copy =
        optionsType
            .getConstructor(modeType, String.class, String.class, int.class)
            .newInstance(mode, options.directory(), options.path(), options.minimumBytes());
    Executor direct = Runnable::run;
    runtime.getMethod("configure", optionsType, Executor.class).invoke(null, copy, direct);
    Object availability = runtime.getMethod("availability").invoke(null);
    Method available = availability.getClass().getMethod("available");
    Method detail = availability.getClass().getMethod("detail");
    return new Availability(
        (boolean) available.invoke(availability), (String) detail.invoke(availability));
  }

  /** What the kernels write for a long text of quotes, whoever does the work. */
  int escapedLength(int quotes) throws ReflectiveOperationException {
    Object kernels = runtime.getMethod("kernels").invoke(null);
    byte[] in = new byte[quotes];
    java.util.Arrays.fill(in, (byte) '"');
    Class<?> contract = loader.loadClass("io.fastaccel.runtime.text.TextKernels");
    return (int)
        contract
            .getMethod("escapeLatin1", byte[].class, int.class, int.class, byte[].class, int.class)
            .invoke(kernels, in, 0, quotes, new byte[6 * quotes], 0);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}

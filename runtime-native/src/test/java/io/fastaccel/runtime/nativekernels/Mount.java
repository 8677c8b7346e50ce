package io.fastaccel.runtime.nativekernels;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system of the test's own, which only root may mount. */
final class Mount implements AutoCloseable {

  private static final int SECONDS = 20;

  private final Path folder;

  private Mount(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder and mounts a file system in memory there, or skips the test. */
  static Mount of(Path folder, String options) throws IOException, InterruptedException {
    Files.createDirectory(folder);
    boolean mounted =
        succeeds(
            List.of(
                "mount", "-t", "tmpfs", "-o", "size=4m," + options, "tmpfs", folder.toString()));
    assumeTrue(mounted, "a file system cannot be mounted here: it takes root on Linux");
    return new Mount(folder);
  }

  Path folder() {
    return folder;
  }

  /** Takes away the right to write. */
  void makeReadOnly() throws IOException, InterruptedException {
    boolean remounted = succeeds(List.of("mount", "-o", "remount,ro", folder.toString()));
    assumeTrue(remounted, "the file system cannot be made read-only");
  }

  @Override
  public void close() throws IOException {
    try {
      // Lazy: a library that is loaded from it keeps the file system busy.
      if (!succeeds(List.of("umount", "-l", folder.toString()))) {
        throw new IOException(folder + " cannot be unmounted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}

package io.fastaccel.agent;

import io.fastaccel.interceptors.api.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of ours that a user has named. Stateless. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a text to a file. Nothing comes out of it, whatever the file is; failures are logged.
   *
   * @param what the text is, for the log
   */
  public static void write(String what, String file, String text) {
    try {
      Path target = Path.of(file).toAbsolutePath();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (Files.exists(target)) {
        // Links keep their target; pipes, devices and files that others read keep what they are.
        Files.write(target.toRealPath(), bytes);
      } else {
        writeInOneStep(target, bytes);
      }
    } catch (Throwable e) {
      Log.warn(what + " cannot be written to " + file + ": " + e);
    }
  }

  /** A reader that waits for the file never sees half of it. */
  private static void writeInOneStep(Path target, byte[] bytes) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}

package io.fastaccel.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares files byte for byte. */
public final class FileComparison {

  private static final int CONTEXT = 40;

  private FileComparison() {}

  /** Where two files differ first, in one line; empty when they are equal. */
  public static List<String> differences(Path one, Path other) throws IOException {
    long position = Files.mismatch(one, other);
    if (position < 0) {
      return List.of();
    }
    return List.of(
        one.getFileName()
            + " and "
            + other.getFileName()
            + " differ at byte "
            + position
            + ": \""
            + around(one, position)
            + "\" and \""
            + around(other, position)
            + "\"");
  }

  private static String around(Path file, long position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = (int) Math.max(0, position - CONTEXT / 2);
    int end = (int) Math.min(bytes.length, position + CONTEXT / 2);
    return new String(bytes, start, end - start, StandardCharsets.UTF_8).replace("\n", "\\n");
  }
}

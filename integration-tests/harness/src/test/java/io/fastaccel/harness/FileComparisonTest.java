package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileComparisonTest {

  @TempDir Path directory;

  @Test
  void equalFilesHaveNoDifferences() throws IOException {
    assertEquals(List.of(), FileComparison.differences(file("a", "same 🎉"), file("b", "same 🎉")));
  }

  @Test
  void tellsWhereFilesDiffer() throws IOException {
    List<String> differences =
        FileComparison.differences(file("a", "{\"x\":1}"), file("b", "{\"x\":2}"));
    assertEquals(1, differences.size());
    assertTrue(differences.get(0).contains("at byte 5"), differences.get(0));
    assertTrue(differences.get(0).contains("{\"x\":2}"), differences.get(0));
  }

  @Test
  void aFileThatEndsEarlierDiffers() throws IOException {
    assertEquals(1, FileComparison.differences(file("a", "xy"), file("b", "x")).size());
    assertEquals(1, FileComparison.differences(file("c", ""), file("d", "x")).size());
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}

package io.fastaccel.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** An agent that claims to have done something, and changes the application's results if told. */
public final class TestAgent {

  private static final String BEHAVIOUR = "behaviour";

  private TestAgent() {}

  /** What a JVM calls. */
  public static void premain(String ignored) throws IOException, SQLException {
    String behaviour;
    try (InputStream in = ClassLoader.getSystemResourceAsStream(BEHAVIOUR)) {
      behaviour = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(
        Path.of(System.getProperty("fastaccel.stats")),
        "{\"features\":{\"json\":{\"accelerated\":1},\"memory\":{\"accelerated\":1},"
            + "\"tasks\":{\"accelerated\":"
            + (behaviour.equals("idle") ? 0 : 1)
            + "}}}");
    if (behaviour.equals("tampering")) {
      String[] command = System.getProperty("sun.java.command").split(" ", -1);
      String database = command[Arrays.asList(command).indexOf("--db") + 1];
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "INSERT INTO memory(topic, importance, content) VALUES('x', 9, 'Ingrid Okafor')");
      }
    }
  }

  /** Writes a jar with an agent that is {@code honest}, {@code idle} or {@code tampering}. */
  static Path jar(Path file, String behaviour) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", TestAgent.class.getName());
    String entry = TestAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new ZipEntry(entry));
      jar.write(Files.readAllBytes(Path.of("target/test-classes", entry)));
      jar.closeEntry();
      jar.putNextEntry(new ZipEntry(BEHAVIOUR));
      jar.write(behaviour.getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
    return file;
  }
}

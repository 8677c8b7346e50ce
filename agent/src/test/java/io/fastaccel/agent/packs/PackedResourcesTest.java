package io.fastaccel.agent.packs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedResourcesTest {

  private static final String CLASS = "io/fastaccel/libs/alpha/deep/Thing.class";
  private static final String SERVICE = "META-INF/services/io.fastaccel.libs.alpha.Service";

  @TempDir Path folder;
  private ZipFile jar;
  private PackedResources packs;

  @BeforeEach
  void makeJar() throws IOException {
    Path file = folder.resolve("agent.jar");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      Map<String, String> alpha = new TreeMap<>();
      alpha.put(CLASS, "class of alpha");
      alpha.put(SERVICE, "service of alpha");
      alpha.put("schema/2020.json", "schema of alpha");
      entry(zip, "room/packs/libs.alpha.zip", pack(alpha));
      entry(
          zip,
          "room/packs/libs.beta.zip",
          pack(
              Map.of(
                  "io/fastaccel/libs/beta/B.class",
                  "class of beta",
                  "schema/2020.json",
                  "schema of beta")));
    }
    jar = new ZipFile(file.toFile());
    packs = new PackedResources(jar, "room/packs/");
  }

  @AfterEach
  void closeJar() throws IOException {
    jar.close();
  }

  @Test
  void aClassIsFoundInThePackThatItsPackageNames() throws IOException {
    assertEquals("class of alpha", read(packs.getResourceAsStream(CLASS)));
    assertEquals(
        "class of beta", read(packs.getResourceAsStream("io/fastaccel/libs/beta/B.class")));
  }

  @Test
  void whatIsNowhereIsNull() {
    assertNull(packs.getResourceAsStream("io/fastaccel/libs/alpha/Other.class"));
    assertNull(packs.getResourceAsStream("io/fastaccel/libs/gamma/G.class"));
    assertNull(packs.getResourceAsStream("io/fastaccel/Top.class"));
    assertNull(packs.getResource("META-INF/services/java.sql.Driver"));
    assertNull(packs.getResource(""));
  }

  @Test
  void aServiceIsFoundByTheNameOfItsInterface() throws IOException {
    URL url = packs.getResource(SERVICE);
    assertEquals("fast-accel:libs.alpha!/" + SERVICE, url.toString());
    assertEquals("service of alpha", read(url.openStream()));
  }

  @Test
  void otherResourcesAreThoseOfOpenPacks() throws IOException {
    assertNull(packs.getResourceAsStream("schema/2020.json"));
    read(packs.getResourceAsStream(CLASS));
    assertEquals("schema of alpha", read(packs.getResourceAsStream("schema/2020.json")));
    read(packs.getResourceAsStream("io/fastaccel/libs/beta/B.class"));
    assertEquals(2, Collections.list(packs.getResources("schema/2020.json")).size());
  }

  @Test
  void aDamagedPackHasNothing() throws IOException {
    Path file = folder.resolve("damaged.jar");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      byte[] pack = pack(Map.of(CLASS, "class of alpha, long enough to be cut in the middle"));
      entry(zip, "room/packs/libs.alpha.zip", java.util.Arrays.copyOf(pack, pack.length / 3));
    }
    try (ZipFile damaged = new ZipFile(file.toFile())) {
      assertNull(new PackedResources(damaged, "room/packs/").getResourceAsStream(CLASS));
    }
  }

  @Test
  void manyThreadsMayAskAtOnce() throws Exception {
    int threads = 8;
    CyclicBarrier barrier = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        answers.add(
            executor.submit(
                () -> {
                  barrier.await();
                  return read(packs.getResourceAsStream(CLASS));
                }));
      }
      for (Future<String> answer : answers) {
        assertEquals("class of alpha", answer.get());
      }
    } finally {
      executor.shutdown();
    }
  }

  private static byte[] pack(Map<String, String> contents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> entry : contents.entrySet()) {
        entry(zip, entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static String read(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

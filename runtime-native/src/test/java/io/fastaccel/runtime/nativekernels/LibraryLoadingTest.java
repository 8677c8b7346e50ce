package io.fastaccel.runtime.nativekernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fastaccel.runtime.Availability;
import io.fastaccel.runtime.nativekernels.NativeOptions.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryLoadingTest {

  @TempDir Path folder;

  private byte[] library;
  private Platform platform;

  @BeforeEach
  void packed() throws Exception {
    library = TestLibrary.packed().bytes();
    platform = Platform.current();
  }

  @Test
  void theLibraryOfTheJarLoadsAndLeavesNoFile() throws Exception {
    Availability availability = load(folder.toString(), "");
    assertTrue(availability.available(), availability.detail());
    assertTrue(availability.detail().contains("from the jar"), availability.detail());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void theFolderIsMadeIfItIsMissing() throws Exception {
    Availability availability = load(folder.resolve("a/b").toString(), "");
    assertTrue(availability.available(), availability.detail());
  }

  @Test
  void twoAgentsInOneJvmHaveTheirOwnLibrary() throws Exception {
    try (IsolatedRuntime one = new IsolatedRuntime();
        IsolatedRuntime other = new IsolatedRuntime()) {
      NativeOptions options = options(folder.toString(), "");
      assertTrue(one.availability(options).available());
      assertTrue(other.availability(options).available());
    }
  }

  @Test
  void twoAgentsInOneJvmCanShareANamedLibrary() throws Exception {
    Path file = Files.write(folder.resolve("own.so"), library);
    try (IsolatedRuntime one = new IsolatedRuntime();
        IsolatedRuntime other = new IsolatedRuntime()) {
      NativeOptions options = options(folder.toString(), file.toString());
      assertTrue(one.availability(options).available());
      Availability second = other.availability(options);
      assertTrue(second.available(), second.detail());
      assertEquals(600, other.escapedLength(300));
    }
  }

  @Test
  void aNamedLibraryThatIsMissingIsTheReason() throws Exception {
    assertUnavailable(load("", folder.resolve("none.so").toString()), "is not a file");
  }

  @Test
  void aNamedLibraryNeedsAChecksum() throws Exception {
    byte[] changed = library.clone();
    changed[changed.length - 1] ^= 1;
    Path file = Files.write(folder.resolve("own.so"), changed);
    assertUnavailable(load("", file.toString()), "SHA-256");
    // A library of a distribution, with what sha256sum writes beside it.
    String sum = LibraryImage.of(changed).sha256() + "  own.so\n";
    Files.writeString(folder.resolve("own.so.sha256"), sum);
    Availability availability = load("", file.toString());
    assertTrue(availability.available(), availability.detail());
  }

  @Test
  void aNamedLibraryThatWasDamagedIsNotLoaded() throws Exception {
    byte[] damaged = library.clone();
    Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 100, (byte) 0);
    Path file = Files.write(folder.resolve("own.so"), damaged);
    Files.writeString(folder.resolve("own.so.sha256"), LibraryImage.of(library).sha256());
    assertUnavailable(load("", file.toString()), "damaged");
  }

  @Test
  void aHalfWrittenNamedLibraryIsNotLoaded() throws Exception {
    assumeTrue(platform.label().startsWith("linux"), "formats without a length");
    for (int length : new int[] {0, 3, 40, 1000, library.length / 2, library.length - 1}) {
      Path file = Files.write(folder.resolve("own.so"), Arrays.copyOf(library, length));
      assertUnavailable(load("", file.toString()), "cut off");
    }
  }

  @Test
  void aLibraryForAnotherProcessorIsNotLoaded() throws Exception {
    assumeTrue(platform.label().startsWith("linux"), "the header of this format");
    byte[] other = library.clone();
    other[18] = (byte) (platform == Platform.LINUX_X86_64 ? 183 : 62);
    Path file = Files.write(folder.resolve("own.so"), other);
    assertUnavailable(load("", file.toString()), "this JVM runs on " + platform.label());
  }

  @Test
  void somethingElseIsNotLoaded() throws Exception {
    Path file = Files.writeString(folder.resolve("own.so"), "#!/bin/sh\n".repeat(20));
    assertUnavailable(load("", file.toString()), "it is no library");
  }

  @Test
  void aDamagedJarIsSurvived() throws Exception {
    byte[] damaged = library.clone();
    damaged[damaged.length / 2] ^= 0x10;
    assertUnavailable(loadFromJarWith(damaged, LibraryImage.of(library).sha256()), "damaged");
    byte[] half = Arrays.copyOf(library, library.length / 2);
    assertUnavailable(loadFromJarWith(half, LibraryImage.of(library).sha256()), "damaged");
    assertUnavailable(loadFromJarWith(half, LibraryImage.of(half).sha256()), "cut off");
    assertUnavailable(loadFromJarWith(library, ""), "checksum is missing");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsTheReason() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Availability availability = load(file.resolve("below").toString(), "");
    assertUnavailable(availability, "fastaccel.native.dir");
    assertTrue(availability.detail().contains(file.toString()), availability.detail());
  }

  @Test
  void aFolderOnAFileSystemWithoutExecutionIsTheReason() throws Exception {
    try (Mount mount = Mount.of(folder.resolve("noexec"), "noexec")) {
      Path point = mount.folder();
      Availability availability = load(point.toString(), "");
      assertUnavailable(availability, point.toString());
      assertUnavailable(availability, "fastaccel.native.dir");
      try (Stream<Path> files = Files.list(point)) {
        assertEquals(0, files.count());
      }
    }
  }

  @Test
  void aNamedLibraryOnAFileSystemWithoutExecutionIsTheReason() throws Exception {
    try (Mount mount = Mount.of(folder.resolve("noexec"), "noexec")) {
      Path point = mount.folder();
      Path file = Files.write(point.resolve("own.so"), library);
      assertUnavailable(load("", file.toString()), "cannot be loaded");
    }
  }

  @Test
  void theNextFolderIsTriedWhereFilesMayNotBeExecuted() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    String temporary = System.getProperty("java.io.tmpdir");
    String userHome = System.getProperty("user.home");
    try (Mount mount = Mount.of(folder.resolve("noexec"), "noexec")) {
      Path point = mount.folder();
      System.setProperty("java.io.tmpdir", point.toString());
      System.setProperty("user.home", home.toString());
      Availability availability = load("", "");
      assertTrue(availability.available(), availability.detail());
    } finally {
      System.setProperty("java.io.tmpdir", temporary);
      System.setProperty("user.home", userHome);
    }
  }

  @Test
  void aReadOnlyFileSystemIsTheReason() throws Exception {
    try (Mount mount = Mount.of(folder.resolve("read-only"), "exec")) {
      Path point = mount.folder();
      Path file = Files.write(point.resolve("own.so"), library);
      mount.makeReadOnly();
      assertUnavailable(load(point.toString(), ""), point.toString());
      // A library that lies there already can be used.
      Availability named = load("", file.toString());
      assertTrue(named.available(), named.detail());
    }
  }

  @Test
  void aFullFileSystemIsTheReason() throws Exception {
    try (Mount mount = Mount.of(folder.resolve("full"), "exec")) {
      Path point = mount.folder();
      byte[] filling = new byte[4 << 20];
      Path filler = point.resolve("filling");
      assertThrows(IOException.class, () -> Files.write(filler, new byte[filling.length + 1]));
      assertUnavailable(load(point.toString(), ""), point.toString());
      try (Stream<Path> files = Files.list(point)) {
        assertEquals(1, files.count());
      }
    }
  }

  @Test
  void twoVersionsOfTheLibraryLiveSideBySide() throws Exception {
    byte[] other = Arrays.copyOf(library, library.length + 64);
    Path jar = jarWith(other, LibraryImage.of(other).sha256());
    NativeOptions options = options(folder.toString(), "");
    try (IsolatedRuntime one = new IsolatedRuntime();
        IsolatedRuntime two = new IsolatedRuntime(jar)) {
      Availability first = one.availability(options);
      Availability second = two.availability(options);
      assertTrue(first.available(), first.detail());
      assertTrue(second.available(), second.detail());
      assertEquals(600, one.escapedLength(300));
      assertEquals(600, two.escapedLength(300));
    }
  }

  @Test
  void manyAgentsMayLoadAtOnceIntoOneFolder() throws Exception {
    NativeOptions options = options(folder.toString(), "");
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Availability>> all = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(
                () -> {
                  try (IsolatedRuntime runtime = new IsolatedRuntime()) {
                    start.await();
                    return runtime.availability(options);
                  }
                }));
      }
      start.countDown();
      for (Future<Availability> one : all) {
        Availability availability = one.get(1, TimeUnit.MINUTES);
        assertTrue(availability.available(), availability.detail());
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFolderThatAnybodyMayChangeIsRefused() throws Exception {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertUnavailable(load(open.toString(), ""), "sticky");
  }

  @Test
  void copiesArePrivateAndSeparate() throws Exception {
    LibraryImage image = LibraryImage.of(library);
    Path first;
    try (PrivateCopy one = PrivateCopy.of(image, folder, platform);
        PrivateCopy other = PrivateCopy.of(image, folder, platform)) {
      first = one.file();
      assertFalse(first.equals(other.file()));
      if (!platform.isWindows()) {
        String mode =
            PosixFilePermissions.toString(Files.getPosixFilePermissions(first.getParent()));
        assertEquals("rwx------", mode);
        assertEquals(
            "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first)));
      }
    }
    assertFalse(Files.exists(first));
    assertFalse(Files.exists(first.getParent()));
  }

  @Test
  void switchedOffNothingIsLoadedAndJavaWorks() throws Exception {
    try (IsolatedRuntime runtime = new IsolatedRuntime()) {
      assertUnavailable(
          runtime.availability(new NativeOptions(Mode.OFF, "", "", 0)), "switched off");
      assertEquals(2000, runtime.escapedLength(1000));
    }
  }

  @Test
  void platformsByTheNamesThatJvmsGive() throws Exception {
    assertEquals(Platform.LINUX_X86_64, Platform.of("Linux", "amd64"));
    assertEquals(Platform.LINUX_AARCH64, Platform.of("Linux", "aarch64"));
    assertEquals(Platform.MACOS_X86_64, Platform.of("Mac OS X", "x86_64"));
    assertEquals(Platform.MACOS_AARCH64, Platform.of("Mac OS X", "aarch64"));
    assertEquals(Platform.WINDOWS_X86_64, Platform.of("Windows Server 2022", "amd64"));
    String[][] others = {{"Linux", "riscv64"}, {"Linux", "i386"}, {"AIX", "ppc64"}};
    for (String[] other : others) {
      assertThrows(NoNativeKernels.class, () -> Platform.of(other[0], other[1]));
    }
  }

  private Availability load(String directory, String path) throws Exception {
    try (IsolatedRuntime runtime = new IsolatedRuntime()) {
      Availability availability = runtime.availability(options(directory, path));
      // Whatever happened, texts are escaped.
      assertEquals(2000, runtime.escapedLength(1000));
      return availability;
    }
  }

  private Availability loadFromJarWith(byte[] bytes, String checksum) throws Exception {
    try (IsolatedRuntime runtime = new IsolatedRuntime(jarWith(bytes, checksum))) {
      return runtime.availability(options("", ""));
    }
  }

  /** A folder that goes before the jar. */
  private Path jarWith(byte[] bytes, String checksum) throws IOException {
    Path jar = Files.createTempDirectory(folder, "jar");
    Path file = jar.resolve(platform.resource().substring(1));
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Files.writeString(file.resolveSibling(file.getFileName() + ".sha256"), checksum);
    return jar;
  }

  private static NativeOptions options(String directory, String path) {
    return new NativeOptions(Mode.ON, directory, path, 0);
  }

  private static void assertUnavailable(Availability availability, String reason) {
    assertFalse(availability.available(), availability.detail());
    assertTrue(availability.detail().contains(reason), availability.detail());
    assertFalse(availability.detail().contains("\n"), availability.detail());
  }
}

package io.fastaccel.runtime.nativekernels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A library's bytes in a file that only this user can reach, for as long as loading takes.
 *
 * <p>Each copy lies in a folder of its own with a random name and mode 0700, so nobody can put a
 * link or a file of theirs in its way, and versions and JVMs side by side never share one.
 */
final class PrivateCopy implements AutoCloseable {

  private static final String PREFIX = "fastaccel-native-";

  /** Mode bits: anybody may write; only owners may remove and rename. */
  private static final int WORLD_WRITABLE = 0002;

  private static final int STICKY = 01000;

  private final Path folder;
  private final Path file;

  private PrivateCopy(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Writes the copy and reads it back.
   *
   * @param base the folder to write in; created if it is missing
   */
  static PrivateCopy of(LibraryImage image, Path base, Platform platform)
      throws IOException, NoNativeKernels {
    Files.createDirectories(base);
    Path real = base.toRealPath();
    refuseUnsafe(real);
    if (platform.isWindows()) {
      removeLeftovers(real, platform);
    }
    Path folder = Files.createTempDirectory(real, PREFIX, permissions(real, "rwx------"));
    PrivateCopy copy = new PrivateCopy(folder, folder.resolve(platform.file()));
    try {
      copy.write(image, permissions(real, "rwx------"));
      return copy;
    } catch (IOException | NoNativeKernels | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private void write(LibraryImage image, FileAttribute<?>[] permissions)
      throws IOException, NoNativeKernels {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel out = FileChannel.open(file, options, permissions)) {
      ByteBuffer bytes = ByteBuffer.wrap(image.bytes());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !LibraryImage.of(Files.readAllBytes(file)).sha256().equals(image.sha256())) {
      throw new NoNativeKernels(file + " does not hold what was written to it");
    }
  }

  /** In such a folder somebody else could exchange the copy's folder before it is loaded. */
  private static void refuseUnsafe(Path base) throws IOException, NoNativeKernels {
    if (base.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      int mode = (Integer) Files.getAttribute(base, "unix:mode");
      if ((mode & WORLD_WRITABLE) != 0 && (mode & STICKY) == 0) {
        throw new NoNativeKernels(base + " may be written to by anybody and has no sticky bit");
      }
    }
  }

  private static FileAttribute<?>[] permissions(Path base, String permissions) throws IOException {
    FileStore store = Files.getFileStore(base);
    return store.supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Windows cannot delete a loaded library: copies of JVMs that have ended are removed here. */
  private static void removeLeftovers(Path base, Platform platform) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, PREFIX + "*")) {
      for (Path folder : folders) {
        new PrivateCopy(folder, folder.resolve(platform.file())).close();
      }
    }
  }

  Path file() {
    return file;
  }

  /** Removes the copy; a loaded library does not need it any more. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Windows, while the library is loaded: a later start removes it.
    }
  }
}

package io.fastaccel.runtime.nativekernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The bytes of a library, checked before the operating system maps them: a half-written file would
 * end the JVM with a bus error, and a wrong one with worse.
 */
final class LibraryImage {

  private static final int ELF_LOAD_SEGMENT = 1;

  /** Far more than any build of the library has. */
  private static final int LARGEST = 16 << 20;

  private final byte[] bytes;
  private final String sha256;

  private LibraryImage(byte[] bytes, String sha256) {
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  /** The whole file; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The checksum in hexadecimal digits, lower case. */
  String sha256() {
    return sha256;
  }

  /**
   * The library in the jar.
   *
   * @throws NoNativeKernels if there is none, or its bytes are not those that were packed
   */
  static LibraryImage packed(Platform platform) throws NoNativeKernels {
    String resource = platform.resource();
    try (InputStream in = LibraryImage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new NoNativeKernels(
            "this build of fast-accel has no native library for " + platform.label());
      }
      LibraryImage image = of(in.readNBytes(LARGEST));
      image.check(packedChecksum(platform), "the library in the jar");
      image.checkFormat(platform, "the library in the jar");
      return image;
    } catch (IOException e) {
      throw new NoNativeKernels("the native library in the jar cannot be read", e);
    }
  }

  /** The checksum in the jar; empty if there is none. */
  private static String packedChecksum(Platform platform) throws IOException {
    try (InputStream in = LibraryImage.class.getResourceAsStream(platform.resource() + ".sha256")) {
      return in == null ? "" : firstWord(in.readNBytes(1024));
    }
  }

  /**
   * A library that the user names. It must be the one in the jar, or have its SHA-256 in a file
   * beside it, as {@code sha256sum} writes it.
   */
  static LibraryImage named(Path file, Platform platform) throws NoNativeKernels {
    try {
      if (!Files.isRegularFile(file)) {
        throw new NoNativeKernels(file + " is not a file");
      }
      if (Files.size(file) > LARGEST) {
        throw new NoNativeKernels(file + " is too large for the library");
      }
      LibraryImage image = of(Files.readAllBytes(file));
      image.checkFormat(platform, file.toString());
      Path beside = file.resolveSibling(file.getFileName() + ".sha256");
      if (Files.isRegularFile(beside)) {
        image.check(firstWord(Files.readAllBytes(beside)), file.toString());
      } else if (!image.sha256.equals(packedChecksum(platform))) {
        throw new NoNativeKernels(
            file + " is not the library in the jar, and its SHA-256 is not in " + beside);
      }
      return image;
    } catch (IOException e) {
      throw new NoNativeKernels(file + " cannot be read", e);
    }
  }

  static LibraryImage of(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new LibraryImage(bytes, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String firstWord(byte[] text) {
    String trimmed = new String(text, StandardCharsets.US_ASCII).strip();
    int end = 0;
    while (end < trimmed.length() && trimmed.charAt(end) > ' ') {
      end++;
    }
    return trimmed.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private void check(String expected, String what) throws NoNativeKernels {
    if (!sha256.equals(expected)) {
      throw new NoNativeKernels(
          what
              + " is damaged: "
              + (expected.isEmpty()
                  ? "its checksum is missing"
                  : bytes.length + " bytes with another checksum than it should have"));
    }
  }

  /**
   * Checks that this is a library for the platform, and that all of it is there.
   *
   * <p>Formats: System V ABI, chapters 4 and 5 (ELF); {@code mach-o/loader.h}; Microsoft's PE
   * format.
   */
  void checkFormat(Platform platform, String what) throws NoNativeKernels {
    ByteBuffer image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      String found = format(image);
      if (!found.equals(platform.label())) {
        throw new NoNativeKernels(
            what + " is for " + found + ", this JVM runs on " + platform.label());
      }
      if (found.startsWith("linux") && !isWholeElf(image)) {
        throw new NoNativeKernels(what + " is cut off after " + bytes.length + " bytes");
      }
    } catch (IndexOutOfBoundsException e) {
      throw new NoNativeKernels(what + " is cut off after " + bytes.length + " bytes");
    }
  }

  private static String format(ByteBuffer image) {
    int magic = image.getInt(0);
    if (magic == 0x464c457f) {
      return switch (image.getShort(18)) {
        case 62 -> "linux-x86_64";
        case 183 -> "linux-aarch64";
        default -> "another processor";
      };
    }
    if (magic == 0xfeedfacf) {
      return switch (image.getInt(4)) {
        case 0x01000007 -> "macos-x86_64";
        case 0x0100000c -> "macos-aarch64";
        default -> "another processor";
      };
    }
    if ((short) magic == 0x5a4d) {
      return image.getShort(image.getInt(0x3c) + 4) == (short) 0x8664
          ? "windows-x86_64"
          : "another processor";
    }
    return "no platform: it is no library";
  }

  private static boolean isWholeElf(ByteBuffer image) {
    long length = image.limit();
    long programHeaders = image.getLong(32);
    int headerSize = image.getShort(54) & 0xffff;
    int headerCount = image.getShort(56) & 0xffff;
    long sectionsEnd =
        image.getLong(40) + (long) (image.getShort(58) & 0xffff) * (image.getShort(60) & 0xffff);
    if (programHeaders < 0 || programHeaders > length || sectionsEnd > length) {
      return false;
    }
    for (int i = 0; i < headerCount; i++) {
      int header = (int) programHeaders + i * headerSize;
      long offset = image.getLong(header + 8);
      long size = image.getLong(header + 32);
      boolean inside = offset >= 0 && size >= 0 && offset <= length && size <= length - offset;
      if (image.getInt(header) == ELF_LOAD_SEGMENT && !inside) {
        return false;
      }
    }
    return headerCount > 0;
  }
}

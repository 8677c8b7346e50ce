package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.LibraryDescription;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of a library as its jar tells it, and the order of versions. Stateless. */
final class LibraryVersion {

  private LibraryVersion() {}

  /**
   * Reads the version from the library's Maven descriptor, which also a fat jar keeps.
   *
   * @return the version, or an empty text where the jar does not tell
   */
  static String of(LibraryDescription library, ClassLoader application) {
    String resource = "META-INF/maven/" + library.artifact().replace(':', '/') + "/pom.properties";
    try (InputStream in = application.getResourceAsStream(resource)) {
      if (in == null) {
        return "";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException | IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * Compares the leading numbers of two versions; a missing number is a zero. Qualifiers do not
   * count.
   */
  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      long left = 0;
      for (; i < a.length() && isDigit(a.charAt(i)); i++) {
        left = Math.min(left * 10 + a.charAt(i) - '0', Integer.MAX_VALUE);
      }
      long right = 0;
      for (; j < b.length() && isDigit(b.charAt(j)); j++) {
        right = Math.min(right * 10 + b.charAt(j) - '0', Integer.MAX_VALUE);
      }
      if (left != right) {
        return Long.compare(left, right);
      }
      i = i < a.length() && a.charAt(i) == '.' ? i + 1 : a.length();
      j = j < b.length() && b.charAt(j) == '.' ? j + 1 : b.length();
    }
    return 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

package io.fastaccel.runtime.text;

import java.nio.charset.StandardCharsets;

/**
 * The canonical form of JSON in strings, as {@link JsonKernels} defines it. Two texts with the same
 * form mean the same to every reader that follows RFC 8259; texts of the same meaning may have
 * different forms (numbers keep their text).
 */
public final class CanonicalJson {

  private CanonicalJson() {}

  /**
   * The canonical form.
   *
   * @return {@code null} if there is none: the text is {@code null}, not JSON, has a char of a
   *     surrogate pair without the other, has an object with two equal names, is nested deeper than
   *     {@link JsonKernels#MAX_DEPTH}, or takes more than {@link TextKernels#MAX_INPUT} bytes of
   *     UTF-8
   */
  public static String of(String text, JsonKernels kernels) {
    byte[] in = utf8(text);
    if (in == null) {
      return null;
    }
    byte[] out = new byte[JsonKernels.room(in.length)];
    int end = kernels.canonical(in, 0, in.length, out, 0);
    return end == JsonKernels.NOT_CANONICAL
        ? null
        : new String(out, 0, end, StandardCharsets.UTF_8);
  }

  /** Whether the text is JSON as {@link JsonKernels} defines it, of the size that they work on. */
  public static boolean isValid(String text, JsonKernels kernels) {
    byte[] in = utf8(text);
    return in != null && kernels.validate(in, 0, in.length) == JsonKernels.VALID;
  }

  private static byte[] utf8(String text) {
    // Encoding would put a question mark where a surrogate has no partner.
    if (text == null || text.length() > TextKernels.MAX_INPUT || !isWellFormed(text)) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= TextKernels.MAX_INPUT ? bytes : null;
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}

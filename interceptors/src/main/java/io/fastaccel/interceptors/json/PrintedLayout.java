package io.fastaccel.interceptors.json;

import io.fastaccel.runtime.text.JsonLayout;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Makes a layout of what a library's pretty printer prints for the parts of a document. */
public final class PrintedLayout {

  private static final int DEEPEST_PROBE = 40;

  private PrintedLayout() {}

  /**
   * What is printed for the structures of one kind.
   *
   * @param breaks before each entry and before the end
   * @param outermost the break at the document's own level
   * @param separator between two entries, the break at the document's own level included
   * @param empty a structure without entries, from its opening to its closing bracket
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Structure(
      JsonLayout.Break breaks, byte[] outermost, byte[] separator, byte[] empty) {}

  /**
   * Puts a layout together.
   *
   * @throws IllegalStateException if something unexpected was printed
   */
  public static JsonLayout of(byte[] colon, Structure object, Structure array) {
    return new JsonLayout(
        object.breaks,
        ascii(colon),
        separator(object),
        inside(object.empty, '{', '}'),
        array.breaks,
        separator(array),
        inside(array.empty, '[', ']'));
  }

  /** Breaks that are always the same, and no level of nesting. */
  public static JsonLayout.Break inline(byte[] always) {
    return new JsonLayout.Break(ascii(always), new byte[0], true);
  }

  /**
   * Breaks that are indented further with each level of nesting.
   *
   * @return {@code null} if they are not the same everywhere but for that
   */
  public static JsonLayout.Break indented(IntFunction<byte[]> printed) {
    byte[] start = ascii(printed.apply(0));
    byte[] once = ascii(printed.apply(1));
    if (once.length < start.length) {
      return null;
    }
    byte[] indentation = Arrays.copyOfRange(once, start.length, once.length);
    byte[] expected = start;
    for (int level = 0; level <= DEEPEST_PROBE; level++) {
      if (!Arrays.equals(expected, printed.apply(level))) {
        return null;
      }
      int length = expected.length;
      expected = Arrays.copyOf(expected, length + indentation.length);
      System.arraycopy(indentation, 0, expected, length, indentation.length);
    }
    return new JsonLayout.Break(start, indentation, false);
  }

  private static byte[] separator(Structure structure) {
    byte[] text = ascii(structure.separator);
    byte[] end = structure.outermost;
    int length = text.length - end.length;
    if (!Arrays.equals(Arrays.copyOfRange(text, length, text.length), end)) {
      throw new IllegalStateException("unexpected separator");
    }
    return Arrays.copyOf(text, length);
  }

  private static byte[] inside(byte[] text, char first, char last) {
    if (text[0] != first || text[text.length - 1] != last) {
      throw new IllegalStateException("unexpected structure");
    }
    return ascii(Arrays.copyOfRange(text, 1, text.length - 1));
  }

  private static byte[] ascii(byte[] text) {
    for (byte b : text) {
      if (b < 0) {
        throw new IllegalStateException("not ASCII");
      }
    }
    return text;
  }
}

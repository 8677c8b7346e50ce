package io.fastaccel.runtime.text;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A growing buffer for one JSON document, which becomes either UTF-8 bytes or a {@link String}. A
 * string is built in the JDK's own layout: one byte a char until the first char arrives that is not
 * Latin-1, two from then on.
 *
 * <p>It writes what it is told and knows nothing of JSON's grammar, but for what a {@link
 * JsonLayout} has between the parts of a document. Not safe for use by several threads at once.
 * After any exception the contents are undefined, and the buffer is to be dropped.
 */
public final class JsonOutput {

  /** Input of one kernel call. It bounds how much room escapes may need ahead of time. */
  private static final int CHUNK = 8 << 10;

  private static final int LARGEST_KEPT = 512 << 10;

  private static final int INITIAL_CAPACITY = 8 << 10;

  /** One buffer of any size that has been let go, for all outputs. */
  private static final AtomicReference<WeakReference<byte[]>> LARGE = new AtomicReference<>();

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final byte[] NO_BYTES = {};

  private enum Form {
    UTF_8,
    LATIN_1,
    UTF_16
  }

  private final TextKernels bulk;
  private final int bulkThreshold;

  private byte[] buffer;
  private int position;
  private long taken;
  private Form form = Form.UTF_8;

  /** {@code null} for a compact document. */
  private JsonLayout layout;

  /** Around the present position, in the terms of the layout. */
  private int nesting;

  /** Members and names are written in one piece: compact, and one byte for an ASCII char. */
  private boolean inOnePiece = true;

  /** Flag of {@link TextKernels#escapeUtf16ToUtf8}. */
  private int surrogates = TextKernels.ESCAPE_SURROGATES;

  /**
   * @param bulk the kernels for longer texts
   * @param bulkThreshold bytes of text from which {@code bulk} is used
   */
  public JsonOutput(TextKernels bulk, int bulkThreshold, int capacity) {
    this.bulk = bulk;
    this.bulkThreshold = bulkThreshold;
    this.buffer = new byte[capacity];
  }

  /** An output with a buffer of the usual size. */
  public JsonOutput(TextKernels bulk, int bulkThreshold) {
    this(bulk, bulkThreshold, INITIAL_CAPACITY);
  }

  /**
   * Why no instance can be used in this JVM, or {@code null}: it needs the JDK's layout of strings.
   */
  public static String obstacle() {
    return StringLayout.obstacle();
  }

  /** Empties the buffer, for a compact document that ends with {@link #toText}. */
  public void startText() {
    start(Form.LATIN_1);
  }

  /** Empties the buffer, for a compact document that ends with {@link #toBytes}. */
  public void startBytes() {
    startBytes(false);
  }

  /**
   * Empties the buffer, for a compact document that ends with {@link #toBytes}.
   *
   * @param pairs a pair of surrogates is written as UTF-8, and not as two escapes
   */
  public void startBytes(boolean pairs) {
    start(Form.UTF_8);
    surrogates = pairs ? 0 : TextKernels.ESCAPE_SURROGATES;
  }

  /** Whether a text has no char beyond Latin-1; it may answer {@code false} where it has none. */
  public static boolean isNarrow(String text) {
    return StringLayout.isLatin1(text);
  }

  private void start(Form wanted) {
    position = 0;
    taken = 0;
    form = wanted;
    layout = null;
    nesting = 0;
    inOnePiece = true;
  }

  /** Lays the document out, from its start on; {@code null}: compact, as it is anyway. */
  public void layOut(JsonLayout wanted) {
    layout = wanted;
    inOnePiece = wanted == null;
  }

  /** Levels of nesting around the present position, as the layout counts them. */
  public int nesting() {
    return nesting;
  }

  /** Whether the document is to become UTF-8 bytes. */
  public boolean isUtf8() {
    return form == Form.UTF_8;
  }

  /** A copy of the UTF-8 written. */
  public byte[] toBytes() {
    return position == 0 ? NO_BYTES : Arrays.copyOf(buffer, position);
  }

  /** The string written. */
  public String toText() {
    return StringLayout.adopt(
        Arrays.copyOf(buffer, position),
        form == Form.LATIN_1 ? StringLayout.LATIN1 : StringLayout.UTF16);
  }

  /** The UTF-8 written so far, which is taken out. */
  public byte[] takeBytes() {
    byte[] bytes = toBytes();
    taken += position;
    position = 0;
    return bytes;
  }

  /** The text written so far, which is taken out. */
  public String takeText() {
    String text = toText();
    taken += position;
    position = 0;
    form = Form.LATIN_1;
    inOnePiece = layout == null;
    return text;
  }

  /** Whether so much is here that some of it should be taken out, if it can. */
  public boolean isLarge() {
    return position > LARGEST_KEPT;
  }

  /**
   * Lets go of a buffer that a large document has made so large that keeping it would be a hoard:
   * more than 512 KiB. It stays within reach of the next large document until the garbage collector
   * runs.
   */
  public void shrink() {
    if (buffer.length > LARGEST_KEPT) {
      LARGE.set(new WeakReference<>(buffer));
      buffer = new byte[INITIAL_CAPACITY];
    }
  }

  /** A number that grows with all that is written, what was taken out included. */
  public long position() {
    return taken + position;
  }

  /** Takes back the ASCII char that was written last. */
  public void retract() {
    position -= form == Form.UTF_16 ? Character.BYTES : 1;
  }

  /** One ASCII char as it is. */
  public void ascii(char c) {
    if (form == Form.UTF_16) {
      room(Character.BYTES);
      wide(c);
    } else {
      byte[] out = room(1);
      out[position++] = (byte) c;
    }
  }

  /** ASCII chars as they are. */
  public void ascii(byte[] chars) {
    ascii(chars, 0, chars.length);
  }

  /** Part of an array of ASCII chars as they are. */
  public void ascii(byte[] chars, int from, int length) {
    if (form == Form.UTF_16) {
      widen(chars, from, length);
    } else {
      byte[] out = room(length);
      System.arraycopy(chars, from, out, position, length);
      position += length;
    }
  }

  /** Bytes as they are, into a document of UTF-8. */
  public void utf8(byte[] bytes, int from, int length) {
    if (form != Form.UTF_8) {
      throw new IllegalStateException("not a document of UTF-8");
    }
    ascii(bytes, from, length);
  }

  /** A decimal number. */
  public void number(int value) {
    number((long) value);
  }

  /** A decimal number. */
  public void number(long value) {
    if (form == Form.UTF_16) {
      byte[] digits = new byte[DecimalDigits.MAX_LENGTH];
      int end = DecimalDigits.write(value, digits, 0);
      widen(digits, 0, end);
    } else {
      byte[] out = room(DecimalDigits.MAX_LENGTH);
      position = DecimalDigits.write(value, out, position);
    }
  }

  /** {@code true} or {@code false}. */
  public void bool(boolean value) {
    ascii(value ? TRUE : FALSE);
  }

  /** A finite number as {@link Double#toString(double)} writes it. */
  public void number(double value) {
    if (form != Form.UTF_16) {
      int end = decimal(value, room(ShortestDecimals.MAX_LENGTH), position);
      if (end >= 0) {
        position = end;
        return;
      }
    }
    raw(Double.toString(value));
  }

  private static int decimal(double value, byte[] out, int at) {
    int end = ShortDecimals.write(value, out, at);
    return end >= 0 ? end : ShortestDecimals.write(value, out, at);
  }

  // ---- structures

  /** Begins an object. */
  public void openObject() {
    ascii('{');
    if (layout != null) {
      nesting += layout.levelsOfObject();
    }
  }

  /** Ends an object. */
  public void closeObject(boolean empty) {
    if (layout != null) {
      nesting -= layout.levelsOfObject();
      if (empty) {
        ascii(layout.emptyObject);
      } else {
        layout.inObject.write(this, nesting);
      }
    }
    ascii('}');
  }

  /** Begins an array. */
  public void openArray() {
    ascii('[');
    if (layout != null) {
      nesting += layout.levelsOfArray();
    }
  }

  /** Before each element of an array. */
  public void element(boolean first) {
    if (layout != null) {
      if (!first) {
        ascii(layout.afterElement);
      }
      layout.inArray.write(this, nesting);
    } else if (!first) {
      ascii(',');
    }
  }

  /**
   * Takes back what was written after a member's name, or before an element.
   *
   * @param first of an element, whether it is the first
   */
  public void retractSeparator(boolean inArray, boolean first) {
    int length = 1;
    if (layout != null) {
      length =
          inArray
              ? layout.inArray.length(nesting) + (first ? 0 : layout.afterElement.length)
              : layout.colon.length;
    } else if (inArray && first) {
      length = 0;
    }
    position -= form == Form.UTF_16 ? Character.BYTES * length : length;
  }

  /** Ends an array. */
  public void closeArray(boolean empty) {
    if (layout != null) {
      nesting -= layout.levelsOfArray();
      if (empty) {
        ascii(layout.emptyArray);
      } else {
        layout.inArray.write(this, nesting);
      }
    }
    ascii(']');
  }

  /** A text that is bytes in Base64 (RFC 4648, section 4, with padding). */
  public void base64(byte[] bytes) {
    ascii('"');
    ascii(Base64.getEncoder().encode(bytes));
    ascii('"');
  }

  /** A member's name with its separators, escaped as Gson does. */
  public void name(String name, boolean first, GsonEscapes escapes) {
    beforeMember(first);
    quoted(name, escapes);
    afterName();
  }

  private void beforeMember(boolean first) {
    if (layout != null) {
      if (!first) {
        ascii(layout.afterMember);
      }
      layout.inObject.write(this, nesting);
    } else if (!first) {
      ascii(',');
    }
  }

  private void afterName() {
    if (layout == null) {
      ascii(':');
    } else {
      ascii(layout.colon);
    }
  }

  /**
   * A name in the form that {@code member} takes it, which is that of a member but its first.
   *
   * @param name ASCII chars: a comma, and the name quoted, escaped and with a colon
   * @return an array that is longer, so that words can be copied
   */
  public static byte[] padded(byte[] name) {
    return Arrays.copyOf(name, ShortTexts.padded(name.length));
  }

  /**
   * A member's name with its separators.
   *
   * @param name {@linkplain #padded padded}
   * @param length of the name before it was padded
   * @param first the member is its object's first, right after the brace
   */
  public void member(byte[] name, int length, boolean first) {
    if (inOnePiece) {
      position = memberAt(name, length, first, room(name.length), position);
    } else {
      memberInPieces(name, length, first);
    }
  }

  private static int memberAt(byte[] name, int length, boolean first, byte[] out, int position) {
    int at = position;
    if (first) {
      at--; // the comma takes the brace's place, and the brace the comma's
    }
    ShortTexts.copy(name, length, out, at);
    if (first) {
      out[at] = '{';
    }
    return at + length;
  }

  private void memberInPieces(byte[] name, int length, boolean first) {
    beforeMember(first);
    ascii(name, 1, length - 2);
    afterName();
  }

  /** A member that is a decimal number; the name as for {@link #member(byte[], int, boolean)}. */
  public void member(byte[] name, int length, boolean first, long value) {
    if (inOnePiece) {
      byte[] out = room(name.length + DecimalDigits.MAX_LENGTH);
      position = DecimalDigits.write(value, out, memberAt(name, length, first, out, position));
    } else {
      memberInPieces(name, length, first);
      number(value);
    }
  }

  /** A member that is a boolean; the name as for {@link #member(byte[], int, boolean)}. */
  public void member(byte[] name, int length, boolean first, boolean value) {
    if (inOnePiece) {
      byte[] out = room(name.length + Long.BYTES);
      position = ShortTexts.bool(value, out, memberAt(name, length, first, out, position));
    } else {
      memberInPieces(name, length, first);
      bool(value);
    }
  }

  /** A member that is a finite number; the name as for {@link #member(byte[], int, boolean)}. */
  public void member(byte[] name, int length, boolean first, double value) {
    if (inOnePiece) {
      byte[] out = room(name.length + ShortestDecimals.MAX_LENGTH);
      int at = memberAt(name, length, first, out, position);
      int end = decimal(value, out, at);
      if (end >= 0) {
        position = end;
        return;
      }
    }
    member(name, length, first);
    number(value);
  }

  /** A member that is a text; the name as for {@link #member(byte[], int, boolean)}. */
  public void member(byte[] name, int length, boolean first, String text) {
    byte[] value = StringLayout.value(text);
    if (value.length < bulkThreshold && inOnePiece && StringLayout.isLatin1(text)) {
      byte[] out = room(name.length + 6 * value.length + 2 + Long.BYTES);
      int at = memberAt(name, length, first, out, position);
      position = ShortTexts.quoted(value, out, at, form == Form.UTF_8);
    } else {
      member(name, length, first);
      quoted(text);
    }
  }

  /**
   * A member's name with its separators.
   *
   * @param first the member is its object's first, right after the brace
   */
  public void name(String name, boolean first) {
    byte[] value = StringLayout.value(name);
    if (value.length < bulkThreshold && inOnePiece && StringLayout.isLatin1(name)) {
      byte[] out = room(6 * value.length + 4 + Long.BYTES);
      int at = first ? position - 1 : position;
      out[at] = (byte) (first ? '{' : ',');
      at = ShortTexts.quoted(value, out, at + 1, form == Form.UTF_8);
      out[at] = ':';
      position = at + 1;
    } else {
      beforeMember(first);
      quoted(name);
      afterName();
    }
  }

  /** A text between quotes, escaped, or {@code null}. */
  public void quotedOrNull(String text) {
    if (text == null) {
      ascii(NULL);
    } else {
      quoted(text);
    }
  }

  /**
   * A text between quotes, escaped. In UTF-8 so are surrogates, as {@link #startBytes(boolean)}
   * says.
   */
  public void quoted(String text) {
    byte[] value = StringLayout.value(text);
    int length = value.length;
    if (length < bulkThreshold && form != Form.UTF_16 && StringLayout.isLatin1(text)) {
      byte[] out = room(6 * length + 2 + Long.BYTES);
      position = ShortTexts.quoted(value, out, position, form == Form.UTF_8);
    } else {
      ascii('"');
      escaped(text);
      ascii('"');
    }
  }

  /** A text, escaped. In UTF-8 so are surrogates, as {@link #startBytes(boolean)} says. */
  public void escaped(String text) {
    byte[] value = StringLayout.value(text);
    boolean latin1 = StringLayout.isLatin1(text);
    if (!latin1 && form == Form.LATIN_1) {
      inflate();
    }
    int length = value.length;
    if (length <= CHUNK) {
      escapedChunk(value, 0, length, latin1);
      return;
    }
    room(length);
    for (int from = 0; from < length; ) {
      int to = Math.min(length, from + CHUNK);
      if (!latin1 && to < length && endsInPair(value, to)) {
        to -= Character.BYTES;
      }
      escapedChunk(value, from, to, latin1);
      from = to;
    }
  }

  private static boolean endsInPair(byte[] utf16, int to) {
    return Character.isHighSurrogate(JavaTextKernels.charAt(utf16, to - Character.BYTES));
  }

  private void escapedChunk(byte[] value, int from, int to, boolean latin1) {
    int length = to - from;
    TextKernels kernels = length >= bulkThreshold ? bulk : JavaTextKernels.INSTANCE;
    if (latin1) {
      if (form == Form.LATIN_1) {
        position = kernels.escapeLatin1(value, from, to, room(6 * length), position);
      } else if (form == Form.UTF_8) {
        position = kernels.escapeLatin1ToUtf8(value, from, to, room(6 * length), position);
      } else {
        position = kernels.escapeLatin1ToUtf16(value, from, to, room(12 * length), position);
      }
    } else if (form == Form.UTF_8) {
      position = kernels.escapeUtf16ToUtf8(value, from, to, room(3 * length), position, surrogates);
    } else {
      position = kernels.escapeUtf16(value, from, to, room(6 * length), position);
    }
  }

  /**
   * A text between quotes, escaped as Gson does. For documents that end with {@link #toText}.
   *
   * @throws IllegalStateException in a document of UTF-8
   */
  public void quoted(String text, GsonEscapes escapes) {
    if (form == Form.UTF_8) {
      throw new IllegalStateException("a document of UTF-8");
    }
    byte[] value = StringLayout.value(text);
    boolean latin1 = StringLayout.isLatin1(text);
    // A string that is all Latin-1 in the end must not become UTF-16.
    boolean narrows = !latin1 && form == Form.LATIN_1 && escapes.isLatin1(value);
    if (!latin1 && !narrows && form == Form.LATIN_1) {
      inflate();
    }
    ascii('"');
    for (int from = 0; from < value.length; from += CHUNK) {
      int to = Math.min(value.length, from + CHUNK);
      int length = to - from;
      if (narrows) {
        position = escapes.utf16ToLatin1(value, from, to, room(3 * length), position);
      } else if (!latin1) {
        position = escapes.utf16(value, from, to, room(6 * length), position);
      } else if (form == Form.LATIN_1) {
        position = escapes.latin1(value, from, to, room(6 * length), position);
      } else {
        position = escapes.latin1ToUtf16(value, from, to, room(12 * length), position);
      }
    }
    ascii('"');
  }

  /**
   * A text as it is.
   *
   * @return {@code false} if UTF-8 cannot say it, because of a surrogate without its partner; the
   *     document is then of no use
   */
  public boolean raw(String text) {
    byte[] value = StringLayout.value(text);
    if (StringLayout.isLatin1(text)) {
      if (form == Form.UTF_8) {
        latin1ToUtf8(value);
      } else {
        ascii(value, 0, value.length);
      }
      return true;
    }
    if (form == Form.UTF_8) {
      return utf16ToUtf8(value);
    }
    if (form == Form.LATIN_1) {
      inflate();
    }
    byte[] out = room(value.length);
    System.arraycopy(value, 0, out, position, value.length);
    position += value.length;
    return true;
  }

  /** Chars as they are; otherwise as {@link #raw(String)}. */
  public boolean raw(char[] chars, int from, int length) {
    if (form != Form.UTF_16) {
      byte[] out = room(length);
      int at = position;
      int i = 0;
      while (i < length && chars[from + i] < 0x80) {
        out[at + i] = (byte) chars[from + i];
        i++;
      }
      if (i == length) {
        position = at + length;
        return true;
      }
    }
    return raw(new String(chars, from, length));
  }

  private void latin1ToUtf8(byte[] value) {
    byte[] out = room(2 * value.length);
    int at = position;
    for (byte c : value) {
      if (c >= 0) {
        out[at++] = c;
      } else {
        out[at++] = (byte) (0xC0 | (c & 0xFF) >> 6);
        out[at++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    position = at;
  }

  private boolean utf16ToUtf8(byte[] value) {
    int chars = value.length / Character.BYTES;
    byte[] out = room(3 * chars);
    int at = position;
    for (int i = 0; i < chars; i++) {
      char c = JavaTextKernels.charAt(value, Character.BYTES * i);
      if (c < 0x80) {
        out[at++] = (byte) c;
      } else if (c < 0x800) {
        out[at++] = (byte) (0xC0 | c >> 6);
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        out[at++] = (byte) (0xE0 | c >> 12);
        out[at++] = (byte) (0x80 | (c >> 6 & 0x3F));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else {
        char next = ++i < chars ? JavaTextKernels.charAt(value, Character.BYTES * i) : 0;
        if (!Character.isSurrogatePair(c, next)) {
          return false;
        }
        int p = Character.toCodePoint(c, next);
        out[at++] = (byte) (0xF0 | p >> 18);
        out[at++] = (byte) (0x80 | (p >> 12 & 0x3F));
        out[at++] = (byte) (0x80 | (p >> 6 & 0x3F));
        out[at++] = (byte) (0x80 | (p & 0x3F));
      }
    }
    position = at;
    return true;
  }

  private void inflate() {
    byte[] out = room(position);
    for (int i = position - 1; i >= 0; i--) { // backwards: both lie in the same array
      JavaTextKernels.setChar(out, Character.BYTES * i, (char) (out[i] & 0xFF));
    }
    position *= Character.BYTES;
    form = Form.UTF_16;
    inOnePiece = false;
  }

  private void widen(byte[] latin1, int from, int length) {
    byte[] out = room(Math.multiplyExact(Character.BYTES, length));
    int at = position;
    for (int i = from; i < from + length; i++) {
      JavaTextKernels.setChar(out, at, (char) (latin1[i] & 0xFF));
      at += Character.BYTES;
    }
    position = at;
  }

  private void wide(char c) {
    JavaTextKernels.setChar(buffer, position, c);
    position += Character.BYTES;
  }

  private byte[] room(int bytes) {
    byte[] out = buffer;
    return bytes <= out.length - position ? out : grow(bytes);
  }

  private byte[] grow(int bytes) {
    long needed = (long) position + bytes;
    if (needed > LARGEST_KEPT) {
      WeakReference<byte[]> reference = LARGE.getAndSet(null);
      byte[] large = reference == null ? null : reference.get();
      if (large != null && large.length >= needed) {
        System.arraycopy(buffer, 0, large, 0, position);
        buffer = large;
        return large;
      }
    }
    buffer = Arrays.copyOf(buffer, grown(Math.max(needed, 2L * buffer.length)));
    return buffer;
  }

  private int grown(long wished) {
    if (wished <= LARGEST_ARRAY) {
      return (int) wished;
    }
    if (position > LARGEST_ARRAY - (1 << 20)) {
      throw new IllegalStateException("the document is too large for one array");
    }
    return LARGEST_ARRAY;
  }
}

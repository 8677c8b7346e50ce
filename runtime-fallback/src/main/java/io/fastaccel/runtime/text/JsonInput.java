package io.fastaccel.runtime.text;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one JSON document (RFC 8259) from UTF-8, from a {@link String} or from a stream of UTF-8.
 * It accepts nothing but what the RFC allows, and within the given limits: everything else is an
 * {@link UnexpectedInput}, after which the input is of no more use.
 *
 * <p>The caller leads: it looks at the {@linkplain #next() next} byte and calls what reads a value
 * that begins so. Methods that read a value begin at its first byte and end after its last.
 *
 * <p>From a stream is read what is needed, when it is needed, {@link #CHUNK} bytes at a time, and
 * all of it is kept; a stream of more than some 16 MB is unexpected.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class JsonInput {

  /** What is asked of a stream at a time. */
  public static final int CHUNK = 8000;

  /** What {@link #next} answers at the end. */
  public static final int END = -1;

  /** What {@link #plainInt} and {@link #plainLong} answer where there is something else. */
  public static final long NOT_PLAIN = Long.MIN_VALUE;

  /** Digits that fit into a long whatever they are. */
  private static final int MOST_PLAIN_DIGITS = 18;

  private static final int MOST_SHORT_DIGITS = 7;

  private static final long ZEROS = 0x3030_3030_3030_3030L;

  private static final long[] POWERS_OF_TEN = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private static final int TRUE_WORD = 0x6575_7274;
  private static final int FALSE_WORD = 0x736C_6166;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /** From this length on the kernels look for the end of a string. */
  private static final int BULK = 256;

  /** So much of a string is copied in Java before the kernels are asked: most end sooner. */
  private static final int NEAR = 256;

  /** At most as much is decoded in one call, and less by what a char may be cut. */
  private static final int MOST_DECODED = TextKernels.MAX_INPUT - 4;

  /** As much of a stream is kept; more would be a burden. */
  private static final int LARGEST_STREAM = 16 << 20;

  /** Chars that get a shadow after some that needed none, and at most where all need one. */
  private static final int FIRST_SHADOWED = 128;

  private static final int MOST_SHADOWED = 4 << 10;

  private static final int LARGEST_KEPT = 512 << 10;
  private static final int LEAST_SCRATCH = 4 << 10;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final Slots<byte[]> SCRATCH = new Slots<>();
  private static final Slots<byte[]> SHADOWS = new Slots<>();
  private static final Slots<byte[]> STREAMED = new Slots<>();

  private static final NameCache NAMES = new NameCache(false);
  private static final NameCache INTERNED_NAMES = new NameCache(true);

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private enum Form {
    UTF_8,
    LATIN_1,
    /**
     * One byte for each char, the high bit set for all beyond ASCII, made where it is looked at:
     * most chars of most texts that need it are in strings that are simply copied.
     */
    SHADOW
  }

  /**
   * What is accepted at most. More is an {@link UnexpectedInput}.
   *
   * @param depth of nested arrays and objects
   * @param number bytes of a number
   * @param string bytes of a string
   * @param name bytes of a name
   */
  public record Limits(int depth, int number, int string, int name) {}

  private final ReadKernels kernels;
  private final Form form;

  /** The high bits where a byte beyond ASCII needs decoding, else zero. */
  private final long highBits;

  private final int maxDepth;
  private final int maxNumber;
  private final int maxString;
  private final int maxName;
  private final NameCache names;
  private final InputStream stream;

  private byte[] in;
  private final int start;
  private int end;
  private int at;
  private int depth;

  /** The UTF-16 that {@link #in} is the shadow of, up to {@link #end}. */
  private byte[] wide;

  /** How many chars get a shadow next. */
  private int shadowed = FIRST_SHADOWED;

  private byte[] scratch;
  private int length;
  private boolean isWide;

  /** Whether what is decoded is a name. */
  private boolean isName;

  private int first;
  private boolean broken;
  private boolean atEndOfStream;
  private Throwable failure;
  private boolean emptyRead;

  private int numberStart;
  private int numberEnd = -1;
  private boolean fraction;
  private boolean negative;
  private int digits;
  private long significand;
  private int power;

  private long plainValue;
  private int plainFraction;
  private boolean plainNegative;

  private JsonInput(
      ReadKernels kernels,
      Limits limits,
      boolean internNames,
      Form form,
      byte[] in,
      int start,
      int end,
      byte[] wide,
      InputStream stream) {
    this.kernels = kernels;
    this.form = form;
    this.highBits = form == Form.LATIN_1 ? 0 : HIGH_BITS;
    this.maxDepth = limits.depth;
    this.maxNumber = limits.number;
    this.maxString = limits.string;
    this.maxName = limits.name;
    this.names = internNames ? INTERNED_NAMES : NAMES;
    this.in = in;
    this.start = start;
    this.at = start;
    this.end = end;
    this.wide = wide;
    this.stream = stream;
  }

  /**
   * Why no instance can be used in this JVM, or {@code null}: it needs the JDK's layout of strings.
   */
  public static String obstacle() {
    return StringLayout.obstacle();
  }

  /**
   * Reads UTF-8. The array is neither copied nor changed.
   *
   * @param internNames whether names are {@linkplain String#intern() canonical} strings
   */
  public static JsonInput of(
      byte[] utf8, int from, int to, ReadKernels kernels, Limits limits, boolean internNames) {
    return new JsonInput(kernels, limits, internNames, Form.UTF_8, utf8, from, to, null, null);
  }

  /** Reads a text. */
  public static JsonInput of(String text, ReadKernels kernels, Limits limits, boolean internNames) {
    byte[] value = StringLayout.value(text);
    if (StringLayout.isLatin1(text)) {
      return new JsonInput(
          kernels, limits, internNames, Form.LATIN_1, value, 0, value.length, null, null);
    }
    int chars = value.length / Character.BYTES;
    byte[] kept = SHADOWS.take();
    byte[] shadow =
        kept != null && kept.length >= chars ? kept : new byte[Math.max(chars, LEAST_SCRATCH)];
    return new JsonInput(kernels, limits, internNames, Form.SHADOW, shadow, 0, 0, value, null);
  }

  /**
   * Reads a stream of UTF-8, of which nothing is read before {@link #begin} is called, and nothing
   * before it is needed.
   *
   * @param first the number of bytes that the first reads must bring together, unless the stream
   *     ends
   */
  public static JsonInput of(
      InputStream stream, int first, ReadKernels kernels, Limits limits, boolean internNames) {
    byte[] kept = STREAMED.take();
    JsonInput input =
        new JsonInput(
            kernels,
            limits,
            internNames,
            Form.UTF_8,
            kept != null ? kept : new byte[2 * CHUNK],
            0,
            0,
            null,
            stream);
    input.first = first;
    return input;
  }

  /** Begins to read the stream. What goes wrong there is kept as the {@link #failure}. */
  public void begin() {
    while (end < first && failure == null) {
      int count;
      try {
        count = stream.read(in, end, CHUNK - end);
      } catch (Throwable e) {
        failure = e;
        broken = true; // even if all of a document has been read by then
        return;
      }
      if (count < 1) {
        atEndOfStream = count < 0;
        return;
      }
      end += count;
    }
  }

  private static void shadow(byte[] value, int from, int to, byte[] out) {
    int i = from;
    if (LITTLE_ENDIAN) {
      for (; i <= to - 4; i += 4) {
        long four = (long) LONG.get(value, i << 1);
        long beyond = ((four & 0x7F80_7F80_7F80_7F80L) + 0x7F80_7F80_7F80_7F80L) | four;
        long lanes =
            (four & 0x007F_007F_007F_007FL) | (beyond & 0x8000_8000_8000_8000L) >>> Byte.SIZE;
        lanes = (lanes | lanes >>> Byte.SIZE) & 0x0000_FFFF_0000_FFFFL;
        INT.set(out, i, (int) (lanes | lanes >>> Short.SIZE));
      }
    }
    for (; i < to; i++) {
      char c = JavaTextKernels.charAt(value, i << 1);
      out[i] = c < 0x80 ? (byte) c : (byte) 0x80;
    }
  }

  /** Gives buffers back; the input must not be used any more. Idempotent. */
  public void release() {
    if (scratch != null && scratch.length <= LARGEST_KEPT) {
      SCRATCH.give(scratch);
    }
    scratch = null;
    if (wide != null && in.length <= LARGEST_KEPT) {
      SHADOWS.give(in);
    }
    if (stream != null && in != NULL && in.length <= LARGEST_KEPT) {
      STREAMED.give(in);
    }
    wide = null;
    in = NULL;
    at = 0;
    end = 0;
  }

  // ---- where it is

  /** Bytes of UTF-8, or chars of a text, before the position. */
  public int offset() {
    return at - start;
  }

  /** Nested arrays and objects around the position. */
  public int depth() {
    return depth;
  }

  /** Whether the offsets are of chars. */
  public boolean isText() {
    return form != Form.UTF_8;
  }

  /**
   * The byte at an offset before the position, or what stands for a char beyond ASCII: negative.
   */
  public byte byteAt(int offset) {
    if (wide == null) {
      return in[start + offset];
    }
    char c = charAt(offset);
    return c < 0x80 ? (byte) c : (byte) 0x80;
  }

  /**
   * Copies what was read from the stream.
   *
   * @param offset of the first byte to copy, in the stream
   * @return how many bytes were copied; zero if no more was read
   */
  public int readSoFar(int offset, byte[] out, int from, int length) {
    int count = Math.max(0, Math.min(length, end - offset));
    System.arraycopy(in, offset, out, from, count);
    return count;
  }

  /** What reading the stream threw, or {@code null}. */
  public Throwable failure() {
    return failure;
  }

  /** Whether the stream answered a read with no bytes and no end. */
  public boolean hadEmptyRead() {
    return emptyRead;
  }

  /** Whether the stream has said that it is at its end. */
  public boolean hadEndOfStream() {
    return atEndOfStream;
  }

  /** Whether an {@link UnexpectedInput} was thrown, even if someone caught it. */
  public boolean isBroken() {
    return broken;
  }

  private UnexpectedInput unexpected() {
    broken = true;
    return UnexpectedInput.INSTANCE;
  }

  /** Reads more of the stream, or of what has no shadow yet; positions stay as they are. */
  private boolean more() {
    if (wide != null) {
      return moreShadow();
    }
    if (stream == null || atEndOfStream) {
      return false;
    }
    if (failure != null) {
      throw unexpected();
    }
    if (in.length - end < CHUNK) {
      if (in.length > LARGEST_STREAM) {
        throw unexpected();
      }
      in = Arrays.copyOf(in, 2 * in.length);
    }
    int count;
    try {
      count = stream.read(in, end, CHUNK);
    } catch (Throwable e) {
      failure = e;
      throw unexpected();
    }
    if (count == 0) {
      emptyRead = true;
      throw unexpected();
    }
    atEndOfStream = count < 0;
    end += Math.max(0, count);
    return count > 0;
  }

  private boolean moreShadow() {
    int from = end;
    int to = Math.min(wide.length >> 1, from + shadowed);
    if (from == to) {
      return false;
    }
    shadow(wide, from, to, in);
    shadowed = Math.min(2 * shadowed, MOST_SHADOWED);
    end = to;
    return true;
  }

  /** What is read without its shadow gets none. */
  private void skipShadow(int to) {
    if (to > end) {
      end = to;
      shadowed = FIRST_SHADOWED;
    }
  }

  /** Goes back; what was skipped gets its shadow. */
  private void goBack(int to) {
    at = to;
    if (wide != null) {
      shadow(wide, to, end, in);
    }
  }

  /** Whether there is more than what has been read, as far as is known. */
  private boolean isPartial() {
    return stream != null || (wide != null && end < wide.length >> 1);
  }

  // ---- structure

  /**
   * Skips white space.
   *
   * @return the byte that is at the position then, from 0 to 255, or {@link #END}
   */
  public int next() {
    int from = at;
    if (from < end) {
      byte c = in[from];
      if (c > ' ' || c < 0) {
        return c & 0xFF; // the position is not written where it stays: the next read waits for it
      }
    }
    return skipSpace();
  }

  private int skipSpace() {
    do {
      byte[] bytes = in;
      int to = end;
      for (int i = at; i < to; i++) {
        byte c = bytes[i];
        if (c > ' ' || c < 0) {
          at = i;
          return c & 0xFF;
        }
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
          throw unexpected();
        }
      }
      at = to;
    } while (more());
    return END;
  }

  private void expect(int c) {
    if (at < end && in[at] == c) {
      at++;
    } else if (next() == c) {
      at++;
    } else {
      throw unexpected();
    }
  }

  /** Goes behind the colon after a name, which ends there. */
  private void afterName(int to) {
    if (to < end && in[to] == ':') {
      at = to + 1;
    } else {
      at = to;
      expect(':');
    }
  }

  private void enter() {
    at++;
    if (++depth > maxDepth) {
      throw unexpected();
    }
  }

  private void leave() {
    at++;
    depth--;
  }

  /**
   * Enters an object.
   *
   * @return whether it has a member: the position is at its name's quote; else the object was left
   */
  public boolean firstMember() {
    enter();
    int c = next();
    if (c == '"') {
      return true;
    }
    if (c != '}') {
      throw unexpected();
    }
    leave();
    return false;
  }

  /**
   * Goes on after a member.
   *
   * @return whether there is another: the position is at its name's quote; else the object was left
   */
  public boolean nextMember() {
    int i = at;
    if (end - i > 1 && in[i] == ',' && in[i + 1] == '"') {
      at = i + 1;
      return true;
    }
    int c = next();
    if (c == ',') {
      at++;
      if (next() != '"') {
        throw unexpected();
      }
      return true;
    }
    if (c != '}') {
      throw unexpected();
    }
    leave();
    return false;
  }

  /**
   * Enters an array.
   *
   * @return whether it has an element: the position is at its first byte; else the array was left
   */
  public boolean firstElement() {
    enter();
    if (next() == ']') {
      leave();
      return false;
    }
    return true;
  }

  /**
   * Goes on after an element.
   *
   * @return whether there is another: the position is at its first byte; else the array was left
   */
  public boolean nextElement() {
    int i = at;
    if (end - i > 1 && in[i] == ',' && in[i + 1] > ' ') {
      at = i + 1;
      return true;
    }
    int c = next();
    if (c == ',') {
      at++;
      next();
      return true;
    }
    if (c != ']') {
      throw unexpected();
    }
    leave();
    return false;
  }

  /**
   * Reads a name that is expected.
   *
   * @param expected the index of the likely name
   * @return its index in the table, and the position is after the colon; or -1, and the position is
   *     where it was
   */
  public int member(NameTable table, int expected) {
    if (expected < table.size()) {
      byte[] quoted = table.quoted(expected);
      if (quoted.length > 0 && isMember(quoted)) {
        return expected;
      }
    }
    return member(table);
  }

  /** The same where no name is expected. */
  public int member(NameTable table) {
    int to = plainEnd(at + 1);
    if (to < end && in[to] == '"') {
      int index = table.find(in, at + 1, to);
      if (index >= 0) {
        afterName(to + 1);
        return index;
      }
    }
    return -1;
  }

  /**
   * Reads a name if it is a certain one; else the position stays. It may be that the name is not
   * recognized near the end of what was read.
   *
   * @param word the name's bytes and a quote, in little-endian order
   * @param mask ones for each of its bits
   * @param length of the name and the quote, at most eight
   */
  public boolean isMember(long word, long mask, int length) {
    int from = at + 1;
    if (end - from < Long.BYTES || ((long) LONG.get(in, from) & mask) != word) {
      return false;
    }
    afterName(from + length);
    return true;
  }

  /**
   * The same for a longer name.
   *
   * @param head its first eight bytes
   * @param tail its last eight bytes, the last one a quote
   * @param length of the name and the quote, at least eight and at most sixteen
   */
  public boolean isLongMember(long head, long tail, int length) {
    int from = at + 1;
    if (end - from < length
        || (long) LONG.get(in, from) != head
        || (long) LONG.get(in, from + length - Long.BYTES) != tail) {
      return false;
    }
    afterName(from + length);
    return true;
  }

  /**
   * The same for any name.
   *
   * @param quoted its bytes and a quote
   */
  public boolean isMember(byte[] quoted) {
    int from = at + 1;
    if (end - from < quoted.length || !NameBytes.same(quoted, in, from)) {
      return false;
    }
    afterName(from + quoted.length);
    return true;
  }

  /**
   * Reads a comma, a name in quotes and a colon, without space between them, if they are there;
   * else the position stays.
   *
   * @param word their bytes, in little-endian order
   * @param mask ones for each of its bits
   * @param length of them, at most eight
   */
  public boolean isNext(long word, long mask, int length) {
    int from = at;
    if (end - from < Long.BYTES || ((long) LONG.get(in, from) & mask) != word) {
      return false;
    }
    at = from + length;
    return true;
  }

  /**
   * The same for a longer name.
   *
   * @param head the first eight bytes
   * @param tail the last eight bytes
   * @param length of all, at least eight and at most sixteen
   */
  public boolean isLongNext(long head, long tail, int length) {
    int from = at;
    if (end - from < length
        || (long) LONG.get(in, from) != head
        || (long) LONG.get(in, from + length - Long.BYTES) != tail) {
      return false;
    }
    at = from + length;
    return true;
  }

  /** Reads a name and the colon after it. */
  public String name() {
    int from = at + 1;
    if (end - from > 2 * Long.BYTES) {
      String known = shortName(from);
      if (known != null) {
        return known;
      }
    }
    int to = plainEnd(from);
    if (to < end && in[to] == '"') {
      if (to - from > maxName) {
        throw unexpected();
      }
      afterName(to + 1);
      return names.get(in, from, to);
    }
    isName = true;
    String name = names.canonical(decoded(from, to));
    isName = false;
    if (at - from > maxName) {
      throw unexpected();
    }
    expect(':');
    return name;
  }

  /**
   * Reads the first member's name after {@link #firstMember()}, or goes on after a member, in one
   * step.
   *
   * @return the name, and the position is after the colon; or {@code null} if there is no other,
   *     and the object was left
   */
  public String nextName() {
    int from = at + 2;
    if (end - from > 2 * Long.BYTES && in[from - 2] == ',' && in[from - 1] == '"') {
      String known = shortName(from);
      if (known != null) {
        return known;
      }
    }
    return nextMember() ? name() : null;
  }

  /** A name that is looked up by the two words that it is, or {@code null}. */
  private String shortName(int from) {
    long head = (long) LONG.get(in, from);
    long tail = 0;
    long found = endings(head) | (head & highBits);
    int to = from;
    if (found == 0) {
      to += Long.BYTES;
      tail = (long) LONG.get(in, to);
      found = endings(tail) | (tail & highBits);
      if (found == 0) {
        return null;
      }
      tail &= bytesBefore(found);
    } else {
      head &= bytesBefore(found);
    }
    to += Long.numberOfTrailingZeros(found) >>> 3;
    if (in[to] != '"' || to - from > maxName) {
      return null;
    }
    afterName(to + 1);
    return names.get(head, tail, in, from, to);
  }

  /** A mask of the bytes before the first one that is marked by its high bit. */
  private static long bytesBefore(long marks) {
    return ((marks & -marks) - 1) >>> (Byte.SIZE - 1);
  }

  // ---- strings

  /** Reads a string, or answers {@code null} if there is none, and the position stays. */
  public String stringOrNull() {
    return next() == '"' ? string() : null;
  }

  /** Reads a string. */
  public String string() {
    int from = at + 1;
    int to = plainEnd(from);
    if (to < end && in[to] == '"') {
      if (to - from > maxString) {
        throw unexpected();
      }
      at = to + 1;
      return to == from
          ? ""
          : StringLayout.adopt(Arrays.copyOfRange(in, from, to), StringLayout.LATIN1);
    }
    String text = form == Form.SHADOW && to < end && in[to] < 0 ? wideString(from, to) : null;
    if (text == null) {
      text = decoded(from, to);
    }
    if (at - from > maxString) {
      throw unexpected();
    }
    return text;
  }

  /** Copies a string without escapes, or answers {@code null}. */
  private String wideString(int from, int beyondAscii) {
    int chars = wide.length >> 1;
    int first = beyondAscii;
    while (first < chars && charAt(first) >= 0x80 && charAt(first) <= 0xFF) {
      first++;
    }
    if (first == chars || charAt(first) <= 0xFF) {
      return null; // to be looked at more closely
    }
    int to = wideEnd(first);
    if (to == chars || charAt(to) != '"') {
      return null;
    }
    at = to + 1;
    skipShadow(at);
    return StringLayout.adopt(Arrays.copyOfRange(wide, from << 1, to << 1), StringLayout.UTF16);
  }

  /** The first quote, reverse solidus or control of the UTF-16, or its end. */
  private int wideEnd(int from) {
    return CleanBlocks.stringEndOfUtf16(wide, from << 1, wide.length) >> 1;
  }

  private char charAt(int i) {
    return JavaTextKernels.charAt(wide, i << 1);
  }

  /** Whether the string at the position can be read without asking the stream for more. */
  public boolean isStringThere() {
    if (stream == null || atEndOfStream) {
      return true;
    }
    for (int i = at + 1; i < end; i++) {
      if (in[i] == '"') {
        return true;
      }
      if (in[i] == '\\') {
        i++;
      }
    }
    return false;
  }

  /**
   * Goes back to the beginning of the string last read; nothing has been read since.
   *
   * @param offset of its first quote
   */
  public void retractString(int offset) {
    goBack(start + offset);
  }

  /**
   * Goes back to the beginning of an object of which no more than the first member was read.
   *
   * @param offset of its brace
   * @param around {@link #depth()} there
   */
  public void retractObject(int offset, int around) {
    goBack(start + offset);
    depth = around;
  }

  /** Skips a string. */
  public void skipString() {
    int from = at + 1;
    int to = plainEnd(from);
    if (to < end && in[to] == '"') {
      at = to + 1;
    } else {
      decode(from, to);
    }
  }

  /** The first byte of a string that is not simply copied, or the end of what was read. */
  private int plainEnd(int from) {
    int i = plainEndSoFar(from, end);
    while (i == end && wide != null && more()) {
      i = plainEndSoFar(i, end);
    }
    return i;
  }

  private int plainEndSoFar(int from, int to) {
    byte[] bytes = in;
    long high = highBits;
    int i = from;
    for (int stop = Math.min(to, from + BULK) - Long.BYTES; i <= stop; i += Long.BYTES) {
      long word = (long) LONG.get(bytes, i);
      long found = endings(word) | (word & high);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    if (to - i >= Long.BYTES) {
      return farEnd(i, to);
    }
    while (i < to && !stops(bytes[i], high)) {
      i++;
    }
    return i;
  }

  private int farEnd(int from, int to) {
    int i = from;
    while (i < to) {
      int most = to - i > TextKernels.MAX_INPUT ? i + TextKernels.MAX_INPUT : to;
      int found = highBits == 0 ? kernels.stringEnd(in, i, most) : kernels.plainEnd(in, i, most);
      if (found < most) {
        return found;
      }
      i = most;
    }
    return i;
  }

  /** Exact up to and including the first: as in {@link JavaReadKernels}. */
  private static long endings(long word) {
    long controlOrQuote = (word ^ 0x0202_0202_0202_0202L) - 0x2121_2121_2121_2121L;
    long solidus = (word ^ 0x5C5C_5C5C_5C5C_5C5CL) - 0x0101_0101_0101_0101L;
    return (controlOrQuote | solidus) & ~word & HIGH_BITS;
  }

  private static boolean stops(byte c, long high) {
    return c < 0 ? high != 0 : c < ' ' || c == '"' || c == '\\';
  }

  private String decoded(int from, int plainTo) {
    decode(from, plainTo);
    if (length == 0) {
      return "";
    }
    return StringLayout.adopt(
        Arrays.copyOf(scratch, length), isWide ? StringLayout.UTF16 : StringLayout.LATIN1);
  }

  /**
   * Reads the string that begins at {@code from} into the scratch buffer.
   *
   * @param plainTo up to here it is ASCII without escapes
   */
  private void decode(int from, int plainTo) {
    length = 0;
    isWide = false;
    ascii(from, plainTo);
    boolean isLong = plainTo - from >= NEAR;
    int i = plainTo;
    while (true) {
      if (i == end) {
        if (!more()) {
          throw unexpected();
        }
      }
      byte c = in[i];
      if (c == '"') {
        at = i + 1;
        return;
      }
      if (c == '\\') {
        i = escape(i + 1);
      } else if (c >= 0 || form == Form.LATIN_1) {
        int before = i;
        i = isWide ? wideRun(i) : run(i, isLong);
        isLong = i - before >= NEAR;
      } else {
        i = beyondAscii(i);
      }
    }
  }

  /**
   * Copies what needs no decoding, resolves short escapes, and stops at the rest.
   *
   * @param isLong there is probably more of the kind than {@link #NEAR} bytes
   */
  private int run(int from, boolean isLong) {
    int to = Math.min(end, from + (isLong ? ReadKernels.MOST_ESCAPED : NEAR));
    byte[] out = room(to - from);
    int flags = highBits == 0 ? ReadKernels.LATIN_1 : 0;
    int done =
        isLong
            ? kernels.unescape(in, from, to, out, length, flags)
            : JavaReadKernels.unescaped(in, from, to, out, length, flags);
    length += done & ReadKernels.MOST_ESCAPED;
    int i = from + (done >>> ReadKernels.READ_SHIFT);
    return i < end ? control(i) : i;
  }

  private int control(int i) {
    byte c = in[i];
    if (c >= 0 && c < ' ') {
      throw unexpected();
    }
    return i;
  }

  /** The same where the string is UTF-16 already. */
  private int wideRun(int from) {
    int to = plainEndSoFar(from, end - from > MOST_DECODED ? from + MOST_DECODED : end);
    ascii(from, to);
    return to < end ? control(to) : to;
  }

  private void ascii(int from, int to) {
    int count = to - from;
    if (isWide) {
      byte[] out = room(count * Character.BYTES);
      int o = length;
      for (int i = from; i < to; i++, o += Character.BYTES) {
        JavaTextKernels.setChar(out, o, (char) (in[i] & 0xFF));
      }
      length = o;
    } else {
      System.arraycopy(in, from, room(count), length, count);
      length += count;
    }
  }

  private int escape(int i) {
    int c = byteAt(i, 0);
    switch (c) {
      case '"', '\\', '/' -> put((char) c);
      case 'n' -> put('\n');
      case 't' -> put('\t');
      case 'r' -> put('\r');
      case 'b' -> put('\b');
      case 'f' -> put('\f');
      case 'u' -> {
        int code = 0;
        for (int k = 1; k <= 4; k++) {
          int digit = Character.digit((char) (byteAt(i, k) & 0xFF), 16);
          if (digit < 0) {
            throw unexpected();
          }
          code = code << 4 | digit;
        }
        if (isName && Character.isSurrogate((char) code)) {
          throw unexpected(); // some versions of Jackson want a pair, and stop where there is none
        }
        put((char) code);
        return i + 5;
      }
      default -> throw unexpected();
    }
    return i + 1;
  }

  private byte byteAt(int from, int k) {
    if (from + k == end && !more()) {
      throw unexpected();
    }
    return in[from + k];
  }

  private void put(char c) {
    if (c > 0xFF && !isWide) {
      inflate();
    }
    if (isWide) {
      JavaTextKernels.setChar(room(Character.BYTES), length, c);
      length += Character.BYTES;
    } else {
      room(1)[length++] = (byte) c;
    }
  }

  /** A byte beyond ASCII, and what follows up to the next quote or escape. */
  private int beyondAscii(int from) {
    if (form == Form.SHADOW) {
      int to = wideEnd(from);
      utf16(from, to);
      skipShadow(to);
      return to;
    }
    int to = kernels.stringEnd(in, from, end - from > MOST_DECODED ? from + MOST_DECODED : end);
    if (to == end || to - from == MOST_DECODED) {
      to = wholeChars(from, to);
    }
    utf8(from, to);
    return to < end ? control(to) : to;
  }

  private void utf16(int from, int to) {
    boolean narrow = !isWide;
    for (int i = from; i < to && narrow; i++) {
      narrow = charAt(i) <= 0xFF;
    }
    if (narrow) {
      byte[] out = room(to - from);
      for (int i = from; i < to; i++) {
        out[length++] = (byte) charAt(i);
      }
      return;
    }
    if (!isWide) {
      inflate();
    }
    int bytes = (to - from) << 1;
    System.arraycopy(wide, from << 1, room(bytes), length, bytes);
    length += bytes;
  }

  /** Leaves a char out that is cut; gets more if there is nothing else. */
  private int wholeChars(int from, int to) {
    int lead = to - 1;
    while (lead > from && lead > to - 4 && in[lead] < (byte) 0xC0) {
      lead--;
    }
    byte c = in[lead];
    int length = c >= 0 ? 1 : c >= (byte) 0xF0 ? 4 : c >= (byte) 0xE0 ? 3 : 2;
    if (c < 0 && (c < (byte) 0xC2 || c > (byte) 0xF4)) {
      throw unexpected();
    }
    if (to - lead >= length) {
      return to;
    }
    if (lead > from) {
      return lead;
    }
    for (int k = 1; k < length; k++) {
      byte next = byteAt(lead, k);
      if (next >= (byte) 0xC0 || (k == 1 && !canFollow(c, next))) {
        throw unexpected();
      }
    }
    return lead + length;
  }

  /** Whether the two bytes begin a char that is neither overlong nor a surrogate nor too large. */
  private static boolean canFollow(byte lead, byte next) {
    return switch (lead & 0xFF) {
      case 0xE0 -> next >= (byte) 0xA0;
      case 0xED -> next < (byte) 0xA0;
      case 0xF0 -> next >= (byte) 0x90;
      case 0xF4 -> next < (byte) 0x90;
      default -> true;
    };
  }

  private void utf8(int from, int to) {
    int count = to - from;
    if (!isWide) {
      if (in[from] < (byte) 0xC4) {
        int o = kernels.utf8ToLatin1(in, from, to, room(count), length);
        if (o >= 0) {
          length = o;
          return;
        }
        if (o == ReadKernels.MALFORMED) {
          throw unexpected();
        }
      }
      inflate();
    }
    int o = kernels.utf8ToUtf16(in, from, to, room(count * Character.BYTES), length);
    if (o < 0) {
      throw unexpected();
    }
    length = o;
  }

  private void inflate() {
    byte[] out = room(length);
    for (int i = length - 1; i >= 0; i--) { // backwards: both lie in the same array
      JavaTextKernels.setChar(out, i << 1, (char) (out[i] & 0xFF));
    }
    length <<= 1;
    isWide = true;
  }

  private byte[] room(int bytes) {
    byte[] out = scratch;
    if (out == null) {
      out = SCRATCH.take();
      if (out == null) {
        out = new byte[LEAST_SCRATCH];
      }
      scratch = out;
    }
    if (out.length - length < bytes) {
      long wanted = Math.max((long) length + bytes, 2L * out.length);
      if (wanted > LARGEST_ARRAY) {
        throw unexpected();
      }
      out = Arrays.copyOf(out, (int) wanted);
      scratch = out;
    }
    return out;
  }

  // ---- numbers

  /**
   * Reads a number, which the methods below then tell about.
   *
   * @return whether it has a fraction or an exponent
   */
  public boolean number() {
    if (isPartial()) {
      completeNumber();
    }
    byte[] bytes = in;
    int to = end;
    int i = at;
    numberStart = i;
    negative = i < to && bytes[i] == '-';
    if (negative) {
      i++;
    }
    long m = 0;
    int first = i;
    int c = i < to ? bytes[i] - '0' : -1;
    if (c < 0 || c > 9) {
      throw unexpected();
    }
    if (c == 0) {
      i++;
      if (i < to && isDigit(bytes[i])) {
        throw unexpected();
      }
    } else {
      do {
        m = m * 10 + c;
        i++;
        c = i < to ? bytes[i] - '0' : -1;
      } while (c >= 0 && c <= 9);
    }
    int count = bytes[first] == '0' ? 0 : i - first; // many digits may have become zero
    int p = 0;
    boolean isFraction = false;
    if (i < to && bytes[i] == '.') {
      isFraction = true;
      int point = ++i;
      for (; to - i >= Long.BYTES; i += Long.BYTES) {
        long word = (long) LONG.get(bytes, i);
        if (!areDigits(word)) {
          break;
        }
        m = m * 100_000_000 + eightDigits(word);
      }
      while (i < to && isDigit(bytes[i])) {
        m = m * 10 + (bytes[i] - '0');
        i++;
      }
      if (i == point) {
        throw unexpected();
      }
      p = point - i;
      count = count > 0 ? count + (i - point) : i - firstNonZero(point, i);
    }
    if (i < to && (bytes[i] | 0x20) == 'e') {
      isFraction = true;
      i++;
      boolean down = i < to && bytes[i] == '-';
      if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
        i++;
      }
      int exponentStart = i;
      int e = 0;
      while (i < to && isDigit(bytes[i])) {
        e = Math.min(100_000, e * 10 + (bytes[i] - '0'));
        i++;
      }
      if (i == exponentStart) {
        throw unexpected();
      }
      p += down ? -e : e;
    }
    if (i - numberStart > maxNumber || (depth == 0 && i < to && !isSpace(bytes[i]))) {
      throw unexpected();
    }
    at = i;
    numberEnd = i;
    fraction = isFraction;
    significand = m;
    digits = count;
    power = p;
    return isFraction;
  }

  private int firstNonZero(int from, int to) {
    int i = from;
    while (i < to && in[i] == '0') {
      i++;
    }
    return i;
  }

  /** Gets all of a number, and nothing after what cannot be in it. */
  private void completeNumber() {
    int i = at;
    if (byteAt(i, 0) == '-') {
      i++;
    }
    if (!isDigit(byteAt(i, 0))) {
      throw unexpected();
    }
    i = byteAt(i, 0) == '0' ? i + 1 : digitsEnd(i);
    if (isThere(i) && in[i] == '.') {
      i++;
      if (!isDigit(byteAt(i, 0))) {
        throw unexpected();
      }
      i = digitsEnd(i);
    }
    if (isThere(i) && (in[i] | 0x20) == 'e') {
      byte sign = byteAt(i + 1, 0);
      i += sign == '-' || sign == '+' ? 2 : 1;
      if (!isDigit(byteAt(i, 0))) {
        throw unexpected();
      }
      digitsEnd(i);
    }
  }

  private boolean isThere(int i) {
    return i < end || more();
  }

  private int digitsEnd(int from) {
    int i = from;
    while (isThere(i) && isDigit(in[i])) {
      if (i++ - at > maxNumber) {
        throw unexpected();
      }
    }
    return i;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean areDigits(long word) {
    return ((word & 0xF0F0_F0F0_F0F0_F0F0L)
            | ((word + 0x0606_0606_0606_0606L) & 0xF0F0_F0F0_F0F0_F0F0L) >>> 4)
        == 0x3333_3333_3333_3333L;
  }

  private static long eightDigits(long word) {
    long w = word - 0x3030_3030_3030_3030L;
    w = w * 10 + (w >>> 8);
    return ((w & 0x0000_00FF_0000_00FFL) * 0x000F_4240_0000_0064L
                + (w >>> 16 & 0x0000_00FF_0000_00FFL) * 0x0000_2710_0000_0001L)
            >>> 32
        & 0xFFFF_FFFFL;
  }

  /** Whether the number last read has a fraction or an exponent. */
  public boolean hasFraction() {
    return fraction;
  }

  /** Whether the number last read is an integer of 64 bits. */
  public boolean isLong() {
    return !fraction
        && (digits <= 18
            || (digits == 19 && (significand >= 0 || (negative && significand == Long.MIN_VALUE))));
  }

  /** Whether the number last read is an integer of 32 bits. */
  public boolean isInt() {
    return digits <= 10 && !fraction && (int) longValue() == longValue();
  }

  /** The number last read, if it {@linkplain #isInt() is} one. */
  public int intValue() {
    return (int) longValue();
  }

  /**
   * Goes back to the beginning of the number last read, if the position is at its end; nothing has
   * been read since.
   */
  public void retractNumber() {
    if (at == numberEnd) {
      at = numberStart;
    }
  }

  /** The number last read, if it {@linkplain #isLong() is} one. */
  public long longValue() {
    return negative ? -significand : significand;
  }

  /**
   * The double that is nearest to the number last read; NaN where that is not found here, and the
   * {@linkplain #numberText() text} has to be parsed by other means.
   */
  public double doubleValue() {
    if (digits > BinaryDecimals.MOST_DIGITS) {
      return Double.NaN;
    }
    double size = BinaryDecimals.toDouble(significand, power);
    return negative ? -size : size;
  }

  /** Whether the number last read is beyond the range of doubles, or not far from that. */
  public boolean isHuge() {
    return digits > 0 && power + (long) digits >= 300;
  }

  /** The number last read, as it is written; nothing else has been read since. */
  public String numberText() {
    return new String(in, numberStart, at - numberStart, StandardCharsets.ISO_8859_1);
  }

  /** How many bytes it has. */
  public int numberLength() {
    return at - numberStart;
  }

  // ---- plain values of members

  /**
   * Reads an integer of 32 bits in its usual form. Where there is something else, or what follows
   * has not been read yet, the position stays, and the methods above tell what is there.
   *
   * @return {@link #NOT_PLAIN} in that case
   */
  public long plainInt() {
    int before = at;
    long value = plainLong();
    if (value == (int) value) {
      return value;
    }
    at = before;
    return NOT_PLAIN;
  }

  /** The same for an integer of up to 18 digits. */
  public long plainLong() {
    int to = plainNumber();
    if (to < 0 || plainFraction > 0) {
      return NOT_PLAIN;
    }
    at = to;
    return plainValue;
  }

  /**
   * Reads a number with a fraction and without an exponent; the nearest double. NaN where there is
   * something else, or that is not found here; then the position stays.
   */
  public double plainDouble() {
    int to = plainNumber();
    return to < 0 || plainFraction == 0 ? Double.NaN : plainDecimal(to);
  }

  /**
   * Reads a number like one of the two above: an {@link Integer}, a {@link Long} or a {@link
   * Double}, or {@code null} where there is something else, and the position stays.
   */
  public Number plainNumberOrNull() {
    Number shortNumber = shortNumber();
    if (shortNumber != null) {
      return shortNumber;
    }
    int to = plainNumber();
    if (to < 0) {
      return null;
    }
    if (plainFraction > 0) {
      double value = plainDecimal(to);
      return Double.isNaN(value) ? null : (Number) value;
    }
    at = to;
    long value = plainValue;
    return value == (int) value ? (Number) (int) value : (Number) value;
  }

  /** The same for a number without a sign that is within one word, with what follows it. */
  private Number shortNumber() {
    int from = at;
    if (end - from < Long.BYTES || maxNumber < Long.BYTES) {
      return null;
    }
    long word = (long) LONG.get(in, from);
    int count = leadingDigits(word ^ ZEROS);
    if (count == 0 || count > MOST_SHORT_DIGITS || (count > 1 && (byte) word == '0')) {
      return null;
    }
    long value = digits(word ^ ZEROS, count);
    long rest = word >>> (Byte.SIZE * count);
    if (endsElement((byte) rest)) {
      at = from + count;
      return (int) value;
    }
    if ((byte) rest != '.') {
      return null;
    }
    rest >>>= Byte.SIZE;
    int decimals = leadingDigits(rest ^ ZEROS); // zeros are shifted in, which are no digits
    if (decimals == 0 || !endsElement((byte) (rest >>> (Byte.SIZE * decimals)))) {
      return null;
    }
    at = from + count + 1 + decimals;
    long power = POWERS_OF_TEN[decimals];
    return (double) (value * power + digits(rest ^ ZEROS, decimals)) / power; // both are exact
  }

  private static boolean endsElement(byte c) {
    return c == ',' || c == '}' || c == ']';
  }

  private double plainDecimal(int to) {
    double size = BinaryDecimals.toDouble(plainValue, -plainFraction);
    if (Double.isNaN(size)) {
      return size;
    }
    at = to;
    return plainNegative ? -size : size;
  }

  /**
   * Looks at a number without an exponent, a word at a time, so that its length is not guessed.
   *
   * @return where it ends, or -1 for other values and near the end of what was read
   */
  private int plainNumber() {
    byte[] bytes = in;
    int last = end - Long.BYTES;
    int i = plainStart();
    boolean isNegative = i <= last && bytes[i] == '-';
    if (isNegative) {
      i++;
    }
    if (i > last) {
      return -1;
    }
    int count = bytes[i] == '0' ? 0 : 1;
    long word = (long) LONG.get(bytes, i) ^ ZEROS;
    int digits = leadingDigits(word);
    if (digits == 0 || (count == 0 && digits > 1)) {
      return -1;
    }
    long m = digits(word, digits);
    i += digits;
    count = count == 0 ? 0 : digits;
    if (digits == Long.BYTES) {
      for (; i < end && isDigit(bytes[i]); i++) {
        m = m * 10 + (bytes[i] - '0');
        count++;
      }
      if (count > MOST_PLAIN_DIGITS || i == end) {
        return -1;
      }
    }
    int point = i;
    if (bytes[i] == '.') {
      do {
        if (++i > last) {
          return -1;
        }
        word = (long) LONG.get(bytes, i) ^ ZEROS;
        digits = leadingDigits(word);
        m = m * POWERS_OF_TEN[digits] + digits(word, digits);
        i += digits - 1;
      } while (digits == Long.BYTES);
      i++;
      count += i - point - 1;
      if (i - point == 1 || count > BinaryDecimals.MOST_DIGITS) {
        return -1;
      }
    }
    if ((bytes[i] | 0x20) == 'e' || i - at > maxNumber) {
      return -1;
    }
    plainValue = isNegative && i == point ? -m : m;
    plainFraction = Math.max(0, i - point - 1);
    plainNegative = isNegative;
    return i;
  }

  /** How many of the first bytes are digits, in a word from which {@link #ZEROS} were taken. */
  private static int leadingDigits(long word) {
    long others = ((word + 0x7676_7676_7676_7676L) | word) & HIGH_BITS;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** The number of that many digits at the beginning of the same word. */
  private static long digits(long word, int count) {
    return count == 0 ? 0 : eightDigits((word << (Long.SIZE - Byte.SIZE * count)) + ZEROS);
  }

  /** Reads a boolean: zero or one, or -1 where there is something else, and the position stays. */
  public int plainBoolean() {
    int i = plainStart();
    if (end - i <= TRUE.length + 1) {
      return -1;
    }
    int word = (int) INT.get(in, i);
    int value = word == TRUE_WORD ? 1 : 0;
    i += TRUE.length;
    if (value == 0 && (word != FALSE_WORD || in[i++] != 'e')) {
      return -1;
    }
    if (!endsValue(in[i])) {
      return -1;
    }
    at = i;
    return value;
  }

  /** After one space, which is usual behind a colon. */
  private int plainStart() {
    return at < end && in[at] == ' ' ? at + 1 : at;
  }

  // ---- literals and the rest

  /** Reads {@code true} or {@code false}. */
  public boolean bool() {
    boolean value = in[at] == 't';
    literal(value ? TRUE : FALSE);
    return value;
  }

  /** Reads {@code null}. */
  public void nothing() {
    literal(NULL);
  }

  private void literal(byte[] expected) {
    int i = at;
    if (end - i > expected.length
        && (int) INT.get(in, i + expected.length - Integer.BYTES)
            == (int) INT.get(expected, expected.length - Integer.BYTES)
        && in[i] == expected[0]
        && endsValue(in[i + expected.length])) {
      at = i + expected.length;
      return;
    }
    for (int k = 0; k < expected.length; k++) {
      if (byteAt(at, k) != expected[k]) {
        throw unexpected();
      }
    }
    at += expected.length;
    if (at == end && !more()) {
      return;
    }
    if (!endsValue(in[at])) {
      throw unexpected();
    }
  }

  private static boolean endsValue(byte c) {
    return c == ',' || c == '}' || c == ']' || isSpace(c);
  }

  /** Reads any value and makes nothing of it. */
  public void skipValue() {
    switch (next()) {
      case '"' -> skipString();
      case '{' -> {
        for (boolean more = firstMember(); more; more = nextMember()) {
          skipMember();
        }
      }
      case '[' -> {
        for (boolean more = firstElement(); more; more = nextElement()) {
          skipValue();
        }
      }
      case 't', 'f' -> bool();
      case 'n' -> nothing();
      default -> number();
    }
  }

  /** Reads a name and its value, and makes nothing of it. */
  public void skipMember() {
    int from = at;
    isName = true;
    skipString();
    isName = false;
    if (at - from > maxName) {
      throw unexpected();
    }
    expect(':');
    skipValue();
  }
}

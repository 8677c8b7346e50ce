package io.fastaccel.interceptors.gson;

import com.google.gson.stream.JsonWriter;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.GsonEscapes;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/**
 * A {@link JsonWriter} that writes into a {@link JsonOutput} what Gson's own would write, char for
 * char, for adapters that are not stood in for. Its settings are those of the superclass, which are
 * final there.
 *
 * <p>Whatever is not reproduced, errors in the order of calls among it, throws {@link
 * OriginalNeeded} and leaves the {@linkplain #refusal reason}: should the adapter swallow the
 * exception, the document is of no use all the same.
 *
 * <p>Used for one document by one thread. Once that is done, the writer lets go of its output, so
 * that an adapter that kept the writer cannot write into another document.
 */
final class BufferWriter extends JsonWriter {

  /** What the superclass would write to; none of its methods that write is left. */
  private static final Writer NOWHERE =
      new Writer() {
        @Override
        public void write(char[] chars, int offset, int length) {
          throw new OriginalNeeded("method of a writer that is not known");
        }

        @Override
        public void flush() {
          // nothing is kept here
        }

        @Override
        public void close() {
          // nothing is kept here
        }
      };

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** One value, whose place is prepared. */
  private static final byte ONE_VALUE = 0;

  private static final byte ARRAY = 1;
  private static final byte OBJECT = 2;

  /** An object whose opening brace comes with its first member. */
  private static final byte PENDING_OBJECT = 3;

  private static final int INITIAL_SCOPES = 16;

  private JsonOutput out;
  private final Format format;
  private final Object style;

  private byte[] scopes = new byte[INITIAL_SCOPES];
  private int[] counts = new int[INITIAL_SCOPES];
  private int depth;

  /** Levels around the place that was lent. */
  private int outer;

  private String name;
  private String refusal;

  BufferWriter(JsonOutput out, GsonProfile profile) {
    super(NOWHERE);
    this.out = out;
    this.format = profile.format();
    profile.configure(this);
    this.style = GsonInternals.style(this);
  }

  /** Why the document is of no use, or {@code null}. */
  String refusal() {
    return refusal;
  }

  /** Ends the use of the output, whatever became of the document. */
  void letGo() {
    out = null;
    if (refusal == null) {
      refusal = "document that has ended";
    }
  }

  /** Begins a value whose place has been prepared. */
  void lendValue() {
    lend(ONE_VALUE, 0);
  }

  /** Begins a place for members in an object that has some already. */
  void lendMembers(int written) {
    lend(written == 0 ? PENDING_OBJECT : OBJECT, written);
  }

  private void lend(byte scope, int count) {
    depth = 0;
    outer = out.nesting();
    scopes[0] = scope;
    counts[0] = count;
    name = null;
  }

  /**
   * Ends what was lent.
   *
   * @return values or members there are now
   * @throws OriginalNeeded if something was left open
   */
  int settle() {
    if (depth != 0 || name != null || refusal != null) {
      throw refused("adapter that leaves something open");
    }
    return counts[0];
  }

  /** Whether no value has begun in what was lent. */
  boolean isUntouched() {
    return depth == 0 && counts[0] == 0;
  }

  OriginalNeeded refused(String reason) {
    if (refusal == null) {
      refusal = reason;
    }
    return new OriginalNeeded(reason);
  }

  // ---- structure

  @Override
  public JsonWriter beginArray() {
    beforeValue();
    push(ARRAY);
    out.ascii('[');
    return this;
  }

  @Override
  public JsonWriter endArray() {
    close(ARRAY, ']');
    return this;
  }

  @Override
  public JsonWriter beginObject() {
    beforeValue();
    push(OBJECT);
    out.ascii('{');
    return this;
  }

  @Override
  public JsonWriter endObject() {
    close(OBJECT, '}');
    return this;
  }

  private void push(byte scope) {
    if (++depth == scopes.length) {
      scopes = Arrays.copyOf(scopes, 2 * depth);
      counts = Arrays.copyOf(counts, 2 * depth);
    }
    scopes[depth] = scope;
    counts[depth] = 0;
  }

  private void close(byte scope, char bracket) {
    check();
    if (depth == 0 || scopes[depth] != scope || name != null) {
      throw refused("call out of order");
    }
    if (counts[depth--] > 0) {
      newline();
    }
    out.ascii(bracket);
  }

  @Override
  public JsonWriter name(String next) {
    if (next == null || name != null || scopes[depth] < OBJECT) {
      throw refused("call out of order");
    }
    name = next;
    return this;
  }

  private void beforeValue() {
    check();
    int count = counts[depth]++;
    switch (scopes[depth]) {
      case ONE_VALUE -> {
        if (count > 0) {
          throw refused("several values in one place");
        }
      }
      case ARRAY -> {
        if (count > 0) {
          out.ascii(format.comma());
        }
        newline();
      }
      case PENDING_OBJECT -> {
        scopes[depth] = OBJECT;
        member(0);
      }
      default -> member(count);
    }
  }

  private void member(int count) {
    if (name == null) {
      throw refused("call out of order");
    }
    if (count > 0) {
      out.ascii(format.comma());
    }
    newline();
    out.quoted(name, escapes());
    out.ascii(format.colon());
    name = null;
  }

  private void newline() {
    if (format.isPretty()) {
      out.ascii(format.newline());
      for (int i = 0; i < outer + depth; i++) {
        out.ascii(format.indent());
      }
    }
  }

  /** The indentation cannot be followed by overriding what sets it. */
  private void check() {
    if (refusal != null) {
      throw new OriginalNeeded(refusal);
    }
    if (GsonInternals.style(this) != style) {
      throw refused("indentation changed by an adapter");
    }
  }

  private GsonEscapes escapes() {
    return isHtmlSafe() ? GsonEscapes.HTML_SAFE : GsonEscapes.PLAIN;
  }

  // ---- values

  @Override
  public JsonWriter value(String value) {
    if (value == null) {
      return nullValue();
    }
    beforeValue();
    out.quoted(value, escapes());
    return this;
  }

  @Override
  public JsonWriter jsonValue(String value) {
    if (value == null) {
      return nullValue();
    }
    beforeValue();
    out.raw(value);
    return this;
  }

  @Override
  public JsonWriter nullValue() {
    if (name != null && !getSerializeNulls()) {
      check();
      name = null; // and no value
      return this;
    }
    beforeValue();
    out.ascii(NULL);
    return this;
  }

  @Override
  public JsonWriter value(boolean value) {
    beforeValue();
    out.bool(value);
    return this;
  }

  @Override
  public JsonWriter value(Boolean value) {
    return value == null ? nullValue() : value((boolean) value);
  }

  /** Overrides what came with 2.9.1. */
  @SuppressWarnings("MissingOverride")
  public JsonWriter value(float value) {
    if (!Float.isFinite(value)) {
      throw refused("number that is not finite"); // versions differ
    }
    beforeValue();
    out.raw(Float.toString(value));
    return this;
  }

  @Override
  public JsonWriter value(double value) {
    if (!Double.isFinite(value)) {
      throw refused("number that is not finite"); // versions differ
    }
    beforeValue();
    out.number(value);
    return this;
  }

  @Override
  public JsonWriter value(long value) {
    beforeValue();
    out.number(value);
    return this;
  }

  @Override
  public JsonWriter value(Number value) {
    if (value == null) {
      return nullValue();
    }
    Class<?> type = value.getClass();
    if (type == Integer.class || type == Long.class) {
      return value(value.longValue());
    }
    String text = value.toString();
    boolean finite = !text.equals("NaN") && !text.equals("Infinity") && !text.equals("-Infinity");
    if (!finite && !isLenient()) {
      throw refused("number that is not finite");
    }
    if (finite && !JsonNumbers.isNumber(text)) {
      throw refused("number with an unusual text"); // later versions do not write all of them
    }
    beforeValue();
    out.raw(text);
    return this;
  }

  // ---- the end

  @Override
  public void flush() {
    // There is nothing behind the buffer that could see it.
  }

  /** Called by an adapter: what it writes afterwards fails in ways of its own. */
  @Override
  public void close() throws IOException {
    throw refused("writer closed by an adapter");
  }
}

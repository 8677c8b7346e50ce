package io.fastaccel.interceptors.gson;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.runtime.text.JsonInput;
import java.io.Reader;
import java.util.Arrays;

/**
 * What Gson's adapters read from: one value at a time of a document, through our input. Whatever is
 * an error for Gson's own reader, or depends on its leniency, refuses the document, and so does
 * everything that tells where the reader is. For one thread.
 */
final class InputReader extends JsonReader {

  // Where the reader is. The state after a value is the next one.
  private static final byte ROOT = 0;
  private static final byte ROOT_READ = 1;
  private static final byte ARRAY_BEGUN = 2;
  private static final byte ELEMENT = 3;
  private static final byte ELEMENT_READ = 4;
  private static final byte OBJECT_BEGUN = 5;
  private static final byte NAME = 6;
  private static final byte MEMBER = 7;
  private static final byte MEMBER_READ = 8;

  private final JsonInput in;
  private final Refusal refusal;
  private final int nestingLimit;

  private byte[] states = new byte[8];
  private int depth;

  /** What comes next, or {@code null} if that is not known yet. */
  private JsonToken token;

  private boolean lent;
  private boolean ended;

  /** Its leniency is that of a reader that {@code fromJson} has made lenient. */
  InputReader(JsonInput in, Refusal refusal) {
    this(in, refusal, new Nothing(refusal));
  }

  @SuppressWarnings("deprecation") // its successor came with 2.11
  private InputReader(JsonInput in, Refusal refusal, Nothing nothing) {
    super(nothing);
    this.in = in;
    this.refusal = refusal;
    setLenient(true);
    this.nestingLimit = ReadInternals.nestingLimit(this);
  }

  /** What the superclass would read from, if it came to that. */
  private static final class Nothing extends Reader {
    private final Refusal refusal;

    Nothing(Refusal refusal) {
      this.refusal = refusal;
    }

    @Override
    public int read(char[] out, int from, int length) {
      throw refusal.because("method of a reader that is not known");
    }

    @Override
    public void close() {}
  }

  /** Lends the value at the input's position, until {@link #settle}. */
  void lend() {
    depth = 0;
    states[0] = ROOT;
    token = null;
    lent = true;
  }

  /** Takes back what was lent: exactly one value must have been read. */
  void settle() {
    lent = false;
    if (depth != 0 || states[0] != ROOT_READ) {
      throw refusal.because("adapter that does not end where its value ends");
    }
    check();
  }

  /** After this, an adapter that has kept the reader gets nothing from it. */
  void letGo() {
    ended = true;
    token = null;
  }

  private void check() {
    if (!isLenient() || ReadInternals.nestingLimit(this) != nestingLimit) {
      throw refusal.because("setting changed by an adapter");
    }
  }

  private OriginalNeeded unexpected() {
    return refusal.because("unusual or invalid input");
  }

  // ---- where it is

  private JsonToken next() {
    if (token == null) {
      if (ended) {
        throw new IllegalStateException("JsonReader is closed");
      }
      if (!lent) {
        throw refusal.because("reader used out of turn");
      }
      check();
      token = find();
    }
    return token;
  }

  private JsonToken find() {
    switch (states[depth]) {
      case ROOT, MEMBER -> {}
      case ARRAY_BEGUN -> {
        if (!in.firstElement()) {
          return JsonToken.END_ARRAY;
        }
        states[depth] = ELEMENT;
      }
      case ELEMENT_READ -> {
        if (!in.nextElement()) {
          return JsonToken.END_ARRAY;
        }
        states[depth] = ELEMENT;
      }
      case OBJECT_BEGUN -> {
        return name(in.firstMember());
      }
      case MEMBER_READ -> {
        return name(in.nextMember());
      }
      default -> throw refusal.because("adapter that reads beyond its value");
    }
    return switch (in.next()) {
      case '"' -> JsonToken.STRING;
      case '{' -> JsonToken.BEGIN_OBJECT;
      case '[' -> JsonToken.BEGIN_ARRAY;
      case 't', 'f' -> JsonToken.BOOLEAN;
      case 'n' -> JsonToken.NULL;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> JsonToken.NUMBER;
      default -> throw unexpected();
    };
  }

  private JsonToken name(boolean isThere) {
    if (!isThere) {
      return JsonToken.END_OBJECT;
    }
    states[depth] = NAME;
    ReadInternals.offerName(this);
    return JsonToken.NAME;
  }

  private boolean isPromoted() {
    return token == JsonToken.NAME && ReadInternals.isPromoted(this);
  }

  private void expect(JsonToken expected) {
    if (next() != expected) {
      throw unexpected();
    }
  }

  private void begin(JsonToken expected, byte state) {
    expect(expected);
    if (++depth == states.length) {
      states = Arrays.copyOf(states, 2 * depth);
    }
    states[depth] = state;
    token = null;
  }

  private void end(JsonToken expected) {
    expect(expected);
    depth--;
    read();
  }

  /** After a value. */
  private void read() {
    states[depth]++;
    token = null;
  }

  private String takeName() {
    String name = in.name();
    ReadInternals.tookName(this);
    states[depth] = MEMBER;
    token = null;
    return name;
  }

  /** The string that is next, be it a name. */
  private String takeString() {
    if (isPromoted()) {
      return takeName();
    }
    expect(JsonToken.STRING);
    String text = in.string();
    read();
    return text;
  }

  // ---- what adapters call

  @Override
  public void beginArray() {
    begin(JsonToken.BEGIN_ARRAY, ARRAY_BEGUN);
  }

  @Override
  public void endArray() {
    end(JsonToken.END_ARRAY);
  }

  @Override
  public void beginObject() {
    begin(JsonToken.BEGIN_OBJECT, OBJECT_BEGUN);
  }

  @Override
  public void endObject() {
    end(JsonToken.END_OBJECT);
  }

  @Override
  public boolean hasNext() {
    JsonToken next = next();
    return next != JsonToken.END_ARRAY && next != JsonToken.END_OBJECT;
  }

  @Override
  public JsonToken peek() {
    JsonToken next = next();
    return next == JsonToken.NAME && isPromoted() ? JsonToken.STRING : next;
  }

  @Override
  public String nextName() {
    expect(JsonToken.NAME);
    if (isPromoted()) {
      throw unexpected();
    }
    return takeName();
  }

  @Override
  public String nextString() {
    if (next() == JsonToken.NUMBER) {
      NumberReading.number(in, refusal);
      String text = in.numberText();
      read();
      return text;
    }
    return takeString();
  }

  @Override
  public boolean nextBoolean() {
    expect(JsonToken.BOOLEAN);
    boolean value = in.bool();
    read();
    return value;
  }

  @Override
  public void nextNull() {
    expect(JsonToken.NULL);
    in.nothing();
    read();
  }

  @Override
  public double nextDouble() {
    double value;
    if (next() == JsonToken.NUMBER) {
      NumberReading.number(in, refusal);
      value = doubleValue();
      read();
    } else {
      value = parsed(takeString());
    }
    if (!Double.isFinite(value)) {
      throw refusal.because("number beyond the range of doubles");
    }
    return value;
  }

  @Override
  public long nextLong() {
    double value;
    if (next() == JsonToken.NUMBER) {
      NumberReading.number(in, refusal);
      if (in.isLong()) {
        read();
        return in.longValue();
      }
      value = doubleValue();
      read();
    } else {
      String text = takeString();
      try {
        return Long.parseLong(ascii(text));
      } catch (NumberFormatException e) {
        value = parsed(text);
      }
    }
    long result = (long) value;
    if (result != value) {
      throw refusal.because("number out of range");
    }
    return result;
  }

  @Override
  public int nextInt() {
    double value;
    if (next() == JsonToken.NUMBER) {
      NumberReading.number(in, refusal);
      if (in.isInt()) {
        read();
        return in.intValue();
      }
      if (in.isLong()) {
        throw refusal.because("number out of range");
      }
      value = doubleValue();
      read();
    } else {
      String text = takeString();
      try {
        return Integer.parseInt(ascii(text));
      } catch (NumberFormatException e) {
        value = parsed(text);
      }
    }
    int result = (int) value;
    if (result != value) {
      throw refusal.because("number out of range");
    }
    return result;
  }

  private double doubleValue() {
    double value = in.doubleValue();
    return Double.isNaN(value) ? Double.parseDouble(in.numberText()) : value;
  }

  private double parsed(String text) {
    try {
      return Double.parseDouble(ascii(text));
    } catch (NumberFormatException e) {
      throw refusal.because("text that is no number");
    }
  }

  /** Some versions accept other digits. */
  private String ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        throw refusal.because("text that is no number");
      }
    }
    return text;
  }

  @Override
  public void skipValue() {
    switch (next()) {
      case NAME -> takeName();
      case END_ARRAY, END_OBJECT, END_DOCUMENT -> throw unexpected();
      case NUMBER -> nextString(); // which may be none
      default -> {
        in.skipValue();
        read();
      }
    }
  }

  @Override
  public void close() {
    if (!ended) {
      throw refusal.because("reader closed by an adapter");
    }
  }

  // ---- where it is, for others

  private String location() {
    if (!ended) {
      throw refusal.because("location asked for");
    }
    return "$";
  }

  @Override
  public String getPath() {
    return location();
  }

  @Override
  public String getPreviousPath() {
    return location();
  }

  /** Came with 2.15. */
  @SuppressWarnings("unused") // overrides a method there
  public long getCharacterOffset() {
    return location().length();
  }

  @Override
  public String toString() {
    return location();
  }
}

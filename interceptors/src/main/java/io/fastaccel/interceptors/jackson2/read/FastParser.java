package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.json.JsonReadContext;
import com.fasterxml.jackson.core.json.PackageVersion;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.fastaccel.runtime.text.JsonInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Jackson's view of a {@link JsonInput}: what deserializers read from. It answers what Jackson's
 * own parsers would; where it does not know their answer, it throws {@link OriginalNeeded}, and
 * remembers that it did.
 *
 * <p>The position of the input is shared with a {@link DocumentReader}, which hands values over by
 * {@link #beginValue} and takes the position back by {@link #endValue}.
 */
final class FastParser extends ParserMinimalBase {

  /** Longer numbers are parsed by other code in some versions. */
  static final int LONGEST_BIG_NUMBER = 100;

  /** Whether a float is rounded once more from a double; later versions do not do that. */
  private static final boolean FLOATS_BY_DOUBLE = ParserProbe.floatsAreRoundedTwice();

  /** Of where structures begin, which only messages of errors tell. */
  static final int ROW = 1;

  static final int COLUMN = 0;

  /** What a number with a fraction was asked for first, which decides what it is later. */
  private enum Parsed {
    NOT,
    DOUBLE,
    FLOAT
  }

  private final JsonInput in;
  private final Source source;
  private ObjectCodec codec;

  private JsonReadContext context;

  /** The token last produced; unlike {@code _currToken}, it cannot be cleared. */
  private JsonToken last;

  /** The string at the position has not been read. */
  private boolean unread;

  private String text;
  private BigDecimal decimal;
  private Parsed parsed = Parsed.NOT;
  private BigInteger bigInteger;
  private String numberText;
  private int tokenOffset;
  private boolean closed;
  private String refusal;

  private int rowOffset;
  private int row = 1;
  private int rowStart;

  FastParser(JsonInput in, Source source, int features, ObjectCodec codec) {
    super(features);
    this.in = in;
    this.source = source;
    this.codec = codec;
    this.context = JsonReadContext.createRootContext(null);
  }

  /** Why the work is of no use, or {@code null}. */
  String refusal() {
    return in.isBroken() ? "unusual or invalid input" : refusal;
  }

  OriginalNeeded refused(String reason) {
    if (refusal == null) {
      refusal = reason;
    }
    return new OriginalNeeded(reason);
  }

  // ---- shared with the document reader

  JsonReadContext context() {
    return context;
  }

  /** Counts the root value, which others read. */
  void beginRoot() {
    context.expectComma();
  }

  /** After a root value that others read. */
  void endRoot(JsonReadContext root) {
    context = root;
    last = null;
    _currToken = null;
  }

  /**
   * Makes the value at the input's position the current token.
   *
   * @param around the array, object or root that the value is in
   */
  JsonToken beginValue(JsonReadContext around) throws IOException {
    context = around;
    return produced(value(in.next()));
  }

  /** Checks that exactly the value that was begun has been read, and leaves the position after. */
  void endValue(JsonReadContext around, int index) {
    JsonToken token = last;
    if (context != around
        || around.getCurrentIndex() != index
        || token == null
        || !(token.isScalarValue() || token.isStructEnd())
        || closed) {
      throw refused("deserializer that does not end where its value ends");
    }
    finishToken();
  }

  @Override
  public void finishToken() {
    if (unread) {
      in.skipString();
      unread = false;
    }
  }

  // ---- tokens

  @Override
  public JsonToken nextToken() throws IOException {
    if (closed) {
      _currToken = null;
      return null;
    }
    finishToken();
    return produced(advance());
  }

  private JsonToken produced(JsonToken token) {
    last = token;
    _currToken = token;
    return token;
  }

  private JsonToken advance() throws IOException {
    JsonToken before = last;
    if (before == JsonToken.FIELD_NAME) {
      return value(in.next());
    }
    if (context.inObject()) {
      boolean more = before == JsonToken.START_OBJECT ? in.firstMember() : in.nextMember();
      if (!more) {
        return left(JsonToken.END_OBJECT);
      }
      tokenOffset = in.offset();
      context.expectComma();
      String name = in.name();
      context.setCurrentName(name);
      text = name;
      return JsonToken.FIELD_NAME;
    }
    if (context.inArray()) {
      boolean more = before == JsonToken.START_ARRAY ? in.firstElement() : in.nextElement();
      if (!more) {
        return left(JsonToken.END_ARRAY);
      }
      context.expectComma();
      return value(in.next());
    }
    int c = in.next();
    if (c == JsonInput.END) {
      close();
      return null;
    }
    context.expectComma();
    return value(c);
  }

  private JsonToken left(JsonToken token) {
    tokenOffset = in.offset() - 1;
    context = context.clearAndGetParent();
    return token;
  }

  private JsonToken value(int c) {
    tokenOffset = in.offset();
    return switch (c) {
      case '"' -> {
        unread = true;
        text = null;
        yield JsonToken.VALUE_STRING;
      }
      case '{' -> {
        context = context.createChildObjectContext(ROW, COLUMN);
        yield JsonToken.START_OBJECT;
      }
      case '[' -> {
        context = context.createChildArrayContext(ROW, COLUMN);
        yield JsonToken.START_ARRAY;
      }
      case 't', 'f' -> in.bool() ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
      case 'n' -> {
        in.nothing();
        yield JsonToken.VALUE_NULL;
      }
      default -> {
        decimal = null;
        parsed = Parsed.NOT;
        bigInteger = null;
        numberText = null;
        yield in.number() ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT;
      }
    };
  }

  @Override
  public String nextFieldName() throws IOException {
    return nextToken() == JsonToken.FIELD_NAME ? text : null;
  }

  @Override
  public String nextTextValue() throws IOException {
    return nextToken() == JsonToken.VALUE_STRING ? getText() : null;
  }

  @Override
  public JsonParser skipChildren() throws IOException {
    JsonToken token = _currToken;
    if (token != last || (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY)) {
      return super.skipChildren();
    }
    if (token == JsonToken.START_OBJECT) {
      for (boolean more = in.firstMember(); more; more = in.nextMember()) {
        in.skipMember();
      }
      produced(left(JsonToken.END_OBJECT));
    } else {
      for (boolean more = in.firstElement(); more; more = in.nextElement()) {
        in.skipValue();
      }
      produced(left(JsonToken.END_ARRAY));
    }
    return this;
  }

  @Override
  protected void _handleEOF() {
    throw refused("end of input");
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      source.close(isEnabled(Feature.AUTO_CLOSE_SOURCE));
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  // ---- names and texts

  @Override
  public String getCurrentName() {
    return nameContext().getCurrentName();
  }

  private JsonReadContext nameContext() {
    return _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY
        ? context.getParent()
        : context;
  }

  @Override
  public void overrideCurrentName(String name) {
    try {
      nameContext().setCurrentName(name);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String getText() throws IOException {
    JsonToken token = _currToken;
    if (token == JsonToken.VALUE_STRING) {
      if (unread) {
        text = in.string();
        unread = false;
      }
      return text;
    }
    if (token == null) {
      return null;
    }
    return switch (token) {
      case FIELD_NAME -> context.getCurrentName();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numberText();
      default -> token.asString();
    };
  }

  private String numberText() {
    if (numberText == null) {
      numberText = in.numberText();
    }
    return numberText;
  }

  @Override
  public int getText(Writer writer) throws IOException {
    String all = getText();
    if (all == null) {
      return 0;
    }
    writer.write(all);
    return all.length();
  }

  @Override
  public char[] getTextCharacters() throws IOException {
    String all = getText();
    return all == null ? null : all.toCharArray();
  }

  @Override
  public boolean hasTextCharacters() {
    return false;
  }

  @Override
  public int getTextLength() throws IOException {
    String all = getText();
    return all == null ? 0 : all.length();
  }

  @Override
  public int getTextOffset() {
    return 0;
  }

  @Override
  public byte[] getBinaryValue(Base64Variant variant) throws IOException {
    if (_currToken != JsonToken.VALUE_STRING) {
      throw refused("binary data in place of another value");
    }
    ByteArrayBuilder builder = new ByteArrayBuilder();
    _decodeBase64(getText(), builder, variant);
    return builder.toByteArray();
  }

  @Override
  public int readBinaryValue(Base64Variant variant, OutputStream out) throws IOException {
    byte[] bytes = getBinaryValue(variant);
    out.write(bytes);
    return bytes.length;
  }

  // ---- numbers

  private void requireNumber() {
    if (_currToken != JsonToken.VALUE_NUMBER_INT && _currToken != JsonToken.VALUE_NUMBER_FLOAT) {
      throw refused("number asked for where there is none");
    }
  }

  @Override
  public Number getNumberValue() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      return integer();
    }
    return decimal != null ? decimal : doubleOfNumber();
  }

  @Override
  public Number getNumberValueExact() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      return integer();
    }
    return decimal == null && parsed == Parsed.DOUBLE ? doubleOfNumber() : getDecimalValue();
  }

  /** Overrides what later versions have. */
  public Object getNumberValueDeferred() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      return in.isLong() || bigInteger != null ? integer() : numberText();
    }
    if (decimal != null) {
      return decimal;
    }
    return parsed == Parsed.NOT ? numberText() : doubleOfNumber();
  }

  private Number integer() {
    if (in.isInt()) {
      return in.intValue();
    }
    if (in.isLong()) {
      return in.longValue();
    }
    return bigInteger();
  }

  @Override
  public NumberType getNumberType() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      if (!in.isLong()) {
        return NumberType.BIG_INTEGER;
      }
      long value = in.longValue();
      return (int) value == value ? NumberType.INT : NumberType.LONG;
    }
    if (decimal != null) {
      return NumberType.BIG_DECIMAL;
    }
    doubleOfNumber();
    return NumberType.DOUBLE;
  }

  @Override
  public int getIntValue() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      if (in.isLong()) {
        long value = in.longValue();
        if ((int) value == value) {
          return (int) value;
        }
      }
    } else if (decimal == null) {
      double value = doubleOfNumber();
      if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw refused("number out of range");
  }

  @Override
  public long getLongValue() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      if (in.isLong()) {
        return in.longValue();
      }
    } else if (decimal == null) {
      double value = doubleOfNumber();
      if (Math.abs(value) < 1L << 53) {
        return (long) value;
      }
    }
    throw refused("number out of range");
  }

  @Override
  public BigInteger getBigIntegerValue() throws IOException {
    requireNumber();
    if (_currToken != JsonToken.VALUE_NUMBER_INT) {
      throw refused("integer from a fraction");
    }
    return in.isLong() ? BigInteger.valueOf(in.longValue()) : bigInteger();
  }

  private BigInteger bigInteger() {
    if (bigInteger == null) {
      if (in.numberLength() > LONGEST_BIG_NUMBER) {
        throw refused("long number");
      }
      bigInteger = new BigInteger(numberText());
    }
    return bigInteger;
  }

  @Override
  public float getFloatValue() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      if (in.isLong() && Math.abs(in.longValue()) < 1 << 24) {
        return in.longValue();
      }
      throw refused("float of many digits from an integer");
    }
    if (decimal != null) {
      throw refused("float after a decimal");
    }
    if (FLOATS_BY_DOUBLE || parsed == Parsed.DOUBLE) {
      return (float) doubleOfNumber();
    }
    parsed = Parsed.FLOAT;
    return Float.parseFloat(numberText());
  }

  @Override
  public double getDoubleValue() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      return in.isLong() ? in.longValue() : bigInteger().doubleValue();
    }
    if (decimal != null) {
      throw refused("double after a decimal");
    }
    return doubleOfNumber();
  }

  private double doubleOfNumber() {
    if (parsed == Parsed.FLOAT) {
      throw refused("number asked for after a float");
    }
    parsed = Parsed.DOUBLE;
    double value = in.doubleValue();
    return Double.isNaN(value) ? NumberInput.parseDouble(numberText()) : value;
  }

  @Override
  public BigDecimal getDecimalValue() throws IOException {
    requireNumber();
    if (_currToken == JsonToken.VALUE_NUMBER_INT) {
      return in.isLong() ? BigDecimal.valueOf(in.longValue()) : new BigDecimal(bigInteger());
    }
    if (decimal == null) {
      if (parsed == Parsed.FLOAT) {
        throw refused("number asked for after a float");
      }
      if (in.numberLength() > LONGEST_BIG_NUMBER) {
        throw refused("long number");
      }
      decimal = new BigDecimal(numberText());
    }
    return decimal;
  }

  @Override
  public boolean isNaN() throws IOException {
    if (_currToken == JsonToken.VALUE_NUMBER_FLOAT && in.isHuge()) {
      throw refused("number beyond the range of doubles");
    }
    return false;
  }

  // ---- where it is

  @Override
  public JsonStreamContext getParsingContext() {
    return context;
  }

  @Override
  public JsonLocation getTokenLocation() {
    if (last == null || (_currToken == null && last == JsonToken.FIELD_NAME)) {
      throw refused("location without a token");
    }
    return location(tokenOffset);
  }

  @Override
  public JsonLocation getCurrentLocation() {
    if (_currToken == null || _currToken == JsonToken.FIELD_NAME) {
      throw refused("location between tokens");
    }
    boolean isOpening = unread || last == JsonToken.START_OBJECT || last == JsonToken.START_ARRAY;
    return location(in.offset() + (isOpening ? 1 : 0));
  }

  private JsonLocation location(int offset) {
    ContentReference content = source.reference(isEnabled(Feature.INCLUDE_SOURCE_IN_LOCATION));
    if (content == null) {
      throw refused("location asked for");
    }
    // Tokens only go forward, so that all of the input is looked at once.
    for (; rowOffset < tokenOffset; rowOffset++) {
      if (endsRow(rowOffset)) {
        row++;
        rowStart = rowOffset + 1;
      }
    }
    int currentRow = row;
    int currentStart = rowStart;
    for (int i = tokenOffset; i < offset; i++) {
      if (endsRow(i)) {
        currentRow++;
        currentStart = i + 1;
      }
    }
    int column = offset - currentStart + 1;
    return in.isText()
        ? new JsonLocation(content, -1L, offset, currentRow, column)
        : new JsonLocation(content, offset, -1L, currentRow, column);
  }

  private boolean endsRow(int offset) {
    byte c = in.byteAt(offset);
    return c == '\n' || (c == '\r' && in.byteAt(offset + 1) != '\n');
  }

  // ---- what a parser is besides

  @Override
  public ObjectCodec getCodec() {
    return codec;
  }

  @Override
  public void setCodec(ObjectCodec codec) {
    this.codec = codec;
  }

  @Override
  public Version version() {
    return PackageVersion.VERSION;
  }

  @Override
  public Object getInputSource() {
    throw refused("input asked for");
  }

  @Override
  public int releaseBuffered(OutputStream out) {
    throw refused("buffered input asked for");
  }

  @Override
  public int releaseBuffered(Writer out) {
    throw refused("buffered input asked for");
  }

  @Override
  public JsonParser enable(Feature feature) {
    return isEnabled(feature) ? this : changed();
  }

  @Override
  public JsonParser disable(Feature feature) {
    return isEnabled(feature) ? changed() : this;
  }

  @Override
  @Deprecated
  public JsonParser setFeatureMask(int mask) {
    return mask == _features ? this : changed();
  }

  @Override
  public JsonParser overrideStdFeatures(int values, int mask) {
    int wanted = (_features & ~mask) | (values & mask);
    if (!ParserFeatures.areSupported(wanted)) {
      throw refused(ParserFeatures.REFUSAL);
    }
    _features = wanted;
    return this;
  }

  private JsonParser changed() {
    throw refused("parser feature changed by a deserializer");
  }
}

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
import io.fastaccel.interceptors.json.read.NumberToken;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.interceptors.json.read.Rows;
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

  /** Whether a float is rounded once more from a double; later versions do not do that. */
  private static final boolean FLOATS_BY_DOUBLE = ParserProbe.floatsAreRoundedTwice();

  /** Of where structures begin, which only messages of errors tell. */
  static final int ROW = 1;

  static final int COLUMN = 0;

  private final JsonInput in;
  private final Source source;
  private final Refusal refusal;
  private final NumberToken number;
  private Rows rows;
  private ObjectCodec codec;

  private JsonReadContext context;

  /** The token last produced; unlike {@code _currToken}, it cannot be cleared. */
  private JsonToken last;

  /** The string at the position has not been read. */
  private boolean unread;

  private String text;

  /** The string was decoded without having been read as a text. */
  private boolean binary;

  private int tokenOffset;

  /** The {@link #tokenOffset} of the name whose characters were asked for last. */
  private int copiedName = -1;

  private boolean closed;

  FastParser(JsonInput in, Source source, int features, ObjectCodec codec, Refusal refusal) {
    super(features);
    this.in = in;
    this.source = source;
    this.refusal = refusal;
    this.number = new NumberToken(in, refusal, NumberInput::parseDouble, FLOATS_BY_DOUBLE);
    this.codec = codec;
    this.context = JsonReadContext.createRootContext(null);
  }

  OriginalNeeded refused(String reason) {
    return refusal.because(reason);
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
    _lastClearedToken = JsonToken.END_OBJECT; // if more values follow, all are objects
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
    leaveToken();
  }

  @Override
  public void finishToken() {
    if (last == JsonToken.FIELD_NAME) {
      throw refused("name finished before its value"); // of which Jackson may read more then
    }
    if (unread) {
      text = in.string();
      unread = false;
    }
  }

  private void leaveToken() {
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
    leaveToken();
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
        binary = false;
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
      default -> number.read() ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT;
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
  public void clearCurrentToken() {
    if (_currToken == JsonToken.FIELD_NAME) {
      throw refused("name cleared before its value"); // which is lost then
    }
    super.clearCurrentToken();
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
      if (binary) {
        throw refused("text of binary data");
      }
      finishToken();
      return text;
    }
    if (token == null) {
      return null;
    }
    return switch (token) {
      case FIELD_NAME -> context.getCurrentName();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number.text();
      default -> token.asString();
    };
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
    if (_currToken == JsonToken.FIELD_NAME) {
      copiedName = tokenOffset;
    }
    return all == null ? null : all.toCharArray();
  }

  /** Of names as well, once Jackson's parsers have copied them to where their characters are. */
  @Override
  public boolean hasTextCharacters() {
    return _currToken == JsonToken.VALUE_STRING
        || (_currToken == JsonToken.FIELD_NAME && copiedName == tokenOffset);
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
    if (unread && !in.isStringThere()) {
      throw refused("binary data that is not there yet"); // which may be wrong before its end
    }
    boolean first = unread;
    ByteArrayBuilder builder = new ByteArrayBuilder();
    _decodeBase64(getText(), builder, variant);
    binary = first;
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
    return number.value();
  }

  @Override
  public Number getNumberValueExact() throws IOException {
    requireNumber();
    return number.exactValue();
  }

  /** Overrides what later versions have. */
  public Object getNumberValueDeferred() throws IOException {
    requireNumber();
    return number.deferredValue();
  }

  @Override
  public NumberType getNumberType() throws IOException {
    requireNumber();
    if (number.isInteger()) {
      return number.isBigInteger()
          ? NumberType.BIG_INTEGER
          : number.isInt() ? NumberType.INT : NumberType.LONG;
    }
    if (number.isDecimal()) {
      return NumberType.BIG_DECIMAL;
    }
    number.doubleValue();
    return NumberType.DOUBLE;
  }

  @Override
  public int getIntValue() throws IOException {
    requireNumber();
    return number.intValue();
  }

  @Override
  public long getLongValue() throws IOException {
    requireNumber();
    return number.longValue();
  }

  @Override
  public BigInteger getBigIntegerValue() throws IOException {
    requireNumber();
    return number.bigIntegerValue();
  }

  @Override
  public float getFloatValue() throws IOException {
    requireNumber();
    return number.floatValue();
  }

  @Override
  public double getDoubleValue() throws IOException {
    requireNumber();
    return number.doubleValue();
  }

  @Override
  public BigDecimal getDecimalValue() throws IOException {
    requireNumber();
    return number.decimalValue();
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
    if (_currToken.isNumeric() && context.inRoot()) {
      throw refused("location after a number"); // of which something had to follow
    }
    boolean isOpening = unread || last == JsonToken.START_OBJECT || last == JsonToken.START_ARRAY;
    return location(in.offset() + (isOpening ? 1 : 0));
  }

  private JsonLocation location(int offset) {
    ContentReference content = source.reference(isEnabled(Feature.INCLUDE_SOURCE_IN_LOCATION));
    if (content == null) {
      throw refused("location asked for");
    }
    if (rows == null) {
      rows = new Rows(in);
    }
    rows.find(tokenOffset, offset);
    return in.isText()
        ? new JsonLocation(content, -1L, offset, rows.row(), rows.column())
        : new JsonLocation(content, offset, -1L, rows.row(), rows.column());
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

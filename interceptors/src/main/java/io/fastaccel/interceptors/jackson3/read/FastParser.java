package io.fastaccel.interceptors.jackson3.read;

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
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.Version;
import tools.jackson.core.base.ParserMinimalBase;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.core.json.PackageVersion;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * Jackson's view of a {@link JsonInput}: what deserializers read from. It answers what Jackson's
 * own parsers would; where it does not know their answer, it throws {@link OriginalNeeded}, and
 * remembers that it did.
 *
 * <p>The position of the input is shared with a {@link DocumentReader}, which hands values over by
 * {@link #beginValue} and takes the position back by {@link #endValue}.
 */
final class FastParser extends ParserMinimalBase {

  /** Of where structures begin, which only messages of errors tell. */
  static final int ROW = 1;

  static final int COLUMN = 0;

  private final JsonInput in;
  private final Source source;
  private final Refusal refusal;
  private final NumberToken number;
  private Rows rows;

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

  FastParser(ObjectReadContext readContext, JsonInput in, Source source, Refusal refusal) {
    super(readContext);
    this.in = in;
    this.source = source;
    this.refusal = refusal;
    this.number = new NumberToken(in, refusal, Double::parseDouble, false);
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
  JsonToken beginValue(JsonReadContext around) {
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
        || _closed) {
      throw refused("deserializer that does not end where its value ends");
    }
    leaveToken();
  }

  @Override
  public void finishToken() {
    if (last == JsonToken.PROPERTY_NAME) {
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
  public JsonToken nextToken() {
    if (_closed) {
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

  private JsonToken advance() {
    JsonToken before = last;
    if (before == JsonToken.PROPERTY_NAME) {
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
      return JsonToken.PROPERTY_NAME;
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
  public String nextName() {
    return nextToken() == JsonToken.PROPERTY_NAME ? text : null;
  }

  @Override
  public String nextStringValue() {
    return nextToken() == JsonToken.VALUE_STRING ? getString() : null;
  }

  @Override
  public JsonParser skipChildren() {
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
    if (_currToken == JsonToken.PROPERTY_NAME) {
      throw refused("name cleared before its value"); // which is lost then
    }
    super.clearCurrentToken();
  }

  @Override
  protected void _handleEOF() {
    throw refused("end of input");
  }

  @Override
  protected void _closeInput() {
    source.close(isEnabled(StreamReadFeature.AUTO_CLOSE_SOURCE), this);
  }

  @Override
  protected void _releaseBuffers() {}

  // ---- names and texts

  @Override
  public String currentName() {
    return nameContext().currentName();
  }

  private JsonReadContext nameContext() {
    return _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY
        ? context.getParent()
        : context;
  }

  @Override
  public String getString() {
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
      case PROPERTY_NAME -> context.currentName();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number.text();
      default -> token.asString();
    };
  }

  @Override
  public int getString(Writer writer) {
    String all = getString();
    if (all == null) {
      return 0;
    }
    try {
      writer.write(all);
    } catch (IOException e) {
      throw _wrapIOFailure(e);
    }
    return all.length();
  }

  @Override
  public char[] getStringCharacters() {
    String all = getString();
    if (_currToken == JsonToken.PROPERTY_NAME) {
      copiedName = tokenOffset;
    }
    return all == null ? null : all.toCharArray();
  }

  /** Of names as well, once Jackson's parsers have copied them to where their characters are. */
  @Override
  public boolean hasStringCharacters() {
    return _currToken == JsonToken.VALUE_STRING
        || (_currToken == JsonToken.PROPERTY_NAME && copiedName == tokenOffset);
  }

  @Override
  public int getStringLength() {
    String all = getString();
    return all == null ? 0 : all.length();
  }

  @Override
  public int getStringOffset() {
    return 0;
  }

  @Override
  public byte[] getBinaryValue(Base64Variant variant) {
    if (_currToken != JsonToken.VALUE_STRING) {
      throw refused("binary data in place of another value");
    }
    if (unread && !in.isStringThere()) {
      throw refused("binary data that is not there yet"); // which may be wrong before its end
    }
    boolean first = unread;
    ByteArrayBuilder builder = new ByteArrayBuilder();
    _decodeBase64(getString(), builder, variant);
    binary = first;
    return builder.toByteArray();
  }

  @Override
  public int readBinaryValue(Base64Variant variant, OutputStream out) {
    byte[] bytes = getBinaryValue(variant);
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw _wrapIOFailure(e);
    }
    return bytes.length;
  }

  // ---- numbers

  private void requireNumber() {
    if (_currToken != JsonToken.VALUE_NUMBER_INT && _currToken != JsonToken.VALUE_NUMBER_FLOAT) {
      throw refused("number asked for where there is none");
    }
  }

  @Override
  public Number getNumberValue() {
    requireNumber();
    return number.value();
  }

  @Override
  public Number getNumberValueExact() {
    requireNumber();
    return number.exactValue();
  }

  @Override
  public Object getNumberValueDeferred() {
    requireNumber();
    return number.deferredValue();
  }

  @Override
  public NumberType getNumberType() {
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
  public int getIntValue() {
    requireNumber();
    return number.intValue();
  }

  @Override
  public long getLongValue() {
    requireNumber();
    return number.longValue();
  }

  @Override
  public BigInteger getBigIntegerValue() {
    requireNumber();
    return number.bigIntegerValue();
  }

  @Override
  public float getFloatValue() {
    requireNumber();
    return number.floatValue();
  }

  @Override
  public double getDoubleValue() {
    requireNumber();
    return number.doubleValue();
  }

  @Override
  public BigDecimal getDecimalValue() {
    requireNumber();
    return number.decimalValue();
  }

  @Override
  public boolean isNaN() {
    if (_currToken == JsonToken.VALUE_NUMBER_FLOAT && in.isHuge()) {
      throw refused("number beyond the range of doubles");
    }
    return false;
  }

  // ---- where it is

  @Override
  public TokenStreamContext streamReadContext() {
    return context;
  }

  @Override
  public TokenStreamLocation currentTokenLocation() {
    if (last == null || (_currToken == null && last == JsonToken.PROPERTY_NAME)) {
      throw refused("location without a token");
    }
    return location(tokenOffset);
  }

  @Override
  public TokenStreamLocation currentLocation() {
    if (_currToken == null || _currToken == JsonToken.PROPERTY_NAME) {
      throw refused("location between tokens");
    }
    if (_currToken.isNumeric() && context.inRoot()) {
      throw refused("location after a number"); // of which something had to follow
    }
    boolean isOpening = unread || last == JsonToken.START_OBJECT || last == JsonToken.START_ARRAY;
    return location(in.offset() + (isOpening ? 1 : 0));
  }

  private TokenStreamLocation location(int offset) {
    ContentReference content =
        source.reference(isEnabled(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION));
    if (content == null) {
      throw refused("location asked for");
    }
    if (rows == null) {
      rows = new Rows(in);
    }
    rows.find(tokenOffset, offset);
    return in.isText()
        ? new TokenStreamLocation(content, -1L, offset, rows.row(), rows.column())
        : new TokenStreamLocation(content, offset, -1L, rows.row(), rows.column());
  }

  // ---- what a parser is besides

  @Override
  public Object currentValue() {
    return context.currentValue();
  }

  @Override
  public void assignCurrentValue(Object value) {
    context.assignCurrentValue(value);
  }

  @Override
  public Version version() {
    return PackageVersion.VERSION;
  }

  @Override
  public Object streamReadInputSource() {
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
}

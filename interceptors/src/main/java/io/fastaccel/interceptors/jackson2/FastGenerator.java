package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.FormatSchema;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteCapability;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import com.fasterxml.jackson.core.util.JacksonFeatureSet;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A generator that writes into a {@link JsonOutput} what Jackson's generators for a {@link
 * java.io.Writer} and for UTF-8 would write, byte for byte, for the {@linkplain GeneratorFeatures
 * features} that it supports. Grammar and contexts are Jackson's own {@link JsonWriteContext}.
 *
 * <p>Whatever is not reproduced, errors in the order of calls among it, throws {@link
 * OriginalNeeded} and leaves the {@linkplain #refusal reason}: should the serializer swallow the
 * exception, the document is of no use all the same.
 *
 * <p>Used for one document by one thread. Once that is done, the generator lets go of its output,
 * so that a serializer that kept the generator cannot write into another document.
 */
@SuppressWarnings("deprecation") // overrides what applications still call
final class FastGenerator extends GeneratorBase {

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private static final int READ_SIZE = 4096;

  private final int depthLimit;
  private final boolean forText;
  private JsonOutput out;
  private int depth;
  private boolean quoteNonNumeric;
  private boolean separatorWritten;
  private boolean configured;
  private boolean done;
  private Target target;
  private boolean lastFlushIsWriters;
  private boolean flushDeferred;
  private boolean flushRefused;
  private int valuesBefore;
  private String refusal;

  /**
   * @param features mask of supported features
   * @param codec the mapper behind the factory, or {@code null}
   * @param depthLimit the deepest nesting that is written here
   */
  FastGenerator(int features, ObjectCodec codec, JsonOutput out, int depthLimit) {
    super(features, codec);
    this.out = out;
    this.depthLimit = depthLimit;
    this.forText = out != null && !out.isUtf8();
    this.quoteNonNumeric = Feature.QUOTE_NON_NUMERIC_NUMBERS.enabledIn(features);
  }

  /** Why the document is of no use, or {@code null}. */
  String refusal() {
    return refusal;
  }

  /** Whether anybody has changed a setting since the constructor. */
  boolean isConfigured() {
    return configured;
  }

  /** Whether NaN and infinities are written between quotes. */
  boolean quotesNonNumeric() {
    return quoteNonNumeric;
  }

  /** Where this generator is in the document. */
  JsonWriteContext context() {
    return _writeContext;
  }

  /** Goes on from another place, reached without this generator. */
  void goTo(JsonWriteContext context, int depth) {
    _writeContext = context;
    this.depth = depth;
    separatorWritten = false;
  }

  /** Prints with this printer from the start on; other than a serializer's wish. */
  void printWith(PrettyPrinter printer) {
    _cfgPrettyPrinter = printer;
  }

  /** Tells that the comma or colon before the next value is there already. */
  void separatorIsWritten() {
    separatorWritten = true;
  }

  /** Whether no value has come since {@link #separatorIsWritten}. */
  boolean separatorIsPending() {
    return separatorWritten;
  }

  /** Ends the document like {@link #close}, for the caller that lent the output. */
  void finish() {
    if (Feature.AUTO_CLOSE_JSON_CONTENT.enabledIn(_features) && depth > 0) {
      closeContent();
    }
    letGo();
  }

  /** Ends the use of the output, whatever became of the document. */
  void letGo() {
    done = true;
    target = null;
    _closed = true;
    out = null;
  }

  private void closeContent() {
    try {
      while (!_writeContext.inRoot()) {
        if (_writeContext.inArray()) {
          writeEndArray();
        } else {
          writeEndObject();
        }
      }
    } catch (IOException e) {
      throw refused("failure while closing content");
    }
  }

  private OriginalNeeded refused(String reason) {
    refusal = reason;
    return new OriginalNeeded(reason);
  }

  // ---- settings

  @Override
  public JsonGenerator enable(Feature feature) {
    super.enable(feature);
    return checkFeatures();
  }

  @Override
  public JsonGenerator disable(Feature feature) {
    super.disable(feature);
    return checkFeatures();
  }

  @Override
  public JsonGenerator setFeatureMask(int mask) {
    super.setFeatureMask(mask);
    return checkFeatures();
  }

  @Override
  public JsonGenerator overrideStdFeatures(int values, int mask) {
    super.overrideStdFeatures(values, mask);
    return checkFeatures();
  }

  @Override
  public JsonGenerator overrideFormatFeatures(int values, int mask) {
    configured = true;
    super.overrideFormatFeatures(values, mask);
    return this;
  }

  private JsonGenerator checkFeatures() {
    configured = true;
    if (!GeneratorFeatures.areSupported(_features)) {
      throw refused(GeneratorFeatures.REFUSAL);
    }
    quoteNonNumeric = Feature.QUOTE_NON_NUMERIC_NUMBERS.enabledIn(_features);
    return this;
  }

  @Override
  public JsonGenerator setPrettyPrinter(PrettyPrinter printer) {
    configured = true;
    if (separatorWritten && printer != _cfgPrettyPrinter) {
      if (_cfgPrettyPrinter != null) {
        throw refused("pretty printer set by a serializer");
      }
      out.retract(); // the printer writes its own
      separatorWritten = false;
    }
    return super.setPrettyPrinter(printer);
  }

  @Override
  public JsonGenerator setHighestNonEscapedChar(int charCode) {
    if (charCode > 0) {
      throw refused("escaping of non-ASCII");
    }
    return this;
  }

  @Override
  public JsonGenerator setCharacterEscapes(CharacterEscapes escapes) {
    if (escapes != null) {
      throw refused("character escapes");
    }
    return this;
  }

  @Override
  public JsonGenerator setRootValueSeparator(SerializableString separator) {
    configured = true; // one root value is all that is written here, so that none is ever used
    return this;
  }

  @Override
  public void setSchema(FormatSchema schema) {
    throw refused("format schema");
  }

  @Override
  public boolean canWriteFormattedNumbers() {
    return forText; // Jackson's generator of bytes says no, though it can
  }

  @Override
  public JacksonFeatureSet<StreamWriteCapability> getWriteCapabilities() {
    return DEFAULT_TEXTUAL_WRITE_CAPABILITIES;
  }

  @Override
  public Object getOutputTarget() {
    throw refused("output target asked for");
  }

  @Override
  public int getOutputBuffered() {
    throw refused("buffered output asked for");
  }

  // ---- structure

  @Override
  public void writeStartArray() throws IOException {
    startArray(null);
  }

  @Override
  public void writeStartArray(int size) throws IOException {
    startArray(null);
  }

  @Override
  public void writeStartArray(Object forValue) throws IOException {
    startArray(forValue);
  }

  @Override
  public void writeStartArray(Object forValue, int size) throws IOException {
    startArray(forValue);
  }

  private void startArray(Object forValue) throws IOException {
    beforeValue();
    _writeContext = _writeContext.createChildArrayContext(forValue);
    deeper();
    if (_cfgPrettyPrinter != null) {
      _cfgPrettyPrinter.writeStartArray(this);
    } else {
      out.ascii('[');
    }
  }

  @Override
  public void writeEndArray() throws IOException {
    if (!_writeContext.inArray()) {
      throw refused("call out of order");
    }
    if (_cfgPrettyPrinter != null) {
      _cfgPrettyPrinter.writeEndArray(this, _writeContext.getEntryCount());
    } else {
      out.ascii(']');
    }
    _writeContext = _writeContext.clearAndGetParent();
    depth--;
  }

  @Override
  public void writeStartObject() throws IOException {
    startObject(null);
  }

  @Override
  public void writeStartObject(Object forValue) throws IOException {
    startObject(forValue);
  }

  @Override
  public void writeStartObject(Object forValue, int size) throws IOException {
    startObject(forValue);
  }

  private void startObject(Object forValue) throws IOException {
    beforeValue();
    _writeContext = _writeContext.createChildObjectContext(forValue);
    deeper();
    if (_cfgPrettyPrinter != null) {
      _cfgPrettyPrinter.writeStartObject(this);
    } else {
      out.ascii('{');
    }
  }

  @Override
  public void writeEndObject() throws IOException {
    if (!_writeContext.inObject()) {
      throw refused("call out of order");
    }
    if (_cfgPrettyPrinter != null) {
      _cfgPrettyPrinter.writeEndObject(this, _writeContext.getEntryCount());
    } else {
      out.ascii('}');
    }
    _writeContext = _writeContext.clearAndGetParent();
    depth--;
  }

  private void deeper() {
    if (++depth > depthLimit) {
      throw refused("nesting depth");
    }
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    beforeName(name);
    out.quoted(name);
  }

  @Override
  public void writeFieldName(SerializableString name) throws IOException {
    beforeName(name.getValue());
    quoted(name);
  }

  private void beforeName(String name) throws IOException {
    int status = _writeContext.writeFieldName(name);
    if (status == JsonWriteContext.STATUS_EXPECT_VALUE) {
      throw refused("call out of order");
    }
    if (_cfgPrettyPrinter == null) {
      if (status == JsonWriteContext.STATUS_OK_AFTER_COMMA) {
        out.ascii(',');
      }
    } else if (status == JsonWriteContext.STATUS_OK_AFTER_COMMA) {
      _cfgPrettyPrinter.writeObjectEntrySeparator(this);
    } else {
      _cfgPrettyPrinter.beforeObjectEntries(this);
    }
  }

  /** Tells that the last flush after the root value is not a serializer's, and not wanted. */
  void withoutLastFlush() {
    lastFlushIsWriters = true;
  }

  /** Lets parts of a large document go to this target. */
  void drainTo(Target wanted) {
    target = wanted;
  }

  private void beforeValue() throws IOException {
    if (target != null && out.isLarge() && !separatorWritten) {
      target.drain(out);
    }
    int status = _writeContext.writeValue();
    if (separatorWritten) {
      separatorWritten = false;
      return;
    }
    if (_cfgPrettyPrinter != null) {
      prettyValue(status);
      return;
    }
    switch (status) {
      case JsonWriteContext.STATUS_OK_AFTER_COMMA -> out.ascii(',');
      case JsonWriteContext.STATUS_OK_AFTER_COLON -> out.ascii(':');
      case JsonWriteContext.STATUS_OK_AS_IS -> {}
      case JsonWriteContext.STATUS_OK_AFTER_SPACE -> rootValue();
      default -> throw refused("call out of order");
    }
  }

  /** Not the first value in its document; what separates it is not written here. */
  private void rootValue() {
    if (_writeContext.getEntryCount() != valuesBefore + 1) {
      throw refused("several root values");
    }
  }

  private void prettyValue(int status) throws IOException {
    switch (status) {
      case JsonWriteContext.STATUS_OK_AFTER_COMMA ->
          _cfgPrettyPrinter.writeArrayValueSeparator(this);
      case JsonWriteContext.STATUS_OK_AFTER_COLON ->
          _cfgPrettyPrinter.writeObjectFieldValueSeparator(this);
      case JsonWriteContext.STATUS_OK_AS_IS -> {
        if (_writeContext.inArray()) {
          _cfgPrettyPrinter.beforeArrayValues(this);
        } else if (_writeContext.inObject()) {
          _cfgPrettyPrinter.beforeObjectEntries(this);
        }
      }
      case JsonWriteContext.STATUS_OK_AFTER_SPACE -> rootValue();
      default -> throw refused("call out of order");
    }
  }

  @Override
  protected void _verifyValueWrite(String what) throws IOException {
    beforeValue();
  }

  // ---- text

  @Override
  public void writeString(String text) throws IOException {
    beforeValue();
    if (text == null) {
      out.ascii(NULL);
    } else {
      out.quoted(text);
    }
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    beforeValue();
    out.quoted(new String(text, offset, length));
  }

  @Override
  public void writeString(SerializableString text) throws IOException {
    beforeValue();
    quoted(text);
  }

  @Override
  public void writeString(Reader reader, int length) throws IOException {
    if (reader == null) {
      throw refused("null reader");
    }
    beforeValue();
    int rest = length >= 0 ? length : Integer.MAX_VALUE;
    char[] buffer = new char[READ_SIZE];
    out.ascii('"');
    while (rest > 0) {
      int read = reader.read(buffer, 0, Math.min(rest, buffer.length));
      if (read <= 0) {
        break;
      }
      out.escaped(new String(buffer, 0, read));
      rest -= read;
    }
    out.ascii('"');
    if (rest > 0 && length >= 0) {
      _reportError("Didn't read enough from reader");
    }
  }

  private void quoted(SerializableString text) {
    out.ascii('"');
    if (out.isUtf8()) {
      byte[] utf8 = text.asQuotedUTF8();
      out.utf8(utf8, 0, utf8.length);
    } else {
      char[] chars = text.asQuotedChars();
      byte[] utf8 = text.getClass() == SerializedString.class ? text.asQuotedUTF8() : null;
      // UTF-8 is as long as the text exactly where all of it is ASCII.
      if (utf8 != null && utf8.length == chars.length) {
        out.ascii(utf8);
      } else {
        out.raw(chars, 0, chars.length);
      }
    }
    out.ascii('"');
  }

  @Override
  public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
    utf8Only(text, offset, length);
    beforeValue();
    out.ascii('"');
    out.utf8(text, offset, length);
    out.ascii('"');
  }

  @Override
  public void writeUTF8String(byte[] text, int offset, int length) throws IOException {
    utf8Only(text, offset, length);
    throw refused("UTF-8 to be escaped");
  }

  private void utf8Only(byte[] text, int offset, int length) {
    if (!out.isUtf8()) {
      throw refused("UTF-8 in a text");
    }
    if (text == null || offset < 0 || length < 0 || length > text.length - offset) {
      throw refused("range of an array");
    }
  }

  // ---- as it is

  private void beforeRaw() {
    if (separatorWritten) {
      throw refused("raw text in place of a value");
    }
  }

  @Override
  public void writeRaw(String text) throws IOException {
    beforeRaw();
    if (!out.raw(text)) {
      throw refused("surrogate without its partner");
    }
  }

  @Override
  public void writeRaw(String text, int offset, int length) throws IOException {
    if (text == null || offset < 0 || length < 0 || length > text.length() - offset) {
      throw refused("range of a string");
    }
    writeRaw(text.substring(offset, offset + length));
  }

  @Override
  public void writeRaw(char[] text, int offset, int length) throws IOException {
    if (text == null || offset < 0 || length < 0 || length > text.length - offset) {
      throw refused("range of an array");
    }
    beforeRaw();
    if (!out.raw(text, offset, length)) {
      throw refused("surrogate without its partner");
    }
  }

  @Override
  public void writeRaw(char c) throws IOException {
    beforeRaw();
    if (c < 0x80) {
      out.ascii(c);
    } else {
      writeRaw(String.valueOf(c));
    }
  }

  @Override
  public void writeRaw(SerializableString text) throws IOException {
    beforeRaw();
    if (out.isUtf8()) {
      byte[] utf8 = text.asUnquotedUTF8();
      out.utf8(utf8, 0, utf8.length);
    } else {
      writeRaw(text.getValue());
    }
  }

  // ---- binary

  @Override
  public void writeBinary(Base64Variant variant, byte[] data, int offset, int length)
      throws IOException {
    if (data == null || offset < 0 || length < 0 || length > data.length - offset) {
      throw refused("range of an array");
    }
    beforeValue();
    byte[] part =
        offset == 0 && length == data.length
            ? data
            : Arrays.copyOfRange(data, offset, offset + length);
    if (Base64Variants.MIME_NO_LINEFEEDS.equals(variant)) {
      out.base64(part);
    } else {
      out.ascii('"');
      writeRaw(variant.encode(part, false));
      out.ascii('"');
    }
  }

  @Override
  public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
    if (data == null || length < 0) {
      throw refused("binary data of unknown length");
    }
    byte[] bytes = data.readNBytes(length);
    if (bytes.length < length) {
      _reportError(
          "Too few bytes available: missing "
              + (length - bytes.length)
              + " bytes (out of "
              + length
              + ")");
    }
    writeBinary(variant, bytes, 0, length);
    return length;
  }

  // ---- numbers

  @Override
  public void writeNumber(short value) throws IOException {
    beforeValue();
    out.number(value);
  }

  @Override
  public void writeNumber(int value) throws IOException {
    beforeValue();
    out.number(value);
  }

  @Override
  public void writeNumber(long value) throws IOException {
    beforeValue();
    out.number(value);
  }

  @Override
  public void writeNumber(BigInteger value) throws IOException {
    beforeValue();
    if (value == null) {
      out.ascii(NULL);
    } else {
      out.raw(value.toString());
    }
  }

  @Override
  public void writeNumber(double value) throws IOException {
    beforeValue();
    if (Double.isFinite(value)) {
      out.number(value);
    } else {
      number(Double.toString(value), false);
    }
  }

  @Override
  public void writeNumber(float value) throws IOException {
    beforeValue();
    number(Float.toString(value), Float.isFinite(value));
  }

  private void number(String text, boolean finite) {
    if (finite || !quoteNonNumeric) {
      out.raw(text);
    } else {
      out.quoted(text);
    }
  }

  @Override
  public void writeNumber(BigDecimal value) throws IOException {
    beforeValue();
    if (value == null) {
      out.ascii(NULL);
    } else {
      writeRaw(_asString(value));
    }
  }

  @Override
  public void writeNumber(String encoded) throws IOException {
    beforeValue();
    if (encoded == null) {
      out.ascii(NULL);
    } else {
      writeRaw(encoded);
    }
  }

  @Override
  public void writeNumber(char[] encoded, int offset, int length) throws IOException {
    beforeValue();
    writeRaw(encoded, offset, length);
  }

  @Override
  public void writeBoolean(boolean value) throws IOException {
    beforeValue();
    out.ascii(value ? TRUE : FALSE);
  }

  @Override
  public void writeNull() throws IOException {
    beforeValue();
    out.ascii(NULL);
  }

  // ---- the end

  /**
   * Counts on from values that are in the document already, and leaves it to the original where a
   * serializer wants its output to be seen at once.
   */
  void partOfAnother(int before) {
    valuesBefore = before;
    GeneratorInternals.setEntries(_writeContext, before);
    flushRefused = true;
  }

  /** A mapper's flush after a value within a document shows less of it, but no other bytes. */
  @Override
  public void writeObject(Object value) throws IOException {
    boolean before = flushRefused;
    flushRefused = false;
    super.writeObject(value);
    flushRefused = before;
  }

  @Override
  public void flush() throws IOException {
    if (!flushRefused && (target == null || !Feature.FLUSH_PASSED_TO_STREAM.enabledIn(_features))) {
      return;
    }
    if (lastFlushIsWriters
        && !flushDeferred
        && _writeContext.inRoot()
        && _writeContext.getEntryCount() > valuesBefore) {
      flushDeferred = true;
      return;
    }
    if (flushRefused) {
      throw refused("flush by a serializer");
    }
    target.flush(separatorWritten ? null : out);
  }

  /** Called by a serializer: what it writes afterwards fails in ways of its own. */
  @Override
  public void close() {
    if (!done) {
      throw refused("generator closed by a serializer");
    }
  }

  @Override
  protected void _releaseBuffers() {
    // They are the pool's.
  }
}

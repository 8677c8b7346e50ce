package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.Version;
import tools.jackson.core.base.GeneratorBase;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonWriteContext;
import tools.jackson.core.json.PackageVersion;
import tools.jackson.core.util.JacksonFeatureSet;

/**
 * A generator that writes into a {@link JsonOutput} what Jackson's generators for a {@link
 * java.io.Writer} and for UTF-8 would write, byte for byte, for the {@linkplain MapperProfile
 * configurations} that it supports. Grammar and contexts are Jackson's own {@link
 * JsonWriteContext}.
 *
 * <p>Whatever is not reproduced, errors in the order of calls among it, throws {@link
 * OriginalNeeded} and leaves the {@linkplain #refusal reason}: should the serializer swallow the
 * exception, the document is of no use all the same.
 *
 * <p>Used for one document by one thread. Once that is done, the generator lets go of its output,
 * so that a serializer that kept the generator cannot write into another document.
 */
final class FastGenerator extends GeneratorBase {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private static final int READ_SIZE = 4096;

  private final int depthLimit;
  private final PrettyPrinter printer;
  private final boolean quoteNonNumeric;
  private final boolean scansSurrogates;
  private JsonOutput out;

  /** The place of the one value that is written here. */
  private JsonWriteContext start = JsonWriteContext.createRootContext(null);

  private JsonWriteContext context = start;
  private int depth;
  private boolean separatorWritten;
  private boolean done;
  private Target target;
  private boolean flushRefused;

  /** At the start. */
  private int valuesBefore;

  private String refusal;

  /**
   * @param printer {@code null} for a compact document
   */
  FastGenerator(
      ObjectWriteContext owner, MapperProfile profile, PrettyPrinter printer, JsonOutput out) {
    super(
        owner, FactoryProfile.ioContext(profile.factory().constraints()), profile.streamFeatures());
    this.depthLimit = profile.depthLimit();
    this.printer = printer;
    this.out = out;
    this.quoteNonNumeric = profile.quotesNonNumeric();
    this.scansSurrogates = out.isUtf8() && profile.scansSurrogates();
  }

  /** Only for what pretty printers put between the parts of a document. */
  FastGenerator(JsonOutput out) {
    super(
        ObjectWriteContext.empty(), FactoryProfile.ioContext(StreamWriteConstraints.defaults()), 0);
    this.depthLimit = 0;
    this.printer = null;
    this.out = out;
    this.quoteNonNumeric = false;
    this.scansSurrogates = false;
  }

  /** Why the document is of no use, or {@code null}. */
  String refusal() {
    return refusal;
  }

  /** Where this generator is in the document. */
  JsonWriteContext context() {
    return context;
  }

  /** Goes on from another place, reached without this generator. */
  void goTo(JsonWriteContext place, int placeDepth) {
    context = place;
    depth = placeDepth;
    separatorWritten = false;
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
    if (isEnabled(StreamWriteFeature.AUTO_CLOSE_CONTENT)) {
      while (context != start) {
        if (context.inArray()) {
          writeEndArray();
        } else {
          writeEndObject();
        }
      }
    }
    if (flushRefused && start.getEntryCount() != valuesBefore + 1) {
      refusal = "serializer that writes no value, or several";
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

  private OriginalNeeded refused(String reason) {
    refusal = reason;
    return new OriginalNeeded(reason);
  }

  // ---- settings

  @Override
  public Version version() {
    return PackageVersion.VERSION;
  }

  @Override
  public TokenStreamContext streamWriteContext() {
    return context;
  }

  @Override
  public Object currentValue() {
    return context.currentValue();
  }

  @Override
  public void assignCurrentValue(Object value) {
    context.assignCurrentValue(value);
  }

  @Override
  public PrettyPrinter getPrettyPrinter() {
    return printer;
  }

  @Override
  public int getHighestNonEscapedChar() {
    return 0;
  }

  @Override
  public CharacterEscapes getCharacterEscapes() {
    return null;
  }

  @Override
  public JsonGenerator setCharacterEscapes(CharacterEscapes escapes) {
    if (escapes != null) {
      throw refused("character escapes");
    }
    return this;
  }

  @Override
  public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
    return DEFAULT_TEXTUAL_WRITE_CAPABILITIES;
  }

  @Override
  public Object streamWriteOutputTarget() {
    throw refused("output target asked for");
  }

  @Override
  public int streamWriteOutputBuffered() {
    throw refused("buffered output asked for");
  }

  /** The superclass sets features without telling anyone. */
  private boolean fastDoubles() {
    return isEnabled(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
  }

  // ---- structure

  @Override
  public JsonGenerator writeStartArray() {
    return writeStartArray(null);
  }

  @Override
  public JsonGenerator writeStartArray(Object forValue, int size) {
    return writeStartArray(forValue);
  }

  @Override
  public JsonGenerator writeStartArray(Object forValue) {
    beforeValue();
    context = context.createChildArrayContext(forValue);
    deeper();
    if (printer != null) {
      printer.writeStartArray(this);
    } else {
      out.ascii('[');
    }
    return this;
  }

  @Override
  public JsonGenerator writeEndArray() {
    if (context == start || !context.inArray()) {
      throw refused("call out of order");
    }
    if (printer != null) {
      printer.writeEndArray(this, context.getEntryCount());
    } else {
      out.ascii(']');
    }
    context = context.clearAndGetParent();
    depth--;
    return this;
  }

  @Override
  public JsonGenerator writeStartObject() {
    return writeStartObject(null);
  }

  @Override
  public JsonGenerator writeStartObject(Object forValue, int size) {
    return writeStartObject(forValue);
  }

  @Override
  public JsonGenerator writeStartObject(Object forValue) {
    beforeValue();
    context = context.createChildObjectContext(forValue);
    deeper();
    if (printer != null) {
      printer.writeStartObject(this);
    } else {
      out.ascii('{');
    }
    return this;
  }

  @Override
  public JsonGenerator writeEndObject() {
    if (context == start || !context.inObject()) {
      throw refused("call out of order");
    }
    if (printer != null) {
      printer.writeEndObject(this, context.getEntryCount());
    } else {
      out.ascii('}');
    }
    context = context.clearAndGetParent();
    depth--;
    return this;
  }

  private void deeper() {
    if (++depth > depthLimit) {
      throw refused("nesting depth");
    }
  }

  @Override
  public JsonGenerator writeName(String name) {
    beforeName(name);
    text(name);
    return this;
  }

  @Override
  public JsonGenerator writeName(SerializableString name) {
    beforeName(name.getValue());
    quoted(name);
    return this;
  }

  @Override
  public JsonGenerator writePropertyId(long id) {
    return writeName(Long.toString(id));
  }

  private void beforeName(String name) {
    int status = context == start ? JsonWriteContext.STATUS_EXPECT_VALUE : context.writeName(name);
    if (status == JsonWriteContext.STATUS_EXPECT_VALUE) {
      throw refused("call out of order");
    }
    if (printer == null) {
      if (status == JsonWriteContext.STATUS_OK_AFTER_COMMA) {
        out.ascii(',');
      }
    } else if (status == JsonWriteContext.STATUS_OK_AFTER_COMMA) {
      printer.writeObjectEntrySeparator(this);
    } else {
      printer.beforeObjectEntries(this);
    }
  }

  /** Lets parts of a large document go to this target. */
  void drainTo(Target wanted) {
    target = wanted;
  }

  private void beforeValue() {
    if (target != null && out.isLarge() && !separatorWritten) {
      target.drain(out);
    }
    int status = context.writeValue();
    if (separatorWritten) {
      separatorWritten = false;
      return;
    }
    if (context == start) {
      if (status == JsonWriteContext.STATUS_EXPECT_NAME
          || context.getEntryCount() != valuesBefore + 1) {
        throw refused("several root values");
      }
      return;
    }
    if (printer != null) {
      prettyValue(status);
      return;
    }
    switch (status) {
      case JsonWriteContext.STATUS_OK_AFTER_COMMA -> out.ascii(',');
      case JsonWriteContext.STATUS_OK_AFTER_COLON -> out.ascii(':');
      case JsonWriteContext.STATUS_OK_AS_IS -> {}
      default -> throw refused("call out of order");
    }
  }

  private void prettyValue(int status) {
    switch (status) {
      case JsonWriteContext.STATUS_OK_AFTER_COMMA -> printer.writeArrayValueSeparator(this);
      case JsonWriteContext.STATUS_OK_AFTER_COLON -> printer.writeObjectNameValueSeparator(this);
      case JsonWriteContext.STATUS_OK_AS_IS -> {
        if (context.inArray()) {
          printer.beforeArrayValues(this);
        } else {
          printer.beforeObjectEntries(this);
        }
      }
      default -> throw refused("call out of order");
    }
  }

  @Override
  protected void _verifyValueWrite(String what) {
    beforeValue();
  }

  // ---- text

  private void text(String text) {
    if (scansSurrogates && Surrogates.areAlone(text)) {
      throw refused("surrogate without its partner");
    }
    out.quoted(text);
  }

  @Override
  public JsonGenerator writeString(String text) {
    beforeValue();
    if (text == null) {
      out.ascii(NULL);
    } else {
      text(text);
    }
    return this;
  }

  @Override
  public JsonGenerator writeString(char[] text, int offset, int length) {
    beforeValue();
    text(new String(text, offset, length));
    return this;
  }

  @Override
  public JsonGenerator writeString(SerializableString text) {
    beforeValue();
    quoted(text);
    return this;
  }

  @Override
  public JsonGenerator writeString(Reader reader, int length) {
    if (reader == null) {
      throw refused("null reader");
    }
    beforeValue();
    int rest = length >= 0 ? length : Integer.MAX_VALUE;
    char[] buffer = new char[READ_SIZE];
    StringBuilder text = new StringBuilder();
    try {
      while (rest > 0) {
        int read = reader.read(buffer, 0, Math.min(rest, buffer.length));
        if (read <= 0) {
          break;
        }
        text.append(buffer, 0, read);
        rest -= read;
      }
    } catch (IOException e) {
      throw _wrapIOFailure(e);
    }
    if (out.isUtf8() && Surrogates.areAny(text)) {
      throw refused("surrogates from a reader"); // the original looks at parts
    }
    text(text.toString());
    if (rest > 0 && length >= 0) {
      _reportError("Didn't read enough from reader");
    }
    return this;
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
  public JsonGenerator writeRawUTF8String(byte[] text, int offset, int length) {
    utf8Only(text, offset, length);
    beforeValue();
    out.ascii('"');
    out.utf8(text, offset, length);
    out.ascii('"');
    return this;
  }

  @Override
  public JsonGenerator writeUTF8String(byte[] text, int offset, int length) {
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
  public JsonGenerator writeRaw(String text) {
    beforeRaw();
    if (!out.raw(text)) {
      throw refused("surrogate without its partner");
    }
    return this;
  }

  @Override
  public JsonGenerator writeRaw(String text, int offset, int length) {
    if (text == null || offset < 0 || length < 0 || length > text.length() - offset) {
      throw refused("range of a string");
    }
    return writeRaw(text.substring(offset, offset + length));
  }

  @Override
  public JsonGenerator writeRaw(char[] text, int offset, int length) {
    if (text == null || offset < 0 || length < 0 || length > text.length - offset) {
      throw refused("range of an array");
    }
    beforeRaw();
    if (!out.raw(text, offset, length)) {
      throw refused("surrogate without its partner");
    }
    return this;
  }

  @Override
  public JsonGenerator writeRaw(char c) {
    beforeRaw();
    if (c < 0x80) {
      out.ascii(c);
      return this;
    }
    return writeRaw(String.valueOf(c));
  }

  @Override
  public JsonGenerator writeRaw(SerializableString text) {
    beforeRaw();
    if (!out.isUtf8()) {
      return writeRaw(text.getValue());
    }
    byte[] utf8 = text.asUnquotedUTF8();
    out.utf8(utf8, 0, utf8.length);
    return this;
  }

  // ---- binary

  @Override
  public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
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
    return this;
  }

  @Override
  public int writeBinary(Base64Variant variant, InputStream data, int length) {
    if (data == null || length < 0) {
      throw refused("binary data of unknown length");
    }
    byte[] bytes;
    try {
      bytes = data.readNBytes(length);
    } catch (IOException e) {
      throw _wrapIOFailure(e);
    }
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
  public JsonGenerator writeNumber(short value) {
    return writeNumber((long) value);
  }

  @Override
  public JsonGenerator writeNumber(int value) {
    return writeNumber((long) value);
  }

  @Override
  public JsonGenerator writeNumber(long value) {
    beforeValue();
    out.number(value);
    return this;
  }

  @Override
  public JsonGenerator writeNumber(BigInteger value) {
    beforeValue();
    if (value == null) {
      out.ascii(NULL);
    } else {
      out.raw(value.toString());
    }
    return this;
  }

  @Override
  public JsonGenerator writeNumber(double value) {
    if (fastDoubles()) {
      throw refused("stream feature changed by a serializer");
    }
    beforeValue();
    if (Double.isFinite(value)) {
      out.number(value);
    } else {
      number(Double.toString(value), false);
    }
    return this;
  }

  @Override
  public JsonGenerator writeNumber(float value) {
    if (fastDoubles()) {
      throw refused("stream feature changed by a serializer");
    }
    beforeValue();
    number(Float.toString(value), Float.isFinite(value));
    return this;
  }

  private void number(String text, boolean finite) {
    if (finite || !quoteNonNumeric) {
      out.raw(text);
    } else {
      out.quoted(text);
    }
  }

  @Override
  public JsonGenerator writeNumber(BigDecimal value) {
    beforeValue();
    if (value == null) {
      out.ascii(NULL);
      return this;
    }
    return writeRaw(_asString(value));
  }

  @Override
  public JsonGenerator writeNumber(String encoded) {
    beforeValue();
    if (encoded == null) {
      out.ascii(NULL);
      return this;
    }
    return writeRaw(encoded);
  }

  @Override
  public JsonGenerator writeNumber(char[] encoded, int offset, int length) {
    beforeValue();
    return writeRaw(encoded, offset, length);
  }

  @Override
  public JsonGenerator writeBoolean(boolean value) {
    beforeValue();
    out.bool(value);
    return this;
  }

  @Override
  public JsonGenerator writeNull() {
    beforeValue();
    out.ascii(NULL);
    return this;
  }

  // ---- the end

  /**
   * Starts in the midst of another document, and leaves it to the original where a serializer wants
   * its output to be seen at once. What comes before the value is not written here.
   */
  void partOfAnother(JsonWriteContext place) {
    start = place;
    context = place;
    depth = place.getNestingDepth();
    valuesBefore = place.getEntryCount();
    flushRefused = true;
  }

  @Override
  public void flush() {
    if (flushRefused) {
      throw refused("flush by a serializer");
    }
    if (target != null) {
      if (separatorWritten) {
        out.retractSeparator(context.inArray(), context.getEntryCount() == 0);
        separatorWritten = false; // it is written with the value
      }
      target.flush(out);
    }
  }

  /** Called by a serializer: what it writes afterwards fails in ways of its own. */
  @Override
  public void close() {
    if (!done) {
      throw refused("generator closed by a serializer");
    }
  }

  @Override
  protected void _closeInput() {
    // There is none.
  }

  @Override
  protected void _releaseBuffers() {
    // They are the pool's.
  }
}

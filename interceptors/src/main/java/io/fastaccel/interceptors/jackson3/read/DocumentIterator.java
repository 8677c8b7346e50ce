package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.Failures;
import io.fastaccel.runtime.text.JsonInput;
import tools.jackson.core.FormatSchema;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads objects that follow each other, each when it is asked for. Whatever is not read as
 * expected, and whatever else is asked for, makes an iterator of Jackson's take over, which has
 * gone past the same objects without reading them, unless one of them left something in the
 * context: then it has read them in vain.
 */
final class DocumentIterator extends MappingIterator<Object> {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  private final ObjectReader of;
  private final Source source;
  private final JavaType type;
  private final JsonInput in;
  private final DocumentReader reader;
  private final ValueDeserializer<?> deserializer;

  /** Objects that were read. */
  private int count;

  /** Whether the last of them, or one before, left something in the context. */
  private boolean remembers;

  private boolean hasValue;
  private boolean atEnd;
  private boolean closed;

  /** Jackson's, once it is needed. */
  private MappingIterator<Object> jacksons;

  /**
   * @param of which was asked
   * @param reader of the input, with a parser and a context
   */
  DocumentIterator(
      ObjectReader of,
      Source source,
      JsonInput in,
      DocumentReader reader,
      ValueDeserializer<?> deserializer)
      throws Throwable {
    super(of.getValueType(), null, reader.context(), deserializer, true, null);
    this.of = of;
    this.source = source;
    this.type = of.getValueType();
    this.in = in;
    this.reader = reader;
    this.deserializer = deserializer;
  }

  @Override
  public boolean hasNextValue() {
    if (jacksons != null) {
      return jacksons.hasNextValue();
    }
    if (hasValue || closed || atEnd) {
      return hasValue;
    }
    int next = isThere();
    if (next == '{') {
      hasValue = true;
    } else if (next == JsonInput.END) {
      atEnd = true;
      in.release();
    } else {
      return original("unusual or invalid input", false).hasNextValue();
    }
    return hasValue;
  }

  /** The next byte, or one that begins no value. */
  private int isThere() {
    try {
      return in.next();
    } catch (Throwable e) {
      return ',';
    }
  }

  @Override
  public Object nextValue() {
    if (!hasNextValue()) {
      return _throwNoSuchElement();
    }
    if (jacksons != null) {
      return jacksons.nextValue();
    }
    Object value = null;
    boolean remembersMore = false;
    try {
      value = reader.root(deserializer);
      remembersMore = ReaderInternals.remembers(reader.context());
    } catch (Throwable e) {
      // The original says what is wrong.
    }
    String refusal = reader.refusal();
    if (value == null || refusal != null) {
      return original(refusal != null ? refusal : "exception while reading", true).nextValue();
    }
    hasValue = false;
    count++;
    remembers = remembersMore;
    return value;
  }

  @Override
  public void close() {
    if (jacksons != null) {
      jacksons.close();
    } else if (!closed) {
      closed = true;
      hasValue = false;
      if (!atEnd) {
        in.release();
      }
    }
  }

  // ---- what is Jackson's

  @Override
  public JsonParser parser() {
    return shown().parser();
  }

  @Override
  public FormatSchema parserSchema() {
    return shown().parserSchema();
  }

  @Override
  public TokenStreamLocation currentLocation() {
    return shown().currentLocation();
  }

  private MappingIterator<Object> shown() {
    return jacksons != null ? jacksons : original("parser of an iterator asked for", false);
  }

  /** For nobody's sake but ours: the application has asked for something else. */
  private void note(String reason, boolean inVain) {
    try {
      if (inVain) {
        Attempts.READING.failed(type.getRawClass());
      }
      JSON.original(reason);
    } catch (Throwable e) {
      Failures.note(JSON, "jackson3.read.DocumentIterator", e);
    }
  }

  /** Has an iterator of Jackson's take over, in the state that this one is in. */
  private MappingIterator<Object> original(String reason, boolean inVain) {
    note(reason, inVain);
    MappingIterator<Object> original = ReaderInternals.values(of, source);
    JsonParser past = original.parser();
    for (int i = 0; i < count; i++) {
      if (remembers) {
        Object unused = original.nextValue(); // for its context
        continue;
      }
      if (i > 0) {
        past.nextToken();
      }
      past.skipChildren();
      past.clearCurrentToken();
    }
    if (closed) {
      original.close();
    } else {
      if (hasValue || atEnd) {
        boolean unused = original.hasNextValue();
      }
      if (!atEnd) {
        in.release();
      }
    }
    jacksons = original;
    return original;
  }
}

package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;

/**
 * How Jackson's own deserializers come to the values that a {@link TokenReader} leaves to them: by
 * the parser that the original would have read all of it from. For one thread, for one value.
 */
public abstract class Handover {

  private final Tokens tokens;
  private TokenPlace<? extends JsonStreamContext> place;
  private JsonStreamContext around;
  private int index;

  Handover(Tokens tokens) {
    this.tokens = tokens;
  }

  abstract TokenPlace<? extends JsonStreamContext> newPlace();

  /** Where the position is. */
  final TokenPlace<? extends JsonStreamContext> place() {
    if (place == null) {
      place = newPlace();
    }
    return place;
  }

  /** What creators are told as the parser; it stands anywhere. */
  abstract JsonParser parser();

  /** The parser, before the value that is at the position. */
  abstract JsonParser before(JsonStreamContext context) throws Throwable;

  /** The parser, at the first token of the value that is at the position. */
  final JsonParser begin() throws Throwable {
    around = place.at(tokens.position());
    JsonParser parser = before(around);
    parser.nextToken();
    index = around.getCurrentIndex();
    return parser;
  }

  /** Checks that exactly the value that was begun has been read, and moves on behind it. */
  final void end(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null
        || !(token.isScalarValue() || token.isStructEnd())
        || parser.getParsingContext() != around
        || around.getCurrentIndex() != index) {
      throw new OriginalNeeded("deserializer that does not end where its value ends");
    }
    tokens.skipValue();
    place.passed(tokens.position());
  }
}

package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * How Jackson's own deserializers come to the values that a {@link TokenReader} leaves to them: by
 * the parser that the original would have read all of it from. For one thread, for one value.
 */
public abstract class Handover {

  private final Tokens tokens;
  private TokenPlace<? extends TokenStreamContext> place;
  private TokenStreamContext around;
  private int index;

  Handover(Tokens tokens) {
    this.tokens = tokens;
  }

  abstract TokenPlace<? extends TokenStreamContext> newPlace();

  /** Where the position is. */
  final TokenPlace<? extends TokenStreamContext> place() {
    if (place == null) {
      place = newPlace();
    }
    return place;
  }

  /** What creators are told as the parser; it stands anywhere. */
  abstract JsonParser parser();

  /** The parser, before the value that is at the position. */
  abstract JsonParser before(TokenStreamContext context) throws Throwable;

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
        || parser.streamReadContext() != around
        || around.getCurrentIndex() != index) {
      throw new OriginalNeeded("deserializer that does not end where its value ends");
    }
    tokens.skipValue();
    place.passed(tokens.position());
  }
}

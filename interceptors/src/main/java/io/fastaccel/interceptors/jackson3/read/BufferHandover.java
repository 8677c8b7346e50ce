package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.util.TokenBuffer;
import tools.jackson.databind.util.TokenBufferReadContext;

/** Tokens of a conversion: a buffer of Jackson's own gets what is handed over, and has a parser. */
public final class BufferHandover extends Handover {

  private final DeserializationContextExt context;
  private final boolean forcesDecimals;
  private final Tokens tokens;
  private TokenBuffer buffer;
  private JsonParser parser;

  /**
   * @param parser of a buffer, what the context has for now
   */
  public BufferHandover(
      DeserializationContextExt context, boolean forcesDecimals, Tokens tokens, JsonParser parser) {
    super(tokens);
    this.forcesDecimals = forcesDecimals;
    this.context = context;
    this.tokens = tokens;
    this.parser = parser;
  }

  @Override
  TokenPlace<TokenBufferReadContext> newPlace() {
    return new Contexts(tokens);
  }

  @Override
  JsonParser parser() {
    return parser;
  }

  @Override
  JsonParser before(TokenStreamContext at) throws Throwable {
    if (buffer == null) {
      buffer = TokenBuffer.forGeneration();
      if (forcesDecimals) {
        buffer.forceUseOfBigDecimal(true);
      }
      parser = buffer.asParser(context);
      context.assignParser(parser);
    }
    BufferInternals.copy(tokens, buffer);
    BufferInternals.begin(parser, (TokenBufferReadContext) at);
    return parser;
  }

  /** Jackson's own contexts. */
  private static final class Contexts extends TokenPlace<TokenBufferReadContext> {

    Contexts(Tokens tokens) {
      super(tokens);
    }

    @Override
    protected TokenBufferReadContext root() {
      return TokenBufferReadContext.createRootContext(null);
    }

    @Override
    protected TokenBufferReadContext in(
        TokenBufferReadContext outer, boolean isArray, Object value) {
      return isArray ? outer.createChildArrayContext() : outer.createChildObjectContext();
    }

    @Override
    protected void named(TokenBufferReadContext context, String name) {
      context.setCurrentName(name);
    }

    @Override
    protected void counted(TokenBufferReadContext context) {
      context.updateForValue();
    }

    @Override
    protected void tell(TokenBufferReadContext context, Object value) {
      context.assignCurrentValue(value);
    }
  }
}

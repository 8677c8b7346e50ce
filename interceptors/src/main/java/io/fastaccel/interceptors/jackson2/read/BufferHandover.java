package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.databind.util.TokenBufferReadContext;
import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;

/** Tokens of a conversion: a buffer of Jackson's own gets what is handed over, and has a parser. */
public final class BufferHandover extends Handover {

  private final ObjectMapper mapper;
  private final DeserializationConfig config;
  private final DeserializationContext context;
  private final Tokens tokens;
  private TokenBuffer buffer;
  private JsonParser parser;

  /**
   * @param parser of a buffer, what the context has for now
   */
  public BufferHandover(
      ObjectMapper mapper,
      DeserializationConfig config,
      DeserializationContext context,
      Tokens tokens,
      JsonParser parser) {
    super(tokens);
    this.mapper = mapper;
    this.config = config;
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
  JsonParser before(JsonStreamContext at) throws Throwable {
    if (buffer == null) {
      buffer = new TokenBuffer(mapper, false);
      parser = buffer.asParser();
      config.initialize(parser);
      BufferInternals.use(context, parser);
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
    protected void named(TokenBufferReadContext context, String name)
        throws JsonProcessingException {
      context.setCurrentName(name);
    }

    @Override
    protected void counted(TokenBufferReadContext context) {
      context.updateForValue();
    }

    @Override
    protected void tell(TokenBufferReadContext context, Object value) {
      context.setCurrentValue(value);
    }
  }
}

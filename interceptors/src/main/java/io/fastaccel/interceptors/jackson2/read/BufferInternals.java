package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.databind.util.TokenBufferReadContext;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import io.fastaccel.interceptors.json.read.Tokens;
import io.fastaccel.interceptors.json.read.Tokens.Mark;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/**
 * Jackson's buffers of tokens, and what they show to themselves only. Where a part is missing,
 * {@link #obstacle} says so, and values are converted by Jackson alone.
 */
public final class BufferInternals {

  private static final VarHandle WRITE_CONTEXT;
  private static final MethodHandle READ_CONTEXT;
  private static final VarHandle PARSER_OF_CONTEXT;
  private static final MethodHandle VALUE;
  private static final MethodHandle APPEND;
  private static final MethodHandle LAST_SEGMENT;
  private static final VarHandle END;
  private static final MethodHandle SEGMENT;
  private static final MethodHandle POSITION;

  private static final String OBSTACLE;

  static {
    Members f = new Members(MethodHandles.lookup());
    Class<?> buffer = TokenBuffer.class;
    Class<?> parser = nested("Parser");
    WRITE_CONTEXT = f.field(buffer, "_writeContext", JsonWriteContext.class);
    READ_CONTEXT =
        as(
            f.field(parser, "_parsingContext", TokenBufferReadContext.class),
            VarHandle.AccessMode.SET,
            MethodType.methodType(void.class, JsonParser.class, TokenBufferReadContext.class));
    PARSER_OF_CONTEXT = f.field(DeserializationContext.class, "_parser", JsonParser.class);
    MethodHandle value = f.method(parser, "_currentObject", Object.class);
    VALUE =
        value == null ? null : value.asType(MethodType.methodType(Object.class, JsonParser.class));
    APPEND = f.method(buffer, "_appendValue", void.class, JsonToken.class, Object.class);
    Class<?> segment = nested("Segment");
    LAST_SEGMENT =
        as(
            f.field(buffer, "_last", segment),
            VarHandle.AccessMode.GET,
            MethodType.methodType(Object.class, TokenBuffer.class));
    END = f.field(buffer, "_appendAt", int.class);
    SEGMENT =
        as(
            f.field(parser, "_segment", segment),
            VarHandle.AccessMode.GET,
            MethodType.methodType(Object.class, JsonParser.class));
    POSITION =
        as(
            f.field(parser, "_segmentPtr", int.class),
            VarHandle.AccessMode.GET,
            MethodType.methodType(int.class, JsonParser.class));
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("values are converted by Jackson 2 alone: " + OBSTACLE + " is not accessible");
    }
  }

  private BufferInternals() {}

  /** The compiler knows a method handle by its type; those of Jackson have types of its own. */
  private static MethodHandle as(VarHandle field, VarHandle.AccessMode mode, MethodType type) {
    return field == null ? null : field.toMethodHandle(mode).asType(type);
  }

  private static Class<?> nested(String name) {
    try {
      return Class.forName(
          TokenBuffer.class.getName() + "$" + name, false, TokenBuffer.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return Object.class; // which has none of the members
    }
  }

  /** What is missing, or {@code null} if nothing is. */
  public static String obstacle() {
    return OBSTACLE;
  }

  /** Tells a buffer where in a document it begins. */
  public static void begin(TokenBuffer buffer, JsonWriteContext context) {
    WRITE_CONTEXT.set(buffer, context);
  }

  /** Tells a buffer's parser where in a document it begins. */
  static void begin(JsonParser parser, TokenBufferReadContext context) throws Throwable {
    READ_CONTEXT.invokeExact(parser, context);
  }

  /** Tells a context the parser in use. */
  static void use(DeserializationContext context, JsonParser parser) {
    PARSER_OF_CONTEXT.set(context, parser);
  }

  /** Whether a parser has gone through all that is in its buffer. */
  private static boolean isAtEnd(JsonParser parser, TokenBuffer buffer) throws Throwable {
    return (int) POSITION.invokeExact(parser) + 1 == (int) END.get(buffer)
        && (Object) SEGMENT.invokeExact(parser) == (Object) LAST_SEGMENT.invokeExact(buffer);
  }

  /**
   * Adds what is in a buffer to tokens.
   *
   * @param parser of the buffer; what it has gone through is not added
   */
  public static void copy(TokenBuffer from, JsonParser parser, Tokens to) throws Throwable {
    while (!isAtEnd(parser, from)) {
      JsonToken token = parser.nextToken();
      switch (token) {
        case START_OBJECT -> to.add(Mark.OBJECT);
        case START_ARRAY -> to.add(Mark.ARRAY);
        case END_OBJECT, END_ARRAY -> to.add(Mark.END);
        case VALUE_NULL -> to.add(Mark.NULL);
        case VALUE_TRUE -> to.add(true);
        case VALUE_FALSE -> to.add(false);
        case FIELD_NAME, VALUE_STRING -> to.add(parser.getText());
        default -> {
          Object value = (Object) VALUE.invokeExact(parser);
          boolean isPlain =
              token == JsonToken.VALUE_NUMBER_INT
                  ? value instanceof Integer || value instanceof Long
                  : token == JsonToken.VALUE_NUMBER_FLOAT && value instanceof Double;
          to.add(isPlain ? value : new Scalar(token, value));
        }
      }
    }
  }

  /** Whether a buffer that is written to another is the same there. */
  public static boolean isCopiedAsIs(Tokens tokens) {
    return !tokens.anyMatch(
        token ->
            token instanceof Scalar scalar && scalar.token() == JsonToken.VALUE_EMBEDDED_OBJECT);
  }

  /** Adds the value at the position of tokens to a buffer; the position stays. */
  public static void copy(Tokens from, TokenBuffer to) throws Throwable {
    int start = from.position();
    copyValue(from, to);
    from.goBackTo(start);
  }

  private static void copyValue(Tokens from, TokenBuffer to) throws Throwable {
    Object token = from.take();
    if (token instanceof Mark mark) {
      copyMark(mark, from, to);
    } else if (token instanceof String text) {
      to.writeString(text);
    } else if (token instanceof Integer number) {
      to.writeNumber((int) number);
    } else if (token instanceof Long number) {
      to.writeNumber((long) number);
    } else if (token instanceof Double number) {
      to.writeNumber((double) number);
    } else if (token instanceof Boolean truth) {
      to.writeBoolean(truth);
    } else {
      Scalar scalar = (Scalar) token;
      APPEND.invokeExact(to, scalar.token(), scalar.value());
    }
  }

  private static void copyMark(Mark mark, Tokens from, TokenBuffer to) throws Throwable {
    switch (mark) {
      case NULL -> to.writeNull();
      case ARRAY -> {
        to.writeStartArray();
        while (from.next() != Mark.END) {
          copyValue(from, to);
        }
        from.take();
        to.writeEndArray();
      }
      case OBJECT -> {
        to.writeStartObject();
        for (Object name = from.take(); name != Mark.END; name = from.take()) {
          to.writeFieldName((String) name);
          copyValue(from, to);
        }
        to.writeEndObject();
      }
      case END -> throw new IOException("no value");
    }
  }
}

package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.json.Members;
import io.fastaccel.interceptors.json.read.TokenPlace;
import io.fastaccel.interceptors.json.read.Tokens;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.node.TreeTraversingParser;

/** Values of a tree: Jackson's parser for trees is taken to the place of each. */
final class TreeHandover extends Handover {

  private static final MethodHandle CURSOR;
  private static final MethodHandle NEXT;
  private static final MethodHandle INTO_ARRAY;
  private static final MethodHandle INTO_OBJECT;

  private static final String OBSTACLE;

  static {
    Members f = new Members(MethodHandles.lookup());
    Class<?> cursor = cursor();
    VarHandle current = f.field(TreeTraversingParser.class, "_nodeCursor", cursor);
    CURSOR =
        current == null
            ? null
            : current
                .toMethodHandle(VarHandle.AccessMode.SET)
                .asType(
                    MethodType.methodType(
                        void.class, TreeTraversingParser.class, TokenStreamContext.class));
    NEXT = general(f.method(cursor, "nextToken", JsonToken.class), JsonToken.class);
    INTO_ARRAY = general(f.method(cursor, "startArray", cursor), TokenStreamContext.class);
    INTO_OBJECT = general(f.method(cursor, "startObject", cursor), TokenStreamContext.class);
    OBSTACLE = f.missing();
    if (OBSTACLE != null) {
      Log.info("trees are turned into values by Jackson 3 alone: " + OBSTACLE + " is not there");
    }
  }

  private static Class<?> cursor() {
    try {
      return Class.forName(
          "tools.jackson.databind.node.NodeCursor",
          false,
          TreeTraversingParser.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return TokenStreamContext.class; // which has none of the members
    }
  }

  private static MethodHandle general(MethodHandle method, Class<?> result) {
    return method == null
        ? null
        : method.asType(MethodType.methodType(result, TokenStreamContext.class));
  }

  private final TreeTraversingParser parser;
  private final Tokens tokens;

  /**
   * @param parser new, of the whole tree
   * @param tokens of the same tree
   */
  TreeHandover(TreeTraversingParser parser, Tokens tokens) {
    super(tokens);
    this.parser = parser;
    this.tokens = tokens;
  }

  /** What is missing, or {@code null} if nothing is. */
  static String obstacle() {
    return OBSTACLE;
  }

  @Override
  TokenPlace<TokenStreamContext> newPlace() {
    return new Cursors(tokens, parser.streamReadContext());
  }

  @Override
  JsonParser parser() {
    return parser;
  }

  @Override
  JsonParser before(TokenStreamContext context) throws Throwable {
    CURSOR.invokeExact(parser, context);
    return parser;
  }

  /** Jackson's own cursors, which go with the tokens. */
  private static final class Cursors extends TokenPlace<TokenStreamContext> {

    private final TokenStreamContext root;

    Cursors(Tokens tokens, TokenStreamContext root) {
      super(tokens);
      this.root = root;
    }

    @Override
    protected TokenStreamContext root() {
      return root;
    }

    @Override
    protected TokenStreamContext in(TokenStreamContext outer, boolean isArray, Object value)
        throws Throwable {
      counted(outer);
      return (isArray
          ? (TokenStreamContext) INTO_ARRAY.invokeExact(outer)
          : (TokenStreamContext) INTO_OBJECT.invokeExact(outer));
    }

    @Override
    protected void named(TokenStreamContext context, String name) throws Throwable {
      counted(context); // the next name, then
    }

    @Override
    protected void counted(TokenStreamContext context) throws Throwable {
      JsonToken unused = (JsonToken) NEXT.invokeExact(context);
    }

    @Override
    protected void tell(TokenStreamContext context, Object value) {
      context.assignCurrentValue(value);
    }
  }
}

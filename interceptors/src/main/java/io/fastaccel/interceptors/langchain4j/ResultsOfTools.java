package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.service.tool.ToolExecutionResult;
import io.fastaccel.interceptors.tools.cache.Immutability;
import io.fastaccel.interceptors.tools.cache.ResultForm;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;

/**
 * LangChain4j's results: an object that the application may see, and the text of it that the model
 * sees. Only a result that is all text may be shared, and only if nobody can change the object.
 */
final class ResultsOfTools implements ResultForm {

  private static final Set<String> FIELDS =
      Set.of(
          "isError", "result", "resultText", "resultTextSupplier", "resultContents", "attributes");

  /** A version whose results have more to them is not understood. */
  private static final boolean KNOWN_SHAPE = isShapeKnown();

  /** Came later than the oldest version; {@code null} before that. */
  private static final MethodHandle ATTRIBUTES = attributes();

  // How the object follows from the text: the first character of what is stored.
  private static final char NO_OBJECT = '0';
  private static final char SAME_TEXT = 's';
  private static final char BOOLEAN = 'b';
  private static final char INTEGER = 'i';
  private static final char LONG = 'l';
  private static final char DOUBLE = 'd';

  @Override
  public String objection(Object object) {
    if (object.getClass() != ToolExecutionResult.class || !KNOWN_SHAPE) {
      return "a result of an unknown kind";
    }
    ToolExecutionResult result = (ToolExecutionResult) object;
    if (result.isError()) {
      return "a failure";
    }
    if (hasAttributes(result) || text(result) == null) {
      return "a result with attachments";
    }
    return Immutability.isProven(result.result()) ? null : "a result that might be changed";
  }

  /** {@code null} where there is more than a text, or where making it fails. */
  private static String text(ToolExecutionResult result) {
    try {
      return result.resultText();
    } catch (RuntimeException notText) {
      return null;
    }
  }

  private static boolean hasAttributes(ToolExecutionResult result) {
    if (ATTRIBUTES == null) {
      return false;
    }
    try {
      Map<?, ?> attributes = (Map<?, ?>) ATTRIBUTES.invoke(result);
      return attributes != null && !attributes.isEmpty();
    } catch (Throwable e) {
      return true;
    }
  }

  @Override
  public String shown(Object result) {
    return ((ToolExecutionResult) result).resultText();
  }

  @Override
  public String toText(Object object) {
    ToolExecutionResult result = (ToolExecutionResult) object;
    Object value = result.result();
    String text = result.resultText();
    if (value == null) {
      return NO_OBJECT + text;
    }
    if (value instanceof String) {
      return value.equals(text) ? SAME_TEXT + text : null;
    }
    // Only where the text is the number's own: it is made of it on the other side.
    if (!value.toString().equals(text)) {
      return null;
    }
    if (value instanceof Boolean) {
      return BOOLEAN + text;
    }
    if (value instanceof Integer) {
      return INTEGER + text;
    }
    if (value instanceof Long) {
      return LONG + text;
    }
    return value instanceof Double ? DOUBLE + text : null;
  }

  @Override
  public Object fromText(String stored) {
    if (stored.isEmpty()) {
      return null;
    }
    String text = stored.substring(1);
    Object value;
    switch (stored.charAt(0)) {
      case NO_OBJECT -> value = null;
      case SAME_TEXT -> value = text;
      case BOOLEAN -> value = Boolean.valueOf(text);
      case INTEGER -> value = Integer.valueOf(text);
      case LONG -> value = Long.valueOf(text);
      case DOUBLE -> value = Double.valueOf(text);
      default -> {
        return null;
      }
    }
    return ToolExecutionResult.builder().result(value).resultText(text).build();
  }

  private static boolean isShapeKnown() {
    for (Field field : ToolExecutionResult.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !FIELDS.contains(field.getName())) {
        return false;
      }
    }
    return true;
  }

  private static MethodHandle attributes() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(ToolExecutionResult.class, "attributes", MethodType.methodType(Map.class));
    } catch (ReflectiveOperationException notYet) {
      return null;
    }
  }
}

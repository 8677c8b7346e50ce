package io.fastaccel.interceptors.springai;

import io.fastaccel.interceptors.tools.cache.ByIdentity;
import io.fastaccel.interceptors.tools.cache.ToolIdentity;
import io.fastaccel.interceptors.tools.cache.ToolIdentity.Context;
import io.fastaccel.interceptors.tools.cache.ToolObjects;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.execution.ToolCallResultConverter;
import org.springframework.ai.tool.method.MethodToolCallback;

/**
 * What can be told of Spring AI's tool callbacks. For a method of the application's that is much; a
 * callback of another kind is only known by itself. Thread-safe.
 */
final class Callbacks {

  private static final VarHandle METHOD = field("toolMethod", Method.class);
  private static final VarHandle OBJECT = field("toolObject", Object.class);
  private static final VarHandle CONVERTER =
      field("toolCallResultConverter", ToolCallResultConverter.class);

  private static final ToolObjects OBJECTS = new ToolObjects();
  private static final ByIdentity<ToolCallback, ToolIdentity> IDENTITIES = new ByIdentity<>();

  private Callbacks() {}

  static ToolIdentity identity(ToolCallback callback) {
    return IDENTITIES.get(callback, Callbacks::describe);
  }

  private static ToolIdentity describe(ToolCallback callback) {
    Class<?> type = callback.getClass();
    if (type != MethodToolCallback.class) {
      return byItself(callback, Context.UNKNOWN);
    }
    Method method = (Method) METHOD.get(callback);
    Context context = Context.NONE;
    for (Class<?> parameter : method.getParameterTypes()) {
      if (ToolContext.class.isAssignableFrom(parameter)) {
        context = Context.USED;
      }
    }
    Object object = OBJECT.get(callback);
    Class<?> converter = CONVERTER.get(callback).getClass();
    if (!ToolObjects.isStateless(converter) || converter.isHidden()) {
      // It may make anything of the same result.
      return byItself(callback, context);
    }
    // The method of a class needs no object.
    Class<?> owner = object == null ? method.getDeclaringClass() : object.getClass();
    return new ToolIdentity(
        object == null ? new Object() : OBJECTS.owner(object),
        ToolObjects.signature(owner, method) + " -> " + converter.getName(),
        object == null || ToolObjects.isStateless(owner),
        false,
        context);
  }

  private static ToolIdentity byItself(ToolCallback callback, Context context) {
    Class<?> type = callback.getClass();
    return new ToolIdentity(
        OBJECTS.owner(callback),
        type.getName(),
        !type.isHidden() && ToolObjects.isStateless(type),
        false,
        context);
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(MethodToolCallback.class, MethodHandles.lookup())
          .findVarHandle(MethodToolCallback.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

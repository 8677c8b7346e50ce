package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolMemoryId;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.internal.Json;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutor;
import io.fastaccel.interceptors.tools.cache.ByIdentity;
import io.fastaccel.interceptors.tools.cache.ToolIdentity;
import io.fastaccel.interceptors.tools.cache.ToolIdentity.Context;
import io.fastaccel.interceptors.tools.cache.ToolObjects;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;

/**
 * What can be told of LangChain4j's tool executors. For a method of the application's that is much;
 * an executor of another kind is only known by itself. Thread-safe.
 */
final class Executors {

  private static final String NO_SCHEMA = "";

  private static final VarHandle OBJECT = field("object", Object.class);
  private static final VarHandle METHOD = field("originalMethod", Method.class);

  /** Came with 1.8; {@code null} before that. */
  private static final Class<?> MANAGED = managed();

  private static final MethodHandle MANAGED_PARAMETERS = managedParameters();

  private static final ToolObjects OBJECTS = new ToolObjects();
  private static final ByIdentity<ToolExecutor, ToolIdentity> IDENTITIES = new ByIdentity<>();
  private static final ByIdentity<Object, String> SCHEMAS = new ByIdentity<>();

  private Executors() {}

  static ToolIdentity identity(ToolExecutor executor) {
    return IDENTITIES.get(executor, Executors::describe);
  }

  /** {@code null} where it cannot be told. */
  static String schema(ToolExecutor executor, String tool) {
    ToolSpecification given = Specifications.of(executor, tool);
    String schema = SCHEMAS.get(given == null ? executor : given, Executors::schemaOf);
    return schema.equals(NO_SCHEMA) ? null : schema;
  }

  static boolean hasManagedParameters(InvocationContext context) {
    if (MANAGED_PARAMETERS == null) {
      return false;
    }
    try {
      Map<?, ?> parameters = (Map<?, ?>) MANAGED_PARAMETERS.invoke(context);
      return parameters != null && !parameters.isEmpty();
    } catch (Throwable e) {
      return true;
    }
  }

  private static ToolIdentity describe(ToolExecutor executor) {
    Class<?> type = executor.getClass();
    if (type != DefaultToolExecutor.class) {
      return new ToolIdentity(
          OBJECTS.owner(executor),
          type.getName(),
          !type.isHidden() && ToolObjects.isStateless(type),
          true,
          Context.UNKNOWN);
    }
    Object object = OBJECT.get(executor);
    Method method = (Method) METHOD.get(executor);
    boolean memoryId = false;
    Context context = Context.NONE;
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(ToolMemoryId.class)) {
        memoryId = true;
      } else if (isContext(parameter.getType())) {
        context = Context.USED;
      }
    }
    return new ToolIdentity(
        OBJECTS.owner(object),
        ToolObjects.signature(object.getClass(), method),
        ToolObjects.isStateless(object.getClass()),
        memoryId,
        context);
  }

  private static boolean isContext(Class<?> type) {
    return InvocationParameters.class.isAssignableFrom(type)
        || InvocationContext.class.isAssignableFrom(type)
        || (MANAGED != null && MANAGED.isAssignableFrom(type));
  }

  /** What the model was shown, by the same code: of a specification, or of a method. */
  private static String schemaOf(Object tool) {
    ToolSpecification specification = null;
    if (tool instanceof ToolSpecification given) {
      specification = given;
    } else if (tool.getClass() == DefaultToolExecutor.class) {
      specification =
          ToolSpecifications.toolSpecificationFrom((Method) METHOD.get((DefaultToolExecutor) tool));
    }
    return specification == null || specification.parameters() == null
        ? NO_SCHEMA
        : Json.toJson(JsonSchemaElementUtils.toMap(specification.parameters()));
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(DefaultToolExecutor.class, MethodHandles.lookup())
          .findVarHandle(DefaultToolExecutor.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Class<?> managed() {
    try {
      return Class.forName(
          "dev.langchain4j.invocation.LangChain4jManaged",
          false,
          ToolExecutor.class.getClassLoader());
    } catch (ClassNotFoundException notYet) {
      return null;
    }
  }

  private static MethodHandle managedParameters() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              InvocationContext.class, "managedParameters", MethodType.methodType(Map.class));
    } catch (ReflectiveOperationException notYet) {
      return null;
    }
  }
}

package io.fastaccel.interceptors.tools.schema;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaResolver;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.tools.ToolInvocation;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the arguments of a call fit the tool's own schema. A schema that cannot be read, and
 * arguments that are no JSON, are the framework's to judge. Nothing is ever fetched: a schema that
 * refers to another document is left alone. Thread-safe.
 */
public final class ArgumentCheck {

  private static final FeatureState STATE = Features.of(Feature.TOOLS);

  /** Schemas come from the application; beyond that many they are read again for each call. */
  private static final int SCHEMA_LIMIT = 1_000;

  private static final int LONGEST_ARGUMENTS = 1 << 20;
  private static final int MOST_ERRORS = 3;
  private static final int LONGEST_MESSAGE = 1_000;

  private static final ConcurrentHashMap<String, ArgumentCheck> BY_SCHEMA =
      new ConcurrentHashMap<>();

  /** Stands for a schema that cannot be read. */
  private static final ArgumentCheck NONE = new ArgumentCheck(null, null);

  private final Validator validator;
  private final URI schema;

  private ArgumentCheck(Validator validator, URI schema) {
    this.validator = validator;
    this.schema = schema;
  }

  /**
   * What is wrong with the arguments, for the model to read.
   *
   * @return {@code null} where they fit, or where that cannot be told
   */
  public static String problemWith(ToolInvocation call) {
    String schema = call.schema();
    if (schema == null || schema.isBlank()) {
      return null;
    }
    ArgumentCheck check = of(schema);
    if (check == NONE) {
      STATE.original("the tool's schema cannot be read");
      return null;
    }
    String given = call.arguments();
    String arguments = given == null || given.isBlank() ? "{}" : given;
    if (arguments.length() > LONGEST_ARGUMENTS || Kernels.canonicalJson(arguments) == null) {
      STATE.original("arguments cannot be checked");
      return null;
    }
    List<Error> errors = check.errors(arguments);
    for (Error error : errors) {
      if (isOfTheSchema(error)) {
        STATE.original("the tool's schema refers to another");
        return null;
      }
    }
    return errors.isEmpty() ? null : message(call.tool(), errors);
  }

  private static ArgumentCheck of(String schema) {
    ArgumentCheck check = BY_SCHEMA.get(schema);
    if (check == null) {
      check = read(schema);
      if (BY_SCHEMA.size() < SCHEMA_LIMIT) {
        BY_SCHEMA.put(schema, check);
      }
    }
    return check;
  }

  private static ArgumentCheck read(String schema) {
    try {
      Validator validator =
          new ValidatorFactory()
              .withJsonNodeFactory(new GsonNode.Factory())
              .withSchemaResolver(uri -> SchemaResolver.Result.empty())
              .createValidator();
      return new ArgumentCheck(validator, validator.registerSchema(schema));
    } catch (RuntimeException e) {
      return NONE;
    }
  }

  private List<Error> errors(String arguments) {
    JsonNode instance = new GsonNode.Factory().create(arguments);
    Validator.Result result = validator.validate(schema, instance);
    return result.isValid() ? List.of() : result.getErrors();
  }

  /** A reference that leads nowhere: nothing is known of what it stands for. */
  private static boolean isOfTheSchema(Error error) {
    String keyword = error.getKeyword();
    return keyword != null
        && keyword.startsWith("$")
        && error.getError().startsWith("Resolution of $");
  }

  private static String message(String tool, List<Error> errors) {
    StringBuilder message =
        new StringBuilder("The arguments of ").append(tool).append(" do not match its schema: ");
    int told = 0;
    for (Error error : errors) {
      if (told == MOST_ERRORS) {
        message.append("; and more");
        break;
      }
      String place = error.getInstanceLocation();
      message
          .append(told == 0 ? "" : "; ")
          .append(place == null || place.isEmpty() ? "" : place + ": ")
          .append(error.getError());
      told++;
    }
    return message.length() <= LONGEST_MESSAGE
        ? message.toString()
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }
}

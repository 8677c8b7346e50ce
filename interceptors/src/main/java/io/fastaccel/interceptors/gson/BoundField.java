package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/**
 * What Gson has resolved for one field of a class. Its versions keep it in different places, some
 * of it in the variables that an anonymous class has captured.
 *
 * @param bound Gson's own object
 * @param name the name in the document
 * @param serialized whether the field is written at all
 * @param field where the value is
 * @param accessor of a record, else {@code null}
 * @param guarded whether Gson checks at each call that it may access the field
 * @param gson whose adapter for a value's class is preferred, where that matters; else {@code null}
 * @param adapter the adapter for the declared type, or the one of an annotation
 * @param declared the declared type, or {@code null} if the value's class does not matter
 */
record BoundField(
    Object bound,
    String name,
    boolean serialized,
    Field field,
    Method accessor,
    boolean guarded,
    Gson gson,
    TypeAdapter<?> adapter,
    Type declared) {

  static BoundField of(Object bound) throws ReflectiveOperationException {
    String name = (String) first(bound, "serializedName", "name");
    Field field = (Field) first(bound, "field", "val$field");
    Object accessor = optional(bound, "val$accessor");
    boolean guarded = Boolean.TRUE.equals(optional(bound, "val$blockInaccessible"));
    boolean serialized = !Boolean.FALSE.equals(optional(bound, "serialized"));
    Object adapter = optional(bound, "val$writeTypeAdapter");
    if (adapter == null) {
      TypeAdapter<?> declaredAdapter = (TypeAdapter<?>) first(bound, "val$typeAdapter");
      boolean annotated = (boolean) first(bound, "val$jsonAdapterPresent");
      return new BoundField(
          bound,
          name,
          serialized,
          field,
          (Method) accessor,
          guarded,
          (Gson) first(bound, "val$context"),
          declaredAdapter,
          annotated ? null : ((TypeToken<?>) first(bound, "val$fieldType")).getType());
    }
    boolean wrapped = GsonInternals.isWrapper(adapter);
    return new BoundField(
        bound,
        name,
        serialized,
        field,
        (Method) accessor,
        guarded,
        wrapped ? GsonInternals.gsonOfWrapper(adapter) : null,
        wrapped ? GsonInternals.delegateOfWrapper(adapter) : (TypeAdapter<?>) adapter,
        wrapped ? GsonInternals.typeOfWrapper(adapter) : null);
  }

  /**
   * The same for reading.
   *
   * @param field what is set
   * @param guarded whether Gson checks at each call that it may access the field
   * @param adapter reads the values
   */
  record Read(Field field, boolean guarded, TypeAdapter<?> adapter) {

    static Read of(Object bound) throws ReflectiveOperationException {
      return new Read(
          (Field) first(bound, "field", "val$field"),
          Boolean.TRUE.equals(optional(bound, "val$blockInaccessible")),
          (TypeAdapter<?>) first(bound, "val$typeAdapter"));
    }
  }

  private static Object first(Object bound, String... names) throws ReflectiveOperationException {
    for (String name : names) {
      Field field = find(bound.getClass(), name);
      if (field != null) {
        return field.get(bound);
      }
    }
    throw new NoSuchFieldException(names[0]);
  }

  private static Object optional(Object bound, String name) throws ReflectiveOperationException {
    Field field = find(bound.getClass(), name);
    return field == null ? null : field.get(bound);
  }

  private static Field find(Class<?> type, String name) {
    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
      try {
        Field field = c.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException e) {
        // in another class, or in another version
      }
    }
    return null;
  }
}

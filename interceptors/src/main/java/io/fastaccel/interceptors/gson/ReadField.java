package io.fastaccel.interceptors.gson;

import com.google.gson.TypeAdapter;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;

/**
 * What a plan knows of a field, or of a component of a record. It refers weakly to what is the
 * application's; the adapter that the plan was made for keeps all of it. Immutable.
 */
final class ReadField {

  private final WeakReference<Object> bound;
  private final WeakReference<TypeAdapter<?>> adapter;
  private final int kind;
  private final boolean primitive;
  private final int argument;

  /**
   * @param bound Gson's own object for the field
   * @param adapter reads its values
   * @param field what is set
   * @param argument the index among the arguments of a record's constructor; -1 if there is none
   */
  ReadField(Object bound, TypeAdapter<?> adapter, Field field, int argument) {
    this.bound = new WeakReference<>(bound);
    this.adapter = new WeakReference<>(adapter);
    this.kind = AdapterKind.of(adapter);
    this.primitive = field.getType().isPrimitive();
    this.argument = argument;
  }

  Object bound() {
    return bound.get();
  }

  TypeAdapter<?> adapter() {
    return adapter.get();
  }

  /** Of the adapter. */
  int kind() {
    return kind;
  }

  /** Whether it is never set to {@code null}. */
  boolean isPrimitive() {
    return primitive;
  }

  int argument() {
    return argument;
  }
}

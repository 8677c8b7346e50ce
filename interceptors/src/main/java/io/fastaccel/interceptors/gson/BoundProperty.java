package io.fastaccel.interceptors.gson;

import com.google.gson.TypeAdapter;
import java.lang.ref.WeakReference;
import java.lang.reflect.Type;

/**
 * What a plan knows of a field that is not written by its kind alone. It refers weakly to what is
 * the application's; the adapter that the plan was made for keeps all of it. Immutable. Public for
 * the generated plans alone.
 */
public final class BoundProperty {

  private final String name;
  private final WeakReference<Object> bound;
  private final WeakReference<TypeAdapter<?>> adapter;
  private final WeakReference<Type> declared;
  private final boolean followsValue;

  /**
   * @param bound Gson's own object for the field
   * @param adapter the adapter for the field's declared type, or the one of its annotation
   * @param declared the field's type, or {@code null} if the value's class does not matter
   */
  BoundProperty(String name, Object bound, TypeAdapter<?> adapter, Type declared) {
    this.name = name;
    this.bound = new WeakReference<>(bound);
    this.adapter = new WeakReference<>(adapter);
    this.declared = new WeakReference<>(declared);
    this.followsValue = GsonInternals.followsValue(declared);
  }

  String name() {
    return name;
  }

  Object bound() {
    return bound.get();
  }

  TypeAdapter<?> adapter() {
    return adapter.get();
  }

  /** Whether a value of this class may have an adapter of its own. */
  boolean mayDiffer(Class<?> type) {
    return followsValue && !declared.refersTo(type);
  }
}

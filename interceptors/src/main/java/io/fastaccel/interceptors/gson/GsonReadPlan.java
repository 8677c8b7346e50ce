package io.fastaccel.interceptors.gson;

import com.google.gson.TypeAdapter;
import io.fastaccel.interceptors.json.read.BeanAccess;
import io.fastaccel.interceptors.json.read.BeanAccessGenerator;
import io.fastaccel.interceptors.json.read.BeanMembers;
import io.fastaccel.interceptors.json.read.LearnedCode;
import io.fastaccel.interceptors.json.read.ObjectShape;
import io.fastaccel.interceptors.json.read.PropertyKind;
import io.fastaccel.runtime.text.NameTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the objects of one class are read under one of Gson's resolved adapters. Which fields there
 * are, under which names, and what reads them was decided by Gson, and is taken from there.
 */
final class GsonReadPlan {

  private static final int MOST_FIELDS = 500;

  /** A JVM that complains about whoever sets final fields (JEP 500) is to complain about Gson. */
  private static final boolean FINAL_IS_FINAL = Runtime.version().feature() >= 26;

  final NameTable names;
  final PropertyKind[] kinds;
  final ReadField[] fields;

  /** For a record, sets what its constructor is called with. */
  final BeanAccess access;

  final LearnedCode code;

  private final Map<String, Integer> indices;

  private GsonReadPlan(
      Map<String, Integer> indices,
      PropertyKind[] kinds,
      ReadField[] fields,
      MethodHandle[] setters)
      throws IllegalAccessException {
    this.names = new NameTable(indices.keySet().toArray(String[]::new));
    this.indices = indices;
    this.kinds = kinds;
    this.fields = fields;
    this.access = BeanAccessGenerator.generate(null, setters);
    this.code = new LearnedCode(new ObjectShape(names, kinds, setters, null, false));
  }

  /** The index of a name that is not found among the bytes of a document, or -1. */
  int index(String name) {
    Integer index = indices.get(name);
    return index == null ? -1 : index;
  }

  /** {@code null} if there are too many fields. */
  static GsonReadPlan of(TypeAdapter<?> adapter) throws Throwable {
    boolean isRecord = ReadInternals.isOfRecord(adapter);
    Map<?, ?> positions = isRecord ? ReadInternals.recordIndices(adapter) : Map.of();
    Map<?, ?> bound = ReadInternals.fields(adapter);
    if (bound.size() > MOST_FIELDS) {
      return null;
    }
    Map<String, Integer> indices = new LinkedHashMap<>();
    ReadField[] fields = new ReadField[bound.size()];
    PropertyKind[] kinds = new PropertyKind[bound.size()];
    MethodHandle[] setters = new MethodHandle[bound.size()];
    int count = 0;
    for (Map.Entry<?, ?> entry : bound.entrySet()) {
      if (!ReadInternals.isRead(entry.getValue())) {
        continue;
      }
      BoundField.Read read = BoundField.Read.of(entry.getValue());
      Object position = positions.get(read.field().getName());
      int argument = position == null ? -1 : (Integer) position;
      fields[count] = new ReadField(entry.getValue(), read.adapter(), read.field(), argument);
      setters[count] = isRecord ? setter(argument) : setter(read);
      kinds[count] = kind(fields[count], read.field(), setters[count]);
      indices.put((String) entry.getKey(), count++);
    }
    return new GsonReadPlan(
        indices,
        Arrays.copyOf(kinds, count),
        Arrays.copyOf(fields, count),
        Arrays.copyOf(setters, count));
  }

  /** Sets an argument of a record's constructor, which are the elements of an array. */
  private static MethodHandle setter(int argument) {
    return MethodHandles.insertArguments(
        MethodHandles.arrayElementSetter(Object[].class), 1, argument);
  }

  /** Sets the field, or {@code null} where only Gson may. */
  private static MethodHandle setter(BoundField.Read read) {
    boolean warns = FINAL_IS_FINAL && Modifier.isFinal(read.field().getModifiers());
    return read.guarded() || warns
        ? null
        : BeanMembers.setter(MethodHandles.lookup(), read.field());
  }

  private static PropertyKind kind(ReadField field, Field declared, MethodHandle setter) {
    if (setter == null || Modifier.isStatic(declared.getModifiers())) {
      return PropertyKind.LIBRARY;
    }
    Class<?> type = declared.getType();
    int kind = field.kind();
    if (field.argument() >= 0) {
      return kindOfArgument(type, kind);
    }
    if (type == String.class && kind == AdapterKind.STRING) {
      return PropertyKind.TEXT;
    }
    if (type == int.class && kind == AdapterKind.INTEGER) {
      return PropertyKind.INT;
    }
    if (type == long.class && (kind == AdapterKind.LONG || kind == AdapterKind.LONG_AS_STRING)) {
      return PropertyKind.LONG;
    }
    if (type == double.class && kind == AdapterKind.DOUBLE) {
      return PropertyKind.DOUBLE;
    }
    if (type == boolean.class && kind == AdapterKind.BOOLEAN) {
      return PropertyKind.BOOLEAN;
    }
    return PropertyKind.VALUE;
  }

  /** Arguments are passed on as objects. */
  private static PropertyKind kindOfArgument(Class<?> type, int kind) {
    return switch (kind) {
      case AdapterKind.STRING -> type == String.class ? PropertyKind.TEXT : PropertyKind.VALUE;
      case AdapterKind.INTEGER -> PropertyKind.BOXED_INT;
      case AdapterKind.LONG -> PropertyKind.BOXED_LONG;
      case AdapterKind.DOUBLE -> PropertyKind.BOXED_DOUBLE;
      case AdapterKind.BOOLEAN -> PropertyKind.BOXED_BOOLEAN;
      default -> PropertyKind.VALUE;
    };
  }
}

package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.PlannedProperty;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * A plan that is not generated: it goes through a table of the properties. All such plans share
 * their code, which the JIT has compiled long before that of a new class, and many types of beans
 * take no more room in the processor's caches than one.
 */
final class TablePlan extends BeanPlan {

  /** Later JDKs read fields by method handles, as Jackson does itself. */
  private static final boolean READS_FIELDS = Runtime.version().feature() < 18;

  private final PlannedProperty[] planned;

  /** By property; {@code null} where Jackson reads. */
  private final Field[] fields;

  TablePlan(List<PlannedProperty> properties) {
    planned = properties.toArray(PlannedProperty[]::new);
    fields = new Field[planned.length];
    for (int i = 0; i < planned.length && READS_FIELDS; i++) {
      fields[i] = accessible(planned[i]);
    }
  }

  private static Field accessible(PlannedProperty planned) {
    if (!(planned.member() instanceof Field field) || Modifier.isStatic(field.getModifiers())) {
      return null;
    }
    try {
      Field own = field.getDeclaringClass().getDeclaredField(field.getName());
      return own.trySetAccessible() ? own : null;
    } catch (NoSuchFieldException | RuntimeException e) {
      return null;
    }
  }

  @Override
  public int write(Object bean, DocumentWriter writer, BeanPropertyWriter[] properties)
      throws Throwable {
    int written = 0;
    int index = 0;
    try {
      for (; index < planned.length; index++) {
        written = write(written, index, properties[index], bean, writer);
      }
    } catch (Throwable e) {
      throw writer.failed(e, bean, properties[index]);
    }
    return written;
  }

  private int write(
      int written, int index, BeanPropertyWriter property, Object bean, DocumentWriter writer)
      throws Throwable {
    PlannedProperty p = planned[index];
    PlannedProperty.Kind kind = p.kind();
    if (kind == PlannedProperty.Kind.HANDED) {
      return writer.handProperty(written, property, bean);
    }
    Field field = fields[index];
    Object value = field == null ? property.get(bean) : field.get(bean);
    byte[] name = p.name();
    int length = p.length();
    return switch (kind) {
      case TEXT -> writer.text(written, name, length, (String) value, p.inclusion());
      case INTEGER -> writer.number(written, name, length, ((Number) value).longValue());
      case BOOLEAN -> writer.bool(written, name, length, (Boolean) value);
      case DOUBLE -> writer.decimal(written, name, length, (double) (Double) value);
      case FLOAT -> writer.decimal(written, name, length, (float) (Float) value);
      case CONSTANT ->
          writer.constant(written, name, length, p.texts(), (Enum<?>) value, p.inclusion());
      case VALUE, HANDED ->
          writer.property(written, property, name, length, value, bean, p.inclusion());
    };
  }
}

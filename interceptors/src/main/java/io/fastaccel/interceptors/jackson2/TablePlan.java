package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import io.fastaccel.interceptors.json.PlannedProperty;
import java.util.List;

/**
 * A plan that is not generated: it goes through a table of the properties, which Jackson reads. All
 * such plans share their code, which the JIT has compiled long before that of a new class, and many
 * types of beans take no more room in the processor's caches than one.
 */
final class TablePlan extends BeanPlan {

  private final PlannedProperty[] planned;

  TablePlan(List<PlannedProperty> properties) {
    planned = properties.toArray(PlannedProperty[]::new);
  }

  @Override
  public int write(Object bean, DocumentWriter writer, BeanPropertyWriter[] properties)
      throws Throwable {
    int written = 0;
    int index = 0;
    try {
      for (; index < planned.length; index++) {
        written = write(written, planned[index], properties[index], bean, writer);
      }
    } catch (Throwable e) {
      throw writer.failed(e, bean, properties[index]);
    }
    return written;
  }

  private static int write(
      int written,
      PlannedProperty p,
      BeanPropertyWriter property,
      Object bean,
      DocumentWriter writer)
      throws Throwable {
    PlannedProperty.Kind kind = p.kind();
    if (kind == PlannedProperty.Kind.HANDED) {
      return writer.handProperty(written, property, bean);
    }
    Object value = property.get(bean);
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

package io.fastaccel.interceptors.gson;

import io.fastaccel.interceptors.json.PlannedProperty;
import java.lang.reflect.Field;
import java.util.List;

/**
 * A plan that is not generated: it goes through a table of the fields, which it reads as Gson does.
 * All such plans share their code, which the JIT has compiled long before that of a new class, and
 * many types of beans take no more room in the processor's caches than one.
 */
final class GsonTablePlan extends GsonPlan {

  private final PlannedProperty[] planned;

  /**
   * @param properties those that are not handed over have a field that Gson has made accessible
   */
  GsonTablePlan(List<PlannedProperty> properties) {
    planned = properties.toArray(PlannedProperty[]::new);
  }

  @Override
  public int write(Object bean, GsonDocument document, BoundProperty[] properties)
      throws Throwable {
    int written = 0;
    for (int i = 0; i < planned.length; i++) {
      written = write(written, planned[i], properties[i], bean, document);
    }
    return written;
  }

  private static int write(
      int written, PlannedProperty p, BoundProperty property, Object bean, GsonDocument document)
      throws Throwable {
    PlannedProperty.Kind kind = p.kind();
    if (kind == PlannedProperty.Kind.HANDED) {
      return document.handProperty(written, property, bean);
    }
    Object value = ((Field) p.member()).get(bean);
    byte[] name = p.name();
    int length = p.length();
    return switch (kind) {
      case TEXT -> document.text(written, name, length, (String) value, p.inclusion());
      case INTEGER -> document.number(written, name, length, ((Number) value).longValue());
      case BOOLEAN -> document.bool(written, name, length, (Boolean) value);
      case DOUBLE -> document.decimal(written, name, length, (double) (Double) value);
      case FLOAT -> document.decimal(written, name, length, (float) (Float) value);
      case CONSTANT ->
          document.constant(written, name, length, p.texts(), (Enum<?>) value, p.inclusion());
      case VALUE, HANDED ->
          document.property(written, property, name, length, value, bean, p.inclusion());
    };
  }
}

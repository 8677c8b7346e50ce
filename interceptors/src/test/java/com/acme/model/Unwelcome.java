package com.acme.model;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.util.List;

/** A bean for which no serializer is found. */
public final class Unwelcome {
  public int number = 1;

  /** Fails when it looks for the serializer. */
  public static SimpleModule module() {
    SimpleModule module = new SimpleModule();
    module.setSerializerModifier(
        new BeanSerializerModifier() {
          private static final long serialVersionUID = 1L;

          @Override
          public List<BeanPropertyWriter> changeProperties(
              SerializationConfig config,
              BeanDescription description,
              List<BeanPropertyWriter> properties) {
            if (description.getBeanClass() == Unwelcome.class) {
              throw new IllegalStateException("not this one");
            }
            return properties;
          }
        });
    return module;
  }
}

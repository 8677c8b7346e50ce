package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonOutput;

/** Finds out what Jackson's serializer writes for each constant of an enum, by having it do so. */
final class EnumTexts {

  private static final int CAPACITY = 64;

  private final SerializerProvider provider;
  private final int features;

  /**
   * @param provider for this use alone
   * @param features of the generator
   */
  EnumTexts(SerializerProvider provider, int features) {
    this.provider = provider;
    this.features = features;
  }

  /**
   * By ordinal the text of each constant, or {@code null} if they are not all ASCII, or if versions
   * of Jackson ask the application for the text each time.
   */
  byte[][] of(Class<?> type, JsonSerializer<Object> serializer) {
    Object[] constants = type.getEnumConstants();
    if (provider.isEnabled(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
        && overridesToString(constants)) {
      return null;
    }
    byte[][] texts = new byte[constants.length][];
    for (int i = 0; i < constants.length; i++) {
      JsonOutput out = new JsonOutput(JavaTextKernels.INSTANCE, 0, CAPACITY);
      out.startBytes();
      FastGenerator generator = new FastGenerator(features, null, out, 0);
      try {
        serializer.serialize(constants[i], generator, provider);
      } catch (java.io.IOException e) {
        return null;
      }
      texts[i] = out.toBytes();
      for (byte b : texts[i]) {
        if (b < 0) {
          return null;
        }
      }
    }
    return texts;
  }

  private static boolean overridesToString(Object[] constants) {
    for (Object constant : constants) {
      try {
        if (constant.getClass().getMethod("toString").getDeclaringClass() != Enum.class) {
          return true;
        }
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }
    return false;
  }
}

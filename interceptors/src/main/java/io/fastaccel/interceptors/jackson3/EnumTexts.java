package io.fastaccel.interceptors.jackson3;

import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonOutput;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;

/** Finds out what Jackson's serializer writes for each constant of an enum, by having it do so. */
final class EnumTexts {

  private static final int CAPACITY = 64;

  private final SerializationContext context;
  private final MapperProfile profile;

  /**
   * @param context for this use alone
   * @param profile of the call
   */
  EnumTexts(SerializationContext context, MapperProfile profile) {
    this.context = context;
    this.profile = profile;
  }

  /**
   * By ordinal the text of each constant, or {@code null} if they are not all ASCII, or if versions
   * of Jackson ask the application for the text each time.
   */
  byte[][] of(Class<?> type, ValueSerializer<Object> serializer) {
    Object[] constants = type.getEnumConstants();
    if (context.isEnabled(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        && overridesToString(constants)) {
      return null;
    }
    byte[][] texts = new byte[constants.length][];
    for (int i = 0; i < constants.length; i++) {
      JsonOutput out = new JsonOutput(JavaTextKernels.INSTANCE, 0, CAPACITY);
      out.startBytes();
      FastGenerator generator = new FastGenerator(context, profile, null, out);
      serializer.serialize(constants[i], generator, context);
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

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.fastaccel.interceptors.json.Plans;
import java.util.concurrent.Callable;

/** The {@linkplain BeanPlan plans} there are, by class, serializer and serialization features. */
final class BeanPlans {

  /** Adds paths to exceptions, as each serializer would. */
  static final StdSerializer<Object> PATHS = NullSerializer.instance;

  private static final Plans<BeanPlan> PLANS = new Plans<>(BeanSerializer.class.getClassLoader());

  private BeanPlans() {}

  /** The plan for a bean of this class under this serializer, or {@code null} for now. */
  static BeanPlan find(Class<?> type, JsonSerializer<?> serializer, DocumentWriter writer) {
    return PLANS.find(
        type,
        serializer,
        writer.serializationFeatures(),
        new Plans.Compiler<>() {
          @Override
          public Callable<BeanPlan> prepare() {
            return new BeanPlanCompiler(type, (BeanSerializer) serializer, writer.texts());
          }

          @Override
          public Callable<BeanPlan> prepareInterim() {
            return new BeanPlanCompiler(type, (BeanSerializer) serializer, writer.texts())::table;
          }
        });
  }
}

package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.Plans;
import java.util.concurrent.Callable;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.std.NullSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** The {@linkplain BeanPlan plans} there are, by class, serializer and serialization features. */
final class BeanPlans {

  /** Adds paths to exceptions, as each serializer would. */
  static final StdSerializer<Object> PATHS = NullSerializer.instance;

  private static final Plans<BeanPlan> PLANS =
      new Plans<>(BeanSerializerBase.class.getClassLoader());

  private BeanPlans() {}

  /** The plan for a bean of this class under this serializer, or {@code null} for now. */
  static BeanPlan find(Class<?> type, ValueSerializer<?> serializer, DocumentWriter writer) {
    return PLANS.find(
        type,
        serializer,
        writer.serializationFeatures(),
        new Plans.Compiler<>() {
          @Override
          public Callable<BeanPlan> prepare() {
            return new BeanPlanCompiler(type, (BeanSerializerBase) serializer, writer.texts());
          }

          @Override
          public Callable<BeanPlan> prepareInterim() {
            return new BeanPlanCompiler(type, (BeanSerializerBase) serializer, writer.texts())
                ::table;
          }
        });
  }
}

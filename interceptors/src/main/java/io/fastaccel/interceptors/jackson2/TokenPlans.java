package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import io.fastaccel.interceptors.json.PlanGenerator;
import io.fastaccel.interceptors.json.PlannedProperty;
import io.fastaccel.interceptors.json.PlannedProperty.Kind;
import io.fastaccel.interceptors.json.Plans;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;

/** The {@linkplain TokenPlan plans} there are, by class and serializer. */
final class TokenPlans {

  private static final PlanGenerator GENERATOR =
      new PlanGenerator(
          MethodHandles.lookup(), TokenPlan.class, TokenWriter.class, BeanPropertyWriter.class);

  private static final Plans<TokenPlan> PLANS = new Plans<>(BeanSerializer.class.getClassLoader());

  /** The writer has names from the properties. */
  private static final byte[] NO_NAME = {};

  private TokenPlans() {}

  /** The plan for a bean of this class under this serializer, or {@code null} for now. */
  static TokenPlan find(Class<?> type, JsonSerializer<?> serializer) {
    return PLANS.find(type, serializer, 0, () -> () -> of(type, (BeanSerializer) serializer));
  }

  /** Whether it is not known yet if there will be a plan for this serializer. */
  static boolean isPending(Class<?> type, JsonSerializer<?> serializer) {
    return PLANS.isPending(type, serializer, 0);
  }

  private static TokenPlan of(Class<?> type, BeanSerializer serializer)
      throws IllegalAccessException {
    BeanPropertyWriter[] properties = SerializerInternals.properties(serializer);
    if (properties.length > PlanGenerator.MOST_PROPERTIES
        || !SerializerInternals.hasPropertiesOnly(serializer)) {
      return null;
    }
    List<PlannedProperty> planned = new ArrayList<>();
    for (BeanPropertyWriter property : properties) {
      int inclusion = BeanPlanCompiler.inclusion(property);
      Member member = property.getMember() == null ? null : property.getMember().getMember();
      MethodHandle getter = inclusion < 0 ? null : GENERATOR.getter(member);
      planned.add(
          getter == null
              ? PlannedProperty.handed()
              : new PlannedProperty(Kind.VALUE, NO_NAME, getter, member, inclusion, null));
    }
    return (TokenPlan) GENERATOR.generate(type, planned);
  }
}

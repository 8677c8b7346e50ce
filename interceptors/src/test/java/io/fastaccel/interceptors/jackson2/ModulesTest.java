package io.fastaccel.interceptors.jackson2;

import com.acme.model.Modern;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.kotlin.KotlinModule;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values of java.time, optional ones, and data classes of Kotlin. */
class ModulesTest {

  private static final int SEEDS = 60;

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper()
        .registerModules(
            new Jdk8Module(), new JavaTimeModule(), new KotlinModule.Builder().build());
  }

  private static List<ObjectMapper> mappers() {
    return List.of(
        mapper(),
        mapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS),
        mapper()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.NON_ABSENT)
            .enable(SerializationFeature.INDENT_OUTPUT),
        mapper()
            .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
            .enable(SerializationFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.NON_EMPTY)
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
  }

  @Test
  void everyModuleUnderEveryConfiguration() {
    for (ObjectMapper mapper : mappers()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        int s = seed;
        Differential.same(mapper, () -> new Modern(s).task(2));
      }
      Differential.same(mapper, () -> List.of(new Modern(1).task(0), new Modern(2).task(1)));
    }
  }
}

package io.fastaccel.interceptors.tools.cache;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImmutabilityTest {

  record Price(String item, BigDecimal amount, int run) {}

  record Basket(List<Price> prices, Optional<Price> last) {}

  record Holder(Object value) {}

  enum Mutable {
    ONE;

    @SuppressWarnings("ImmutableEnumChecker") // that is what is tested
    private int count;

    int next() {
      return ++count;
    }
  }

  static Stream<Object> unchangeable() {
    Price price = new Price("pen", BigDecimal.ONE, 1);
    return Stream.of(
        "text",
        1,
        2L,
        3.0,
        'c',
        true,
        BigDecimal.TEN,
        UUID.randomUUID(),
        TimeUnit.DAYS,
        LocalDate.of(2026, 1, 1),
        Instant.EPOCH,
        Duration.ZERO,
        price,
        List.of(),
        List.of(price, price),
        Set.of("a", "b"),
        Map.of("a", List.of(1)),
        Stream.of("a", null).toList(),
        Optional.of(price),
        new Basket(List.of(price), Optional.empty()),
        new Holder(null));
  }

  @ParameterizedTest
  @MethodSource("unchangeable")
  void whatNobodyCanChangeIsProven(Object value) {
    assertTrue(Immutability.isProven(value));
  }

  static Stream<Object> changeable() {
    Object deep = "text";
    for (int i = 0; i < 20; i++) {
      deep = List.of(deep);
    }
    return Stream.of(
        new Object(),
        new int[] {1},
        new AtomicInteger(),
        new ArrayList<>(List.of(1)),
        Arrays.asList(1, 2),
        Collections.unmodifiableList(new ArrayList<>(List.of(1))),
        List.of(new ArrayList<>()),
        Map.of("a", new int[0]),
        Optional.of(new AtomicInteger()),
        new Holder(new AtomicInteger()),
        new Basket(new ArrayList<>(), Optional.empty()),
        Mutable.ONE,
        new BigDecimal("1") {
          private static final long serialVersionUID = 1;
          private int count;

          @Override
          public String toString() {
            return "changed " + ++count;
          }
        },
        ImmutabilityTest.class,
        deep);
  }

  @ParameterizedTest
  @MethodSource("changeable")
  void whatSomebodyMightChangeIsNot(Object value) {
    assertFalse(Immutability.isProven(value));
  }
}

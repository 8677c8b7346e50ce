package com.acme.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import kotlin.Pair;
import kotlin.Triple;

/** Values that only modules can write, drawn at random. */
public final class Modern {

  private final Random random;

  /**
   * @param seed equal seeds, equal values
   */
  public Modern(long seed) {
    random = new Random(seed);
  }

  /** What a task of an agent may hold. */
  public record Task(
      UUID id,
      Instant created,
      LocalDate due,
      LocalTime at,
      LocalDateTime local,
      ZonedDateTime zoned,
      OffsetDateTime offset,
      Duration limit,
      Period every,
      YearMonth month,
      DayOfWeek day,
      @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "yyyy/MM/dd") LocalDate formatted,
      Optional<String> note,
      Optional<Task> parent,
      OptionalInt count,
      OptionalLong size,
      OptionalDouble score,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> nonAbsent,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<List<String>> nonEmpty,
      Map<LocalDate, Duration> perDay,
      Map<DayOfWeek, Optional<Integer>> perWeekday,
      Object any) {}

  /** A task. */
  public Task task(int depth) {
    Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    ZonedDateTime zoned = instant.atZone(ZoneId.of("Europe/Zurich"));
    Map<LocalDate, Duration> perDay = new LinkedHashMap<>();
    Map<DayOfWeek, Optional<Integer>> perWeekday = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      perDay.put(LocalDate.ofEpochDay(random.nextInt(99_999)), Duration.ofMillis(random.nextInt()));
      perWeekday.put(DayOfWeek.of(1 + random.nextInt(7)), maybe(random.nextInt()));
    }
    return new Task(
        new UUID(random.nextLong(), random.nextLong()),
        or(instant),
        or(zoned.toLocalDate()),
        or(zoned.toLocalTime()),
        or(zoned.toLocalDateTime()),
        or(zoned),
        or(instant.atOffset(ZoneOffset.ofHours(random.nextInt(18)))),
        or(Duration.ofNanos(random.nextLong())),
        or(Period.ofDays(random.nextInt(400))),
        or(YearMonth.of(2026, 1 + random.nextInt(12))),
        or(DayOfWeek.MONDAY),
        or(zoned.toLocalDate()),
        maybe("note \u4e2d " + random.nextInt()),
        depth == 0 ? Optional.empty() : Optional.of(task(depth - 1)),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
        random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()),
        maybe("x"),
        maybe(random.nextBoolean() ? List.of() : List.of("y")),
        perDay,
        perWeekday,
        any());
  }

  private Object any() {
    List<Object> all = new ArrayList<>();
    all.add(null);
    all.add(Optional.of(Instant.EPOCH));
    all.add(new Pair<>("left", random.nextInt()));
    all.add(new Triple<>(1, Optional.empty(), new Pair<>(LocalDate.EPOCH, "z")));
    all.add(List.of(Instant.EPOCH, LocalTime.NOON, UUID.nameUUIDFromBytes(new byte[] {1})));
    all.add(Map.of("when", LocalDate.EPOCH));
    return all.get(random.nextInt(all.size()));
  }

  private <T> T or(T value) {
    return random.nextInt(5) == 0 ? null : value;
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value);
  }
}

package io.fastaccel.interceptors.postgresql;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.core.ParameterList;

/** Statements that differ in literals only. Thread-safe. */
final class Shape {

  private static final int[] NO_TYPES = {};

  /** One statement of the shape, to be explained. */
  final String sql;

  final int[] types;
  final AtomicInteger executions = new AtomicInteger();

  /** Of the executions while no plan was known that scans, those without a text for a trigram. */
  final AtomicInteger withoutTrigram = new AtomicInteger();

  final AtomicBoolean queued = new AtomicBoolean();

  /** Nano time; 0: never. */
  volatile long explainedAt;

  /** What its plan reads as a whole, and with which parameters. */
  volatile List<Scan> scans = List.of();

  record Scan(Finding finding, List<Integer> parameters) {}

  Shape(String sql, ParameterList parameters) {
    this.sql = sql;
    this.types = parameters == null ? NO_TYPES : parameters.getTypeOIDs().clone();
  }
}

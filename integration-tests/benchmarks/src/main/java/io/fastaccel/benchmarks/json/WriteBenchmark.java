package io.fastaccel.benchmarks.json;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole calls. For the agent, run {@code FAST_ACCEL} with {@code -jvmArgsAppend
 * -javaagent:fast-accel.jar}; {@code -prof gc} adds the allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WriteBenchmark {

  /** Who writes. */
  @Param public JsonLibrary library;

  /** What. */
  @Param public Payload payload;

  private JsonLibrary.Writer writer;
  private Object value;

  /** Makes the value, the same in every run. */
  @Setup
  public void open() {
    writer = library.open();
    value = payload.value();
  }

  /** {@code writeValueAsString} and its like. */
  @Benchmark
  public String text() {
    return writer.text(value);
  }

  /** {@code writeValueAsBytes} and its like. */
  @Benchmark
  public byte[] bytes() {
    return writer.bytes(value);
  }
}

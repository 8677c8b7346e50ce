package io.fastaccel.benchmarks.kernels;

import io.fastaccel.runtime.Availability;
import io.fastaccel.runtime.nativekernels.NativeOptions;
import io.fastaccel.runtime.nativekernels.NativeRuntime;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.TextKernels;
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
 * One text, copied and escaped. On Java 22 and later with native access, {@code native} is the
 * foreign-function API; before, it is JNI.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2)
public class KernelBenchmark {

  /** The largest output for a byte of input. */
  private static final int WORST = 12;

  @Param({"java", "native", "auto"})
  private String kernels;

  @Param private Copy copy;

  @Param private Text text;

  @Param({"64", "256", "1024", "4096", "16384", "65536", "1048576"})
  private int bytes;

  private TextKernels chosen;
  private byte[] in;
  private byte[] out;

  /** Makes the text, and loads the library where it is measured. */
  @Setup
  public void setUp() {
    in = text.bytes(bytes);
    out = new byte[WORST * bytes];
    chosen = kernels.equals("java") ? JavaTextKernels.INSTANCE : nativeKernels();
  }

  private TextKernels nativeKernels() {
    int minimum = kernels.equals("native") ? 1 : 0;
    NativeRuntime.configure(
        new NativeOptions(
            NativeOptions.Mode.ON, "", System.getProperty("fastaccel.native.path", ""), minimum),
        Runnable::run);
    Availability availability = NativeRuntime.availability();
    if (!availability.available()) {
      throw new IllegalStateException(availability.detail());
    }
    return NativeRuntime.kernels();
  }

  /** The kernel. */
  @Benchmark
  public int escape() {
    return copy.run(chosen, text.isWide(), in, out);
  }

  /** The limit: the same bytes without a look at them. */
  @Benchmark
  public byte[] arraycopy() {
    System.arraycopy(in, 0, out, 0, in.length);
    return out;
  }
}

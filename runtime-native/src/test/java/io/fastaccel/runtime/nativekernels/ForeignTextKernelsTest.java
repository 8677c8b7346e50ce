package io.fastaccel.runtime.nativekernels;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fastaccel.runtime.text.TextKernels;
import io.fastaccel.runtime.text.TextKernelsContract;
import org.junit.jupiter.api.BeforeAll;

/** On Java 17 {@link NewerJavaTest} runs it on a newer Java, where there is one. */
class ForeignTextKernelsTest extends TextKernelsContract {

  private static TextKernels kernels;

  @BeforeAll
  static void load() throws Exception {
    assumeTrue(ForeignLibrary.isSupported(), "this Java has no foreign-function API");
    LibraryImage image = TestLibrary.packed();
    kernels =
        NativeLibrary.load(image, NativeLibrary.Binding.FOREIGN, TestLibrary.INSISTING).kernels();
  }

  @Override
  protected TextKernels kernels() {
    return kernels;
  }
}

package io.fastaccel.runtime.nativekernels;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fastaccel.runtime.text.JsonKernels;
import io.fastaccel.runtime.text.JsonKernelsContract;
import org.junit.jupiter.api.BeforeAll;

/** On Java 17 {@link NewerJavaTest} runs it on a newer Java, where there is one. */
class ForeignJsonKernelsTest extends JsonKernelsContract {

  private static JsonKernels kernels;

  @BeforeAll
  static void load() throws Exception {
    assumeTrue(ForeignLibrary.isSupported(), "this Java has no foreign-function API");
    LibraryImage image = TestLibrary.packed();
    kernels =
        NativeLibrary.load(image, NativeLibrary.Binding.FOREIGN, TestLibrary.INSISTING)
            .jsonKernels();
  }

  @Override
  protected JsonKernels kernels() {
    return kernels;
  }
}

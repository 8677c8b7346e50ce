package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JsonKernels;
import io.fastaccel.runtime.text.JsonKernelsContract;
import org.junit.jupiter.api.BeforeAll;

class JniJsonKernelsTest extends JsonKernelsContract {

  private static JsonKernels kernels;

  @BeforeAll
  static void load() throws Exception {
    LibraryImage image = TestLibrary.packed();
    kernels =
        NativeLibrary.load(image, NativeLibrary.Binding.JNI, TestLibrary.INSISTING).jsonKernels();
  }

  @Override
  protected JsonKernels kernels() {
    return kernels;
  }
}

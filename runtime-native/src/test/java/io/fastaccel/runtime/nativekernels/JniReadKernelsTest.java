package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.ReadKernels;
import io.fastaccel.runtime.text.ReadKernelsContract;
import org.junit.jupiter.api.BeforeAll;

class JniReadKernelsTest extends ReadKernelsContract {

  private static ReadKernels kernels;

  @BeforeAll
  static void load() throws Exception {
    LibraryImage image = TestLibrary.packed();
    kernels =
        NativeLibrary.load(image, NativeLibrary.Binding.JNI, TestLibrary.INSISTING).readKernels();
  }

  @Override
  protected ReadKernels kernels() {
    return kernels;
  }
}

package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.TextKernels;
import io.fastaccel.runtime.text.TextKernelsContract;
import org.junit.jupiter.api.BeforeAll;

class JniTextKernelsTest extends TextKernelsContract {

  private static TextKernels kernels;

  @BeforeAll
  static void load() throws Exception {
    LibraryImage image = TestLibrary.packed();
    kernels = NativeLibrary.load(image, NativeLibrary.Binding.JNI, TestLibrary.INSISTING).kernels();
  }

  @Override
  protected TextKernels kernels() {
    return kernels;
  }
}

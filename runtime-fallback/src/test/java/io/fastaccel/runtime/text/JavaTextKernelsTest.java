package io.fastaccel.runtime.text;

class JavaTextKernelsTest extends TextKernelsContract {
  @Override
  protected TextKernels kernels() {
    return JavaTextKernels.INSTANCE;
  }
}

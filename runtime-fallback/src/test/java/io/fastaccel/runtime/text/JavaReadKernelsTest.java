package io.fastaccel.runtime.text;

class JavaReadKernelsTest extends ReadKernelsContract {
  @Override
  protected ReadKernels kernels() {
    return JavaReadKernels.INSTANCE;
  }
}

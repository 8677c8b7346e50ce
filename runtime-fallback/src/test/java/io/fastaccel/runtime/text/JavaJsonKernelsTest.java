package io.fastaccel.runtime.text;

class JavaJsonKernelsTest extends JsonKernelsContract {
  @Override
  protected JsonKernels kernels() {
    return JavaJsonKernels.INSTANCE;
  }
}

package io.fastaccel.runtime.text;

/** The kernels in Java: a check of the text first, then a rewriting that can rely on it. */
public final class JavaJsonKernels implements JsonKernels {

  /** The only instance that is needed: it has no state. */
  public static final JsonKernels INSTANCE = new JavaJsonKernels();

  private JavaJsonKernels() {}

  @Override
  public int validate(byte[] in, int from, int to) {
    return new JsonValidator(in, from, to).validate();
  }

  @Override
  public int canonical(byte[] in, int from, int to, byte[] out, int at) {
    return validate(in, from, to) == VALID
        ? new CanonicalWriter(in, from, to, out, at).write()
        : NOT_CANONICAL;
  }
}

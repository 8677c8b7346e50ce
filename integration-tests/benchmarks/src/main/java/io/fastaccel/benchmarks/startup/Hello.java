package io.fastaccel.benchmarks.startup;

/** The smallest application. */
public final class Hello {

  private Hello() {}

  /** Says hello. */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}

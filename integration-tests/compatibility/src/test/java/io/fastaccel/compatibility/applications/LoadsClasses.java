package io.fastaccel.compatibility.applications;

/** Loads classes, without using them. */
public final class LoadsClasses {

  private LoadsClasses() {}

  /** Takes their names. */
  public static void main(String[] arguments) throws Exception {
    for (String name : arguments) {
      System.out.println(Class.forName(name, false, LoadsClasses.class.getClassLoader()).getName());
    }
  }
}

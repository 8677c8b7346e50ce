package io.fastaccel.compatibility.applications;

/** Says whether it can see classes and resources whose names it is given. */
public final class Hello {

  private Hello() {}

  /** Prints a line for each argument. */
  public static void main(String[] names) {
    System.out.println("hello");
    for (String name : names) {
      System.out.println(name + " " + (isVisible(name) ? "visible" : "hidden"));
    }
  }

  private static boolean isVisible(String name) {
    if (name.contains("/")) {
      return Hello.class.getClassLoader().getResource(name) != null;
    }
    try {
      Class.forName(name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}

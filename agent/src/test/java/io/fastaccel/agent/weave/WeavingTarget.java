package io.fastaccel.agent.weave;

import java.util.ArrayList;
import java.util.List;

/** What the weaving tests weave into: one method of each shape that makes byte code difficult. */
@SuppressWarnings("UnusedMethod") // by reflection
public class WeavingTarget implements Runnable {

  final List<String> events = new ArrayList<>();

  public WeavingTarget() {}

  public String text(String in, long wide, double wider) {
    events.add("text");
    return in + wide + wider;
  }

  /** The body begins with the target of a backward jump, where a stack map frame stands already. */
  public int loop(int n) {
    do {
      n--;
    } while (n > 0);
    return n;
  }

  public static long sum(long a, int b) {
    return a + b;
  }

  public boolean truth(boolean b) {
    return b;
  }

  public char letter(char c) {
    return c;
  }

  public int[] array(int[] in) {
    return in;
  }

  public void nothing(List<String> sink) {
    sink.add("original");
  }

  public Object branches(int n) {
    try {
      if (n == 0) {
        throw new IllegalStateException("zero");
      }
      for (int i = 0; i < n; i++) {
        if (i == 3) {
          return "three";
        }
      }
    } catch (IllegalArgumentException e) {
      return e;
    } finally {
      events.add("finally");
    }
    return n;
  }

  public String calls(String in) {
    StringBuilder out = new StringBuilder("<");
    for (String part : List.of(in, in)) {
      out.append(helper(part, 1L)).append(doubled(part));
    }
    Runnable task = this;
    task.run();
    Runnable lambda = () -> events.add(helper("lambda", 2L));
    lambda.run();
    return out.append('>').toString();
  }

  private String helper(String in, long n) {
    return in + n;
  }

  private static int doubled(String in) {
    return 2 * in.length();
  }

  @Override
  public void run() {
    events.add("run");
  }
}

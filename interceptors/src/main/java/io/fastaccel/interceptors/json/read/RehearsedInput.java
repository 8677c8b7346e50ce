package io.fastaccel.interceptors.json.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bean of ours with properties of the usual kinds, read before the first call of the
 * application's that we serve: what loads, links and, most of all, interprets our code until the
 * JIT has compiled it is then a thread of ours. The application's calls stay the original's for so
 * long, whose code is compiled already.
 */
@SuppressWarnings("unused") // filled in by libraries
public final class RehearsedInput {

  private static final int BEANS = 6;

  /**
   * With this many the 1,440 events of a stream that is taken over after twenty calls take 1.2
   * times what they take without us (CPU time of the thread that reads them, JDK 17), with 8 they
   * take 1.5 times.
   */
  private static final int ROUNDS = 600;

  private static final long MOST_NANOS = 250_000_000;

  /** Reads a document in vain. */
  public interface Reading {
    void read(String document) throws Throwable;
  }

  public String text;
  public String absent;
  public int number;
  public long large;
  public double decimal;
  public boolean truth;
  public List<String> texts;
  public Map<String, Object> values;
  public List<RehearsedInput> beans;
  private String name;

  public String getName() {
    return name;
  }

  public void setName(String newName) {
    name = newName;
  }

  /** Reads the same document many times, or for a quarter of a second. */
  public static void rehearse(Reading reading) throws Throwable {
    String document = document();
    long end = System.nanoTime() + MOST_NANOS;
    for (int i = 0; i < ROUNDS && System.nanoTime() < end; i++) {
      reading.read(document);
    }
  }

  private static String document() {
    List<String> beans = new ArrayList<>();
    for (int i = 0; i < BEANS; i++) {
      beans.add(bean(""));
    }
    return bean(String.join(",", beans));
  }

  private static String bean(String beans) {
    return "{\"name\":\"a \\\"quoted\\\" name\\n\",\"text\":\"caf\u00e9\",\"absent\":null,"
        + "\"number\":12345,\"large\":1234567890123,\"decimal\":12.5,\"truth\":true,"
        + "\"texts\":[\"one\",\"two\"],\"values\":{\"text\":\"x\",\"integer\":1,\"decimal\":0.1,"
        + "\"truth\":false,\"nothing\":null,\"list\":[1,\"two\",{\"three\":3}]},\"beans\":["
        + beans
        + "]}";
  }
}

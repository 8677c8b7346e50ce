package io.fastaccel.interceptors.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bean of ours with properties of the usual kinds, for rehearsals. */
@SuppressWarnings("unused") // read by libraries
public final class Rehearsed {

  public final String text = "a text with a \"quoted\" part and a line\n";
  public final String absent = null;
  public final int number = 12_345;
  public final long large = 1_234_567_890_123L;
  public final double decimal = 12.5;
  public final boolean truth = true;
  public final List<String> texts = List.of("one", "two");
  public final Map<String, Object> values = new LinkedHashMap<>();
  public final List<Rehearsed> beans = new ArrayList<>();

  private Rehearsed(int depth) {
    values.put("text", "\u00e9\u4e2d");
    values.put("integer", 1);
    values.put("decimal", 0.1);
    values.put("large", 1L << 40);
    values.put("truth", false);
    values.put("nothing", null);
    values.put("list", List.of(1, "two", Map.of("three", 3)));
    for (int i = 0; i < 4 && depth > 0; i++) {
      beans.add(new Rehearsed(depth - 1));
    }
  }

  /** Some beans. */
  public static List<Rehearsed> values() {
    return List.of(new Rehearsed(1), new Rehearsed(1));
  }
}

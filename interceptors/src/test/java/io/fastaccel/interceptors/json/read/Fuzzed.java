package io.fastaccel.interceptors.json.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What fuzzers' inputs are read as: the first byte chooses, the rest is the document. */
public final class Fuzzed {

  /** Some of everything, with short names, that a fuzzer finds sooner. */
  public static class Bean {
    public String s;
    public int i;
    public long l;
    public double d;
    public float f;
    public boolean b;
    public Integer n;
    public Boolean t;
    public BigInteger g;
    public BigDecimal m;
    public Kind e;
    public List<String> a;
    public List<Bean> c;
    public Map<String, Object> o;
    public Map<String, Bean> p;
    public int[] r;
    public Bean x;
    public Object any;
  }

  /** Some constants. */
  public enum Kind {
    LOW,
    HIGH
  }

  private Fuzzed() {}

  /** Calls for one of the choices and a document; nothing for an input that has none. */
  public static void input(byte[] input, int choices, BiConsumer<Integer, byte[]> document) {
    if (input.length > 1) {
      document.accept((input[0] & 0xFF) % choices, Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** An input that chooses so. */
  public static byte[] input(int choice, byte[] document) {
    byte[] input = new byte[document.length + 1];
    input[0] = (byte) choice;
    System.arraycopy(document, 0, input, 1, document.length);
    return input;
  }
}

package com.acme.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values drawn at random; the same seed draws the same value. */
public final class Values {

  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    Double.parseDouble("1e23"),
    Double.parseDouble("2e23"),
    2.0E-3,
    1e-3,
    9.999e-4,
    1e7,
    9999999.999,
    1e21,
    123456.789,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1.0E-5,
    2.2250738585072014E-308,
    4.35,
    3.3e-9
  };

  private static final long[] LONGS = {
    0,
    1,
    -1,
    9,
    10,
    99,
    100,
    101,
    999,
    1000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE + 1L,
    9_999_999_999L,
    10_000_000_000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;

  public Values(long seed) {
    random = new Random(seed);
  }

  /** A text: empty, plain, with escapes, with anything, long. */
  public String text() {
    int length = random.nextInt(random.nextInt(20) == 0 ? 30_000 : 40);
    StringBuilder text = new StringBuilder(length);
    int kind = random.nextInt(7);
    for (int i = 0; i < length; i++) {
      text.append(
          (char)
              switch (kind) {
                case 0 -> ' ' + random.nextInt(95);
                case 1 -> random.nextInt(0x80);
                case 2 -> random.nextInt(0x100);
                case 3 -> random.nextInt(0x10000);
                case 4 -> 0x4e00 + random.nextInt(0x5000);
                case 5 -> 0xD7F0 + random.nextInt(0x820);
                default -> random.nextInt(25) == 0 ? random.nextInt(0x10000) : 'a';
              });
    }
    if (random.nextInt(4) == 0) {
      text.append("\uD83D\uDE00");
    }
    return text.toString();
  }

  public double decimal() {
    return switch (random.nextInt(4)) {
      case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
      case 1 -> Double.longBitsToDouble(random.nextLong());
      case 2 -> random.nextInt(1_000_000) / 1000.0;
      default -> random.nextGaussian();
    };
  }

  public long whole() {
    return random.nextBoolean()
        ? LONGS[random.nextInt(LONGS.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  public BigDecimal bigDecimal() {
    return new BigDecimal(BigInteger.valueOf(whole()), random.nextInt(80) - 40);
  }

  public BigInteger bigInteger() {
    return new BigInteger(random.nextInt(300), random).negate();
  }

  public byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A map, a list, a bean, a tree or a scalar. */
  public Object any(int depth) {
    return switch (random.nextInt(depth > 0 ? 17 : 12)) {
      case 0, 1, 2 -> text();
      case 3 -> (Object) whole();
      case 4 -> (Object) (int) whole();
      case 5 -> (Object) decimal();
      case 6 -> (Object) (float) decimal();
      case 7 -> (Object) random.nextBoolean();
      case 8 -> null;
      case 9 -> bigDecimal();
      case 10 -> bigInteger();
      case 11 -> bytes();
      case 12, 13 -> map(depth);
      case 14 -> list(depth);
      case 15 -> message(depth);
      default -> tree(depth);
    };
  }

  public Map<String, Object> map(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      map.put(text(), any(depth - 1));
    }
    return map;
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      list.add(any(depth - 1));
    }
    return list;
  }

  private ObjectNode tree(int depth) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put(text(), text());
    tree.put("n", whole());
    tree.put("d", decimal());
    tree.put("b", bigDecimal());
    tree.put("bytes", bytes());
    tree.putPOJO("pojo", any(depth - 1));
    ArrayNode array = tree.putArray("array");
    array.add(text()).add(random.nextInt()).addNull().add(random.nextBoolean());
    if (depth > 0) {
      array.add(tree(depth - 1));
    }
    return tree;
  }

  /** A bean with a random part of its fields set. */
  public Message message(int depth) {
    Message m = new Message();
    m.id = maybe() ? text() : null;
    m.index = (int) whole();
    m.time = whole();
    m.small = (short) whole();
    m.tiny = (byte) whole();
    m.score = decimal();
    m.weight = (float) decimal();
    m.done = maybe();
    m.letter = (char) random.nextInt(0x3000);
    m.boxed = maybe() ? (Integer) random.nextInt() : null;
    m.price = maybe() ? bigDecimal() : null;
    m.huge = maybe() ? bigInteger() : null;
    m.data = maybe() ? bytes() : null;
    m.chars = maybe() ? text().toCharArray() : null;
    m.numbers = maybe() ? random.ints(random.nextInt(5)).toArray() : null;
    m.doubles = maybe() ? new double[] {decimal(), decimal()} : null;
    m.names = maybe() ? new String[] {text(), null, text()} : null;
    m.role = maybe() ? (maybe() ? Message.Role.USER : Message.Role.ASSISTANT) : null;
    m.tags = maybe() ? List.of(text(), "tag") : null;
    m.raw = maybe() ? "{\"raw\": [1, \"\u4e2d\u00e9\uD83D\uDE00\"]}" : null;
    m.oddName = maybe() ? text() : null;
    if (maybe()) {
      m.inner = new Message.Inner();
      m.inner.left = text();
      m.inner.right = random.nextInt();
    }
    if (depth > 0) {
      m.extra = maybe() ? map(depth - 1) : null;
      m.reply = maybe() ? message(depth - 1) : null;
      m.thread = maybe() ? List.of(message(depth - 1), message(0)) : null;
      m.anything = any(depth - 1);
    }
    return m;
  }

  private boolean maybe() {
    return random.nextBoolean();
  }
}

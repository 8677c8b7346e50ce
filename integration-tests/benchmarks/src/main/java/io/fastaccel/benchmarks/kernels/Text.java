package io.fastaccel.benchmarks.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Kinds of text, in the layout of {@code String.value}. */
public enum Text {
  /** English prose without anything to escape. */
  CLEAN("The agent reads the page, notes what matters and goes on to the next source. "),
  /** Prose with lines and quotes: about 17 escapes a kibibyte. */
  ESCAPED("The model said \"done\" and went on to read the next page of the report; then\n"),
  /** Every tenth char beyond ASCII. */
  LATIN1(
      "Une \u00e9tude r\u00e9cente montre que les mod\u00e8les s'am\u00e9liorent d\u00e9j\u00e0. "),
  /** Chinese without anything else. */
  CJK(
      "\u4eba\u5de5\u667a\u80fd\u4ee3\u7406\u9605\u8bfb\u7f51\u9875\u5e76\u8bb0\u5f55\u91cd\u8981\u7684\u5185\u5bb9\u3002"),
  /** Chinese with English words, line ends and an emoji now and then. */
  MIXED(
      "\u4ee3\u7406\u8bfb\u53d6 JSON \u7ed3\u679c\uff0c\u7136\u540e\u8c03\u7528 \"search\" \u5de5\u5177\u3002\n\u5b8c\u6210 \uD83D\uDE00\uff01 ");

  private final String unit;

  Text(String unit) {
    this.unit = unit;
  }

  /** Whether the text has chars that Latin-1 lacks. */
  public boolean isWide() {
    return this == CJK || this == MIXED;
  }

  /** So many bytes of it, Latin-1 or UTF-16. */
  public byte[] bytes(int length) {
    int chars = isWide() ? length / Character.BYTES : length;
    String text = unit.repeat(chars / unit.length() + 1).substring(0, chars);
    if (!isWide()) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    byte[] bytes = new byte[length];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asCharBuffer().put(text);
    return bytes;
  }
}

package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.io.InputStream;

/** Calls of a configured reader that turn one document into a value. */
@Advice(
    target = "com.fasterxml.jackson.databind.ObjectReader",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT_INPUT)
public final class ObjectReaderAdvice {

  private ObjectReaderAdvice() {}

  /** See {@link Advice}. */
  static void rehearse() {
    Rehearsal.run();
  }

  /** Before {@link ObjectReader#readValue(String)}. */
  @OnEnter(method = "readValue", descriptor = "(Ljava/lang/String;)Ljava/lang/Object;")
  public static Object readText(ObjectReader reader, String content) {
    return ValueReader.read(reader, content, false);
  }

  /** Before {@link ObjectReader#readValue(byte[])}. */
  @OnEnter(method = "readValue", descriptor = "([B)Ljava/lang/Object;")
  public static Object readBytes(ObjectReader reader, byte[] content) {
    return ValueReader.read(reader, content, 0, -1, false);
  }

  /** Before {@link ObjectReader#readValue(byte[], int, int)}. */
  @OnEnter(method = "readValue", descriptor = "([BII)Ljava/lang/Object;")
  public static Object readPart(ObjectReader reader, byte[] content, int from, int length) {
    return length < 0 ? null : ValueReader.read(reader, content, from, length, false);
  }

  /** Before {@link ObjectReader#readValue(InputStream)}. */
  @OnEnter(method = "readValue", descriptor = "(Ljava/io/InputStream;)Ljava/lang/Object;")
  public static Object readStream(ObjectReader reader, InputStream content) {
    return ValueReader.read(reader, content, false);
  }

  /** Before {@link ObjectReader#readTree(String)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/lang/String;)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, String content) {
    return ValueReader.read(reader, content, true);
  }

  /** Before {@link ObjectReader#readTree(byte[])}. */
  @OnEnter(method = "readTree", descriptor = "([B)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, byte[] content) {
    return ValueReader.read(reader, content, 0, -1, true);
  }

  /** Before {@link ObjectReader#readTree(byte[], int, int)}. */
  @OnEnter(method = "readTree", descriptor = "([BII)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, byte[] content, int from, int length) {
    return length < 0 ? null : ValueReader.read(reader, content, from, length, true);
  }

  /** Before {@link ObjectReader#readTree(InputStream)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/io/InputStream;)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, InputStream content) {
    return ValueReader.read(reader, content, true);
  }

  /** Before {@link ObjectReader#readValues(String)}. */
  @OnEnter(
      method = "readValues",
      descriptor = "(Ljava/lang/String;)Lcom/fasterxml/jackson/databind/MappingIterator;")
  public static Object readValues(ObjectReader reader, String content) {
    return ValueReader.readValues(reader, content);
  }

  /** Before {@link ObjectReader#readValues(byte[], int, int)}, which the other of bytes calls. */
  @OnEnter(
      method = "readValues",
      descriptor = "([BII)Lcom/fasterxml/jackson/databind/MappingIterator;")
  public static Object readValues(ObjectReader reader, byte[] content, int from, int length) {
    return ValueReader.readValues(reader, content, from, length);
  }
}

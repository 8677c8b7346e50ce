package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import tools.jackson.databind.ObjectReader;

/** The same calls of a reader. */
@Advice(
    target = "tools.jackson.databind.ObjectReader",
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
    return ValueReader.read(reader, content, false);
  }

  /** Before {@link ObjectReader#readValue(byte[], int, int)}. */
  @OnEnter(method = "readValue", descriptor = "([BII)Ljava/lang/Object;")
  public static Object readPart(ObjectReader reader, byte[] content, int from, int length) {
    return ValueReader.read(reader, content, from, length, false);
  }

  /** Before {@link ObjectReader#readValue(InputStream)}. */
  @OnEnter(method = "readValue", descriptor = "(Ljava/io/InputStream;)Ljava/lang/Object;")
  public static Object readStream(ObjectReader reader, InputStream content) {
    return ValueReader.read(reader, content, false);
  }

  /** Before {@link ObjectReader#readValue(File)}. */
  @OnEnter(method = "readValue", descriptor = "(Ljava/io/File;)Ljava/lang/Object;")
  public static Object readFile(ObjectReader reader, File content) {
    return ValueReader.read(reader, content, false);
  }

  /** Before {@link ObjectReader#readValue(Path)}. */
  @OnEnter(method = "readValue", descriptor = "(Ljava/nio/file/Path;)Ljava/lang/Object;")
  public static Object readPath(ObjectReader reader, Path content) {
    return ValueReader.read(reader, content, false);
  }

  /** Before {@link ObjectReader#readTree(String)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/lang/String;)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, String content) {
    return ValueReader.read(reader, content, true);
  }

  /** Before {@link ObjectReader#readTree(byte[])}. */
  @OnEnter(method = "readTree", descriptor = "([B)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, byte[] content) {
    return ValueReader.read(reader, content, true);
  }

  /** Before {@link ObjectReader#readTree(byte[], int, int)}. */
  @OnEnter(method = "readTree", descriptor = "([BII)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, byte[] content, int from, int length) {
    return ValueReader.read(reader, content, from, length, true);
  }

  /** Before {@link ObjectReader#readTree(InputStream)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/io/InputStream;)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectReader reader, InputStream content) {
    return ValueReader.read(reader, content, true);
  }

  /** Before {@link ObjectReader#readValues(String)}. */
  @OnEnter(
      method = "readValues",
      descriptor = "(Ljava/lang/String;)Ltools/jackson/databind/MappingIterator;")
  public static Object readValues(ObjectReader reader, String content) {
    return ValueReader.readValues(reader, content);
  }

  /** Before {@link ObjectReader#readValues(byte[], int, int)}, which the other of bytes calls. */
  @OnEnter(method = "readValues", descriptor = "([BII)Ltools/jackson/databind/MappingIterator;")
  public static Object readValues(ObjectReader reader, byte[] content, int from, int length) {
    return ValueReader.readValues(reader, content, from, length);
  }
}

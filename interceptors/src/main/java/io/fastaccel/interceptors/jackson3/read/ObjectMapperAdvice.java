package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/** Calls that turn one document into a value. */
@Advice(
    target = "tools.jackson.databind.ObjectMapper",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT_INPUT)
public final class ObjectMapperAdvice {

  private ObjectMapperAdvice() {}

  /** See {@link Advice}. */
  static void rehearse() {
    Rehearsal.run();
  }

  /** Before {@link ObjectMapper#readValue(String, Class)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;")
  public static Object readText(ObjectMapper mapper, String content, Class<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(String, TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/lang/String;Ltools/jackson/core/type/TypeReference;)Ljava/lang/Object;")
  public static Object readText(ObjectMapper mapper, String content, TypeReference<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(String, JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/lang/String;Ltools/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readText(ObjectMapper mapper, String content, JavaType type) {
    return ValueReader.read(mapper, content, type);
  }

  /** Before {@link ObjectMapper#readValue(byte[], Class)}. */
  @OnEnter(method = "readValue", descriptor = "([BLjava/lang/Class;)Ljava/lang/Object;")
  public static Object readBytes(ObjectMapper mapper, byte[] content, Class<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BLtools/jackson/core/type/TypeReference;)Ljava/lang/Object;")
  public static Object readBytes(ObjectMapper mapper, byte[] content, TypeReference<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BLtools/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readBytes(ObjectMapper mapper, byte[] content, JavaType type) {
    return ValueReader.read(mapper, content, type);
  }

  /** Before {@link ObjectMapper#readValue(byte[], int, int, Class)}. */
  @OnEnter(method = "readValue", descriptor = "([BIILjava/lang/Class;)Ljava/lang/Object;")
  public static Object readPart(
      ObjectMapper mapper, byte[] content, int from, int length, Class<?> type) {
    return ValueReader.read(mapper, content, from, length, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], int, int, TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BIILtools/jackson/core/type/TypeReference;)Ljava/lang/Object;")
  public static Object readPart(
      ObjectMapper mapper, byte[] content, int from, int length, TypeReference<?> type) {
    return ValueReader.read(mapper, content, from, length, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], int, int, JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BIILtools/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readPart(
      ObjectMapper mapper, byte[] content, int from, int length, JavaType type) {
    return ValueReader.read(mapper, content, from, length, type);
  }

  /** Before {@link ObjectMapper#readValue(InputStream, Class)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/io/InputStream;Ljava/lang/Class;)Ljava/lang/Object;")
  public static Object readStream(ObjectMapper mapper, InputStream content, Class<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(InputStream, TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor =
          "(Ljava/io/InputStream;Ltools/jackson/core/type/TypeReference;)" + "Ljava/lang/Object;")
  public static Object readStream(ObjectMapper mapper, InputStream content, TypeReference<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(InputStream, JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/io/InputStream;Ltools/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readStream(ObjectMapper mapper, InputStream content, JavaType type) {
    return ValueReader.read(mapper, content, type);
  }

  /** Before {@link ObjectMapper#readValue(File, Class)}. */
  @OnEnter(method = "readValue", descriptor = "(Ljava/io/File;Ljava/lang/Class;)Ljava/lang/Object;")
  public static Object readFile(ObjectMapper mapper, File content, Class<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(File, TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/io/File;Ltools/jackson/core/type/TypeReference;)Ljava/lang/Object;")
  public static Object readFile(ObjectMapper mapper, File content, TypeReference<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(File, JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/io/File;Ltools/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readFile(ObjectMapper mapper, File content, JavaType type) {
    return ValueReader.read(mapper, content, type);
  }

  /** Before {@link ObjectMapper#readValue(Path, Class)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/nio/file/Path;Ljava/lang/Class;)Ljava/lang/Object;")
  public static Object readPath(ObjectMapper mapper, Path content, Class<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(Path, TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor =
          "(Ljava/nio/file/Path;Ltools/jackson/core/type/TypeReference;)" + "Ljava/lang/Object;")
  public static Object readPath(ObjectMapper mapper, Path content, TypeReference<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(Path, JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "(Ljava/nio/file/Path;Ltools/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readPath(ObjectMapper mapper, Path content, JavaType type) {
    return ValueReader.read(mapper, content, type);
  }

  /** Before {@link ObjectMapper#readTree(String)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/lang/String;)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, String content) {
    return ValueReader.readTree(mapper, content);
  }

  /** Before {@link ObjectMapper#readTree(byte[])}. */
  @OnEnter(method = "readTree", descriptor = "([B)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, byte[] content) {
    return ValueReader.readTree(mapper, content);
  }

  /** Before {@link ObjectMapper#readTree(byte[], int, int)}. */
  @OnEnter(method = "readTree", descriptor = "([BII)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, byte[] content, int from, int length) {
    return ValueReader.readTree(mapper, content, from, length);
  }

  /** Before {@link ObjectMapper#readTree(InputStream)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/io/InputStream;)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, InputStream content) {
    return ValueReader.readTree(mapper, content);
  }

  /** Before {@link ObjectMapper#readTree(File)}. */
  @OnEnter(method = "readTree", descriptor = "(Ljava/io/File;)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, File content) {
    return ValueReader.readTree(mapper, content);
  }

  /** Before {@link ObjectMapper#readTree(Path)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/nio/file/Path;)Ltools/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, Path content) {
    return ValueReader.readTree(mapper, content);
  }

  private static JavaType type(ObjectMapper mapper, Class<?> type) {
    return type == null ? null : mapper.constructType(type);
  }

  private static JavaType type(ObjectMapper mapper, TypeReference<?> type) {
    return type == null ? null : mapper.constructType(type);
  }
}

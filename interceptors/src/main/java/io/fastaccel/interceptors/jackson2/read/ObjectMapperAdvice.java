package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.io.InputStream;

/** Calls that turn one document into a value. */
@Advice(
    target = "com.fasterxml.jackson.databind.ObjectMapper",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT_INPUT)
public final class ObjectMapperAdvice {

  private ObjectMapperAdvice() {}

  /** See {@link Advice}. */
  static void rehearse() {
    Rehearsal.run();
  }

  /** Before {@link ObjectMapper#readValue(String, JavaType)}, which the others of texts call. */
  @OnEnter(
      method = "readValue",
      descriptor =
          "(Ljava/lang/String;Lcom/fasterxml/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readText(ObjectMapper mapper, String content, JavaType type) {
    return ValueReader.read(mapper, content, type);
  }

  /** Before {@link ObjectMapper#readValue(byte[], Class)}. */
  @OnEnter(method = "readValue", descriptor = "([BLjava/lang/Class;)Ljava/lang/Object;")
  public static Object readBytes(ObjectMapper mapper, byte[] content, Class<?> type) {
    return ValueReader.read(mapper, content, 0, -1, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BLcom/fasterxml/jackson/core/type/TypeReference;)Ljava/lang/Object;")
  public static Object readBytes(ObjectMapper mapper, byte[] content, TypeReference<?> type) {
    return ValueReader.read(mapper, content, 0, -1, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BLcom/fasterxml/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readBytes(ObjectMapper mapper, byte[] content, JavaType type) {
    return ValueReader.read(mapper, content, 0, -1, type);
  }

  /** Before {@link ObjectMapper#readValue(byte[], int, int, Class)}. */
  @OnEnter(method = "readValue", descriptor = "([BIILjava/lang/Class;)Ljava/lang/Object;")
  public static Object readPart(
      ObjectMapper mapper, byte[] content, int from, int length, Class<?> type) {
    return length < 0 ? null : ValueReader.read(mapper, content, from, length, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], int, int, TypeReference)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BIILcom/fasterxml/jackson/core/type/TypeReference;)Ljava/lang/Object;")
  public static Object readPart(
      ObjectMapper mapper, byte[] content, int from, int length, TypeReference<?> type) {
    return length < 0 ? null : ValueReader.read(mapper, content, from, length, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(byte[], int, int, JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor = "([BIILcom/fasterxml/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readPart(
      ObjectMapper mapper, byte[] content, int from, int length, JavaType type) {
    return length < 0 ? null : ValueReader.read(mapper, content, from, length, type);
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
          "(Ljava/io/InputStream;Lcom/fasterxml/jackson/core/type/TypeReference;)"
              + "Ljava/lang/Object;")
  public static Object readStream(ObjectMapper mapper, InputStream content, TypeReference<?> type) {
    return ValueReader.read(mapper, content, type(mapper, type));
  }

  /** Before {@link ObjectMapper#readValue(InputStream, JavaType)}. */
  @OnEnter(
      method = "readValue",
      descriptor =
          "(Ljava/io/InputStream;Lcom/fasterxml/jackson/databind/JavaType;)Ljava/lang/Object;")
  public static Object readStream(ObjectMapper mapper, InputStream content, JavaType type) {
    return ValueReader.read(mapper, content, type);
  }

  /** Before {@link ObjectMapper#readTree(String)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/lang/String;)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, String content) {
    return ValueReader.readTree(mapper, content);
  }

  /** Before {@link ObjectMapper#readTree(byte[])}. */
  @OnEnter(method = "readTree", descriptor = "([B)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, byte[] content) {
    return ValueReader.readTree(mapper, content, 0, -1);
  }

  /** Before {@link ObjectMapper#readTree(byte[], int, int)}. */
  @OnEnter(method = "readTree", descriptor = "([BII)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, byte[] content, int from, int length) {
    return length < 0 ? null : ValueReader.readTree(mapper, content, from, length);
  }

  /** Before {@link ObjectMapper#readTree(InputStream)}. */
  @OnEnter(
      method = "readTree",
      descriptor = "(Ljava/io/InputStream;)Lcom/fasterxml/jackson/databind/JsonNode;")
  public static Object readTree(ObjectMapper mapper, InputStream content) {
    return ValueReader.readTree(mapper, content);
  }

  private static JavaType type(ObjectMapper mapper, Class<?> type) {
    return type == null ? null : mapper.getTypeFactory().constructType(type);
  }

  private static JavaType type(ObjectMapper mapper, TypeReference<?> type) {
    return type == null ? null : mapper.getTypeFactory().constructType(type);
  }
}

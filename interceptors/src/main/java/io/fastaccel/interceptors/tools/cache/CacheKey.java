package io.fastaccel.interceptors.tools.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a result is kept under. Immutable. */
final class CacheKey {

  private final Object owner;
  private final String tool;
  private final String signature;
  private final String arguments;
  private final String context;
  private final int hash;

  /**
   * @param owner the object behind the tool, or what stands for all objects of its class; compared
   *     by identity
   * @param arguments in canonical form
   * @param context tenant, conversation and the like
   */
  CacheKey(Object owner, String tool, String signature, String arguments, String context) {
    this.owner = owner;
    this.tool = tool;
    this.signature = signature;
    this.arguments = arguments;
    this.context = context;
    this.hash =
        31 * (31 * (31 * System.identityHashCode(owner) + tool.hashCode()) + arguments.hashCode())
            + context.hashCode();
  }

  /** The tool's name. */
  String tool() {
    return tool;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof CacheKey other
        && hash == other.hash
        && owner == other.owner
        && arguments.equals(other.arguments)
        && context.equals(other.context)
        && tool.equals(other.tool)
        && signature.equals(other.signature);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * The same on every machine, whatever object is behind the tool; tells nothing of the arguments
   * to those who only read keys.
   */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {tool, signature, arguments, context}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_16BE);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      StringBuilder text = new StringBuilder(64);
      for (byte b : digest.digest()) {
        text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
      }
      return text.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

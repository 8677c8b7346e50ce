package io.fastaccel.interceptors.tools.cache;

/**
 * What tells a tool from others of the same name, and what its results may depend on besides its
 * arguments. Two calls belong to the same tool if their owners are the same object and their
 * signatures equal. Holds no object and no class of the application's.
 *
 * @param owner stands for the object behind the tool
 * @param signature the code behind the tool, the same on every machine: class, method, parameters
 * @param stateless whether the object behind the tool has no fields, so that any other of its class
 *     does the same
 * @param usesMemoryId whether the tool is told which conversation it is called for
 * @param context what the tool is told of the call's context
 */
public record ToolIdentity(
    Object owner, String signature, boolean stateless, boolean usesMemoryId, Context context) {

  /** What a tool sees of the context that the framework hands on. */
  public enum Context {
    /** Nothing. */
    NONE,
    /** It cannot be told: as much as there is. */
    UNKNOWN,
    /** It takes it as an argument. */
    USED
  }
}

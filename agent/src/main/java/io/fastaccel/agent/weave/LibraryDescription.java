package io.fastaccel.agent.weave;

import java.util.List;

/**
 * A library that can be accelerated, and what the advice for it needs of it.
 *
 * @param packageName the package of the advice
 * @param name for people
 * @param artifact {@code groupId:artifactId}
 * @param from first supported version
 * @param before first version not supported any more
 * @param targets internal names of the classes that are woven
 * @param references members of the library that the advice links against, each {@code owner.name
 *     descriptor} with the owner's internal name
 */
public record LibraryDescription(
    String packageName,
    String name,
    String artifact,
    String from,
    String before,
    List<String> targets,
    List<String> references) {}

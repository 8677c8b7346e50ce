package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.LibraryDescription;

/**
 * What would become of a library on a class path that is only looked at.
 *
 * @param found whether it is there
 * @param version as its jar tells it; empty where it does not
 * @param problem why it would be left alone; empty for no reason
 */
public record LibraryInspection(boolean found, String version, String problem) {

  /** Looks at one library; loads none of its classes. */
  public static LibraryInspection of(LibraryDescription library, ClassLoader application) {
    String version = LibraryVersion.of(library, application);
    boolean found = !version.isEmpty();
    for (String target : library.targets()) {
      found |= application.getResource(target + ".class") != null;
    }
    return new LibraryInspection(
        found, version, found ? Libraries.problemWith(library, version, application) : "");
  }
}

package io.fastaccel.agent.weave;

import io.fastaccel.interceptors.api.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * A class of advice as the index describes it; not loaded.
 *
 * @param name binary name
 * @param target internal name of the class that it is woven into
 * @param feature the feature that switches it
 * @param hot whether it is linked in the background once its call sites are hot
 * @param library the library that its package accelerates
 * @param hooks its advice methods; filled while the index is read
 */
public record AdviceClass(
    String name,
    String target,
    Feature feature,
    boolean hot,
    LibraryDescription library,
    List<Hook> hooks) {

  AdviceClass(
      String name, String target, Feature feature, boolean hot, LibraryDescription library) {
    this(name, target, feature, hot, library, new ArrayList<>());
  }

  /** By name alone: the hooks lead back here. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Identity: the index makes one of each. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }
}

package io.fastaccel.agent.weave;

import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import java.util.ArrayList;
import java.util.List;

/** A class of advice as the index describes it; not loaded. Immutable once the index is read. */
public final class AdviceClass {

  private final String name;
  private final String target;
  private final Feature feature;
  private final Activation activation;
  private final LibraryDescription library;
  private final List<Hook> hooks = new ArrayList<>();

  AdviceClass(
      String name,
      String target,
      Feature feature,
      Activation activation,
      LibraryDescription library) {
    this.name = name;
    this.target = target;
    this.feature = feature;
    this.activation = activation;
    this.library = library;
  }

  /** Its binary name. */
  public String name() {
    return name;
  }

  /** Internal name of the class that it is woven into. */
  String target() {
    return target;
  }

  /** The feature that switches it. */
  public Feature feature() {
    return feature;
  }

  /** Whether it is linked in the background once its call sites are hot. */
  public boolean hot() {
    return activation.isHot();
  }

  /** Whether it takes a number of characters too until a site is hot. */
  public boolean readsInput() {
    return activation == Activation.HOT_INPUT;
  }

  /** When it is woven and linked. */
  Activation activation() {
    return activation;
  }

  /** The library that its package accelerates. */
  public LibraryDescription library() {
    return library;
  }

  /** Its advice methods; filled while the index is read. */
  List<Hook> hooks() {
    return hooks;
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

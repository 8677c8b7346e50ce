package io.fastaccel.interceptors.tools;

import io.quarkus.arc.Components;
import io.quarkus.arc.ComponentsProvider;
import io.quarkus.arc.CurrentContextFactory;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.Any;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Quarkus generates for an application, for one that has no beans. */
public final class NoBeans implements ComponentsProvider {

  @Override
  public Components getComponents(CurrentContextFactory contexts) {
    return new Components(
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        Map.of(),
        List::of,
        Map.of(),
        Set.of(
            Any.class.getName(),
            Initialized.class.getName(),
            BeforeDestroyed.class.getName(),
            Destroyed.class.getName()),
        Map.of());
  }
}

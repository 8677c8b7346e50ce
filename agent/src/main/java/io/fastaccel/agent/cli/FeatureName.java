package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.api.Feature;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Features as they are named everywhere else, in any case. */
final class FeatureName implements ITypeConverter<Feature>, Iterable<String> {

  private static final List<String> NAMES =
      Arrays.stream(Feature.values()).map(Feature::id).toList();

  @Override
  public Feature convert(String text) {
    for (Feature feature : Feature.values()) {
      if (feature.id().equalsIgnoreCase(text)) {
        return feature;
      }
    }
    throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", NAMES));
  }

  @Override
  public Iterator<String> iterator() {
    return NAMES.iterator();
  }
}

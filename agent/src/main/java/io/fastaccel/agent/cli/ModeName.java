package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.api.FeatureMode;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The modes in which a feature that is not off works, as they are named everywhere else. */
final class ModeName implements ITypeConverter<FeatureMode>, Iterable<String> {

  private static final List<FeatureMode> MODES =
      List.of(FeatureMode.ON, FeatureMode.VERIFY, FeatureMode.REPORT);

  private static final List<String> NAMES = MODES.stream().map(FeatureMode::id).toList();

  @Override
  public FeatureMode convert(String text) {
    for (FeatureMode mode : MODES) {
      if (mode.id().equalsIgnoreCase(text)) {
        return mode;
      }
    }
    throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", NAMES));
  }

  @Override
  public Iterator<String> iterator() {
    return NAMES.iterator();
  }
}

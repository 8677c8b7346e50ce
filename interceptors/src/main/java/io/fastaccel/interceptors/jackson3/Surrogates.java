package io.fastaccel.interceptors.jackson3;

import io.fastaccel.runtime.text.JsonOutput;

/** Tells texts whose surrogates versions of Jackson write in different ways. */
final class Surrogates {

  private Surrogates() {}

  /** Whether there is a high surrogate that no low one follows. */
  static boolean areAlone(String text) {
    if (JsonOutput.isNarrow(text)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are surrogates at all. */
  static boolean areAny(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}

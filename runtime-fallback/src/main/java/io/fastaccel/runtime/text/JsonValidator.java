package io.fastaccel.runtime.text;

/** Follows the grammar of RFC 8259 through one text, without recursion. */
final class JsonValidator {

  private static final String[] LITERALS = {"true", "false", "null"};

  private final byte[] in;
  private final int to;

  /** The next byte; where the text stops being JSON, that byte for good. */
  private int i;

  JsonValidator(byte[] in, int from, int to) {
    this.in = in;
    this.to = to;
    this.i = from;
  }

  /** As {@link JsonKernels#validate}. */
  int validate() {
    return text() ? JsonKernels.VALID : i;
  }

  private boolean text() {
    // A bit for each open object or array, the innermost at index depth - 1: set for objects.
    long lower = 0;
    long upper = 0;
    int depth = 0;
    while (true) {
      // A value begins here.
      skipSpace();
      int c = next();
      if (c == '{' || c == '[') {
        if (depth == JsonKernels.MAX_DEPTH) {
          return false;
        }
        i++;
        skipSpace();
        boolean object = c == '{';
        if (next() == (object ? '}' : ']')) {
          i++;
        } else {
          long bit = 1L << depth;
          if (depth < Long.SIZE) {
            lower = object ? lower | bit : lower & ~bit;
          } else {
            upper = object ? upper | bit : upper & ~bit;
          }
          depth++;
          if (object && !name()) {
            return false;
          }
          continue;
        }
      } else if (!scalar(c)) {
        return false;
      }
      // A value ended here: what is around it goes on or ends too.
      while (true) {
        skipSpace();
        if (depth == 0) {
          return i == to;
        }
        boolean object = ((depth <= Long.SIZE ? lower : upper) >>> (depth - 1) & 1) != 0;
        c = next();
        if (c == ',') {
          i++;
          if (object && !name()) {
            return false;
          }
          break;
        }
        if (c != (object ? '}' : ']')) {
          return false;
        }
        i++;
        depth--;
      }
    }
  }

  /** The byte at hand, or -1 at the end. */
  private int next() {
    return i < to ? in[i] & 0xFF : -1;
  }

  private void skipSpace() {
    while (i < to) {
      byte c = in[i];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      i++;
    }
  }

  /** A name and its colon. */
  private boolean name() {
    skipSpace();
    if (next() != '"' || !string()) {
      return false;
    }
    skipSpace();
    if (next() != ':') {
      return false;
    }
    i++;
    return true;
  }

  private boolean scalar(int c) {
    if (c == '"') {
      return string();
    }
    if (c == '-' || isDigit(c)) {
      return number();
    }
    for (String literal : LITERALS) {
      if (literal.charAt(0) == c) {
        return literal(literal);
      }
    }
    return false;
  }

  private boolean literal(String literal) {
    for (int k = 0; k < literal.length(); k++) {
      if (next() != literal.charAt(k)) {
        return false;
      }
      i++;
    }
    return true;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private boolean number() {
    if (next() == '-') {
      i++;
    }
    if (next() == '0') {
      i++;
    } else if (!digits()) {
      return false;
    }
    if (next() == '.') {
      i++;
      if (!digits()) {
        return false;
      }
    }
    if ((next() | 0x20) == 'e') {
      i++;
      if (next() == '+' || next() == '-') {
        i++;
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    if (!isDigit(next())) {
      return false;
    }
    while (isDigit(next())) {
      i++;
    }
    return true;
  }

  /** From the opening quote on. */
  private boolean string() {
    i++;
    while (true) {
      i = JavaReadKernels.INSTANCE.plainEnd(in, i, to);
      int c = next();
      if (c == '"') {
        i++;
        return true;
      }
      if (c == '\\') {
        if (!escape()) {
          return false;
        }
      } else if (c < 0x80 || !multibyte(c)) {
        return false;
      }
    }
  }

  private boolean escape() {
    i++;
    switch (next()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        i++;
        return true;
      }
      case 'u' -> {
        i++;
        for (int k = 0; k < 4; k++) {
          int c = next();
          int letter = c | 0x20;
          if (!isDigit(c) && !(letter >= 'a' && letter <= 'f')) {
            return false;
          }
          i++;
        }
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  /** A char of two to four bytes: the second byte's range depends on the first (table 3-7). */
  private boolean multibyte(int first) {
    if (first < 0xC2 || first > 0xF4) {
      return false;
    }
    i++;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3; more > 0; more--) {
      int c = next();
      if (c < least || c > most) {
        return false;
      }
      least = 0x80;
      most = 0xBF;
      i++;
    }
    return true;
  }
}

package io.fastaccel.interceptors.json;

import java.util.ArrayList;
import java.util.List;

/**
 * The arrays and objects that are still open where the text of a document breaks off. The text is
 * what a generator has written so far: compact, and a document but for its end.
 */
public final class OpenStructure {

  private final List<Level> levels = new ArrayList<>();

  private OpenStructure() {}

  /** Reads the beginning of a document, which may break off between any two tokens. */
  public static OpenStructure of(String beginning) {
    OpenStructure structure = new OpenStructure();
    int at = 0;
    while (at < beginning.length()) {
      at = structure.token(beginning, at);
    }
    return structure;
  }

  /** What is open, from the outside in. */
  public List<Level> levels() {
    return levels;
  }

  /** Takes a token in; answers where the next one begins. */
  private int token(String text, int at) {
    Level level = levels.isEmpty() ? null : levels.get(levels.size() - 1);
    char c = text.charAt(at);
    int end = at + 1;
    switch (c) {
      case '{', '[' -> {
        count(level);
        levels.add(new Level(c == '['));
      }
      case '}', ']' -> levels.remove(levels.size() - 1);
      case ',', ':' -> {}
      case '"' -> {
        while (text.charAt(end) != '"') {
          end += text.charAt(end) == '\\' ? 2 : 1;
        }
        end++;
        if (level != null && !level.array && !level.named) {
          level.name = text.substring(at, end);
          level.named = true;
        } else {
          count(level);
        }
      }
      default -> {
        while (end < text.length() && ",:]}".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        count(level);
      }
    }
    return end;
  }

  private static void count(Level level) {
    if (level != null) {
      level.entries++;
      level.named = false;
    }
  }

  /** One array or object that is open. */
  public static final class Level {
    private final boolean array;
    private int entries;
    private String name;
    private boolean named;

    private Level(boolean array) {
      this.array = array;
    }

    /** Whether it is an array, else an object. */
    public boolean isArray() {
      return array;
    }

    /** Values that it holds, one that is open among them. */
    public int entries() {
      return entries;
    }

    /** The last name in an object, with its quotes and escapes, or {@code null}. */
    public String name() {
      return name;
    }

    /** Whether there is no value to the last name yet. */
    public boolean isNamed() {
      return named;
    }
  }
}

package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.Trigrams;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a sample of a column's rows says about how common a text is: for each trigram the rows of
 * the sample that contain it. An estimate and nothing more: it decides how to search, never what is
 * found. Immutable.
 */
final class Sample {

  /** What a row contributes at most. */
  static final int CHARACTERS_PER_ROW = 4_000;

  private static final int CHARACTERS = 1_000_000;

  /** A trigram in fewer rows than these is as rare as one in none, and there are many of them. */
  private static final int ROWS_WORTH_KEEPING = 2;

  private static final int[] NO_ROWS = {};

  private final Map<String, int[]> rowsByTrigram = new HashMap<>();
  private final int size;

  /**
   * @param texts of randomly chosen rows; {@code null} where a row has no text
   */
  Sample(List<String> texts) {
    Map<String, RowList> lists = new HashMap<>();
    int characters = 0;
    int row = 0;
    for (String text : texts) {
      if (characters > CHARACTERS) {
        break;
      }
      if (text != null) {
        String start = text.substring(0, Math.min(text.length(), CHARACTERS_PER_ROW));
        characters += start.length();
        for (String trigram : Trigrams.of(fold(start))) {
          lists.computeIfAbsent(trigram, t -> new RowList()).add(row);
        }
      }
      row++;
    }
    this.size = Math.max(row, 1);
    lists.forEach(
        (trigram, list) -> {
          if (list.length >= ROWS_WORTH_KEEPING) {
            rowsByTrigram.put(trigram, Arrays.copyOf(list.rows, list.length));
          }
        });
  }

  /** The rows of the sample that contain a trigram, ascending; not to be changed. */
  int[] rows(String trigram) {
    return rowsByTrigram.getOrDefault(fold(trigram), NO_ROWS);
  }

  /** The estimated share of the table's rows that these rows of the sample stand for, never 0. */
  double share(int[] rows) {
    return Math.max(rows.length, 0.3) / size;
  }

  static int[] intersect(int[] a, int[] b) {
    int[] both = new int[Math.min(a.length, b.length)];
    int length = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        both[length++] = a[i];
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return Arrays.copyOf(both, length);
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static final class RowList {
    int[] rows = new int[4];
    int length;

    void add(int row) {
      if (length == rows.length) {
        rows = Arrays.copyOf(rows, length * 2);
      }
      rows[length++] = row;
    }
  }
}

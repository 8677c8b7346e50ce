package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;

/** In which row and column of a document an offset is. For one thread. */
public final class Rows {

  private final JsonInput in;

  private int tokenOffset;
  private int tokenRow = 1;
  private int tokenRowStart;

  private int row = 1;
  private int column = 1;

  /** Of the document that is read from this input. */
  public Rows(JsonInput in) {
    this.in = in;
  }

  /**
   * Looks for an offset.
   *
   * @param token where the token begins that the offset belongs to; tokens only go forward, so that
   *     all of the input is looked at once
   */
  public void find(int token, int offset) {
    for (; tokenOffset < token; tokenOffset++) {
      if (endsRow(tokenOffset)) {
        tokenRow++;
        tokenRowStart = tokenOffset + 1;
      }
    }
    int rowStart = tokenRowStart;
    row = tokenRow;
    for (int i = token; i < offset; i++) {
      if (endsRow(i)) {
        row++;
        rowStart = i + 1;
      }
    }
    column = offset - rowStart + 1;
  }

  /** The row that was found, from 1 on. */
  public int row() {
    return row;
  }

  /** The column that was found, from 1 on. */
  public int column() {
    return column;
  }

  private boolean endsRow(int offset) {
    byte c = in.byteAt(offset);
    return c == '\n' || (c == '\r' && in.byteAt(offset + 1) != '\n');
  }
}

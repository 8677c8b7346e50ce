package org.example.random;

import dev.langchain4j.agent.tool.CompensateFor;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.service.tool.ToolExecution;

/**
 * The tools of random programs. Those that begin with {@code get} are declared to be free of side
 * effects; of these, {@code getAnd…} are lies.
 */
public final class CellTools {

  private final Cells cells;

  CellTools(Cells cells) {
    this.cells = cells;
  }

  /** Reads. */
  @Tool
  public String getCell(int cell, int pause) {
    return cells.read(cell, pause);
  }

  /** Reads, and interrupts the thread. */
  @Tool
  public String getAndInterrupt(int cell, int pause) {
    return cells.readAndInterrupt(cell, pause);
  }

  /** Reads, and fails. */
  @Tool
  public String getBroken(int cell, int pause) {
    return cells.readBroken(cell, pause);
  }

  /** Reads. */
  @Tool
  public String lookCell(int cell, int pause) {
    return cells.read(cell, pause);
  }

  /** Reads, and interrupts the thread. */
  @Tool
  public String lookAndInterrupt(int cell, int pause) {
    return cells.readAndInterrupt(cell, pause);
  }

  /** Reads, and fails. */
  @Tool
  public String lookBroken(int cell, int pause) {
    return cells.readBroken(cell, pause);
  }

  /** Writes. */
  @Tool
  public String setCell(int cell, int value, int pause) {
    return cells.write(cell, value, pause);
  }

  /** Writes. */
  @Tool
  public String getAndSet(int cell, int value, int pause) {
    return cells.write(cell, value, pause);
  }

  /** Writes, and fails. */
  @Tool
  public String setBroken(int cell, int value, int pause) {
    return cells.writeBroken(cell, value, pause);
  }

  /** Writes, and fails. */
  @Tool
  public String getAndBreak(int cell, int value, int pause) {
    return cells.writeBroken(cell, value, pause);
  }

  /** Writes, and tells what ran beside it. */
  @Tool
  public String clear(int cell, int before) {
    return cells.clear(cell, before);
  }

  /** Writes, and tells what ran beside it. */
  @Tool
  public String getAndClear(int cell, int before) {
    return cells.clear(cell, before);
  }

  /** Takes a write back, if only in the log. */
  @CompensateFor("setCell")
  public void undo(ToolExecution write) {
    cells.note("undone " + write.request().arguments());
  }
}

package org.example.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a model asks for in the turns of one conversation: reads and writes of a few cells in any
 * order, of which some fail, some leave the thread interrupted, and some are of tools that do not
 * exist. Each read is of a tool whose name begins with {@code get}, or of one that does the same
 * and is named otherwise, so that declaring {@code get*} declares any part of the reads.
 *
 * @param ends whether failures and unknown tools end the conversation; else the model is told
 * @param streamed whether answers are streamed, where the framework knows the difference
 * @param compensated whether writes are taken back after a failure, where the framework can
 * @param gated whether somebody has to approve of each call before it, where the framework can
 */
public record Program(
    List<List<Call>> turns, boolean ends, boolean streamed, boolean compensated, boolean gated) {

  private static final int LONGEST = 9;
  private static final int[] PAUSES = {0, 0, 0, 300, 1500};

  /**
   * @param lying whether writes are named as reads are
   */
  static Program random(Random random, boolean lying) {
    int declaredInTen = random.nextInt(11);
    List<List<Call>> turns = new ArrayList<>();
    for (int turn = 1 + random.nextInt(3); turn > 0; turn--) {
      List<Call> calls = new ArrayList<>();
      for (int call = 1 + random.nextInt(LONGEST); call > 0; call--) {
        calls.add(randomCall(random, declaredInTen, lying));
      }
      turns.add(calls);
    }
    return new Program(
        turns,
        random.nextInt(3) == 0,
        random.nextInt(3) == 0,
        random.nextInt(4) == 0,
        random.nextInt(8) == 0);
  }

  private static Call randomCall(Random random, int declaredInTen, boolean lying) {
    int kind = random.nextInt(40);
    boolean declared = random.nextInt(10) < declaredInTen;
    int cell = random.nextInt(Cells.SIZE);
    int pause = PAUSES[random.nextInt(PAUSES.length)];
    int value = 1 + random.nextInt(99);
    if (kind == 0) {
      return new Call(declared ? "getNothingAtAll" : "noSuchTool", "{}");
    }
    if (kind == 1) {
      return new Call(declared ? "getCell" : "lookCell", "{\"cell\": \"none\", \"pause\": 0}");
    }
    if (kind == 2) {
      return new Call(declared ? "getAndInterrupt" : "lookAndInterrupt", arguments(cell, pause));
    }
    if (kind <= 5) {
      return new Call(declared ? "getBroken" : "lookBroken", arguments(cell, pause));
    }
    if (kind <= 15) {
      return new Call(lying ? "getAndSet" : "setCell", arguments(cell, value, pause));
    }
    if (kind == 16) {
      return new Call(lying ? "getAndBreak" : "setBroken", arguments(cell, value, pause));
    }
    return new Call(declared ? "getCell" : "lookCell", arguments(cell, pause));
  }

  /** What is read before, beside and after a cell is cleared. */
  static Program aroundAWrite(boolean lying, int reads) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < reads; i++) {
      calls.add(new Call("getCell", arguments(0, 0)));
    }
    calls.add(new Call(lying ? "getAndClear" : "clear", "{\"cell\": 0, \"before\": " + reads + "}"));
    for (int i = 0; i < reads; i++) {
      calls.add(new Call("getCell", arguments(0, 0)));
    }
    List<Call> before = List.of(new Call("setCell", arguments(0, 7, 0)));
    return new Program(List.of(before, calls), false, false, false, false);
  }

  private static String arguments(int cell, int pause) {
    return "{\"cell\": " + cell + ", \"pause\": " + pause + "}";
  }

  private static String arguments(int cell, int value, int pause) {
    return "{\"cell\": " + cell + ", \"value\": " + value + ", \"pause\": " + pause + "}";
  }
}

package org.example.random;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Runs random programs of tool calls through a framework's own loop, and prints all that could be
 * noticed of each: results, exceptions, and the order of side effects. First with writes that are
 * named as such, then with writes whose names lie.
 */
public final class RandomPrograms {

  /** Has a model ask for the calls of a program, and tells what came of it. */
  interface Framework {
    String run(Program program, Cells cells);
  }

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private RandomPrograms() {}

  /** Takes the seed, and how many programs are to run. */
  static void run(Framework framework, String... arguments) {
    long seed = Long.parseLong(arguments[0]);
    int programs = Integer.parseInt(arguments[1]);
    for (boolean lying : new boolean[] {false, true}) {
      String kind = lying ? "lying" : "honest";
      print(kind + " order", framework, Program.aroundAWrite(lying, 1));
      print(kind + " order", framework, Program.aroundAWrite(lying, 2));
      Random random = new Random(seed);
      for (int i = 0; i < programs; i++) {
        print(kind + " " + i, framework, Program.random(random, lying));
      }
    }
  }

  private static void print(String name, Framework framework, Program program) {
    Cells cells = new Cells();
    String result = framework.run(program, cells);
    boolean interrupted = Thread.interrupted();
    String line = name + ": " + program + " -> " + result + ", " + cells;
    OUT.println((interrupted ? line + ", interrupted" : line).replaceAll("\\s*\n\\s*", " "));
  }

  /** An exception with its causes. */
  static String describe(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      text.append(text.isEmpty() ? "thrown " : " because of ").append(next);
    }
    return text.toString();
  }
}

package io.fastaccel.agent.loops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * A method's control flow graph with its dominators and natural loops (Aho, Lam, Sethi, Ullman:
 * Compilers, 9.6), and where each value on the stack and in a local comes from. Nodes are
 * instructions, by their place in the method.
 */
final class ControlFlow {

  /** Beyond this the tables grow large, and no task loop is. */
  private static final int MOST_INSTRUCTIONS = 4_000;

  private final MethodNode method;
  private final List<List<Integer>> successors = new ArrayList<>();
  private final List<List<Integer>> predecessors = new ArrayList<>();
  private final Frame<SourceValue>[] frames;
  private final BitSet[] dominators;
  private final List<Loop> loops = new ArrayList<>();

  /** Ways into handlers from instructions that fail in programs with mistakes alone. */
  private final Set<Long> unlikely = new HashSet<>();

  private static long edge(int from, int to) {
    return (long) from << Integer.SIZE | to;
  }

  /**
   * A natural loop. There is one for each head; use no methods that a record has by itself, which a
   * JVM takes 20 ms to make.
   *
   * @param head dominates all of it
   * @param body all instructions, the head included
   * @param latches from where the loop goes back to the head
   */
  record Loop(int head, BitSet body, List<Integer> latches) {}

  ControlFlow(String owner, MethodNode method) throws Refusal {
    this.method = method;
    int size = method.instructions.size();
    if (size > MOST_INSTRUCTIONS) {
      throw new Refusal("the method is too long to be looked at");
    }
    for (int i = 0; i < size; i++) {
      successors.add(new ArrayList<>(2));
      predecessors.add(new ArrayList<>(2));
    }
    try {
      frames = new FlowAnalyzer().analyze(owner, method);
    } catch (AnalyzerException e) {
      throw new Refusal("the method's code cannot be followed");
    }
    dominators = dominators();
    findLoops();
  }

  private final class FlowAnalyzer extends Analyzer<SourceValue> {
    FlowAnalyzer() {
      super(new Origins());
    }

    @Override
    protected void newControlFlowEdge(int from, int to) {
      connect(from, to);
    }

    @Override
    protected boolean newControlFlowExceptionEdge(int from, TryCatchBlockNode block) {
      AbstractInsnNode instruction = method.instructions.get(from);
      if (canThrow(instruction)) {
        int handler = method.instructions.indexOf(block.handler);
        connect(from, handler);
        if (isUnlikelyToThrow(instruction)) {
          unlikely.add(edge(from, handler));
        }
      }
      return true;
    }

    private void connect(int from, int to) {
      if (!successors.get(from).contains(to)) {
        successors.get(from).add(to);
        predecessors.get(to).add(from);
      }
    }
  }

  private static boolean canThrow(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
        || (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE)
        || opcode == Opcodes.IDIV
        || opcode == Opcodes.LDIV
        || opcode == Opcodes.IREM
        || opcode == Opcodes.LREM
        || (opcode >= Opcodes.GETSTATIC
            && opcode != Opcodes.INSTANCEOF
            && opcode <= Opcodes.MULTIANEWARRAY);
  }

  private static boolean isUnlikelyToThrow(AbstractInsnNode instruction) {
    return instruction.getOpcode() == Opcodes.GETFIELD
        || instruction.getOpcode() == Opcodes.CHECKCAST
        || (instruction instanceof MethodInsnNode call && KnownMethods.isPure(call));
  }

  private BitSet[] dominators() {
    int size = successors.size();
    BitSet[] dominators = new BitSet[size];
    dominators[0] = new BitSet(size);
    dominators[0].set(0);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int node = 1; node < size; node++) {
        BitSet meet = null;
        for (int before : predecessors.get(node)) {
          if (dominators[before] == null) {
            continue;
          }
          if (meet == null) {
            meet = (BitSet) dominators[before].clone();
          } else {
            meet.and(dominators[before]);
          }
        }
        if (meet == null) {
          continue;
        }
        meet.set(node);
        if (!meet.equals(dominators[node])) {
          dominators[node] = meet;
          changed = true;
        }
      }
    }
    return dominators;
  }

  private void findLoops() {
    for (int head = 0; head < successors.size(); head++) {
      List<Integer> latches = new ArrayList<>();
      for (int before : predecessors.get(head)) {
        if (dominates(head, before)) {
          latches.add(before);
        }
      }
      if (!latches.isEmpty()) {
        loops.add(new Loop(head, bodyOf(head, latches), latches));
      }
    }
  }

  private BitSet bodyOf(int head, List<Integer> latches) {
    BitSet body = new BitSet();
    body.set(head);
    ArrayDeque<Integer> open = new ArrayDeque<>(latches);
    while (!open.isEmpty()) {
      int node = open.pop();
      if (!body.get(node)) {
        body.set(node);
        open.addAll(predecessors.get(node));
      }
    }
    return body;
  }

  /** Whether every way from the method's beginning to the second node leads through the first. */
  private boolean dominates(int node, int other) {
    return dominators[other] != null && dominators[other].get(node);
  }

  /**
   * Whether a loop may go round without an instruction of it; a null pointer or a wrong index right
   * before it does not count.
   */
  boolean goesRoundWithout(Loop loop, int instruction) {
    if (loop.head() == instruction) {
      return false;
    }
    BitSet seen = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(loop.head()));
    while (!open.isEmpty()) {
      int from = open.pop();
      for (int to : successors.get(from)) {
        if (unlikely.contains(edge(from, to))) {
          continue;
        }
        if (to == loop.head()) {
          return true;
        }
        if (to != instruction && loop.body().get(to) && !seen.get(to)) {
          seen.set(to);
          open.add(to);
        }
      }
    }
    return false;
  }

  boolean isReachable(int node) {
    return frames[node] != null && dominators[node] != null;
  }

  /** Everything between two nodes, the second coming later; without another pass of the first. */
  BitSet between(int first, int last) {
    BitSet found = new BitSet();
    found.set(first);
    ArrayDeque<Integer> open = new ArrayDeque<>(predecessors.get(last));
    while (!open.isEmpty()) {
      int next = open.pop();
      if (!found.get(next)) {
        found.set(next);
        open.addAll(predecessors.get(next));
      }
    }
    return found;
  }

  List<Integer> successors(int node) {
    return successors.get(node);
  }

  Frame<SourceValue> frame(int node) {
    return frames[node];
  }

  boolean hasLoops() {
    return !loops.isEmpty();
  }

  /** Whether a loop is the smallest around an instruction. */
  boolean isInnermost(Loop loop, int node) {
    Loop innermost = innermost(node);
    return innermost != null && innermost.head() == loop.head();
  }

  /** The smallest loop around an instruction, or {@code null}. */
  Loop innermost(int node) {
    Loop innermost = null;
    for (Loop loop : loops) {
      if (loop.body().get(node)
          && (innermost == null || loop.body().cardinality() < innermost.body().cardinality())) {
        innermost = loop;
      }
    }
    return innermost;
  }
}

package io.fastaccel.agent.loops;

import io.fastaccel.agent.loops.ControlFlow.Loop;
import io.fastaccel.interceptors.loops.PlainMethod;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Looks for loops in which each element of a list or an array gets one call, with arguments that
 * are the same for all, and in which nothing else can be noticed by a task. Whatever is not
 * understood is a refusal.
 *
 * <p>What is looked for is in the spirit of Khatchadourian et al., Safe Automated Refactoring for
 * Intelligent Parallelization of Java 8 Streams (ICSE 2019).
 */
final class LoopAnalysis {

  private final String owner;
  private final MethodNode method;
  private final ControlFlow flow;

  private LoopAnalysis(String owner, MethodNode method) throws Refusal {
    this.owner = owner;
    this.method = method;
    this.flow = new ControlFlow(owner, method);
  }

  /**
   * The loops of a method that may be accelerated.
   *
   * @param callee name of the task's method, or {@code null} where it is the only call on the
   *     element
   * @throws Refusal if there are none; the reason is the first found
   */
  static List<LoopShape> find(String owner, MethodNode method, String callee) throws Refusal {
    LoopAnalysis analysis = new LoopAnalysis(owner, method);
    if (!analysis.flow.hasLoops()) {
      throw new Refusal(
          leavesTheLoopToTheJdk(method)
              ? "it leaves the loop to a stream or to forEach; a for loop over the same list can be"
                  + " looked at"
              : "there is no loop in it");
    }
    return analysis.shapes(callee);
  }

  /**
   * Whether it hands its task to a loop of the JDK's. Which thread that loop runs on, how often and
   * in what order it calls the task, and what else it calls in between is not in this method: a
   * stage may be short-circuited, sorted, parallel, or never run.
   */
  private static boolean leavesTheLoopToTheJdk(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && (call.owner.startsWith("java/util/stream/")
              || (call.owner.startsWith("java/") && call.name.equals("forEach")))) {
        return true;
      }
    }
    return false;
  }

  /** A call of which one operand is the element of its loop. */
  private record Candidate(Loop loop, int call, int element, int position) {}

  private List<LoopShape> shapes(String callee) throws Refusal {
    List<Candidate> candidates = candidates();
    List<LoopShape> shapes = new ArrayList<>();
    Refusal first = null;
    Set<Integer> heads = new LinkedHashSet<>();
    for (Candidate candidate : candidates) {
      heads.add(candidate.loop.head());
    }
    for (int head : heads) {
      try {
        shapes.add(shape(tasksCall(candidates, head, callee)));
      } catch (Refusal e) {
        first = first == null ? e : first;
      }
    }
    if (!shapes.isEmpty()) {
      return shapes;
    }
    throw first == null ? new Refusal("no loop in it makes a call for each element") : first;
  }

  private List<Candidate> candidates() {
    List<Candidate> found = new ArrayList<>();
    for (int i = 0; i < method.instructions.size(); i++) {
      if (!(method.instructions.get(i) instanceof MethodInsnNode call) || !flow.isReachable(i)) {
        continue;
      }
      Loop loop = flow.innermost(i);
      if (loop == null || KnownMethods.isKnown(call) || call.name.equals("<init>")) {
        continue;
      }
      List<SourceValue> operands = operands(call, i);
      for (int position = 0; position < operands.size(); position++) {
        int element = elementOf(operands.get(position), loop);
        if (element >= 0) {
          found.add(new Candidate(loop, i, element, position));
          break;
        }
      }
    }
    return found;
  }

  /** The instruction that takes the loop's element, if that is where the value comes from. */
  private int elementOf(SourceValue value, Loop loop) {
    if (value.insns.size() != 1) {
      return -1;
    }
    AbstractInsnNode origin = value.insns.iterator().next();
    if (Origins.isParameter(origin)) {
      return -1;
    }
    int place = method.instructions.indexOf(origin);
    boolean takes =
        origin.getOpcode() == Opcodes.AALOAD
            || isCall(origin, "java/util/Iterator", "next", "()Ljava/lang/Object;")
            || isCall(origin, "java/util/List", "get", "(I)Ljava/lang/Object;")
            || isCall(origin, "java/util/ArrayList", "get", "(I)Ljava/lang/Object;");
    return takes && flow.isInnermost(loop, place) ? place : -1;
  }

  private static boolean isCall(
      AbstractInsnNode instruction, String owner, String name, String descriptor) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals(owner)
        && call.name.equals(name)
        && call.desc.equals(descriptor);
  }

  private Candidate tasksCall(List<Candidate> candidates, int head, String callee) throws Refusal {
    Set<String> names = new LinkedHashSet<>();
    Candidate only = null;
    for (Candidate candidate : candidates) {
      MethodInsnNode call = (MethodInsnNode) method.instructions.get(candidate.call);
      if (candidate.loop.head() == head && (callee == null || callee.equals(call.name))) {
        names.add(call.name);
        if (only != null) {
          throw new Refusal(
              names.size() == 1
                  ? "the loop calls " + call.name + " more than once for each element"
                  : "the loop makes several calls for each element ("
                      + String.join(", ", names)
                      + "); the task's own is named after a colon, as in "
                      + owner.replace('/', '.')
                      + "#"
                      + method.name
                      + ":"
                      + call.name);
        }
        only = candidate;
      }
    }
    if (only == null) {
      throw new Refusal("no loop in it calls " + callee + " for each element");
    }
    return only;
  }

  private LoopShape shape(Candidate candidate) throws Refusal {
    MethodInsnNode call = (MethodInsnNode) method.instructions.get(candidate.call);
    if (call.getOpcode() == Opcodes.INVOKESPECIAL && !call.owner.equals(owner)) {
      throw new Refusal("the task is called through super");
    }
    if (isLater(Type.getReturnType(call.desc))) {
      throw new Refusal(
          "the task returns "
              + Type.getReturnType(call.desc).getClassName()
              + ", which is not yet the result");
    }
    if (flow.goesRoundWithout(candidate.loop, candidate.call)) {
      throw new Refusal("the task is not called for every element");
    }
    checkArguments(candidate, call);
    Body body = new Body(candidate, call);
    body.check();
    return new LoopShape(
        source(candidate), call, candidate.position, candidate.loop.body(), body.plain(), flow);
  }

  /** Futures and publishers, as far as their type tells. */
  private static boolean isLater(Type type) {
    if (type.getSort() != Type.OBJECT) {
      return false;
    }
    String name = type.getInternalName();
    return name.startsWith("java/util/concurrent/")
        || name.startsWith("reactor/core/")
        || name.startsWith("io/reactivex/")
        || name.startsWith("io/smallrye/mutiny/")
        || name.startsWith("org/reactivestreams/")
        || name.startsWith("kotlinx/coroutines/")
        || name.startsWith("com/google/common/util/concurrent/");
  }

  private void checkArguments(Candidate candidate, MethodInsnNode call) throws Refusal {
    List<SourceValue> operands = operands(call, candidate.call);
    boolean hasReceiver = call.getOpcode() != Opcodes.INVOKESTATIC;
    for (int position = 0; position < operands.size(); position++) {
      if (position != candidate.position && !isSame(operands.get(position), candidate.loop)) {
        String what =
            hasReceiver && position == 0
                ? "what the task is called on"
                : "argument " + (hasReceiver ? position : position + 1) + " of the task";
        throw new Refusal(what + " is not the same for every element");
      }
    }
  }

  /**
   * Whether it has one value as long as the loop runs; what is read from fields is compared later.
   */
  private boolean isSame(SourceValue value, Loop loop) {
    for (AbstractInsnNode origin : value.insns) {
      if (Origins.isParameter(origin)) {
        continue;
      }
      int place = method.instructions.indexOf(origin);
      if (!loop.body().get(place)) {
        continue;
      }
      int opcode = origin.getOpcode();
      boolean constant = opcode <= Opcodes.LDC || opcode == Opcodes.GETSTATIC;
      if (opcode == Opcodes.GETFIELD && isSame(top(flow.frame(place)), loop)) {
        continue;
      }
      if (!constant) {
        return false;
      }
    }
    return !value.insns.isEmpty();
  }

  private AbstractInsnNode source(Candidate candidate) throws Refusal {
    AbstractInsnNode element = method.instructions.get(candidate.element);
    if (!isCall(element, "java/util/Iterator", "next", "()Ljava/lang/Object;")) {
      return element;
    }
    Set<AbstractInsnNode> iterators = top(flow.frame(candidate.element)).insns;
    if (iterators.size() != 1
        || !(iterators.iterator().next() instanceof MethodInsnNode iterator)
        || !iterator.name.equals("iterator")
        || !iterator.desc.equals("()Ljava/util/Iterator;")
        || candidate.loop.body().get(method.instructions.indexOf(iterator))) {
      throw new Refusal("it cannot be seen what the loop runs over");
    }
    return iterator;
  }

  /** Receiver and arguments of a call, in order. */
  private List<SourceValue> operands(MethodInsnNode call, int place) {
    return operands(
        flow.frame(place),
        Type.getArgumentTypes(call.desc).length
            + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1));
  }

  private static List<SourceValue> operands(Frame<SourceValue> frame, int count) {
    List<SourceValue> operands = new ArrayList<>(count);
    for (int i = frame.getStackSize() - count; i < frame.getStackSize(); i++) {
      operands.add(frame.getStack(i));
    }
    return operands;
  }

  private static SourceValue top(Frame<SourceValue> frame) {
    return frame.getStack(frame.getStackSize() - 1);
  }

  /** What else the loop does: nothing of it may matter to a task. */
  private final class Body {
    private final Candidate candidate;
    private final MethodInsnNode task;
    private final Set<PlainMethod> plain = new LinkedHashSet<>();
    private final Set<AbstractInsnNode> written = new HashSet<>();

    Body(Candidate candidate, MethodInsnNode task) {
      this.candidate = candidate;
      this.task = task;
    }

    List<PlainMethod> plain() {
      return List.copyOf(plain);
    }

    void check() throws Refusal {
      BitSet body = candidate.loop.body();
      for (int i = body.nextSetBit(0); i >= 0; i = body.nextSetBit(i + 1)) {
        AbstractInsnNode instruction = method.instructions.get(i);
        if (instruction != task && flow.frame(i) != null) {
          check(instruction, i);
        }
      }
      if (!written.isEmpty()) {
        checkThatNobodyElseKnows();
      }
    }

    private void check(AbstractInsnNode instruction, int place) throws Refusal {
      int opcode = instruction.getOpcode();
      switch (opcode) {
        case Opcodes.PUTFIELD, Opcodes.PUTSTATIC ->
            throw new Refusal(
                "the loop writes the field "
                    + ((FieldInsnNode) instruction).name
                    + ", which a task might read");
        case Opcodes.MONITORENTER -> throw new Refusal("the loop takes a monitor");
        case Opcodes.INVOKEDYNAMIC -> checkDynamic(instruction, place);
        case Opcodes.IASTORE,
            Opcodes.LASTORE,
            Opcodes.FASTORE,
            Opcodes.DASTORE,
            Opcodes.AASTORE,
            Opcodes.BASTORE,
            Opcodes.CASTORE,
            Opcodes.SASTORE -> {
          Frame<SourceValue> frame = flow.frame(place);
          if (!isOwn(frame.getStack(frame.getStackSize() - 3), Set.of())) {
            throw new Refusal("the loop writes to an array that a task might read");
          }
        }
        default -> {
          if (instruction instanceof MethodInsnNode call) {
            checkCall(call, place);
          }
        }
      }
    }

    private void checkDynamic(AbstractInsnNode instruction, int place) throws Refusal {
      var dynamic = (org.objectweb.asm.tree.InvokeDynamicInsnNode) instruction;
      if (dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
        return;
      }
      if (!dynamic.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
        throw new Refusal("the loop makes a call that cannot be followed");
      }
      Frame<SourceValue> frame = flow.frame(place);
      for (SourceValue part : operands(frame, Type.getArgumentTypes(dynamic.desc).length)) {
        checkText(part, "text");
      }
    }

    private void checkCall(MethodInsnNode call, int place) throws Refusal {
      List<SourceValue> operands = operands(call, place);
      if (KnownMethods.isPure(call)) {
        return;
      }
      if (KnownMethods.isOutput(call)) {
        for (SourceValue argument : operands.subList(1, operands.size())) {
          checkText(argument, call.name);
        }
        return;
      }
      if (call.name.equals("<init>")) {
        if (!KnownMethods.isOwnable(call.owner) && !call.owner.startsWith("java/lang/")) {
          plain.add(new PlainMethod(call.owner, call.name, call.desc));
        }
        return;
      }
      if (call.getOpcode() != Opcodes.INVOKESTATIC) {
        SourceValue receiver = operands.get(0);
        if (KnownMethods.isWrite(call) && isOwn(receiver, KnownMethods.OWNABLE)) {
          if (KnownMethods.hashesFirstArgument(call)) {
            checkText(operands.get(1), call.name);
          }
          return;
        }
        if (isFrom(receiver, method.instructions.get(candidate.element)) && operands.size() == 1) {
          plain.add(new PlainMethod(null, call.name, call.desc));
          return;
        }
        if (isFrom(receiver, task) && operands.size() == 1) {
          plain.add(
              new PlainMethod(
                  Type.getReturnType(task.desc).getInternalName(), call.name, call.desc));
          return;
        }
      }
      throw new Refusal(
          "the loop calls "
              + call.owner.replace('/', '.')
              + "."
              + call.name
              + ", which might change what a task reads");
    }

    private boolean isFrom(SourceValue value, AbstractInsnNode origin) {
      return value.insns.size() == 1 && value.insns.contains(origin);
    }

    /** Whether it was made in this method; and remembers that the loop writes to it. */
    private boolean isOwn(SourceValue value, Set<String> types) {
      if (value.insns.isEmpty()) {
        return false;
      }
      for (AbstractInsnNode origin : value.insns) {
        if (isCall(
            origin,
            "java/lang/StringBuilder",
            "append",
            origin instanceof MethodInsnNode append ? append.desc : "")) {
          // Returns its receiver.
          if (!isOwn(
              operands((MethodInsnNode) origin, method.instructions.indexOf(origin)).get(0),
              types)) {
            return false;
          }
          continue;
        }
        boolean made =
            origin.getOpcode() == Opcodes.NEW
                ? types.contains(((org.objectweb.asm.tree.TypeInsnNode) origin).desc)
                : types.isEmpty()
                    && (origin.getOpcode() == Opcodes.NEWARRAY
                        || origin.getOpcode() == Opcodes.ANEWARRAY);
        if (!made) {
          return false;
        }
      }
      for (AbstractInsnNode origin : value.insns) {
        if (!(origin instanceof MethodInsnNode)) {
          written.add(origin);
        }
      }
      return true;
    }

    /** Text is made of it, so that its {@code toString} may run. */
    private void checkText(SourceValue value, String purpose) throws Refusal {
      for (AbstractInsnNode origin : value.insns) {
        if (!KnownMethods.isText(origin)) {
          throw new Refusal(
              "the loop hands an object to " + purpose + " whose toString might do anything");
        }
      }
      if (value.insns.isEmpty()) {
        throw new Refusal("the loop hands an object to " + purpose + " that cannot be followed");
      }
    }

    /** What the loop writes to must not have got out of the method when a task runs. */
    private void checkThatNobodyElseKnows() throws Refusal {
      for (AbstractInsnNode made : written) {
        BitSet places = flow.between(method.instructions.indexOf(made), candidate.loop.head());
        places.or(candidate.loop.body());
        for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
          AbstractInsnNode instruction = method.instructions.get(i);
          Frame<SourceValue> frame = flow.frame(i);
          if (frame == null || instruction.getOpcode() < 0) {
            continue;
          }
          for (SourceValue value : givenAway(instruction, frame)) {
            if (value.insns.contains(made)) {
              throw new Refusal("a task might see what the loop collects");
            }
          }
        }
      }
    }

    private List<SourceValue> givenAway(AbstractInsnNode instruction, Frame<SourceValue> frame) {
      int opcode = instruction.getOpcode();
      if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC || opcode == Opcodes.AASTORE) {
        return List.of(top(frame));
      }
      if (instruction instanceof MethodInsnNode call) {
        List<SourceValue> operands =
            operands(
                frame,
                Type.getArgumentTypes(call.desc).length
                    + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1));
        boolean ownMethod =
            call.getOpcode() != Opcodes.INVOKESTATIC && KnownMethods.isOwnable(call.owner);
        return ownMethod ? operands.subList(1, operands.size()) : operands;
      }
      if (instruction instanceof org.objectweb.asm.tree.InvokeDynamicInsnNode dynamic) {
        return operands(frame, Type.getArgumentTypes(dynamic.desc).length);
      }
      return List.of();
    }
  }
}

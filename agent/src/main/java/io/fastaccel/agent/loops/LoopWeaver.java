package io.fastaccel.agent.loops;

import io.fastaccel.agent.link.Bootstrap;
import io.fastaccel.agent.link.LoopHooks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts hooks into a method with a loop: where a run of the loop begins, at its call, and wherever
 * it may end. What they share is kept in a local variable of its own, so that runs of the loop on
 * other threads, or further down the stack, have nothing to do with each other.
 */
final class LoopWeaver {

  private final String owner;
  private final MethodNode method;
  private final Handle bootstrap;
  private final int state;

  LoopWeaver(String owner, MethodNode method, String bootstrapOwner) {
    this.owner = owner;
    this.method = method;
    this.bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC, bootstrapOwner, Bootstrap.METHOD, Bootstrap.DESCRIPTOR, false);
    this.state = method.maxLocals;
  }

  /**
   * Weaves the loops of the method.
   *
   * @param numbers the number of each loop, which its hooks name
   */
  void weave(List<LoopShape> loops, List<Integer> numbers) {
    Set<AbstractInsnNode> ends = new HashSet<>();
    for (LoopShape loop : loops) {
      ends.addAll(ends(loop));
    }
    for (int i = 0; i < loops.size(); i++) {
      weaveBeginning(loops.get(i), numbers.get(i));
      weaveCall(loops.get(i).call(), numbers.get(i));
    }
    ends.forEach(this::weaveEnd);
    weaveReturns();
    weaveFailure();
    keepStateInFrames();
    InsnList first = new InsnList();
    first.add(new InsnNode(Opcodes.ACONST_NULL));
    first.add(new VarInsnNode(Opcodes.ASTORE, state));
    method.instructions.insert(first);
    // Labels of the debugger's tables, which now begin after the first instructions.
    method.maxLocals = state + 1;
  }

  /** The stack holds what the loop runs over, and the index where it is read by index. */
  private void weaveBeginning(LoopShape loop, int number) {
    InsnList hook = new InsnList();
    if (loop.source() instanceof MethodInsnNode call && call.name.equals("iterator")) {
      hook.add(new InsnNode(Opcodes.DUP));
      hook.add(new InsnNode(Opcodes.ICONST_0));
    } else {
      hook.add(new InsnNode(Opcodes.DUP2));
    }
    hook.add(new VarInsnNode(Opcodes.ALOAD, state));
    String source = "Ljava/lang/Object;";
    hook.add(
        new InvokeDynamicInsnNode(
            LoopHooks.BEGIN,
            "(" + source + "ILjava/lang/Object;)Ljava/lang/Object;",
            bootstrap,
            number));
    hook.add(new VarInsnNode(Opcodes.ASTORE, state));
    method.instructions.insertBefore(loop.source(), hook);
  }

  private void weaveCall(MethodInsnNode call, int number) {
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    String receiver = call.getOpcode() == Opcodes.INVOKESPECIAL ? owner : call.owner;
    StringBuilder descriptor = new StringBuilder("(");
    if (!isStatic) {
      descriptor.append('L').append(receiver).append(';');
    }
    for (Type argument : Type.getArgumentTypes(call.desc)) {
      descriptor.append(argument.getDescriptor());
    }
    descriptor.append("Ljava/lang/Object;)").append(Type.getReturnType(call.desc).getDescriptor());
    Handle original = new Handle(tag(call), call.owner, call.name, call.desc, call.itf);
    method.instructions.insertBefore(call, new VarInsnNode(Opcodes.ALOAD, state));
    method.instructions.set(
        call,
        new InvokeDynamicInsnNode(
            LoopHooks.CALL, descriptor.toString(), bootstrap, number, original));
  }

  private static int tag(MethodInsnNode call) {
    return switch (call.getOpcode()) {
      case Opcodes.INVOKESTATIC -> Opcodes.H_INVOKESTATIC;
      case Opcodes.INVOKESPECIAL -> Opcodes.H_INVOKESPECIAL;
      case Opcodes.INVOKEINTERFACE -> Opcodes.H_INVOKEINTERFACE;
      default -> Opcodes.H_INVOKEVIRTUAL;
    };
  }

  /** The instructions right behind the loop, handlers of its exceptions included. */
  private Set<AbstractInsnNode> ends(LoopShape loop) {
    Set<AbstractInsnNode> ends = new HashSet<>();
    BitSet body = loop.instructions();
    for (int from = body.nextSetBit(0); from >= 0; from = body.nextSetBit(from + 1)) {
      for (int to : loop.flow().successors(from)) {
        if (!body.get(to)) {
          ends.add(method.instructions.get(to));
        }
      }
    }
    return ends;
  }

  private void weaveEnd(AbstractInsnNode end) {
    AbstractInsnNode place = end;
    while (place.getOpcode() < 0) {
      place = place.getNext();
    }
    method.instructions.insertBefore(place, endHook());
  }

  private InsnList endHook() {
    InsnList hook = new InsnList();
    hook.add(new VarInsnNode(Opcodes.ALOAD, state));
    hook.add(new InvokeDynamicInsnNode(LoopHooks.END, "(Ljava/lang/Object;)V", bootstrap, -1));
    return hook;
  }

  private void weaveReturns() {
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      int opcode = instruction.getOpcode();
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        method.instructions.insertBefore(instruction, endHook());
      }
    }
  }

  /** A handler around all, behind all others. */
  private void weaveFailure() {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode handler = new LabelNode();
    method.instructions.insert(start);
    method.instructions.add(end);
    method.instructions.add(handler);
    List<Object> locals = new ArrayList<>(Collections.nCopies(state, Opcodes.TOP));
    locals.add("java/lang/Object");
    method.instructions.add(
        new FrameNode(
            Opcodes.F_NEW,
            locals.size(),
            locals.toArray(),
            1,
            new Object[] {"java/lang/Throwable"}));
    method.instructions.add(endHook());
    method.instructions.add(new InsnNode(Opcodes.ATHROW));
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
  }

  private void keepStateInFrames() {
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (!(instruction instanceof FrameNode frame) || frame.local == null) {
        continue;
      }
      List<Object> locals = new ArrayList<>(frame.local);
      int slots = 0;
      for (Object local : locals) {
        slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
      }
      if (slots <= state) {
        for (; slots < state; slots++) {
          locals.add(Opcodes.TOP);
        }
        locals.add("java/lang/Object");
        frame.local = locals;
      }
    }
  }
}

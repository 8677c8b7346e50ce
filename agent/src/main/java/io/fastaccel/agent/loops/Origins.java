package io.fastaccel.agent.loops;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Follows a value to the instructions that made it, through locals, copies and casts. A parameter
 * stands for itself: {@link #isParameter}.
 */
final class Origins extends SourceInterpreter {

  /** A load that is nowhere in the method: it stands for a parameter. */
  static final class Parameter extends VarInsnNode {
    final Type type;

    Parameter(int local, Type type) {
      super(Opcodes.ALOAD, local);
      this.type = type;
    }
  }

  Origins() {
    super(Opcodes.ASM9);
  }

  @Override
  public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
    return new SourceValue(type.getSize(), new Parameter(local, type));
  }

  @Override
  public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
    return value;
  }

  @Override
  public SourceValue unaryOperation(AbstractInsnNode instruction, SourceValue value) {
    return instruction.getOpcode() == Opcodes.CHECKCAST
        ? value
        : super.unaryOperation(instruction, value);
  }

  /** Whether it was there before the method's first instruction. */
  static boolean isParameter(AbstractInsnNode origin) {
    return origin instanceof Parameter;
  }
}

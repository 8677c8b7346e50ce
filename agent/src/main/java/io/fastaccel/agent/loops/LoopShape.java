package io.fastaccel.agent.loops;

import io.fastaccel.interceptors.loops.PlainMethod;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A loop of which everything that matters is known.
 *
 * @param source where a run of the loop can be noticed: {@code Iterable.iterator()} before the
 *     loop, or the instruction inside of it that reads an element of a list or an array
 * @param call the one call for each element
 * @param elementPosition which operand of the call is the element, the receiver being the first
 * @param instructions the loop's instructions, by their place in the method
 * @param plain methods that have to be looked at when their classes are known
 * @param flow the method that it is in, as it was
 */
record LoopShape(
    AbstractInsnNode source,
    MethodInsnNode call,
    int elementPosition,
    java.util.BitSet instructions,
    List<PlainMethod> plain,
    ControlFlow flow) {}

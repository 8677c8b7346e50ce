package io.fastaccel.agent.loops;

import io.fastaccel.agent.link.LoopHooks;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.loops.LoopSite;
import io.fastaccel.interceptors.loops.LoopVerdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves the loops that the user has declared. Loaded only where there are some; thread-safe. */
public final class OwnLoops {

  /** From here on class files have no subroutines and say the types of their locals. */
  private static final int OLDEST_CLASS_FILE = Opcodes.V1_7;

  private final Map<String, List<LoopDeclaration>> declarations;

  /** Reads the declarations. */
  public OwnLoops(Settings settings) {
    this.declarations = LoopDeclaration.read(settings);
  }

  /** Whether a loop in that class is declared. */
  public boolean isDeclaredIn(String internalName) {
    return declarations.containsKey(internalName);
  }

  /**
   * Weaves a class's loops.
   *
   * @param dispatcher internal name of the class with the bootstrap method
   * @return the new class file, or {@code null} where all loops are left alone
   */
  public byte[] weave(String internalName, byte[] classFile, String dispatcher) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
    boolean woven = false;
    for (LoopDeclaration loop : declarations.get(internalName)) {
      try {
        weave(node, loop, dispatcher);
        woven = true;
        LoopVerdicts.woven(loop.text());
      } catch (Refusal e) {
        LoopVerdicts.refused(loop.text(), e.getMessage());
      }
    }
    if (!woven) {
      return null;
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static void weave(ClassNode node, LoopDeclaration loop, String dispatcher)
      throws Refusal {
    if ((node.version & 0xffff) < OLDEST_CLASS_FILE) {
      throw new Refusal("its class was compiled for a Java before 7");
    }
    Refusal last = new Refusal("there is no method of that name with a body");
    boolean woven = false;
    for (MethodNode method : node.methods) {
      if (!method.name.equals(loop.method()) || method.instructions.size() == 0) {
        continue;
      }
      if (method.name.startsWith("<")) {
        throw new Refusal("it is a constructor");
      }
      try {
        List<LoopShape> shapes = LoopAnalysis.find(node.name, method, loop.callee());
        List<Integer> numbers = new ArrayList<>();
        for (LoopShape shape : shapes) {
          numbers.add(LoopHooks.number(site(loop, shape)));
        }
        new LoopWeaver(node.name, method, dispatcher).weave(shapes, numbers);
        woven = true;
      } catch (Refusal e) {
        last = e;
      }
    }
    if (!woven) {
      throw last;
    }
  }

  private static LoopSite site(LoopDeclaration loop, LoopShape shape) {
    return new LoopSite(
        loop.text(),
        shape.call().owner.replace('/', '.') + "." + shape.call().name,
        shape.elementPosition(),
        shape.call().getOpcode() == Opcodes.INVOKESTATIC,
        shape.plain());
  }
}

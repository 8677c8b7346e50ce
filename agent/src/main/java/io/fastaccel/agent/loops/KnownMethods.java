package io.fastaccel.agent.loops;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What a task loop usually calls besides its tasks, and what is known of it. */
final class KnownMethods {

  /** What a method may fill without anybody's noticing, if it has made it itself. */
  static final Set<String> OWNABLE =
      Set.of(
          "java/util/ArrayList",
          "java/util/LinkedList",
          "java/util/ArrayDeque",
          "java/util/HashMap",
          "java/util/LinkedHashMap",
          "java/util/HashSet",
          "java/util/LinkedHashSet",
          "java/util/TreeMap",
          "java/lang/StringBuilder");

  private static final Set<String> OWNABLE_AS =
      Set.of(
          "java/util/List",
          "java/util/Collection",
          "java/util/Map",
          "java/util/Set",
          "java/util/Queue",
          "java/util/Deque");

  private static final Set<String> WRITES =
      Set.of("add", "addLast", "addFirst", "offer", "push", "append", "put");

  private static final Set<String> READS = Set.of("size", "isEmpty", "hasNext", "next", "length");

  private static final Set<String> VALUES =
      Set.of(
          "java/lang/String",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Short",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Boolean",
          "java/lang/Math",
          "java/time/Duration",
          "java/time/Instant");

  private static final Set<String> LOGGERS =
      Set.of(
          "org:slf4j:Logger",
          "java:util:logging:Logger",
          "java:lang:System$Logger",
          "org:apache:logging:log4j:Logger",
          "org:apache:commons:logging:Log",
          "org:jboss:logging:Logger");

  private static final Set<String> LEVELS =
      Set.of(
          "trace", "debug", "info", "warn", "error", "fine", "finer", "finest", "warning", "severe",
          "config");

  private KnownMethods() {}

  /** Whether it can be no task. */
  static boolean isKnown(MethodInsnNode call) {
    return isPure(call)
        || isOutput(call)
        || isOwnable(call.owner)
        || VALUES.contains(call.owner)
        || call.owner.equals("java/lang/Object");
  }

  /** Whether it changes nothing and calls nothing of the application's. */
  static boolean isPure(MethodInsnNode call) {
    String owner = call.owner;
    if (VALUES.contains(owner)) {
      // Not String.valueOf(Object) or String.format, which call toString.
      return !call.desc.contains("Ljava/lang/Object;") && !call.desc.contains("CharSequence");
    }
    if (owner.equals("java/lang/StringBuilder")) {
      return call.name.equals("toString") || call.name.equals("length");
    }
    if (owner.equals("java/lang/System")) {
      return call.name.equals("nanoTime") || call.name.equals("currentTimeMillis");
    }
    if (call.name.equals("getMessage")) {
      return owner.startsWith("java/lang/");
    }
    if (call.name.equals("get")) {
      return call.desc.equals("(I)Ljava/lang/Object;") && isListOrIterator(owner);
    }
    return READS.contains(call.name)
        && (isListOrIterator(owner) || isOwnable(owner) || OWNABLE.contains(owner));
  }

  private static boolean isListOrIterator(String owner) {
    return owner.equals("java/util/Iterator")
        || owner.equals("java/util/List")
        || owner.equals("java/util/ArrayList")
        || owner.equals("java/util/Collection");
  }

  /** Logging and printing: of text it does nothing that a task would read. */
  static boolean isOutput(MethodInsnNode call) {
    if (call.owner.equals("java/io/PrintStream")) {
      return call.name.equals("println") || call.name.equals("print");
    }
    return LEVELS.contains(call.name) && LOGGERS.contains(call.owner.replace('/', ':'));
  }

  /** Whether objects of that type may be a method's own. */
  static boolean isOwnable(String owner) {
    return OWNABLE.contains(owner) || OWNABLE_AS.contains(owner);
  }

  /** Whether it fills its receiver and does nothing else. */
  static boolean isWrite(MethodInsnNode call) {
    return WRITES.contains(call.name) && isOwnable(call.owner);
  }

  /** Whether the first argument's {@code hashCode}, {@code compareTo} or {@code toString} runs. */
  static boolean hashesFirstArgument(MethodInsnNode call) {
    return call.name.equals("put")
        || call.name.equals("append")
        || call.owner.endsWith("Set")
        || call.owner.endsWith("Map")
        || call.owner.equals("java/util/Collection");
  }

  /** Whether what comes from there is known to be text or a number. */
  static boolean isText(AbstractInsnNode origin) {
    int opcode = origin.getOpcode();
    if (origin instanceof Origins.Parameter parameter) {
      return isText(parameter.type);
    }
    if (origin instanceof MethodInsnNode call) {
      return isText(Type.getReturnType(call.desc)) || isOwnBuilder(call);
    }
    if (origin instanceof InvokeDynamicInsnNode dynamic) {
      return isText(Type.getReturnType(dynamic.desc));
    }
    if (origin instanceof FieldInsnNode field) {
      return isText(Type.getType(field.desc));
    }
    // Constants, arithmetic, comparisons and conversions; an array's element may be anything.
    return (opcode != Opcodes.AALOAD && opcode <= Opcodes.DCMPG)
        || opcode == Opcodes.ARRAYLENGTH
        || opcode == Opcodes.INSTANCEOF;
  }

  private static boolean isOwnBuilder(MethodInsnNode call) {
    return call.owner.equals("java/lang/StringBuilder");
  }

  private static boolean isText(Type type) {
    return (type.getSort() < Type.ARRAY && type.getSort() != Type.VOID)
        || (type.getSort() == Type.OBJECT && VALUES.contains(type.getInternalName()));
  }
}

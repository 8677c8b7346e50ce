package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;
import io.fastaccel.runtime.text.NameTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Generates {@link ObjectCode}. For each property, in the order in which they are expected:
 *
 * <pre>{@code
 * property 3:                             // its name has been read
 *   member++;
 *   long value = in.plainInt();
 *   if (value == JsonInput.NOT_PLAIN) goto odd 3;
 *   setter3.invokeExact(object, (int) value);
 * after 3:
 *   if (!in.nextMember()) goto end;
 *   if (!in.isMember(...)) goto search;   // the name of the property that is expected next
 * property 7:
 *   ...
 * search:
 *   next = in.member(names);
 *   switch (next) { 3: goto property 3; ... }
 * }</pre>
 *
 * <p>Where an object is made from its properties they are kept in variables until the end.
 */
final class ObjectCodeGenerator {

  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String INPUT = Type.getInternalName(JsonInput.class);
  private static final String MEMBERS = Type.getInternalName(OddMembers.class);
  private static final String OBJECT = "Ljava/lang/Object;";

  private static final int ODD = 1;
  private static final int PLAN = 2;
  private static final int LIBRARY = 3;
  private static final int IN = 4;
  private static final int BEGUN = 5;
  private static final int MEMBER = 6;
  private static final int NEXT = 7;
  private static final int SEEN = 8;
  private static final int NULLS = 10;
  private static final int ARGUMENTS = 12;

  private final ObjectShape shape;
  private final int[] order;
  private final boolean isCreator;
  private final HiddenClass target = new HiddenClass(ObjectCode.class);
  private final MethodVisitor code;

  private final Label[] properties;
  private final Label[] odd;
  private final Label[] after;
  private final Label dispatch = new Label();
  private final Label search = new Label();
  private final Label other = new Label();
  private final Label repeated = new Label();
  private final Label complete = new Label();
  private final Label pass = new Label();
  private final Label made = new Label();
  private final Label end = new Label();

  /** Variables of arguments, by the index of the property. */
  private final int[] variables;

  /** Of no meaning after the instruction that follows. */
  private final int scratch;

  private ObjectCodeGenerator(ObjectShape shape, int[] order) {
    this.shape = shape;
    this.order = order;
    this.isCreator = shape.isCreator();
    int count = shape.size();
    this.properties = labels(count);
    this.odd = labels(count);
    this.after = labels(count);
    this.variables = new int[count];
    int variable = isCreator ? ARGUMENTS : SEEN;
    for (int i = 0; isCreator && i < count; i++) {
      variables[i] = variable;
      variable += Type.getType(variableType(i)).getSize();
    }
    this.scratch = variable;
    this.code =
        target.method(
            "read",
            "(L" + MEMBERS + ";" + OBJECT + OBJECT + "L" + INPUT + ";" + OBJECT + ")" + OBJECT);
  }

  private static Label[] labels(int count) {
    Label[] labels = new Label[count];
    for (int i = 0; i < count; i++) {
      labels[i] = new Label();
    }
    return labels;
  }

  /**
   * Generates and loads the code.
   *
   * @param order the indexes of all properties, as they are expected
   */
  static ObjectCode generate(ObjectShape shape, int[] order) throws IllegalAccessException {
    ObjectCodeGenerator generator = new ObjectCodeGenerator(shape, order);
    generator.generate();
    return (ObjectCode) generator.target.load();
  }

  private void generate() {
    begin();
    for (int k = 0; k < order.length; k++) {
      property(order[k], k + 1 < order.length ? order[k + 1] : -1);
    }
    for (int i : order) {
      odd(i);
    }
    search();
    other();
    end();
    HiddenClass.end(code);
  }

  // ---- the parts

  private void begin() {
    push(-1);
    code.visitVarInsn(Opcodes.ISTORE, MEMBER);
    push(order[0]);
    code.visitVarInsn(Opcodes.ISTORE, NEXT);
    if (isCreator) {
      code.visitInsn(Opcodes.LCONST_0);
      code.visitVarInsn(Opcodes.LSTORE, SEEN);
      code.visitInsn(Opcodes.LCONST_0);
      code.visitVarInsn(Opcodes.LSTORE, NULLS);
      for (int i = 0; i < variables.length; i++) {
        Type type = Type.getType(variableType(i));
        code.visitInsn(
            switch (type.getSort()) {
              case Type.OBJECT -> Opcodes.ACONST_NULL;
              case Type.LONG -> Opcodes.LCONST_0;
              case Type.DOUBLE -> Opcodes.DCONST_0;
              default -> Opcodes.ICONST_0;
            });
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), variables[i]);
      }
    } else if (shape.maker != null) {
      Label isBegun = new Label();
      code.visitVarInsn(Opcodes.ALOAD, BEGUN);
      code.visitJumpInsn(Opcodes.IFNONNULL, isBegun);
      handle(shape.maker.asType(MethodType.methodType(Object.class)));
      invoke("()" + OBJECT);
      code.visitVarInsn(Opcodes.ASTORE, BEGUN);
      land(isBegun);
    }
    isMember(order[0]);
    code.visitJumpInsn(Opcodes.IFEQ, search);
    // All ways into the properties lead through one place, as the JIT likes it.
    land(dispatch);
    code.visitVarInsn(Opcodes.ILOAD, NEXT);
    code.visitTableSwitchInsn(0, properties.length - 1, other, properties);
  }

  private void property(int i, int expected) {
    land(properties[i]);
    code.visitIincInsn(MEMBER, 1);
    if (isCreator) {
      code.visitVarInsn(Opcodes.LLOAD, SEEN);
      code.visitLdcInsn(1L << i);
      code.visitInsn(Opcodes.LAND);
      code.visitInsn(Opcodes.LCONST_0);
      code.visitInsn(Opcodes.LCMP);
      code.visitJumpInsn(Opcodes.IFNE, repeated);
    }
    if (isRead(i)) {
      readPlain(i);
      if (isCreator) {
        loadPlain(shape.kinds[i], variableType(i));
        code.visitVarInsn(Type.getType(variableType(i)).getOpcode(Opcodes.ISTORE), variables[i]);
        mark(SEEN, i);
      } else {
        set(i);
      }
    } else {
      code.visitJumpInsn(Opcodes.GOTO, odd[i]);
    }
    land(after[i]);
    if (isCreator) {
      ifComplete(complete);
    }
    if (expected >= 0 && isNext(expected)) {
      code.visitJumpInsn(Opcodes.IFNE, properties[expected]);
    }
    nextMember();
    if (expected >= 0) {
      isMember(expected);
      code.visitJumpInsn(Opcodes.IFEQ, search);
    } else {
      code.visitJumpInsn(Opcodes.GOTO, search);
    }
  }

  /** Sets a property to the value that was read. */
  private void set(int i) {
    Class<?> as = parameterType(i);
    Class<?> result = shape.isBuilder ? Object.class : void.class;
    handle(shape.setters[i].asType(MethodType.methodType(result, Object.class, as)));
    code.visitVarInsn(Opcodes.ALOAD, BEGUN);
    loadPlain(shape.kinds[i], as);
    invoke("(" + OBJECT + Type.getDescriptor(as) + ")" + Type.getDescriptor(result));
    if (shape.isBuilder) {
      code.visitVarInsn(Opcodes.ASTORE, scratch);
      code.visitVarInsn(Opcodes.ALOAD, scratch);
      code.visitJumpInsn(Opcodes.IFNULL, after[i]);
      code.visitVarInsn(Opcodes.ALOAD, scratch);
      code.visitVarInsn(Opcodes.ASTORE, BEGUN);
    }
  }

  private void odd(int i) {
    land(odd[i]);
    code.visitVarInsn(Opcodes.ALOAD, ODD);
    code.visitVarInsn(Opcodes.ALOAD, PLAN);
    code.visitVarInsn(Opcodes.ALOAD, LIBRARY);
    push(i);
    code.visitVarInsn(Opcodes.ILOAD, MEMBER);
    if (!isCreator) {
      code.visitVarInsn(Opcodes.ALOAD, BEGUN);
      members("property", "(" + OBJECT + OBJECT + "II" + OBJECT + ")" + OBJECT);
      code.visitVarInsn(Opcodes.ASTORE, BEGUN);
      code.visitJumpInsn(Opcodes.GOTO, after[i]);
      return;
    }
    members("argument", "(" + OBJECT + OBJECT + "II)" + OBJECT);
    code.visitVarInsn(Opcodes.ASTORE, scratch);
    mark(SEEN, i);
    Label isNull = new Label();
    code.visitVarInsn(Opcodes.ALOAD, scratch);
    code.visitJumpInsn(Opcodes.IFNULL, isNull);
    code.visitVarInsn(Opcodes.ALOAD, scratch);
    Class<?> type = variableType(i);
    unbox(type);
    code.visitVarInsn(Type.getType(type).getOpcode(Opcodes.ISTORE), variables[i]);
    code.visitJumpInsn(Opcodes.GOTO, after[i]);
    land(isNull);
    mark(NULLS, i);
    code.visitJumpInsn(Opcodes.GOTO, after[i]);
  }

  private void search() {
    land(search);
    code.visitVarInsn(Opcodes.ALOAD, IN);
    target.constant(code, shape.names, NameTable.class);
    input("member", "(" + Type.getDescriptor(NameTable.class) + ")I");
    code.visitVarInsn(Opcodes.ISTORE, NEXT);
    code.visitJumpInsn(Opcodes.GOTO, dispatch);
  }

  private void other() {
    land(other);
    code.visitIincInsn(MEMBER, 1);
    code.visitVarInsn(Opcodes.ALOAD, ODD);
    code.visitVarInsn(Opcodes.ALOAD, PLAN);
    code.visitVarInsn(Opcodes.ALOAD, LIBRARY);
    code.visitVarInsn(Opcodes.ILOAD, MEMBER);
    code.visitVarInsn(Opcodes.ALOAD, BEGUN);
    members("other", "(" + OBJECT + OBJECT + "I" + OBJECT + ")" + OBJECT);
    code.visitVarInsn(Opcodes.ASTORE, BEGUN);
    nextMember();
    code.visitJumpInsn(Opcodes.GOTO, search);
  }

  private void end() {
    land(end);
    if (!isCreator) {
      code.visitVarInsn(Opcodes.ALOAD, BEGUN);
      code.visitInsn(Opcodes.ARETURN);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, BEGUN);
    code.visitJumpInsn(Opcodes.IFNULL, pass);
    code.visitVarInsn(Opcodes.ALOAD, BEGUN);
    code.visitInsn(Opcodes.ARETURN);
    make();
    land(repeated);
    code.visitVarInsn(Opcodes.ALOAD, ODD);
    members("repeated", "()Ljava/lang/Throwable;");
    code.visitInsn(Opcodes.ATHROW);
  }

  /** Makes the object, which libraries do as soon as every argument is there. */
  private void make() {
    land(complete);
    if (shape.maker != null) {
      code.visitVarInsn(Opcodes.LLOAD, NULLS);
      code.visitInsn(Opcodes.LCONST_0);
      code.visitInsn(Opcodes.LCMP);
      code.visitJumpInsn(Opcodes.IFNE, pass);
      List<Class<?>> types = new ArrayList<>();
      for (int i = 0; i < variables.length; i++) {
        types.add(variableType(i));
      }
      MethodType type = MethodType.methodType(Object.class, types);
      handle(shape.maker.asType(type));
      for (int i = 0; i < variables.length; i++) {
        code.visitVarInsn(Type.getType(types.get(i)).getOpcode(Opcodes.ILOAD), variables[i]);
      }
      invoke(type.toMethodDescriptorString());
      code.visitVarInsn(Opcodes.ASTORE, BEGUN);
      code.visitJumpInsn(Opcodes.GOTO, made);
    }
    land(pass);
    code.visitVarInsn(Opcodes.ALOAD, ODD);
    code.visitVarInsn(Opcodes.ALOAD, PLAN);
    code.visitVarInsn(Opcodes.ALOAD, LIBRARY);
    push(variables.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < variables.length; i++) {
      code.visitInsn(Opcodes.DUP);
      push(i);
      Type type = Type.getType(variableType(i));
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variables[i]);
      box(variableType(i));
      code.visitInsn(Opcodes.AASTORE);
    }
    code.visitVarInsn(Opcodes.LLOAD, SEEN);
    code.visitVarInsn(Opcodes.LLOAD, NULLS);
    members("made", "(" + OBJECT + OBJECT + "[" + OBJECT + "JJ)" + OBJECT);
    code.visitVarInsn(Opcodes.ASTORE, BEGUN);
    ifComplete(made);
    code.visitVarInsn(Opcodes.ALOAD, BEGUN);
    code.visitInsn(Opcodes.ARETURN);
    land(made);
    nextMember();
    code.visitJumpInsn(Opcodes.GOTO, search);
  }

  private void ifComplete(Label target) {
    code.visitVarInsn(Opcodes.LLOAD, SEEN);
    code.visitLdcInsn(-1L >>> (Long.SIZE - variables.length));
    code.visitInsn(Opcodes.LCMP);
    code.visitJumpInsn(Opcodes.IFEQ, target);
  }

  // ---- names

  private void nextMember() {
    code.visitVarInsn(Opcodes.ALOAD, IN);
    input("nextMember", "()Z");
    code.visitJumpInsn(Opcodes.IFEQ, end);
  }

  /** Whether the next name is that of a property; if it is, it has been read. */
  private void isMember(int i) {
    byte[] name = shape.names.quoted(i);
    code.visitVarInsn(Opcodes.ALOAD, IN);
    if (name.length == 0) {
      code.visitInsn(Opcodes.POP);
      push(0);
    } else if (name.length <= 2 * Long.BYTES) {
      words(name);
      input(name.length <= Long.BYTES ? "isMember" : "isLongMember", "(JJI)Z");
    } else {
      target.constant(code, name, byte[].class);
      input("isMember", "([B)Z");
    }
  }

  /** Whether the name is that of a property, in its shortest form; {@code false} for long names. */
  private boolean isNext(int i) {
    byte[] quoted = shape.names.quoted(i);
    byte[] name = new byte[quoted.length + 3];
    if (quoted.length == 0 || name.length > 2 * Long.BYTES) {
      return false;
    }
    name[0] = ',';
    name[1] = '"';
    System.arraycopy(quoted, 0, name, 2, quoted.length);
    name[name.length - 1] = ':';
    code.visitVarInsn(Opcodes.ALOAD, IN);
    words(name);
    input(name.length <= Long.BYTES ? "isNext" : "isLongNext", "(JJI)Z");
    return true;
  }

  /** What at most sixteen bytes are compared with. */
  private void words(byte[] bytes) {
    boolean isShort = bytes.length <= Long.BYTES;
    code.visitLdcInsn(word(bytes, 0));
    code.visitLdcInsn(
        isShort
            ? -1L >>> (Long.SIZE - Byte.SIZE * bytes.length)
            : word(bytes, bytes.length - Long.BYTES));
    push(bytes.length);
  }

  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = 0; i < Long.BYTES && from + i < bytes.length; i++) {
      word |= (bytes[from + i] & 0xFFL) << (Byte.SIZE * i);
    }
    return word;
  }

  // ---- values

  /** Whether a property's value is read here. */
  private boolean isRead(int i) {
    PropertyKind kind = shape.kinds[i];
    boolean isPlain =
        switch (kind) {
          case LIBRARY, VALUE, TYPED -> false;
          default -> true;
        };
    return isPlain && (isCreator || fits(kind, shape.setters[i].type().parameterType(1)));
  }

  private static boolean fits(PropertyKind kind, Class<?> parameter) {
    return switch (kind) {
      case TEXT -> !parameter.isPrimitive();
      case INT -> parameter == int.class;
      case LONG -> parameter == long.class;
      case DOUBLE -> parameter == double.class;
      case BOOLEAN -> parameter == boolean.class;
      default -> true;
    };
  }

  /** What a setter is called with. */
  private Class<?> parameterType(int i) {
    return switch (shape.kinds[i]) {
      case INT, LONG, DOUBLE, BOOLEAN -> shape.setters[i].type().parameterType(1);
      default -> Object.class;
    };
  }

  /** What an argument is kept as: an object, unless it is to be passed on as the same primitive. */
  private Class<?> variableType(int i) {
    if (shape.maker == null) {
      return Object.class;
    }
    Class<?> parameter = shape.maker.type().parameterType(i);
    Class<?> read =
        switch (shape.kinds[i]) {
          case BOXED_INT -> int.class;
          case BOXED_LONG -> long.class;
          case BOXED_DOUBLE -> double.class;
          case BOXED_BOOLEAN -> boolean.class;
          default -> Object.class;
        };
    return parameter == read ? read : Object.class;
  }

  /** Reads a value into the scratch variable. */
  private void readPlain(int i) {
    code.visitVarInsn(Opcodes.ALOAD, IN);
    switch (shape.kinds[i]) {
      case TEXT -> {
        input("stringOrNull", "()Ljava/lang/String;");
        code.visitVarInsn(Opcodes.ASTORE, scratch);
        code.visitVarInsn(Opcodes.ALOAD, scratch);
        code.visitJumpInsn(Opcodes.IFNULL, odd[i]);
      }
      case INT, BOXED_INT -> readPlainInteger("plainInt", i);
      case LONG, BOXED_LONG -> readPlainInteger("plainLong", i);
      case DOUBLE, BOXED_DOUBLE -> {
        input("plainDouble", "()D");
        code.visitVarInsn(Opcodes.DSTORE, scratch);
        code.visitVarInsn(Opcodes.DLOAD, scratch);
        code.visitVarInsn(Opcodes.DLOAD, scratch);
        code.visitInsn(Opcodes.DCMPL);
        code.visitJumpInsn(Opcodes.IFNE, odd[i]); // not a number
      }
      default -> {
        input("plainBoolean", "()I");
        code.visitVarInsn(Opcodes.ISTORE, scratch);
        code.visitVarInsn(Opcodes.ILOAD, scratch);
        code.visitJumpInsn(Opcodes.IFLT, odd[i]);
      }
    }
  }

  private void readPlainInteger(String method, int i) {
    input(method, "()J");
    code.visitVarInsn(Opcodes.LSTORE, scratch);
    code.visitVarInsn(Opcodes.LLOAD, scratch);
    code.visitLdcInsn(JsonInput.NOT_PLAIN);
    code.visitInsn(Opcodes.LCMP);
    code.visitJumpInsn(Opcodes.IFEQ, odd[i]);
  }

  /** Loads the value that was read. */
  private void loadPlain(PropertyKind kind, Class<?> as) {
    Class<?> loaded;
    switch (kind) {
      case TEXT -> {
        code.visitVarInsn(Opcodes.ALOAD, scratch);
        return;
      }
      case INT, BOXED_INT -> {
        code.visitVarInsn(Opcodes.LLOAD, scratch);
        code.visitInsn(Opcodes.L2I);
        loaded = int.class;
      }
      case LONG, BOXED_LONG -> {
        code.visitVarInsn(Opcodes.LLOAD, scratch);
        loaded = long.class;
      }
      case DOUBLE, BOXED_DOUBLE -> {
        code.visitVarInsn(Opcodes.DLOAD, scratch);
        loaded = double.class;
      }
      default -> {
        code.visitVarInsn(Opcodes.ILOAD, scratch);
        loaded = boolean.class;
      }
    }
    if (as == Object.class) {
      box(loaded);
    }
  }

  private void box(Class<?> type) {
    if (type.isPrimitive()) {
      String wrapper = wrapper(type);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          wrapper,
          "valueOf",
          "(" + Type.getDescriptor(type) + ")L" + wrapper + ";",
          false);
    }
  }

  private void unbox(Class<?> type) {
    if (type.isPrimitive()) {
      String wrapper = wrapper(type);
      code.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          wrapper,
          type.getName() + "Value",
          "()" + Type.getDescriptor(type),
          false);
    }
  }

  private static String wrapper(Class<?> type) {
    return Type.getInternalName(MethodType.methodType(type).wrap().returnType());
  }

  // ---- instructions

  private void mark(int bits, int i) {
    code.visitVarInsn(Opcodes.LLOAD, bits);
    code.visitLdcInsn(1L << i);
    code.visitInsn(Opcodes.LOR);
    code.visitVarInsn(Opcodes.LSTORE, bits);
  }

  private void handle(MethodHandle handle) {
    target.constant(code, handle, MethodHandle.class);
  }

  private void invoke(String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", descriptor, false);
  }

  private void input(String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, INPUT, method, descriptor, false);
  }

  private void members(String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, MEMBERS, method, descriptor, true);
  }

  private void push(int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    }
  }

  private void land(Label label) {
    code.visitLabel(label);
    List<Object> locals = new ArrayList<>();
    locals.add(target.name());
    locals.add(MEMBERS);
    locals.add("java/lang/Object");
    locals.add("java/lang/Object");
    locals.add(INPUT);
    locals.add("java/lang/Object");
    locals.add(Opcodes.INTEGER);
    locals.add(Opcodes.INTEGER);
    if (isCreator) {
      locals.add(Opcodes.LONG);
      locals.add(Opcodes.LONG);
      for (int i = 0; i < variables.length; i++) {
        Class<?> type = variableType(i);
        locals.add(
            type == Object.class
                ? "java/lang/Object"
                : type == long.class
                    ? Opcodes.LONG
                    : type == double.class ? Opcodes.DOUBLE : Opcodes.INTEGER);
      }
    }
    code.visitFrame(Opcodes.F_FULL, locals.size(), locals.toArray(), 0, null);
  }
}

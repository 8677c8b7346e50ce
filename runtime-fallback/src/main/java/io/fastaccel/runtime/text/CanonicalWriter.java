package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes one valid JSON text in canonical form.
 *
 * <p>The room is divided into three parts. The text comes first, twice as long as it can become:
 * the members of an object are put in order behind it, and copied back. Then a stack of the members
 * of all open objects, three numbers each: where it begins, where its name ends, and where it ends,
 * its comma included. Last a stack of the open objects and arrays, two numbers each: where its text
 * begins, or -1 for an array, and how many members there were before it.
 */
final class CanonicalWriter {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final int MEMBER = 3 * Integer.BYTES;
  private static final int FRAME = 2 * Integer.BYTES;
  private static final int ARRAY = -1;

  private final byte[] in;
  private final int to;
  private final byte[] out;
  private final int members;
  private final int frames;
  private int i;
  private int o;
  private int depth;
  private int count;

  CanonicalWriter(byte[] in, int from, int to, byte[] out, int at) {
    this.in = in;
    this.to = to;
    this.out = out;
    this.i = from;
    this.o = at;
    int length = to - from;
    this.frames = at + 2 * length;
    this.members = frames + JsonKernels.MAX_DEPTH * FRAME;
  }

  /** As {@link JsonKernels#canonical}. */
  int write() {
    boolean nameIsNext = false;
    while (i < to) {
      byte c = in[i++];
      switch (c) {
        case ' ', '\t', '\n', '\r' -> {}
        case '"' -> {
          int start = o;
          string();
          if (nameIsNext) {
            nameIsNext = false;
            begin(start);
          }
        }
        case '{' -> {
          out[o++] = c;
          push(o);
          nameIsNext = true;
        }
        case '[' -> {
          out[o++] = c;
          push(ARRAY);
        }
        case ',' -> {
          out[o++] = c;
          if (frame(depth - 1, 0) != ARRAY) {
            set(count - 1, 2, o);
            nameIsNext = true;
          }
        }
        case '}' -> {
          nameIsNext = false;
          if (!closeObject()) {
            return JsonKernels.NOT_CANONICAL;
          }
        }
        case ']' -> {
          out[o++] = c;
          depth--;
        }
        default -> out[o++] = c;
      }
    }
    return o;
  }

  private void push(int start) {
    int frame = frames + depth++ * FRAME;
    INT.set(out, frame, start);
    INT.set(out, frame + Integer.BYTES, count);
  }

  private int frame(int index, int part) {
    return (int) INT.get(out, frames + index * FRAME + part * Integer.BYTES);
  }

  private int member(int index, int part) {
    return (int) INT.get(out, members + index * MEMBER + part * Integer.BYTES);
  }

  private void set(int index, int part, int value) {
    INT.set(out, members + index * MEMBER + part * Integer.BYTES, value);
  }

  /** A member whose name was just written. */
  private void begin(int start) {
    set(count, 0, start);
    set(count, 1, o);
    count++;
  }

  /** Returns false if two names are equal. */
  private boolean closeObject() {
    depth--;
    int start = frame(depth, 0);
    int first = frame(depth, 1);
    if (o == start) {
      out[o++] = '}';
      return true;
    }
    out[o++] = ',';
    set(count - 1, 2, o);
    if (!isSorted(first)) {
      sort(first);
      if (!isSorted(first)) {
        return false;
      }
      int end = o;
      for (int k = first; k < count; k++) {
        int length = member(k, 2) - member(k, 0);
        System.arraycopy(out, member(k, 0), out, end, length);
        end += length;
      }
      System.arraycopy(out, o, out, start, end - o);
    }
    out[o - 1] = '}';
    count = first;
    return true;
  }

  /** Whether each name is less than the next one. */
  private boolean isSorted(int first) {
    for (int k = first + 1; k < count; k++) {
      if (compare(k - 1, k) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Names begin and end with a quote, which is left out. */
  private int compare(int one, int other) {
    return Arrays.compareUnsigned(
        out,
        member(one, 0) + 1,
        member(one, 1) - 1,
        out,
        member(other, 0) + 1,
        member(other, 1) - 1);
  }

  /** Heap sort: in place, and as fast on the worst input. */
  private void sort(int first) {
    int size = count - first;
    for (int root = size / 2 - 1; root >= 0; root--) {
      sink(first, root, size);
    }
    for (int last = size - 1; last > 0; last--) {
      swap(first, first + last);
      sink(first, 0, last);
    }
  }

  private void sink(int first, int from, int size) {
    int root = from;
    while (true) {
      int child = 2 * root + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && compare(first + child, first + child + 1) < 0) {
        child++;
      }
      if (compare(first + root, first + child) >= 0) {
        return;
      }
      swap(first + root, first + child);
      root = child;
    }
  }

  private void swap(int one, int other) {
    for (int part = 0; part < 3; part++) {
      int value = member(one, part);
      set(one, part, member(other, part));
      set(other, part, value);
    }
  }

  /** From behind the opening quote on. */
  private void string() {
    out[o++] = '"';
    while (true) {
      int end = JavaReadKernels.INSTANCE.stringEnd(in, i, to);
      System.arraycopy(in, i, out, o, end - i);
      o += end - i;
      i = end + 1;
      if (in[end] == '"') {
        out[o++] = '"';
        return;
      }
      escape();
    }
  }

  /** From behind the reverse solidus on. */
  private void escape() {
    byte c = in[i++];
    switch (c) {
      case '/' -> out[o++] = c;
      case 'u' -> {
        char unit = hex();
        i += 4;
        if (Character.isHighSurrogate(unit) && in[i] == '\\' && in[i + 1] == 'u') {
          i += 2;
          char next = hex();
          if (Character.isLowSurrogate(next)) {
            i += 4;
            point(Character.toCodePoint(unit, next));
            return;
          }
          i -= 2;
        }
        unit(unit);
      }
      default -> {
        out[o++] = '\\';
        out[o++] = c;
      }
    }
  }

  /** The four digits at hand. */
  private char hex() {
    int value = 0;
    for (int k = 0; k < 4; k++) {
      byte c = in[i + k];
      value = value << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return (char) value;
  }

  private void unit(char c) {
    byte form = c < 0x80 ? JsonEscapes.TABLE[c] : 0;
    if (form == JsonEscapes.HEX || Character.isSurrogate(c)) {
      out[o++] = '\\';
      out[o++] = 'u';
      for (int shift = 12; shift >= 0; shift -= 4) {
        out[o++] = JsonEscapes.UPPER_CASE_DIGITS[c >> shift & 0xF];
      }
    } else if (form != 0) {
      out[o++] = '\\';
      out[o++] = form;
    } else {
      point(c);
    }
  }

  private void point(int p) {
    if (p < 0x80) {
      out[o++] = (byte) p;
      return;
    }
    int more = p < 0x800 ? 1 : p < 0x10000 ? 2 : 3;
    // As many ones as bytes, and a zero.
    out[o++] = (byte) ((0xFF80 >> more) | (p >> (6 * more)));
    while (more-- > 0) {
      out[o++] = (byte) (0x80 | ((p >> (6 * more)) & 0x3F));
    }
  }
}

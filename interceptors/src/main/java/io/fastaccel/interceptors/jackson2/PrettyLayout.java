package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonLayout;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * What one of Jackson's default pretty printers puts between the parts of a document, found out by
 * having it do so. Its indenters must be Jackson's own. Immutable; remembered in a few places, with
 * weak references to the application's printers. Printers can be changed: what may change is
 * compared at each call.
 */
final class PrettyLayout {

  /** Printers of later versions that have more to set are not understood. */
  private static final Set<String> KNOWN_FIELDS =
      Set.of(
          "_arrayIndenter",
          "_objectIndenter",
          "_rootSeparator",
          "_spacesInObjectEntries",
          "_nesting",
          "_separators",
          "_objectFieldValueSeparatorWithSpaces",
          "_objectEntrySeparator",
          "_objectEmptySeparator",
          "_arrayValueSeparator",
          "_arrayEmptySeparator");

  private static final VarHandle ARRAYS;
  private static final VarHandle OBJECTS;
  private static final VarHandle SEPARATORS;
  private static final VarHandle NESTING;

  static {
    VarHandle arrays = null;
    VarHandle objects = null;
    VarHandle separators = null;
    VarHandle nesting = null;
    Class<?> owner = DefaultPrettyPrinter.class;
    try {
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
      Class<?> indenter = DefaultPrettyPrinter.Indenter.class;
      arrays = in.findVarHandle(owner, "_arrayIndenter", indenter);
      objects = in.findVarHandle(owner, "_objectIndenter", indenter);
      separators = in.findVarHandle(owner, "_separators", Separators.class);
      nesting = in.findVarHandle(owner, "_nesting", int.class);
      for (Field field : owner.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !KNOWN_FIELDS.contains(field.getName())) {
          nesting = null;
        }
      }
    } catch (ReflectiveOperationException e) {
      nesting = null;
    }
    ARRAYS = arrays;
    OBJECTS = objects;
    SEPARATORS = separators;
    NESTING = nesting;
  }

  private static final int PLACES = 16;

  /** Racy on purpose: layouts are immutable, and a lost one is made again. */
  private static final PrettyLayout[] REMEMBERED = new PrettyLayout[PLACES];

  private static final int DEEPEST_PROBE = 40;

  private final WeakReference<DefaultPrettyPrinter> blueprint;
  private final WeakReference<Object> arrays;
  private final WeakReference<Object> objects;
  private final WeakReference<Object> separators;

  /** {@code null} if the printer is not understood. */
  private final JsonLayout layout;

  private PrettyLayout(DefaultPrettyPrinter printer) {
    this.blueprint = new WeakReference<>(printer);
    this.arrays = new WeakReference<>((DefaultPrettyPrinter.Indenter) ARRAYS.get(printer));
    this.objects = new WeakReference<>((DefaultPrettyPrinter.Indenter) OBJECTS.get(printer));
    this.separators = new WeakReference<>((Separators) SEPARATORS.get(printer));
    this.layout = find(printer);
  }

  /**
   * The layout of what this printer's instances print.
   *
   * @param printer as it is set; each document is printed by a new instance
   * @return {@code null} if that is not known
   */
  static PrettyLayout of(PrettyPrinter printer) {
    if (NESTING == null || printer == null || printer.getClass() != DefaultPrettyPrinter.class) {
      return null;
    }
    int place = System.identityHashCode(printer) & (PLACES - 1);
    PrettyLayout remembered = REMEMBERED[place];
    if (remembered == null || !remembered.describes((DefaultPrettyPrinter) printer)) {
      remembered = new PrettyLayout((DefaultPrettyPrinter) printer);
      REMEMBERED[place] = remembered;
    }
    return remembered.layout == null ? null : remembered;
  }

  private boolean describes(DefaultPrettyPrinter printer) {
    return blueprint.refersTo(printer)
        && arrays.refersTo((DefaultPrettyPrinter.Indenter) ARRAYS.get(printer))
        && objects.refersTo((DefaultPrettyPrinter.Indenter) OBJECTS.get(printer))
        && separators.refersTo((Separators) SEPARATORS.get(printer));
  }

  JsonLayout layout() {
    return layout;
  }

  /** A printer for one document, or {@code null} if the application has let go of its own. */
  DefaultPrettyPrinter printer() {
    DefaultPrettyPrinter printer = blueprint.get();
    return printer == null ? null : printer.createInstance();
  }

  /** Tells a printer how deep in the document it goes on. */
  static void setNesting(DefaultPrettyPrinter printer, int nesting) {
    NESTING.set(printer, nesting);
  }

  private interface Print {
    void to(FastGenerator generator) throws IOException;
  }

  private static JsonLayout find(DefaultPrettyPrinter blueprint) {
    try {
      DefaultPrettyPrinter.Indenter inObject =
          (DefaultPrettyPrinter.Indenter) OBJECTS.get(blueprint);
      DefaultPrettyPrinter.Indenter inArray = (DefaultPrettyPrinter.Indenter) ARRAYS.get(blueprint);
      JsonLayout.Break objectBreak = breakOf(inObject);
      JsonLayout.Break arrayBreak = breakOf(inArray);
      if (objectBreak == null || arrayBreak == null || (int) NESTING.get(blueprint) != 0) {
        return null;
      }
      DefaultPrettyPrinter printer = blueprint.createInstance();
      byte[] colon = printed(printer::writeObjectFieldValueSeparator);
      byte[] afterMember =
          before(
              printed(printer::writeObjectEntrySeparator),
              printed(g -> inObject.writeIndentation(g, 0)));
      byte[] afterElement =
          before(
              printed(printer::writeArrayValueSeparator),
              printed(g -> inArray.writeIndentation(g, 0)));
      byte[] object =
          printed(
              g -> {
                printer.writeStartObject(g);
                printer.writeEndObject(g, 0);
              });
      byte[] array =
          printed(
              g -> {
                printer.writeStartArray(g);
                printer.writeEndArray(g, 0);
              });
      return new JsonLayout(
          objectBreak,
          colon,
          afterMember,
          inside(object, '{', '}'),
          arrayBreak,
          afterElement,
          inside(array, '[', ']'));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** {@code null} for an indenter of the application's, or one that does something else. */
  private static JsonLayout.Break breakOf(DefaultPrettyPrinter.Indenter indenter)
      throws IOException {
    Class<?> kind = indenter.getClass();
    if (kind == DefaultPrettyPrinter.NopIndenter.class
        || kind == DefaultPrettyPrinter.FixedSpaceIndenter.class) {
      byte[] always = printed(g -> indenter.writeIndentation(g, 0));
      return indenter.isInline() ? new JsonLayout.Break(always, new byte[0], true) : null;
    }
    if (kind != DefaultIndenter.class || indenter.isInline()) {
      return null;
    }
    byte[] start = printed(g -> indenter.writeIndentation(g, 0));
    byte[] once = printed(g -> indenter.writeIndentation(g, 1));
    byte[] indentation = Arrays.copyOfRange(once, start.length, once.length);
    String expected = ascii(start);
    for (int level = 0; level <= DEEPEST_PROBE; level++) {
      int nesting = level;
      if (!expected.equals(ascii(printed(g -> indenter.writeIndentation(g, nesting))))) {
        return null;
      }
      expected += ascii(indentation);
    }
    return new JsonLayout.Break(start, indentation, false);
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static byte[] before(byte[] text, byte[] end) {
    int length = text.length - end.length;
    if (!Arrays.equals(Arrays.copyOfRange(text, length, text.length), end)) {
      throw new IllegalStateException("unexpected separator");
    }
    return Arrays.copyOf(text, length);
  }

  private static byte[] inside(byte[] text, char first, char last) {
    if (text[0] != first || text[text.length - 1] != last) {
      throw new IllegalStateException("unexpected structure");
    }
    return Arrays.copyOfRange(text, 1, text.length - 1);
  }

  private static byte[] printed(Print print) throws IOException {
    JsonOutput out = new JsonOutput(JavaTextKernels.INSTANCE, 0, 64);
    out.startBytes();
    print.to(new FastGenerator(0, null, out, 0));
    byte[] text = out.toBytes();
    for (byte b : text) {
      if (b < 0) {
        throw new IllegalStateException("not ASCII");
      }
    }
    return text;
  }
}

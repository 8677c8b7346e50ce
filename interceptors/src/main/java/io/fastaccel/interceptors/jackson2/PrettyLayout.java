package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.fastaccel.interceptors.json.PrintedLayout;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonLayout;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
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
      return PrintedLayout.of(
          printed(printer::writeObjectFieldValueSeparator),
          new PrintedLayout.Structure(
              objectBreak,
              indentation(inObject, 0),
              printed(printer::writeObjectEntrySeparator),
              printed(
                  g -> {
                    printer.writeStartObject(g);
                    printer.writeEndObject(g, 0);
                  })),
          new PrintedLayout.Structure(
              arrayBreak,
              indentation(inArray, 0),
              printed(printer::writeArrayValueSeparator),
              printed(
                  g -> {
                    printer.writeStartArray(g);
                    printer.writeEndArray(g, 0);
                  })));
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** {@code null} for an indenter of the application's, or one that does something else. */
  private static JsonLayout.Break breakOf(DefaultPrettyPrinter.Indenter indenter) {
    Class<?> kind = indenter.getClass();
    if (kind == DefaultPrettyPrinter.NopIndenter.class
        || kind == DefaultPrettyPrinter.FixedSpaceIndenter.class) {
      return indenter.isInline() ? PrintedLayout.inline(indentation(indenter, 0)) : null;
    }
    return kind == DefaultIndenter.class && !indenter.isInline()
        ? PrintedLayout.indented(level -> indentation(indenter, level))
        : null;
  }

  private static byte[] indentation(DefaultPrettyPrinter.Indenter indenter, int level) {
    return printed(g -> indenter.writeIndentation(g, level));
  }

  private static byte[] printed(Print print) {
    JsonOutput out = new JsonOutput(JavaTextKernels.INSTANCE, 0, 64);
    out.startBytes();
    try {
      print.to(new FastGenerator(0, null, out, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toBytes();
  }
}

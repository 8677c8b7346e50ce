package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.PrintedLayout;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonLayout;
import io.fastaccel.runtime.text.JsonOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * What one of Jackson's default pretty printers puts between the parts of a document, found out by
 * having it do so. Its indenters must be Jackson's own. Immutable; remembered in a few places, with
 * weak references to what the printer has from the application. Each document has a printer of its
 * own: what it is made of is compared at each call.
 */
final class PrettyLayout {

  /** Printers of later versions that have more to set are not understood. */
  private static final Set<String> KNOWN_FIELDS =
      Set.of(
          "_arrayIndenter",
          "_objectIndenter",
          "_rootValueSeparator",
          "_nesting",
          "_separators",
          "_objectNameValueSeparator",
          "_objectEntrySeparator",
          "_objectEmptySeparator",
          "_arrayElementSeparator",
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

  private final WeakReference<Object> arrays;
  private final WeakReference<Object> objects;
  private final WeakReference<Object> separators;

  /** {@code null} if the printer is not understood. */
  private final JsonLayout layout;

  private PrettyLayout(DefaultPrettyPrinter printer) {
    this.arrays = new WeakReference<>(arrays(printer));
    this.objects = new WeakReference<>(objects(printer));
    this.separators = new WeakReference<>(separators(printer));
    this.layout = find(printer);
  }

  /**
   * The layout of what a printer prints.
   *
   * @param printer for one document, at its beginning
   * @return {@code null} if that is not known
   */
  static JsonLayout of(PrettyPrinter printer) {
    if (NESTING == null
        || printer == null
        || printer.getClass() != DefaultPrettyPrinter.class
        || (int) NESTING.get((DefaultPrettyPrinter) printer) != 0) {
      return null;
    }
    DefaultPrettyPrinter known = (DefaultPrettyPrinter) printer;
    int hash = System.identityHashCode(objects(known)) ^ System.identityHashCode(separators(known));
    int place = hash & (PLACES - 1);
    PrettyLayout remembered = REMEMBERED[place];
    if (remembered == null || !remembered.describes(known)) {
      remembered = new PrettyLayout(known);
      REMEMBERED[place] = remembered;
    }
    return remembered.layout;
  }

  private boolean describes(DefaultPrettyPrinter printer) {
    return arrays.refersTo(arrays(printer))
        && objects.refersTo(objects(printer))
        && separators.refersTo(separators(printer));
  }

  private static DefaultPrettyPrinter.Indenter arrays(DefaultPrettyPrinter printer) {
    return (DefaultPrettyPrinter.Indenter) ARRAYS.get(printer);
  }

  private static DefaultPrettyPrinter.Indenter objects(DefaultPrettyPrinter printer) {
    return (DefaultPrettyPrinter.Indenter) OBJECTS.get(printer);
  }

  private static Separators separators(DefaultPrettyPrinter printer) {
    return (Separators) SEPARATORS.get(printer);
  }

  /** Tells a printer how deep in the document it goes on. */
  static void setNesting(DefaultPrettyPrinter printer, int nesting) {
    NESTING.set(printer, nesting);
  }

  private interface Print {
    void to(FastGenerator generator);
  }

  private static JsonLayout find(DefaultPrettyPrinter blueprint) {
    try {
      DefaultPrettyPrinter.Indenter inObject = objects(blueprint);
      DefaultPrettyPrinter.Indenter inArray = arrays(blueprint);
      JsonLayout.Break objectBreak = breakOf(inObject);
      JsonLayout.Break arrayBreak = breakOf(inArray);
      if (objectBreak == null || arrayBreak == null) {
        return null;
      }
      DefaultPrettyPrinter printer = blueprint.createInstance();
      return PrintedLayout.of(
          printed(printer::writeObjectNameValueSeparator),
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
    print.to(new FastGenerator(out));
    return out.toBytes();
  }
}

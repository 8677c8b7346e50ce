package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.JsonNull;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.interceptors.json.Remembered;
import io.fastaccel.runtime.text.GsonEscapes;
import io.fastaccel.runtime.text.JsonLayout;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;

/**
 * What was found out about one {@link Gson}, which is immutable: how its documents look, and which
 * adapters it has for the classes of values seen so far.
 *
 * <p>Profiles refer weakly to what belongs to the application. A {@link Gson} is looked at only
 * once it has been seen in several calls, since many are made for one call.
 */
final class GsonProfile {

  private static final int PLACES = 256;
  private static final int CLASSES = 128;

  private static final int CALLS_BEFORE =
      Math.min(2, Settings.current().number(Setting.JSON_HOT_CALLS));

  private static final Remembered<GsonProfile> REMEMBERED = new Remembered<>(PLACES, CALLS_BEFORE);

  private static final Settable SETTABLE = Settable.find();

  private final String refusal;
  private final Format format;

  /** {@code null} for compact documents. */
  private final JsonLayout layout;

  private final boolean htmlSafe;
  private final boolean serializesNulls;
  private final boolean lenient;
  private final Object strictness;
  private final Object style;
  private final boolean readsLeniently;

  /** Racy on purpose: what is remembered is immutable. */
  private final Known[] known = new Known[CLASSES];

  private GsonProfile(Gson gson) {
    Probe probe = new Probe();
    Format found = null;
    String reason = null;
    Object foundStyle = null;
    try {
      found = Format.of(gson);
      foundStyle = SETTABLE.style(gson.newJsonWriter(new StringWriter()));
      gson.toJson(JsonNull.INSTANCE, probe);
    } catch (OriginalNeeded e) {
      reason = e.getMessage();
    } catch (IOException | RuntimeException e) {
      reason = "settings that fail";
    }
    this.format = found;
    this.layout = found == null ? null : found.layout();
    this.style = foundStyle;
    this.htmlSafe = probe.htmlSafe;
    this.serializesNulls = probe.serializesNulls;
    this.lenient = probe.lenient;
    this.strictness = probe.strictness;
    this.refusal = reason;
    this.readsLeniently = readsLeniently(gson);
  }

  private static boolean readsLeniently(Gson gson) {
    ReadProbe reader = new ReadProbe();
    try {
      gson.fromJson(reader, Object.class);
    } catch (RuntimeException e) {
      return false;
    }
    return reader.lenient;
  }

  /** The adapter for a class. */
  static final class Known {
    private final WeakReference<Class<?>> type;
    private final WeakReference<TypeAdapter<?>> adapter;
    private final int kind;

    Known(Class<?> type, TypeAdapter<?> adapter) {
      this.type = new WeakReference<>(type);
      this.adapter = new WeakReference<>(adapter);
      this.kind = AdapterKind.of(adapter);
    }

    int kind() {
      return kind;
    }

    /**
     * The adapter.
     *
     * @throws OriginalNeeded if Gson knows another one by now
     */
    TypeAdapter<?> adapter() {
      TypeAdapter<?> current = adapter.get();
      if (current == null) {
        throw new OriginalNeeded("adapter that is gone");
      }
      return current;
    }
  }

  /** The profile, or {@code null} until the {@link Gson} has been seen often enough. */
  static GsonProfile of(Gson gson) {
    GsonProfile profile = REMEMBERED.get(gson);
    if (profile == null && REMEMBERED.isSeenOften(gson)) {
      profile = new GsonProfile(gson);
      REMEMBERED.put(gson, profile);
    }
    return profile;
  }

  /** Why calls go to the original, or {@code null}. */
  String refusal() {
    return refusal;
  }

  Format format() {
    return format;
  }

  /** Between the parts of a document, or {@code null} for compact ones. */
  JsonLayout layout() {
    return layout;
  }

  /** Whether documents are read as leniently as they are unless something else was set. */
  boolean readsLeniently() {
    return readsLeniently;
  }

  GsonEscapes escapes() {
    return htmlSafe ? GsonEscapes.HTML_SAFE : GsonEscapes.PLAIN;
  }

  boolean serializesNulls() {
    return serializesNulls;
  }

  /** What a plan depends on besides the adapter that it was made for. */
  int features() {
    return (htmlSafe ? 1 : 0) | (serializesNulls ? 2 : 0);
  }

  /** Whether documents can be written without running Gson's own adapters. */
  boolean isDirect() {
    return GsonInternals.obstacle() == null;
  }

  /** Sets at a writer what {@link Gson} sets at its own. */
  @SuppressWarnings("deprecation") // its successor came with 2.11
  void configure(JsonWriter writer) {
    writer.setHtmlSafe(htmlSafe);
    writer.setSerializeNulls(serializesNulls);
    if (strictness != null) {
      SETTABLE.setStrictness(writer, strictness);
    } else {
      writer.setLenient(lenient);
    }
    if (style != null) {
      SETTABLE.setStyle(writer, style);
    }
  }

  /** Whether the settings are still those of {@link #configure}. */
  boolean configured(JsonWriter writer) {
    return writer.isHtmlSafe() == htmlSafe
        && writer.getSerializeNulls() == serializesNulls
        && writer.isLenient() == lenient;
  }

  /**
   * The adapter for values of a class, as {@code gson} finds it. When several threads ask for the
   * first time, Gson may make several, and in the end knows the last.
   */
  Known known(Gson gson, Class<?> type) {
    int place = type.hashCode() & (CLASSES - 1);
    Known found = known[place];
    if (found == null || !found.type.refersTo(type) || found.adapter.refersTo(null)) {
      found = new Known(type, gson.getAdapter(TypeToken.get(type)));
      if (AdapterKind.isScalar(found.kind) || GsonInternals.equalAdaptersAreAlike()) {
        known[place] = found;
      }
    }
    return found;
  }

  /** Is told the leniency by {@link Gson}, and ends as an empty document does. */
  private static final class ReadProbe extends JsonReader {
    private boolean lenient;

    ReadProbe() {
      super(Reader.nullReader());
    }

    @Override
    public JsonToken peek() throws IOException {
      lenient = isLenient();
      throw new EOFException();
    }
  }

  /** Is told the settings by {@link Gson}, in place of a {@code null}. */
  private static final class Probe extends JsonWriter {
    private boolean htmlSafe;
    private boolean serializesNulls;
    private boolean lenient;
    private Object strictness;

    Probe() {
      super(new StringWriter());
    }

    @Override
    public JsonWriter nullValue() {
      htmlSafe = isHtmlSafe();
      serializesNulls = getSerializeNulls();
      lenient = isLenient();
      strictness = SETTABLE.strictness(this);
      return this;
    }
  }

  /** Settings of writers that came with 2.11. */
  private record Settable(
      MethodHandle getStrictness,
      MethodHandle setStrictness,
      MethodHandle getStyle,
      MethodHandle setStyle) {

    static Settable find() {
      return new Settable(
          getter("getStrictness"),
          setter("setStrictness"),
          getter("getFormattingStyle"),
          setter("setFormattingStyle"));
    }

    Object strictness(JsonWriter writer) {
      return get(getStrictness, writer);
    }

    void setStrictness(JsonWriter writer, Object value) {
      set(setStrictness, writer, value);
    }

    Object style(JsonWriter writer) {
      return get(getStyle, writer);
    }

    void setStyle(JsonWriter writer, Object value) {
      set(setStyle, writer, value);
    }

    private static Object get(MethodHandle getter, JsonWriter writer) {
      try {
        return getter == null ? null : getter.invoke(writer);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private static void set(MethodHandle setter, JsonWriter writer, Object value) {
      try {
        setter.invoke(writer, value);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private static MethodHandle getter(String name) {
      try {
        return MethodHandles.publicLookup().unreflect(JsonWriter.class.getMethod(name));
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }

    private static MethodHandle setter(String name) {
      try {
        for (Method method : JsonWriter.class.getMethods()) {
          if (method.getName().equals(name)) {
            return MethodHandles.publicLookup().unreflect(method);
          }
        }
        return null;
      } catch (IllegalAccessException e) {
        return null;
      }
    }
  }
}

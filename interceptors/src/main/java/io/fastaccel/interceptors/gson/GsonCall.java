package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonOutput;
import io.fastaccel.runtime.text.Slots;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Type;

/**
 * Writes one value the way a {@link Gson} would. Answers {@code null} where the original must do
 * it.
 *
 * <p>Exceptions: one that an adapter of the application threw is the one that the original would
 * have thrown, and is raised. Any other sends the value to the original.
 */
final class GsonCall {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  /** The least length at which native kernels are ever worth their call. */
  private static final int BULK_BYTES = 256;

  /** The original writes to its target piece by piece; documents beyond this are left to it. */
  static final int MOST_APPENDED = 8 << 20;

  private static final Slots<GsonDocument> DOCUMENTS = new Slots<>();

  private static final String OBSTACLE = JsonOutput.obstacle();

  /** For methods that return nothing. */
  private static final Object DONE = new Object();

  private GsonCall() {}

  /** What {@code toJson(value, type)} returns, a {@link Raise}, or {@code null}. */
  static Object toText(Gson gson, Object value, Type type) {
    return type == null ? null : write(gson, value, type, null);
  }

  /** What {@code toJson(element)} returns, a {@link Raise}, or {@code null}. */
  static Object toText(Gson gson, JsonElement element) {
    return write(gson, element, null, null);
  }

  /** Does what {@code toJson(value, type, target)} does, or answers {@code null}. */
  static Object append(Gson gson, Object value, Type type, Appendable target) {
    return type == null || isOwn(target) ? null : write(gson, value, type, target);
  }

  /** Does what {@code toJson(element, target)} does, or answers {@code null}. */
  static Object append(Gson gson, JsonElement element, Appendable target) {
    return isOwn(target) ? null : write(gson, element, null, target);
  }

  /** Whether this may be what Gson itself collects a text in, for a call that came by already. */
  private static boolean isOwn(Appendable target) {
    return target == null || target instanceof StringWriter || target instanceof StringBuilder;
  }

  /**
   * @param type {@code null} for a tree
   * @param target {@code null} if a text is wanted
   */
  private static Object write(Gson gson, Object value, Type type, Appendable target) {
    if (!JSON.isOn()) {
      return null;
    }
    if (OBSTACLE != null) {
      return original("layout of strings");
    }
    GsonProfile profile = GsonProfile.of(gson);
    if (profile == null) {
      return original("new Gson");
    }
    if (profile.refusal() != null) {
      return original(profile.refusal());
    }
    if (value != null && Attempts.WRITING.isPaused(value.getClass())) {
      return original("earlier calls in vain");
    }
    GsonDocument document = start();
    document.begin(profile, gson);
    String refusal;
    try {
      if (!profile.isDirect()) {
        refusal = indirect(gson, profile, document, value, type);
      } else {
        if (type == null) {
          document.element((JsonElement) value);
        } else {
          document.root(adapter(gson, document, type), value);
        }
        refusal = document.refusal();
      }
    } catch (Throwable e) {
      refusal = e instanceof OriginalNeeded needed ? needed.getMessage() : document.refusal();
      document.end();
      return refusal != null ? inVain(refusal, value) : failure(e, document, value, target);
    }
    document.end();
    if (refusal != null) {
      return inVain(refusal, value);
    }
    return target == null ? result(document) : deliver(document, value, target);
  }

  /** Writes a value of ours for nobody, and counts nothing. */
  static void rehearse(Gson gson, Object value) throws Throwable {
    GsonProfile profile = OBSTACLE != null ? null : GsonProfile.of(gson);
    if (profile == null || profile.refusal() != null || !profile.isDirect()) {
      return;
    }
    GsonDocument document = start();
    document.begin(profile, gson);
    document.root(adapter(gson, document, value.getClass()), value);
    document.end();
    document.out().toText();
    recycle(document);
  }

  private static GsonDocument start() {
    GsonDocument kept = DOCUMENTS.take();
    GsonDocument document =
        kept != null ? kept : new GsonDocument(new JsonOutput(Kernels.text(), BULK_BYTES));
    document.out().startText();
    return document;
  }

  private static TypeAdapter<?> adapter(Gson gson, GsonDocument document, Type type) {
    return type instanceof Class<?> c
        ? document.adapterOf(c)
        : gson.getAdapter(TypeToken.get(type));
  }

  /** Has Gson's own adapters do it all. */
  private static String indirect(
      Gson gson, GsonProfile profile, GsonDocument document, Object value, Type type) {
    BufferWriter writer = new BufferWriter(document.out(), profile);
    writer.lendValue();
    try {
      if (type == null) {
        gson.toJson((JsonElement) value, writer);
      } else {
        gson.toJson(value, type, writer);
      }
      if (writer.settle() != 1) {
        throw writer.refused("adapter that writes no value");
      }
      return null;
    } catch (Throwable e) {
      if (writer.refusal() != null) {
        return writer.refusal();
      }
      throw e;
    } finally {
      writer.letGo();
    }
  }

  private static Object result(GsonDocument document) {
    String text = document.out().toText();
    recycle(document);
    JSON.accelerated();
    return text;
  }

  private static Object deliver(GsonDocument document, Object value, Appendable target) {
    if (document.out().position() > MOST_APPENDED) {
      return inVain("large document for a writer", value);
    }
    String text = document.out().toText();
    recycle(document);
    JSON.accelerated();
    Raise failure = appended(text, target);
    return failure != null ? failure : DONE;
  }

  /** {@code null} if all went well. */
  private static Raise appended(String text, Appendable target) {
    try {
      target.append(text);
      return null;
    } catch (IOException e) {
      return new Raise(new JsonIOException(e));
    } catch (Throwable e) {
      return new Raise(e);
    }
  }

  private static void recycle(GsonDocument document) {
    document.out().shrink();
    DOCUMENTS.give(document);
  }

  /**
   * @param document its output holds what Gson would have written by now
   */
  private static Object failure(
      Throwable e, GsonDocument document, Object value, Appendable target) {
    if (Blame.isOurs(e)) {
      return inVain("failure while writing", value);
    }
    if (!(e instanceof IOException || e instanceof RuntimeException)) {
      return inVain("error while writing", value); // Gson adds its version to some of them
    }
    JSON.accelerated();
    if (target != null && document.out().position() > 0) {
      Raise earlier = appended(document.out().toText(), target);
      if (earlier != null) {
        return earlier;
      }
    }
    return new Raise(e instanceof IOException ? new JsonIOException(e) : e);
  }

  private static Object original(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object inVain(String reason, Object value) {
    if (value != null) {
      Attempts.WRITING.failed(value.getClass());
    }
    return original(reason);
  }
}

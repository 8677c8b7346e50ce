package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.fastaccel.interceptors.json.read.Fuzzed;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Target of a fuzzer: whatever the text is, it is read as Gson reads it. */
public final class ReadFuzz {

  private static final List<Gson> GSONS =
      List.of(new Gson(), new GsonBuilder().serializeNulls().disableHtmlEscaping().create());

  private static final List<Type> TYPES =
      List.of(Fuzzed.Bean.class, Object.class, JsonElement.class);

  static final int CHOICES = GSONS.size() * TYPES.size();

  private ReadFuzz() {}

  /** Throws where we differ. */
  public static void fuzzerTestOneInput(byte[] input) {
    Fuzzed.input(
        input,
        CHOICES,
        (choice, document) -> {
          String text = new String(document, StandardCharsets.UTF_8);
          GsonReads.sameOrOriginal(
              GSONS.get(choice / TYPES.size()), TYPES.get(choice % TYPES.size()), text);
          GsonReads.sameTree(text);
        });
  }
}

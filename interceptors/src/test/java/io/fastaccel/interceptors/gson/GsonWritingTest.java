package io.fastaccel.interceptors.gson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.model.GeneratedClasses;
import com.acme.model.GsonShapes;
import com.acme.model.UnfinishedAdapter;
import com.acme.model.Values;
import com.google.gson.ExclusionStrategy;
import com.google.gson.FieldAttributes;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonIOException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.LongSerializationPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.OwnCopies;
import io.fastaccel.interceptors.json.Unpaused;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.Writer;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GsonWritingTest {

  /** More of them may find more, on a machine that has the time. */
  private static final int SEEDS = Integer.getInteger("fastaccel.fuzz.classes", 16);

  @BeforeEach
  void switchOn() {
    GsonDifferential.on();
  }

  private static List<Gson> gsons() {
    return List.of(
        new Gson(),
        new GsonBuilder().serializeNulls().create(),
        new GsonBuilder().disableHtmlEscaping().create(),
        new GsonBuilder().setPrettyPrinting().create(),
        new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .generateNonExecutableJson()
            .create(),
        new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .setLongSerializationPolicy(LongSerializationPolicy.STRING)
            .serializeSpecialFloatingPointValues()
            .create(),
        new GsonBuilder()
            .enableComplexMapKeySerialization()
            .setVersion(1.1)
            .generateNonExecutableJson()
            .create(),
        new GsonBuilder()
            .excludeFieldsWithModifiers(java.lang.reflect.Modifier.VOLATILE)
            .registerTypeAdapterFactory(new GsonShapes.Wrapping())
            .create(),
        new GsonBuilder()
            .registerTypeAdapter(String.class, new GsonShapes.Upper())
            .registerTypeAdapter(int.class, new GsonShapes.Doubling())
            .serializeNulls()
            .create(),
        new GsonBuilder()
            .registerTypeAdapter(Integer.class, new GsonShapes.Doubling())
            .registerTypeAdapter(
                GsonShapes.Family.class,
                (JsonSerializer<GsonShapes.Family>)
                    (value, type, context) -> context.serialize(value.getClass().getSimpleName()))
            .create(),
        new GsonBuilder()
            .registerTypeHierarchyAdapter(
                GsonShapes.Holder.class,
                (JsonSerializer<GsonShapes.Holder<?>>)
                    (value, type, context) -> new JsonPrimitive("held"))
            .setExclusionStrategies(
                new ExclusionStrategy() {
                  @Override
                  public boolean shouldSkipField(FieldAttributes field) {
                    return field.getName().startsWith("b");
                  }

                  @Override
                  public boolean shouldSkipClass(Class<?> type) {
                    return type == GsonShapes.Empty.class;
                  }
                })
            .create(),
        new GsonBuilder().excludeFieldsWithoutExposeAnnotation().create());
  }

  @Test
  void everyShapeUnderEveryConfiguration() {
    for (Gson gson : gsons()) {
      for (int i = 0; i < GsonShapes.all().size(); i++) {
        int shape = i;
        for (int repeat = 0; repeat < 3; repeat++) {
          GsonDifferential.same(gson, () -> GsonShapes.all().get(shape));
        }
      }
      GsonDifferential.same(gson, GsonShapes::all);
      GsonDifferential.same(gson, () -> Map.of("all", GsonShapes.all()));
      GsonDifferential.sameTree(gson, GsonShapes.tree());
    }
  }

  @Test
  void everyShapeInEveryLayout() throws Exception {
    for (Gson gson : gsons()) {
      for (Gson laidOut : laidOut(gson)) {
        for (int i = 0; i < GsonShapes.all().size(); i++) {
          int shape = i;
          GsonDifferential.same(laidOut, () -> GsonShapes.all().get(shape));
        }
        GsonDifferential.same(laidOut, () -> Map.of("all", GsonShapes.all()));
        GsonDifferential.sameTree(laidOut, GsonShapes.tree());
      }
    }
    for (Gson laidOut : laidOut(new Gson())) {
      for (int seed = 0; seed < SEEDS; seed++) {
        GeneratedClasses classes = new GeneratedClasses(seed);
        Object value = classes.instance(classes.next(12), 3);
        GsonDifferential.sameOrOriginal(laidOut, () -> Arrays.asList(value, null, value));
      }
    }
  }

  /** Pretty-printed; since Gson 2.11 with other indentations and spaces too. */
  private static List<Gson> laidOut(Gson gson) throws ReflectiveOperationException {
    List<Gson> all = new ArrayList<>();
    all.add(gson.newBuilder().setPrettyPrinting().create());
    Class<?> type;
    try {
      type = Class.forName("com.google.gson.FormattingStyle");
    } catch (ClassNotFoundException e) {
      return all;
    }
    Method set = GsonBuilder.class.getMethod("setFormattingStyle", type);
    for (String newline : List.of("", "\n", "\r\n")) {
      for (String indent : List.of("", "\t", "   ")) {
        for (boolean spaces : new boolean[] {false, true}) {
          Object style = type.getField("COMPACT").get(null);
          style = type.getMethod("withNewline", String.class).invoke(style, newline);
          style = type.getMethod("withIndent", String.class).invoke(style, indent);
          style = type.getMethod("withSpaceAfterSeparators", boolean.class).invoke(style, spaces);
          all.add(((GsonBuilder) set.invoke(gson.newBuilder(), style)).create());
        }
      }
    }
    return all;
  }

  @Test
  void generatedClassesAndValues() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Gson> gsons = gsons();
      Gson gson = gsons.get(seed % gsons.size());
      GeneratedClasses classes = new GeneratedClasses(seed);
      for (int i = 0; i < 5; i++) {
        Class<?> type = classes.next(12);
        for (int v = 0; v < 4; v++) {
          Object value = classes.instance(type, 3);
          GsonDifferential.sameOrOriginal(gson, () -> value);
          GsonDifferential.sameOrOriginal(gson, () -> Arrays.asList(value, null, value));
        }
      }
    }
  }

  @Test
  void generatedClassesAreServed() {
    GeneratedClasses classes = new GeneratedClasses(1);
    Gson gson = new Gson();
    for (int i = 0; i < 8; i++) {
      Object value = classes.instance(classes.next(20), 3);
      GsonDifferential.same(gson, () -> value);
    }
  }

  @Test
  void everyCharInValuesAndNames() {
    for (Gson gson : List.of(new Gson(), new GsonBuilder().disableHtmlEscaping().create())) {
      for (int c = 0; c < 0x10000; c++) {
        if (c < 0x900 || c % 61 == 0 || Character.isSurrogate((char) c) || c / 16 == 0x202) {
          String text = "a" + (char) c + "b";
          GsonDifferential.same(gson, () -> Collections.singletonMap(text, text));
          String longer = "0123456789 <" + (char) c + "&> 0123456789".repeat(3) + (char) c;
          GsonDifferential.same(gson, () -> List.of("\u00e9", longer, "end"));
        }
      }
    }
  }

  @Test
  void randomTexts() {
    for (int seed = 0; seed < 300; seed++) {
      int s = seed;
      for (Gson gson : List.of(new Gson(), new GsonBuilder().disableHtmlEscaping().create())) {
        GsonDifferential.same(gson, () -> new Values(s).text());
        GsonDifferential.same(
            gson, () -> List.of(new Values(s).text(), "x", new Values(s + 1000).text()));
      }
    }
  }

  @Test
  void declaredTypes() {
    Gson gson = new Gson();
    GsonDifferential.same(gson, () -> List.of(1, 2), new TypeToken<List<Integer>>() {}.getType());
    GsonDifferential.same(
        gson,
        () -> Map.of("k", new GsonShapes.Child(1)),
        new TypeToken<Map<String, GsonShapes.Family>>() {}.getType());
    GsonDifferential.same(gson, () -> new GsonShapes.Child(2), GsonShapes.Family.class);
    GsonDifferential.same(
        gson,
        () -> new GsonShapes.Holder<>(new GsonShapes.Child(1)),
        new TypeToken<GsonShapes.Holder<GsonShapes.Family>>() {}.getType());
    GsonDifferential.same(gson, () -> 5, int.class);
    GsonDifferential.same(gson, () -> null, String.class);
    GsonDifferential.same(gson, () -> null, GsonShapes.Family.class);
    assertNull(GsonCall.toText(gson, "a text", null));
    assertNull(GsonCall.toText(gson, "a text", Integer.class));
    GsonDifferential.sameTree(gson, null);
  }

  /** Fails in the middle. */
  public static final class Broken extends TypeAdapter<GsonShapes.Empty> {
    private final Throwable failure;

    Broken(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void write(JsonWriter out, GsonShapes.Empty value) throws IOException {
      out.beginArray();
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      throw (Error) failure;
    }

    @Override
    public GsonShapes.Empty read(JsonReader in) {
      return null;
    }
  }

  @Test
  void exceptionsAreGsons() {
    for (boolean pretty : new boolean[] {false, true}) {
      for (Throwable failure : List.of(Failures.runtime(), Failures.io(), Failures.error())) {
        GsonBuilder builder =
            new GsonBuilder().registerTypeAdapter(GsonShapes.Empty.class, new Broken(failure));
        Gson gson = (pretty ? builder.setPrettyPrinting() : builder).create();
        if (failure instanceof Exception) {
          GsonDifferential.same(gson, GsonShapes.Empty::new);
          GsonDifferential.same(gson, () -> List.of(1, new GsonShapes.Empty()));
          GsonDifferential.same(gson, () -> Map.of("k", new GsonShapes.Empty()));
        } else {
          GsonDifferential.original("error while writing", gson, new Unlucky());
        }
      }
    }
    Gson gson = new Gson();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      GsonDifferential.original("number that is not finite", gson, value);
      GsonDifferential.original("number that is not finite", gson, new double[] {value});
      GsonDifferential.sameOrOriginal(gson, () -> new JsonPrimitive(value));
    }
    GsonDifferential.sameOrOriginal(gson, () -> new GsonShapes.FailingRec(1));
    GsonDifferential.original(
        "number with an unusual text", gson, new JsonPrimitive(new LazilyParsedNumber("x1")));
  }

  /** With what fails in it. */
  public static final class Unlucky {
    public int before = 1;
    public GsonShapes.Empty failing = new GsonShapes.Empty();
  }

  /** Exceptions that come out of the application's code. */
  private static final class Failures {
    static RuntimeException runtime() {
      return thrown(new IllegalStateException("on purpose"));
    }

    static IOException io() {
      return thrown(new IOException("disk"));
    }

    static Error error() {
      return thrown(new AssertionError("assertion"));
    }

    private static <T extends Throwable> T thrown(T e) {
      e.setStackTrace(new StackTraceElement[] {new StackTraceElement("com.acme.A", "a", "A", 1)});
      return e;
    }
  }

  @Test
  void anExceptionOfTheApplicationIsRaisedWithoutASecondTry() {
    int[] calls = new int[1];
    Gson gson =
        new GsonBuilder()
            .registerTypeAdapter(
                GsonShapes.Empty.class,
                new TypeAdapter<GsonShapes.Empty>() {
                  @Override
                  public void write(JsonWriter out, GsonShapes.Empty value) {
                    calls[0]++;
                    throw Failures.runtime();
                  }

                  @Override
                  public GsonShapes.Empty read(JsonReader in) {
                    return null;
                  }
                })
            .create();
    Object outcome = GsonCall.toText(gson, List.of(new GsonShapes.Empty()), List.class);
    assertEquals(Raise.class, outcome.getClass());
    assertEquals(1, calls[0]);
  }

  @Test
  void theEndOfTheStackIsAnsweredByTheOriginal() {
    Map<String, Object> one = new java.util.HashMap<>();
    Map<String, Object> two = new java.util.HashMap<>(Map.of("one", one));
    one.put("two", two);
    assertNull(GsonCall.toText(new Gson(), one, one.getClass()));
  }

  private interface Writing {
    void write(JsonWriter out) throws IOException;
  }

  private static Gson odd(Writing writing) {
    return new GsonBuilder()
        .registerTypeAdapter(
            GsonShapes.Empty.class,
            new TypeAdapter<GsonShapes.Empty>() {
              @Override
              public void write(JsonWriter out, GsonShapes.Empty value) throws IOException {
                writing.write(out);
              }

              @Override
              public GsonShapes.Empty read(JsonReader in) {
                return null;
              }
            })
        .create();
  }

  /** A field that is written by an odd adapter, between others. */
  public static final class Odd {
    int before = 1;
    GsonShapes.Empty odd = new GsonShapes.Empty();
    GsonShapes.Empty none;
    String after = "<";
    List<GsonShapes.Empty> list = List.of(new GsonShapes.Empty(), new GsonShapes.Empty());
  }

  @Test
  @SuppressWarnings("deprecation") // what applications call
  void adaptersOfAllKinds() throws Exception {
    List<Writing> served =
        List.of(
            out -> out.jsonValue("{\"raw\": [1]}"),
            JsonWriter::nullValue,
            out -> out.value((Number) Double.NaN),
            out -> out.value((Number) new LazilyParsedNumber("12.50")),
            out -> out.value((String) null),
            out -> out.value((Boolean) null),
            out -> out.value(1.5f),
            out -> out.beginObject().name("a").nullValue().name("b").value(true).endObject(),
            out -> {
              boolean nulls = out.getSerializeNulls();
              out.setSerializeNulls(true);
              out.beginObject().name("<a>").nullValue().endObject();
              out.setSerializeNulls(nulls);
            },
            out -> {
              out.setHtmlSafe(false);
              out.value("<a>");
              out.setHtmlSafe(true);
              out.flush();
            });
    List<Writing> original =
        List.of(
            out -> {},
            out -> out.value(1).value(2),
            out -> out.beginArray(),
            out -> out.value(Double.NaN),
            out -> out.endArray(),
            out -> out.name("x"),
            out -> out.setSerializeNulls(true),
            out -> {
              out.value("a");
              out.setHtmlSafe(false);
            },
            out -> {
              out.setIndent(" ");
              out.beginArray().value(1).endArray();
              out.setIndent("");
            },
            out -> out.value(1).close(),
            out -> out.value((Number) new LazilyParsedNumber("0x1")),
            out -> {
              try {
                out.endObject();
              } catch (RuntimeException e) {
                out.value("swallowed");
              }
            });
    for (Writing writing : served) {
      GsonDifferential.same(odd(writing), Odd::new);
      GsonDifferential.same(odd(writing), () -> Map.of("k", new GsonShapes.Empty()));
    }
    for (Writing writing : original) {
      Gson gson = odd(writing);
      assertNull(Unpaused.call(() -> GsonCall.toText(gson, new Unlucky(), Unlucky.class)));
    }
  }

  @Test
  void anAdapterThatKeepsItsWriterCannotDisturbOthers() {
    List<JsonWriter> kept = new ArrayList<>();
    Gson gson =
        odd(
            out -> {
              kept.add(out);
              out.value("kept");
            });
    GsonDifferential.same(gson, GsonShapes.Empty::new);
    int thrown = 0;
    for (JsonWriter writer : kept) {
      try {
        writer.value("late");
      } catch (RuntimeException | IOException e) {
        thrown++;
      }
    }
    assertTrue(thrown > 0);
    GsonDifferential.same(gson, () -> List.of("undisturbed"));
  }

  @Test
  void writersAndAppendables() throws IOException {
    for (Gson gson : gsons()) {
      Object value = GsonShapes.all();
      CharArrayWriter ours = new CharArrayWriter();
      assertNotNull(GsonCall.append(gson, value, value.getClass(), ours));
      assertEquals(gson.toJson(value), ours.toString());
      CharArrayWriter tree = new CharArrayWriter();
      assertNotNull(GsonCall.append(gson, GsonShapes.tree(), tree));
      assertEquals(gson.toJson(GsonShapes.tree()), tree.toString());
    }
    Writer full =
        new Writer() {
          @Override
          public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Object outcome = GsonCall.append(new Gson(), List.of("a"), List.class, full);
    assertEquals(Raise.class, outcome.getClass());
    Throwable thrown = ((Raise) outcome).throwable();
    assertEquals(JsonIOException.class, thrown.getClass());
    assertEquals("java.io.IOException: disk full", thrown.getMessage());
    CharArrayWriter large = new CharArrayWriter();
    String text = "x".repeat(GsonCall.MOST_APPENDED + 1);
    assertNull(GsonCall.append(new Gson(), text, String.class, large));
    assertEquals(0, large.size());
  }

  /** Somebody may be reading what the target gets, say a client at the other end. */
  @Test
  void whatWasWrittenBeforeAFailureIsInTheTarget() throws Exception {
    List<Object> values =
        List.of(
            List.of("a", new GsonShapes.Empty()),
            List.of(new GsonShapes.Empty()),
            new Object[] {1, new GsonShapes.Empty()},
            Map.of("k", List.of("\u20ac", new GsonShapes.Empty())),
            Map.of("k", new GsonShapes.Empty()),
            Map.of(
                "k", Map.of(List.of("in a tree", new GsonShapes.Empty()), new GsonShapes.Empty())),
            new GsonShapes.Empty());
    int failures = 0;
    for (Gson base : gsons()) {
      for (boolean begins : new boolean[] {true, false}) {
        for (int maps = 0; maps < 2; maps++) {
          GsonBuilder builder =
              base.newBuilder()
                  .registerTypeAdapter(GsonShapes.Empty.class, new UnfinishedAdapter(begins));
          Gson gson = (maps == 0 ? builder : builder.enableComplexMapKeySerialization()).create();
          for (Object value : values) {
            StringBuilder theirs = new StringBuilder();
            String expected = null;
            try {
              gson.toJson(value, theirs);
            } catch (IllegalStateException e) {
              expected = e.toString();
              failures++;
            }
            CharArrayWriter ours = new CharArrayWriter();
            Object outcome =
                Unpaused.call(() -> GsonCall.append(gson, value, value.getClass(), ours));
            assertNotNull(outcome);
            assertEquals(
                expected, outcome instanceof Raise raise ? raise.throwable().toString() : null);
            assertEquals(theirs.toString(), ours.toString());
          }
        }
      }
    }
    assertTrue(failures > values.size());
  }

  @Test
  void everythingThatPlansNeedIsThereInThisVersion() {
    assertNull(GsonInternals.obstacle());
  }

  @Test
  void aPlanServesAClass() throws ReflectiveOperationException {
    Gson gson = new Gson();
    GsonDifferential.same(gson, GsonShapes.Everything::new);
    assertNotNull(
        new GsonPlanCompiler(
                GsonShapes.Everything.class,
                gson.getAdapter(GsonShapes.Everything.class),
                gson,
                GsonProfile.of(gson))
            .call());
  }

  @Test
  void offMeansOff() {
    Features.of(Feature.JSON).switchTo(false);
    assertNull(GsonCall.toText(new Gson(), "x", String.class));
  }

  /** What Gson makes of a class, depends on the order of threads before 2.10. */
  @Test
  void concurrentFirstUse() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(6);
    String expected = new Gson().toJson(new GsonShapes.Everything());
    try {
      for (int round = 0; round < 10; round++) {
        Gson gson = new Gson();
        long before = usedTooEarly();
        AtomicInteger refused = new AtomicInteger();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
          tasks.add(
              () -> {
                Object everything = new GsonShapes.Everything();
                Object text =
                    Unpaused.call(
                        () -> GsonCall.toText(gson, everything, GsonShapes.Everything.class));
                if (text == null) {
                  refused.incrementAndGet();
                } else {
                  assertEquals(expected, text);
                }
                Object family = new GsonShapes.Family(2);
                if (Unpaused.call(() -> GsonCall.toText(gson, family, GsonShapes.Family.class))
                    == null) {
                  refused.incrementAndGet();
                }
                return null;
              });
        }
        for (Future<Void> result : executor.invokeAll(tasks)) {
          result.get();
        }
        assertEquals(usedTooEarly() - before, refused.get());
        assertTrue(refused.get() == 0 || !GsonInternals.equalAdaptersAreAlike());
        GsonDifferential.same(gson, () -> new GsonShapes.Family(2));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static long usedTooEarly() {
    return Features.of(Feature.JSON).reasons().getOrDefault("adapter that is used too early", 0L);
  }

  @Test
  void aClassLoaderBelowGsonsCanGo() throws Exception {
    Gson gson = new Gson();
    WeakReference<Object> loader = writtenInAnotherLoader();
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      GsonDifferential.same(gson, () -> List.of("something else"));
    }
    assertNull(loader.get());
  }

  private static WeakReference<Object> writtenInAnotherLoader() throws Exception {
    Gson gson = new Gson();
    try (OwnCopies loader = new OwnCopies(GsonShapes.class)) {
      Class<?> type = loader.loadClass("com.acme.model.GsonShapes$Child");
      for (int i = 0; i < 3; i++) {
        Object value = type.getDeclaredConstructor(int.class).newInstance(2);
        assertEquals(gson.toJson(value), GsonCall.toText(gson, value, type));
        assertNotNull(GsonCall.toText(gson, Map.of("k", List.of(value)), Map.class));
      }
      return new WeakReference<>(loader);
    }
  }
}

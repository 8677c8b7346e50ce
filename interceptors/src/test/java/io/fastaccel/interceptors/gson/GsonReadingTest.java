package io.fastaccel.interceptors.gson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.model.GeneratedClasses;
import com.acme.model.GsonReadShapes;
import com.acme.model.GsonShapes;
import com.google.gson.ExclusionStrategy;
import com.google.gson.FieldAttributes;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.LongSerializationPolicy;
import com.google.gson.ToNumberPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.json.OwnCopies;
import io.fastaccel.interceptors.json.read.Documents;
import io.fastaccel.interceptors.json.read.Fuzzed;
import io.fastaccel.interceptors.json.read.Typed;
import java.io.IOException;
import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GsonReadingTest {

  private static final Type UNTYPED = new TypeToken<Map<String, Object>>() {}.getType();

  @BeforeEach
  void switchOn() {
    GsonDifferential.on();
  }

  private static List<Gson> gsons() throws ReflectiveOperationException {
    List<Gson> gsons = new ArrayList<>();
    gsons.add(new Gson());
    for (ToNumberPolicy policy : ToNumberPolicy.values()) {
      gsons.add(
          new GsonBuilder()
              .setObjectToNumberStrategy(policy)
              .setNumberToNumberStrategy(policy)
              .create());
    }
    gsons.add(
        new GsonBuilder()
            .setObjectToNumberStrategy(in -> in.nextString().length())
            .enableComplexMapKeySerialization()
            .setLongSerializationPolicy(LongSerializationPolicy.STRING)
            .serializeSpecialFloatingPointValues()
            .create());
    gsons.add(
        new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.UPPER_CAMEL_CASE)
            .setVersion(1.0)
            .create());
    gsons.add(
        new GsonBuilder()
            .excludeFieldsWithModifiers(Modifier.VOLATILE)
            .disableJdkUnsafe()
            .create());
    gsons.add(
        new GsonBuilder()
            .registerTypeAdapter(int.class, new GsonReadShapes.Strict())
            .registerTypeAdapter(String.class, new GsonReadShapes.Lower())
            .registerTypeAdapterFactory(
                new GsonReadShapes.Watching(GsonReadShapes.Family.class, null))
            .create());
    gsons.add(
        new GsonBuilder()
            .registerTypeAdapter(Integer.class, new GsonReadShapes.Strict())
            .registerTypeHierarchyAdapter(
                GsonReadShapes.Holder.class,
                (com.google.gson.JsonDeserializer<Object>)
                    (tree, type, context) -> {
                      GsonReadShapes.Derived made = new GsonReadShapes.Derived();
                      return made;
                    })
            .setExclusionStrategies(
                new ExclusionStrategy() {
                  @Override
                  public boolean shouldSkipField(FieldAttributes field) {
                    return field.getName().startsWith("b");
                  }

                  @Override
                  public boolean shouldSkipClass(Class<?> type) {
                    return type == GsonReadShapes.Point.class;
                  }
                })
            .create());
    gsons.add(
        new GsonBuilder()
            .excludeFieldsWithoutExposeAnnotation()
            .registerTypeAdapter(GsonReadShapes.Made.class, new GsonReadShapes.Making())
            .create());
    addFiltered(gsons);
    return gsons;
  }

  /** What came with 2.9.1. */
  private static void addFiltered(List<Gson> gsons) throws ReflectiveOperationException {
    for (Method method : GsonBuilder.class.getMethods()) {
      if (method.getName().equals("addReflectionAccessFilter")) {
        Class<?> filter = method.getParameterTypes()[0];
        Object blocking = filter.getField("BLOCK_INACCESSIBLE_JAVA").get(null);
        gsons.add(((GsonBuilder) method.invoke(new GsonBuilder(), blocking)).create());
        Object strict =
            java.lang.reflect.Proxy.newProxyInstance(
                filter.getClassLoader(),
                new Class<?>[] {filter},
                (proxy, called, arguments) ->
                    called.getReturnType().getField("BLOCK_INACCESSIBLE").get(null));
        gsons.add(((GsonBuilder) method.invoke(new GsonBuilder(), strict)).create());
      }
    }
  }

  @Test
  void everyShapeUnderEveryConfiguration() throws Exception {
    for (Gson gson : gsons()) {
      GsonReadShapes.all()
          .forEach(
              (type, documents) -> {
                for (String document : documents) {
                  for (int repeat = 0; repeat < 3; repeat++) {
                    GsonReads.sameOrOriginal(gson, type, document);
                  }
                }
              });
    }
  }

  @Test
  void theFuzzersTargetFindsNothing() {
    Typed typed = new Typed(4);
    for (int i = 0; i < 300; i++) {
      String document = typed.of(Fuzzed.Bean.class);
      String given = i % 3 == 0 ? typed.damaged(document) : document;
      ReadFuzz.fuzzerTestOneInput(
          Fuzzed.input(i % ReadFuzz.CHOICES, given.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void ordinaryDocumentsAreServed() {
    Gson gson = new Gson();
    int[] served = new int[2];
    GsonReadShapes.all()
        .forEach(
            (type, documents) -> {
              for (String document : documents) {
                served[0]++;
                served[1] += GsonReads.sameOrOriginal(gson, type, document) ? 1 : 0;
              }
              // Each type's first document has nothing odd in it.
              if (isServed(type)) {
                GsonReads.same(gson, type, documents.get(0));
              }
            });
    assertTrue(served[1] * 10 > served[0] * 7, served[1] + " of " + served[0]);
  }

  private static boolean isServed(Type type) {
    return !type.getTypeName().contains("$Rec") || ReadInternals.readsRecords();
  }

  @Test
  void everyValueForEveryField() throws Exception {
    List<Gson> gsons = gsons();
    for (Gson gson : List.of(gsons.get(0), gsons.get(2), gsons.get(gsons.size() - 1))) {
      for (Class<?> type :
          List.of(
              GsonReadShapes.Scalars.class,
              GsonReadShapes.Containers.class,
              GsonReadShapes.Handed.class,
              GsonReadShapes.Trees.class,
              GsonReadShapes.Rec.class)) {
        for (Field field : type.getDeclaredFields()) {
          Type root = field.getGenericType();
          Type list =
              field.getType().isPrimitive()
                  ? root
                  : TypeToken.getParameterized(List.class, root).getType();
          for (String value : Mutations.VALUES) {
            String name = field.getName();
            GsonReads.sameOrOriginal(gson, type, "{\"" + name + "\":" + value + "}");
            GsonReads.sameOrOriginal(gson, root, value);
            GsonReads.sameOrOriginal(gson, list, "[" + value + "]");
          }
        }
      }
    }
  }

  @Test
  void everyValueForEveryKey() throws Exception {
    for (Gson gson : gsons()) {
      for (Type key :
          new Type[] {String.class, Integer.class, Long.class, GsonReadShapes.Role.class}) {
        Type map = TypeToken.getParameterized(Map.class, key, Integer.class).getType();
        for (String value : Mutations.VALUES) {
          String name = value.startsWith("\"") ? value : "\"" + value + "\"";
          GsonReads.sameOrOriginal(gson, map, "{" + name + ":1}");
          GsonReads.sameOrOriginal(gson, map, "{\"1\":1," + name + ":null," + name + ":2}");
        }
      }
    }
  }

  @Test
  void changedDocumentsGiveWhatGsonGives() throws Exception {
    Mutations mutations = new Mutations(1);
    int[] served = new int[2];
    List<Gson> gsons = gsons();
    for (int round = 0; round < 12 * Documents.ROUNDS; round++) {
      for (Gson gson : gsons) {
        GsonReadShapes.all()
            .forEach(
                (type, documents) -> {
                  for (String document : documents) {
                    served[0]++;
                    String changed = mutations.of(document);
                    served[1] += GsonReads.sameOrOriginal(gson, type, changed) ? 1 : 0;
                  }
                });
      }
    }
    assertTrue(served[1] * 4 > served[0], served[1] + " of " + served[0]);
  }

  @Test
  void generatedClasses() throws Exception {
    int served = 0;
    int tried = 0;
    for (int seed = 0; seed < 24 * Documents.ROUNDS; seed++) {
      List<Gson> gsons = gsons();
      Gson gson = gsons.get(seed % gsons.size());
      GeneratedClasses classes = new GeneratedClasses(seed);
      Mutations mutations = new Mutations(seed);
      for (int i = 0; i < 5; i++) {
        Class<?> type = classes.next(12);
        for (int v = 0; v < 4; v++) {
          String document = new Gson().toJson(classes.instance(type, 3));
          tried++;
          served += GsonReads.sameOrOriginal(gson, type, document) ? 1 : 0;
          Type list = TypeToken.getParameterized(List.class, type).getType();
          GsonReads.sameOrOriginal(gson, list, "[" + document + ",null," + document + "]");
          for (int m = 0; m < 5; m++) {
            GsonReads.sameOrOriginal(gson, type, mutations.of(document));
          }
        }
      }
    }
    assertTrue(served * 2 > tried, served + " of " + tried);
  }

  @Test
  void untypedDocumentsAndTrees() throws Exception {
    Documents documents = new Documents(1);
    for (Gson gson : gsons()) {
      for (int i = 0; i < 60 * Documents.ROUNDS; i++) {
        String document = documents.object(3, "a", "b", "content", "\u4e2d", "x y");
        GsonReads.sameOrOriginal(gson, Object.class, document);
        GsonReads.sameOrOriginal(gson, UNTYPED, document);
        GsonReads.sameOrOriginal(gson, JsonElement.class, document);
        GsonReads.sameOrOriginal(gson, List.class, "[" + document + "]");
        GsonReads.sameTree(document);
        String changed = documents.damaged(document);
        GsonReads.sameOrOriginal(gson, Object.class, changed);
        GsonReads.sameOrOriginal(gson, JsonElement.class, changed);
        GsonReads.sameTree(changed);
      }
    }
    for (String tree : List.of("null", "", " ", "{} x", "1", "\"a\"", "[1,2.50,{\"a\":null}]")) {
      GsonReads.sameTree(tree);
    }
  }

  @Test
  void everyCharInValuesAndNames() {
    Gson gson = new Gson();
    for (int c = 0; c < 0x10000; c++) {
      if (c < 0x900 || c % 61 == 0 || Character.isSurrogate((char) c) || c / 16 == 0x202) {
        String document = "{\"a" + (char) c + "\":\"" + (char) c + "b\",\"after\":1}";
        GsonReads.sameOrOriginal(gson, UNTYPED, document);
      }
    }
  }

  @Test
  void whatIsNotPlainJsonIsTheOriginals() {
    Gson gson = new Gson();
    String reason = "unusual or invalid input";
    for (String document :
        List.of(
            "{a:1}", "[1,]", "// c\n[]", "['x']", "[NaN]", "\uFEFF[]", "[01]", "[1", "[TRUE]")) {
      GsonReads.original(reason, gson, Object.class, document);
    }
    GsonReads.original("no content", gson, Object.class, "");
    GsonReads.original("no content", gson, Object.class, " \n");
    GsonReads.original("null as a result", gson, Object.class, "null");
    GsonReads.original("trailing tokens", gson, Object.class, "{} {}");
    GsonReads.original("number beyond the range of doubles", gson, Object.class, "[1e400]");
    GsonReads.original("key that comes again", gson, UNTYPED, "{\"a\":1,\"a\":2}");
    GsonReads.original(reason, gson, Object.class, "[".repeat(300) + "]".repeat(300));
    GsonReads.original("tree of another kind", gson, GsonReadShapes.Trees.class, "{\"object\":1}");
  }

  @Test
  void strictnessOfAnotherKindIsTheOriginals() throws ReflectiveOperationException {
    for (Method method : GsonBuilder.class.getMethods()) {
      if (method.getName().equals("setStrictness")) {
        for (Object strictness : method.getParameterTypes()[0].getEnumConstants()) {
          Gson gson = ((GsonBuilder) method.invoke(new GsonBuilder(), strictness)).create();
          if (strictness.toString().equals("LENIENT")) {
            GsonReads.same(gson, Object.class, "{}");
          } else {
            GsonReads.original("strictness", gson, Object.class, "{}");
          }
        }
      }
    }
  }

  @Test
  void exceptionsOfTheApplicationAreThrownByTheOriginal() {
    Gson throwing =
        new GsonBuilder()
            .registerTypeAdapterFactory(
                new GsonReadShapes.Watching(
                    GsonReadShapes.Rec.class, new IllegalArgumentException("by an adapter")))
            .create();
    Type list = new TypeToken<List<GsonReadShapes.Rec>>() {}.getType();
    GsonReads.original("exception while reading", throwing, list, "[{\"x\":1}]");
    Gson gson = new Gson();
    GsonReads.original("exception while reading", gson, GsonReadShapes.Throwing.class, "{\"x\":1}");
    assertThrows(
        RuntimeException.class, () -> gson.fromJson("{\"x\":1}", GsonReadShapes.Throwing.class));
  }

  @Test
  void twoGsonsWithDifferentAdaptersForAClass() {
    Gson one = new Gson();
    Gson other =
        new GsonBuilder()
            .registerTypeAdapter(int.class, new GsonReadShapes.Strict())
            .setFieldNamingPolicy(FieldNamingPolicy.UPPER_CAMEL_CASE)
            .create();
    String document = "{\"number\":1,\"Number\":2,\"text\":\"t\",\"Text\":\"T\"}";
    for (int i = 0; i < 20; i++) {
      GsonReads.same(one, GsonReadShapes.Scalars.class, document);
      GsonReads.same(other, GsonReadShapes.Scalars.class, document);
    }
  }

  @Test
  void objectsThatACreatorMakes() {
    Gson gson =
        new GsonBuilder()
            .registerTypeAdapter(GsonReadShapes.Made.class, new GsonReadShapes.Making())
            .create();
    GsonReads.same(gson, GsonReadShapes.Made.class, "{\"x\":1}");
    Gson none =
        new GsonBuilder()
            .registerTypeAdapter(
                GsonReadShapes.Made.class,
                (com.google.gson.InstanceCreator<GsonReadShapes.Made>) type -> null)
            .create();
    GsonReads.original("nothing made by a creator", none, GsonReadShapes.Made.class, "{}");
  }

  private interface Reading {
    Object read(JsonReader in) throws IOException;
  }

  /** Read by an odd adapter, between other values. */
  public static final class Odd {
    int before;
    GsonShapes.Empty odd;
    List<GsonShapes.Empty> list;
    String after;
  }

  private static Gson odd(Reading reading) {
    return new GsonBuilder()
        .registerTypeAdapter(
            GsonShapes.Empty.class,
            new TypeAdapter<GsonShapes.Empty>() {
              @Override
              public void write(JsonWriter out, GsonShapes.Empty value) {}

              @Override
              public GsonShapes.Empty read(JsonReader in) throws IOException {
                reading.read(in);
                return new GsonShapes.Empty();
              }
            })
        .create();
  }

  @Test
  void adaptersOfAllKinds() {
    String document =
        "{\"before\":1,\"odd\":{\"a\":[1,\"x\",true,null,{}],\"b\":\"2\"},\"after\":\"end\"}";
    List<Reading> served =
        List.of(
            in -> {
              in.skipValue();
              return null;
            },
            in -> {
              in.beginObject();
              in.hasNext();
              in.nextName();
              in.beginArray();
              in.nextLong();
              in.nextString();
              in.nextBoolean();
              in.nextNull();
              in.beginObject();
              in.endObject();
              in.endArray();
              in.skipValue();
              in.nextDouble();
              in.peek();
              in.endObject();
              return null;
            },
            com.google.gson.JsonParser::parseReader,
            in -> new Gson().fromJson(in, Object.class),
            in -> new Gson().fromJson(in, UNTYPED));
    List<Reading> original =
        List.of(
            in -> null,
            in -> {
              in.beginObject();
              return null;
            },
            in -> {
              in.skipValue();
              return in.nextName();
            },
            in -> {
              in.skipValue();
              return in.peek();
            },
            in -> {
              in.close();
              return null;
            },
            in -> {
              in.skipValue();
              in.setLenient(false);
              return null;
            },
            in -> {
              in.setLenient(false);
              in.skipValue();
              in.setLenient(true);
              return null;
            },
            in -> {
              in.skipValue();
              return in.getPath();
            },
            in -> {
              in.skipValue();
              return in.toString();
            },
            in -> {
              try {
                return in.nextInt();
              } catch (IllegalStateException e) {
                in.skipValue();
                return null;
              }
            },
            in -> {
              try {
                in.endArray();
              } catch (Throwable e) {
                in.skipValue();
              }
              return null;
            });
    for (Reading reading : served) {
      GsonReads.same(odd(reading), Odd.class, document);
      GsonReads.same(
          odd(reading), Odd.class, "{\"list\":[{\"a\":[1,\"x\",true,null,{}],\"b\":3}]}");
    }
    for (Reading reading : original) {
      Gson gson = odd(reading);
      GsonReads.sameOrOriginal(gson, Odd.class, document);
      assertNull(GsonReads.ours(gson, Odd.class, document));
    }
  }

  @Test
  void anAdapterThatKeepsItsReaderCannotDisturbOthers() {
    List<JsonReader> kept = new ArrayList<>();
    Gson gson =
        odd(
            in -> {
              kept.add(in);
              in.skipValue();
              return null;
            });
    GsonReads.same(gson, Odd.class, "{\"odd\":[1]}");
    int ours = 0;
    for (JsonReader reader : kept) {
      if (reader instanceof InputReader) {
        ours++;
        assertThrows(IllegalStateException.class, reader::peek);
        assertEquals("$", reader.getPath());
      }
    }
    assertEquals(1, ours);
    GsonReads.same(gson, Odd.class, "{\"after\":\"undisturbed\"}");
  }

  @Test
  void namesAreReadAsValuesByGsonsOwnMaps() throws IOException {
    Gson gson = new Gson();
    Gson through =
        odd(in -> gson.fromJson(in, new TypeToken<Map<Integer, Map<Double, Long>>>() {}.getType()));
    GsonReads.same(through, Odd.class, "{\"odd\":{\"1\":{\"2.5\":3,\"1e2\":4},\"7\":{}}}");
    GsonReads.sameOrOriginal(through, Odd.class, "{\"odd\":{\"1\":{},\"1\":{}}}");
    GsonReads.sameOrOriginal(through, Odd.class, "{\"odd\":{\"x\":{}}}");
  }

  @Test
  void everythingThatIsNeededIsThereInThisVersion() {
    assertNull(ReadInternals.obstacle());
  }

  @Test
  void aPlanServesAClass() throws Throwable {
    Gson gson = new Gson();
    assertNotNull(GsonReadPlan.of(gson.getAdapter(GsonReadShapes.Scalars.class)));
    GsonReads.same(gson, GsonReadShapes.Scalars.class, "{\"number\":3}");
  }

  @Test
  void offMeansOff() {
    Features.of(Feature.JSON).switchTo(false);
    assertNull(GsonReads.ours(new Gson(), Object.class, "{}"));
    assertNull(ReadCall.parse("{}"));
  }

  @Test
  void nothingIsReadForNull() {
    assertNull(ReadCall.read(new Gson(), null, Object.class));
    assertNull(ReadCall.read(new Gson(), "{}", (Type) null));
    assertNull(ReadCall.parse(null));
  }

  /** Gson itself may use an adapter too early then, before 2.10. */
  @Test
  void concurrentFirstUse() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(6);
    Class<?> type = GsonReadShapes.Family.class;
    String document = GsonReadShapes.all().get(type).get(0);
    String expected = ValueText.of(new Gson().fromJson(document, type));
    try {
      for (int round = 0; round < 10; round++) {
        Gson gson = new Gson();
        List<Callable<Object>> tasks =
            Collections.nCopies(6, () -> GsonReads.ours(gson, type, document));
        for (Future<Object> result : executor.invokeAll(tasks)) {
          Object value = result.get();
          if (value != null || GsonInternals.equalAdaptersAreAlike()) {
            assertEquals(expected, ValueText.of(value));
          }
        }
        GsonReads.same(gson, type, document);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aClassLoaderBelowGsonsCanGo() throws Exception {
    Gson gson = new Gson();
    WeakReference<Object> loader = readInAnotherLoader();
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      GsonReads.same(gson, Object.class, "{}");
    }
    assertNull(loader.get());
  }

  private static WeakReference<Object> readInAnotherLoader() throws Exception {
    Gson gson = new Gson();
    try (OwnCopies loader = new OwnCopies(GsonReadShapes.class)) {
      for (String name : List.of("Family", "Rec", "Handed", "Scalars")) {
        if (name.equals("Rec") && !ReadInternals.readsRecords()) {
          continue;
        }
        Class<?> type = loader.loadClass("com.acme.model.GsonReadShapes$" + name);
        for (int i = 0; i < 3; i++) {
          Object value = GsonReads.ours(gson, type, "{\"x\":1,\"name\":\"a\",\"point\":{\"x\":1}}");
          assertEquals(type, value.getClass());
        }
      }
      return new WeakReference<>(loader);
    }
  }

  @Test
  void aReaderOfOursIsAsGsonsOwnToWhoeverAsks() throws IOException {
    JsonReader own = new JsonReader(new StringReader(""));
    own.setLenient(true);
    List<Object> seen = new ArrayList<>();
    Gson gson =
        odd(
            in -> {
              seen.add(in.isLenient());
              in.skipValue();
              return null;
            });
    GsonReads.same(gson, Odd.class, "{\"odd\":1}");
    assertEquals(List.of(own.isLenient(), own.isLenient()), seen);
  }
}

package io.fastaccel.interceptors.jackson3;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.acme.jackson3.Shapes;
import com.acme.model.GeneratedClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Pretty printing, and writers for root types. */
class PrettyLayoutTest {

  private static final int SEEDS = Integer.getInteger("fastaccel.fuzz.classes", 16);

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static DefaultPrettyPrinter plain() {
    return new DefaultPrettyPrinter();
  }

  private static List<PrettyPrinter> understood() {
    return List.of(
        plain(),
        plain().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE),
        plain()
            .withObjectIndenter(new DefaultIndenter("\t", "\r\n"))
            .withArrayIndenter(new DefaultIndenter("", "\n")),
        plain()
            .withObjectIndenter(null)
            .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance()),
        plain()
            .withSeparators(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.NONE)
                    .withArrayElementSpacing(Separators.Spacing.BOTH)
                    .withObjectEmptySeparator("")
                    .withRootSeparator("\n")));
  }

  private static List<PrettyPrinter> notUnderstood() {
    return List.of(
        plain().withObjectIndenter(new Indented()),
        plain()
            .withSeparators(Separators.createDefaultInstance().withArrayEmptySeparator("\u00a0")),
        new MinimalPrettyPrinter());
  }

  @Test
  void whichPrintersAreUnderstood() {
    understood().forEach(printer -> assertNotNull(PrettyLayout.of(printer)));
    notUnderstood().forEach(printer -> assertNull(PrettyLayout.of(printer)));
    assertNull(PrettyLayout.of(null));
  }

  @Test
  void prettyPrintersOfAllKinds() {
    DefaultPrettyPrinter changing = plain();
    List<PrettyPrinter> printers = new ArrayList<>(understood());
    printers.addAll(notUnderstood());
    printers.add(changing);
    for (PrettyPrinter printer : printers) {
      ObjectWriter writer = new ObjectMapper().writer().with(printer);
      ObjectWriter typed = writer.forType(List.class);
      ObjectMapper mapper =
          JsonMapper.builder()
              .defaultPrettyPrinter(printer)
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build();
      for (int repeat = 0; repeat < 3; repeat++) {
        Differential.same(writer, Shapes::all);
        Differential.same(typed, Shapes::all);
        Differential.same(mapper, Shapes::all);
        Differential.same(mapper.writer().with((PrettyPrinter) null), Shapes::all);
        Differential.same(mapper, () -> nested(60));
        Differential.sameInTargets(writer, Shapes::all);
        changing.indentArraysWith(new DefaultIndenter(" ", "\n"));
      }
    }
  }

  @Test
  void generatedClassesAndValues() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<PrettyPrinter> printers = understood();
      ObjectWriter writer = new ObjectMapper().writer().with(printers.get(seed % printers.size()));
      GeneratedClasses classes = new GeneratedClasses(1000L + seed);
      for (int i = 0; i < 5; i++) {
        Class<?> type = classes.next(12);
        for (int v = 0; v < 4; v++) {
          Object value = classes.instance(type, 3);
          Differential.sameOrOriginal(writer, () -> value);
          Differential.sameOrOriginal(
              writer.forType(type.getSuperclass()), () -> Arrays.asList(value, null, value));
          Differential.sameOrOriginal(writer.forType(type), () -> value);
        }
      }
    }
  }

  private static Object nested(int depth) {
    Object value = List.of();
    for (int i = 0; i < depth; i++) {
      value = i % 2 == 0 ? Map.of("k", value) : List.of(value, Map.of());
    }
    return value;
  }

  /** An application's own way to indent. */
  private static final class Indented implements DefaultPrettyPrinter.Indenter {
    @Override
    public void writeIndentation(JsonGenerator generator, int level) {
      generator.writeRaw(" ".repeat(level % 3));
    }

    @Override
    public boolean isInline() {
      return false;
    }
  }

  @Test
  void writersForTypes() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectMapper lazy =
        JsonMapper.builder().disable(SerializationFeature.EAGER_SERIALIZER_FETCH).build();
    for (ObjectMapper m : List.of(mapper, lazy)) {
      for (int repeat = 0; repeat < 3; repeat++) {
        Differential.same(m.writerFor(Shapes.One.class), Shapes.One::new);
        Differential.same(m.writerFor(Object.class), Shapes.One::new);
        Differential.same(m.writerFor(Shapes.Base.class), Shapes.Derived::new);
        Differential.same(m.writerFor(Shapes.Animal.class), Shapes.Dog::new);
        Differential.same(m.writerFor(Shapes.Shape.class), Shapes.Circle::new);
        Differential.same(
            m.writerFor(new TypeReference<List<Shapes.Animal>>() {}),
            () -> List.of(new Shapes.Dog(), new Shapes.Cat()));
        Differential.same(
            m.writerFor(new TypeReference<Map<String, List<Double>>>() {}),
            () -> Map.of("k", List.of(1.5)));
        Differential.same(
            m.writerFor(new TypeReference<Optional<Shapes.One>>() {}),
            () -> Optional.of(new Shapes.One()));
        Differential.same(m.writerFor(Shapes.One.class), () -> "not one");
        Differential.same(m.writerFor(Shapes.One.class), () -> null);
        Differential.same(m.writerFor(int.class), () -> 5);
        Differential.sameInTargets(m.writerFor(Shapes.Zoo.class), Shapes.Zoo::new);
      }
    }
  }
}

package io.fastaccel.interceptors.jackson3.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.Documents;
import io.fastaccel.interceptors.json.read.Known;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.json.JsonMapper;

class DocumentIteratorTest {

  /** A line. */
  static class Line {
    public int id;
    public String name;
    public Object value;
    public List<Line> items;
    public Map<String, Double> price;
  }

  /** Of no value but the token that the parser had before. */
  static class Before extends ValueDeserializer<String> {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      return String.valueOf(parser.getLastClearedToken());
    }
  }

  /** A line that is read by it. */
  static class Told {
    @JsonDeserialize(using = Before.class)
    public String before;
  }

  /** Counts the values of an iterator. */
  static class Count extends ValueDeserializer<Integer> {
    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context) {
      Integer before = (Integer) context.getAttribute("count");
      int count = before == null ? 1 : before + 1;
      context.setAttribute("count", count);
      return count;
    }
  }

  /** A line that is counted. */
  static class Counted {
    @JsonDeserialize(using = Count.class)
    public Integer count;

    public int id;
  }

  private static final String[] SEPARATORS = {"\n", "", " ", "\r\n", ",", "\n\n\t", "\n7\n", "]"};

  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectMapper strict =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  @BeforeEach
  void prepare() {
    Reading.prepare();
    Attempts.READING.forget(Line.class);
  }

  private static MappingIterator<?> ours(ObjectReader reader, String text) {
    return assertInstanceOf(DocumentIterator.class, ValueReader.readValues(reader, text));
  }

  @Test
  void linesAreReadByUs() {
    String text = "{\"id\":1,\"name\":\"a\"}\n{\"id\":2}\n\n{\"id\":3,\"items\":[{}]}\n";
    ObjectReader reader = mapper.readerFor(Line.class);
    List<Object> expected = new ArrayList<>(reader.readValues(text).readAll());
    assertEquals(
        Described.of(expected), Described.of(new ArrayList<>(ours(reader, text).readAll())));
    byte[] bytes = ("]" + text + "]").getBytes(StandardCharsets.UTF_8);
    MappingIterator<?> ofBytes =
        (MappingIterator<?>) ValueReader.readValues(reader, bytes, 1, bytes.length - 2);
    assertEquals(Described.of(expected), Described.of(new ArrayList<>(ofBytes.readAll())));
    assertEquals(false, ofBytes.hasNext());
    assertThrows(NoSuchElementException.class, ofBytes::next);
  }

  @Test
  void theTokenThatWasClearedBetweenValuesIsJacksons() throws Exception {
    String text = "{\"before\":1} {} {\"before\":true}";
    ObjectReader reader = mapper.readerFor(Told.class);
    assertEquals(
        Described.of(new ArrayList<Object>(reader.readValues(text).readAll())),
        Described.of(new ArrayList<>(ours(reader, text).readAll())));
  }

  @Test
  void whatIsInTheContextIsThereWhoeverReadsOn() {
    String counted =
        "{'count':0} {'id':1,'count':0} {'count':0,'id':'x'} {} {'count':0} {'count':0}";
    for (long seed = 0; seed < 200; seed++) {
      same(mapper.readerFor(Counted.class), counted.replace('\'', '"'), seed);
      same(mapper.readerFor(Known.class), Known.DOCUMENTS, seed);
      same(mapper.readerFor(Known.Referring.class), Known.Referring.DOCUMENTS, seed);
    }
  }

  @Test
  void whatIsNoObjectIsLeftToJackson() {
    ObjectReader reader = mapper.readerFor(Line.class);
    for (String text : List.of("", " ", "[{}]", "1", "null", "x")) {
      assertNull(ValueReader.readValues(reader, text), text);
    }
    assertNull(ValueReader.readValues(mapper.readerForUpdating(new Line()), "{}"));
  }

  @Test
  void anIteratorThatIsClosedHasNothing() {
    ObjectReader reader = mapper.readerFor(Line.class);
    MappingIterator<?> ours = ours(reader, "{} {} {}");
    ours.next();
    ours.close();
    ours.close();
    assertEquals(false, ours.hasNext());
    assertThrows(NoSuchElementException.class, ours::nextValue);
    assertEquals(true, ours.parser().isClosed());
  }

  @Test
  void whateverIsAskedInWhateverOrderIsAsWithJackson() {
    Documents documents = new Documents(17);
    Random random = new Random(18);
    for (int i = 0; i < 400 * Documents.ROUNDS; i++) {
      StringBuilder text = new StringBuilder("{}");
      String usual = random.nextBoolean() ? "\n" : " ";
      for (int j = random.nextInt(6); j >= 0; j--) {
        boolean isUsual = random.nextInt(8) > 0;
        text.append(isUsual ? usual : SEPARATORS[random.nextInt(SEPARATORS.length)]);
        String document =
            random.nextBoolean()
                ? "{\"id\":" + j + ",\"name\":\"" + "x".repeat(random.nextInt(40)) + "\"}"
                : documents.object(2, "id", "name", "value", "items", "price", "other");
        text.append(random.nextInt(6) == 0 ? documents.damaged(document) : document);
      }
      ObjectReader reader = (i % 2 == 0 ? mapper : strict).readerFor(Line.class);
      same(reader, text.toString(), random.nextLong());
    }
  }

  private static void same(ObjectReader reader, String text, long seed) {
    String expected;
    String actual;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Attempts.READING.forget(reader.getValueType().getRawClass());
    if (seed % 2 == 0) {
      expected = story(reader.readValues(text), seed);
      actual = story(ours(reader, text), seed);
    } else {
      expected = story(reader.readValues(bytes), seed);
      actual =
          story((MappingIterator<?>) ValueReader.readValues(reader, bytes, 0, bytes.length), seed);
    }
    assertEquals(expected, actual, () -> text);
  }

  /** What an iterator says to a number of questions. */
  private static String story(MappingIterator<?> iterator, long seed) {
    Random random = new Random(seed);
    StringBuilder story = new StringBuilder();
    boolean asksForPlaces = random.nextInt(3) == 0;
    for (int i = 0; i < 24; i++) {
      int question = random.nextInt(asksForPlaces ? 5 : 4);
      try {
        story.append(
            switch (question) {
              case 0 -> iterator.hasNextValue();
              case 1 -> iterator.hasNext();
              case 2 -> Described.of(iterator.nextValue());
              case 3 -> Described.of(iterator.next());
              default -> iterator.currentLocation() + " " + iterator.parser().currentToken();
            });
      } catch (Exception e) {
        String path = e instanceof JacksonException m ? m.getPathReference() : "";
        story.append(e).append(path).append(e.getCause());
      }
      story.append('\n');
    }
    return story.toString();
  }
}

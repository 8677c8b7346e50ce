package io.fastaccel.interceptors.jackson2.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.SerializedString;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.json.read.Documents;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.runtime.text.JsonInput;
import io.fastaccel.runtime.text.UnexpectedInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is asked of our parser, in whatever order, it answers as Jackson's or not at all. */
class FastParserTest {

  private static final JsonFactory FACTORY = new JsonFactory();

  private interface Question {
    Object ask(JsonParser p) throws Exception;
  }

  /** Those that go on are there several times. */
  private static final List<Question> QUESTIONS =
      List.of(
          JsonParser::nextToken,
          JsonParser::nextToken,
          JsonParser::nextToken,
          JsonParser::nextToken,
          JsonParser::nextFieldName,
          JsonParser::nextFieldName,
          p -> p.nextFieldName(new SerializedString("name")),
          JsonParser::nextValue,
          JsonParser::nextTextValue,
          p -> p.nextIntValue(-7),
          p -> p.nextLongValue(-8),
          JsonParser::nextBooleanValue,
          p -> p.skipChildren().currentToken(),
          JsonParser::currentToken,
          JsonParser::currentTokenId,
          JsonParser::getCurrentName,
          JsonParser::getText,
          JsonParser::getText,
          p -> p.getText(new StringWriter()),
          p -> new String(p.getTextCharacters(), p.getTextOffset(), p.getTextLength()),
          JsonParser::hasTextCharacters,
          JsonParser::getValueAsString,
          JsonParser::getValueAsInt,
          JsonParser::getValueAsLong,
          JsonParser::getValueAsDouble,
          JsonParser::getValueAsBoolean,
          JsonParser::getBooleanValue,
          JsonParser::isExpectedStartArrayToken,
          JsonParser::isExpectedStartObjectToken,
          JsonParser::isExpectedNumberIntToken,
          JsonParser::hasCurrentToken,
          JsonParser::isClosed,
          JsonParser::isNaN,
          p -> Arrays.toString(p.getBinaryValue()),
          p -> p.readBinaryValue(new ByteArrayOutputStream()),
          p -> p.getParsingContext().pathAsPointer().toString(),
          p -> p.getParsingContext().getEntryCount(),
          p -> p.getParsingContext().typeDesc(),
          p -> text(p.getTokenLocation()),
          p -> text(p.getCurrentLocation()),
          JsonParser::getLastClearedToken,
          p -> {
            p.clearCurrentToken();
            return null;
          },
          p -> {
            p.finishToken();
            return null;
          },
          p -> {
            p.setCurrentValue("v" + p.getParsingContext().getEntryCount());
            return null;
          },
          JsonParser::getCurrentValue,
          JsonParser::getFeatureMask,
          JsonParser::version,
          JsonParser::getSchema,
          JsonParser::getEmbeddedObject,
          JsonParser::getObjectId,
          JsonParser::getTypeId,
          JsonParser::canReadObjectId);

  /** Of numbers. */
  private static final List<Question> CONVERSIONS =
      List.of(
          JsonParser::getNumberValue,
          JsonParser::getNumberValueExact,
          JsonParser::getNumberType,
          JsonParser::getByteValue,
          JsonParser::getShortValue,
          JsonParser::getIntValue,
          JsonParser::getLongValue,
          JsonParser::getBigIntegerValue,
          JsonParser::getFloatValue,
          JsonParser::getDoubleValue,
          JsonParser::getDecimalValue,
          JsonParser::getText,
          JsonParser::getValueAsInt,
          JsonParser::getValueAsLong,
          JsonParser::getValueAsDouble,
          JsonParser::getValueAsString,
          JsonParser::isNaN);

  private static String text(JsonLocation location) {
    return String.format(
        Locale.ROOT,
        "%d:%d %d/%d %s",
        location.getLineNr(),
        location.getColumnNr(),
        location.getByteOffset(),
        location.getCharOffset(),
        location.sourceDescription());
  }

  @Test
  void questionsInAnyOrderAreAnsweredAsByJackson() throws IOException {
    Random random = new Random(11);
    Documents documents = new Documents(12);
    int answers = 0;
    for (int i = 0; i < 4000 * Documents.ROUNDS; i++) {
      List<Question> questions = new ArrayList<>();
      for (int n = 5 + random.nextInt(40); n > 0; n--) {
        questions.add(
            random.nextInt(8) == 0
                ? CONVERSIONS.get(random.nextInt(CONVERSIONS.size()))
                : QUESTIONS.get(random.nextInt(QUESTIONS.size())));
      }
      answers += compare(documents.value(3), questions, i % 2 == 0);
    }
    assertTrue(answers > 10_000, () -> "answers that were compared");
  }

  @Test
  void numbersAreConvertedAsByJacksonAfterWhateverTheyWereAskedForBefore() throws IOException {
    Random random = new Random(13);
    Documents documents = new Documents(14);
    int answers = 0;
    for (int i = 0; i < 8000 * Documents.ROUNDS; i++) {
      List<Question> questions = new ArrayList<>();
      questions.add(JsonParser::nextToken);
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        questions.add(CONVERSIONS.get(random.nextInt(CONVERSIONS.size())));
      }
      answers += compare(documents.number(), questions, i % 2 == 0);
    }
    assertTrue(answers > 10_000, () -> "answers that were compared");
  }

  @Test
  void aNameThatIsFinishedIsLeftToJacksonWhichMayFinishItsValue() throws IOException {
    Question finish =
        p -> {
          p.finishToken();
          return null;
        };
    Question next = JsonParser::nextToken;
    Question where = p -> text(p.getCurrentLocation());
    List<Question> questions = List.of(next, next, finish, next, where, next, where);
    for (boolean isText : new boolean[] {false, true}) {
      assertEquals(2, compare("{\"a\":\"a text\"}", questions, isText));
    }
  }

  /** Asks until our parser gives no answer; answers how many it gave. */
  private static int compare(String document, List<Question> questions, boolean isText)
      throws IOException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    JsonInput.Limits limits = ReadLimits.of(FACTORY);
    JsonParser plain = isText ? FACTORY.createParser(document) : FACTORY.createParser(bytes);
    JsonInput input =
        isText
            ? JsonInput.of(document, Kernels.read(), limits, false)
            : JsonInput.of(bytes, 0, bytes.length, Kernels.read(), limits, false);
    Refusal refusal = new Refusal(input);
    FastParser ours =
        new FastParser(
            input,
            isText ? new Source(FACTORY, document) : new Source(FACTORY, bytes),
            FACTORY.getParserFeatures(),
            null,
            refusal);
    int answers = 0;
    for (Question question : questions) {
      Object expected;
      try {
        expected = question.ask(plain);
      } catch (Exception e) {
        expected = e;
      }
      Object actual;
      try {
        actual = question.ask(ours);
      } catch (OriginalNeeded | UnexpectedInput e) {
        break;
      } catch (Exception e) {
        break; // as well as in vain, since the original will throw it
      }
      if (refusal.reason() != null) {
        break;
      }
      int answered = answers;
      assertEquals(
          described(expected),
          described(actual),
          () -> "answer " + (answered + 1) + " of " + questions.size() + " in " + document);
      answers++;
    }
    plain.close();
    return answers;
  }

  private static String described(Object answer) {
    return answer == null ? "null" : answer.getClass().getName() + ":" + answer;
  }
}

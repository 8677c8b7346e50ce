package io.fastaccel.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonInputTest {

  private static final JsonInput.Limits LIMITS = new JsonInput.Limits(10, 100, 1_000_000, 100);

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "12345678",
          "a text of more than eight chars",
          "\u00e9",
          "caf\u00e9 au lait, s'il vous pla\u00eet",
          "\u4e2d\u6587",
          "mixed \u00e9 and \u4e2d and \uD83D\uDE00 at the end\uD83D\uDE00",
          "x".repeat(70_000) + "\u4e2d" + "y".repeat(3000),
          "\u4e2d".repeat(25_000));

  /** How many each test has had. */
  private int documents;

  /** Every form of the same document. */
  private void all(String document, Consumer<JsonInput> check) {
    byte[] utf8 = document.getBytes(StandardCharsets.UTF_8);
    check.accept(JsonInput.of(document, JavaReadKernels.INSTANCE, LIMITS, true));
    byte[] padded = new byte[utf8.length + 6];
    System.arraycopy(utf8, 0, padded, 3, utf8.length);
    check.accept(JsonInput.of(padded, 3, 3 + utf8.length, JavaReadKernels.INSTANCE, LIMITS, true));
    for (int piece : new int[] {1, 7, 8000}) {
      JsonInput in = JsonInput.of(pieces(utf8, piece), 4, JavaReadKernels.INSTANCE, LIMITS, true);
      in.begin();
      check.accept(in);
    }
    int step = document.length() < 1000 && documents++ < 100 ? 1 : 61;
    for (int shift = documents % step; shift < 130; shift += step) {
      check.accept(afterWideText(document, shift));
    }
  }

  /** In a text of UTF-16, which is looked at piece by piece, from some place in a piece on. */
  private static JsonInput afterWideText(String document, int shift) {
    String wide = "\u4e2d".repeat(500);
    JsonInput in =
        JsonInput.of(
            "\"" + wide + "\"" + " ".repeat(shift) + document,
            JavaReadKernels.INSTANCE,
            LIMITS,
            true);
    assertEquals('"', in.next());
    assertEquals(wide, in.string());
    in.next();
    return in;
  }

  @Test
  void aTextThatWasCopiedCanBeReadAgain() {
    for (String text : TEXTS) {
      for (String more : new String[] {"", "\\n", "\u00e9", "\u4e2d\\u4e2d"}) {
        JsonInput in = afterWideText("{\"k\":\"" + text + more + "\",\"n\":-12.5}", 3);
        int object = in.offset();
        for (int i = 0; i < 2; i++) {
          assertTrue(in.firstMember());
          assertEquals("k", in.name());
          assertEquals('"', in.next());
          int start = in.offset();
          String first = in.string();
          int end = in.offset();
          in.retractString(start);
          assertEquals(first, in.string());
          assertEquals(end, in.offset());
          for (int offset = start; offset < end; offset++) {
            assertFalse(in.byteAt(offset) >= 0 && in.byteAt(offset) < ' ');
          }
          assertEquals('"', in.byteAt(start));
          assertEquals('"', in.byteAt(end - 1));
          if (i == 0) {
            in.retractObject(object, 0);
          }
        }
        assertEquals("n", in.nextName());
        assertTrue(in.number());
        assertEquals("-12.5", in.numberText());
        assertNull(in.nextName());
        assertEquals(JsonInput.END, in.next());
      }
    }
  }

  private static InputStream pieces(byte[] bytes, int length) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] out, int from, int most) {
        return super.read(out, from, Math.min(most, length));
      }
    };
  }

  @Test
  void stringsAreReadWithAndWithoutEscapes() {
    for (String text : TEXTS) {
      all(
          "\"" + text + "\"",
          in -> {
            assertEquals('"', in.next());
            assertEquals(text, in.string());
            assertEquals(JsonInput.END, in.next());
            in.release();
          });
      String expected = "\"\\/\b\f\n\r\t" + text + "\u4e2d\u00ff\uD800" + text + "\n";
      all(
          "\"\\\"\\\\\\/\\b\\f\\n\\r\\t" + text + "\\u4E2d\\u00fF\\uD800" + text + "\\n\"",
          in -> {
            assertEquals('"', in.next());
            assertEquals(expected.replace("\"\\/", "\"\\" + "/"), in.string());
          });
    }
  }

  @Test
  void longStringsAreLookedAtOnceWhateverIsInThem() {
    String plain = "a".repeat(2_000_000);
    for (String text :
        List.of("\u4e2d" + plain, "\u4e2d\n" + plain, "\u00e9\u4e2d" + plain + "\n")) {
      String document = "\"" + text.replace("\n", "\\n") + "\"";
      byte[] utf8 = document.getBytes(StandardCharsets.UTF_8);
      JsonInput.Limits limits = new JsonInput.Limits(1, 1, 10_000_000, 1);
      CountingKernels ofText = new CountingKernels();
      CountingKernels ofBytes = new CountingKernels();
      assertEquals(text, string(JsonInput.of(document, ofText, limits, false)));
      assertEquals(text, string(JsonInput.of(utf8, 0, utf8.length, ofBytes, limits, false)));
      assertTrue(ofText.looked < 2L * utf8.length, () -> ofText.looked + " bytes were looked at");
      assertTrue(ofBytes.looked < 2L * utf8.length, () -> ofBytes.looked + " bytes were looked at");
    }
  }

  private static String string(JsonInput in) {
    assertEquals('"', in.next());
    return in.string();
  }

  /** Those of Java, which tell how many bytes they have looked at in search of something. */
  private static final class CountingKernels implements ReadKernels {
    private static final ReadKernels JAVA = JavaReadKernels.INSTANCE;

    long looked;

    @Override
    public int stringEnd(byte[] in, int from, int to) {
      int end = JAVA.stringEnd(in, from, to);
      looked += end - from;
      return end;
    }

    @Override
    public int plainEnd(byte[] in, int from, int to) {
      int end = JAVA.plainEnd(in, from, to);
      looked += end - from;
      return end;
    }

    @Override
    public int unescape(byte[] in, int from, int to, byte[] out, int at, int flags) {
      return JAVA.unescape(in, from, to, out, at, flags);
    }

    @Override
    public int structurals(byte[] in, int from, int to, int[] out, int at, int state) {
      return JAVA.structurals(in, from, to, out, at, state);
    }

    @Override
    public int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at) {
      return JAVA.utf8ToLatin1(in, from, to, out, at);
    }

    @Override
    public int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
      return JAVA.utf8ToUtf16(in, from, to, out, at);
    }
  }

  @Test
  void aDocumentIsOfNoUseIfTheStreamFailsAtItsBeginning() {
    for (String document : List.of("", "{}", "{} ")) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      IOException failure = new IOException("reset");
      InputStream stream =
          new InputStream() {
            private int position;

            @Override
            public int read() throws IOException {
              if (position == bytes.length) {
                throw failure;
              }
              return bytes[position++];
            }

            @Override
            public int read(byte[] out, int from, int length) throws IOException {
              out[from] = (byte) read();
              return 1;
            }
          };
      JsonInput in = JsonInput.of(stream, 4, JavaReadKernels.INSTANCE, LIMITS, false);
      in.begin();
      assertSame(failure, in.failure());
      assertTrue(in.isBroken());
    }
  }

  @Test
  void namesAreFoundWhereTheyAreExpectedAndElsewhere() {
    NameTable table = new NameTable(new String[] {"a", "name", "n\u00e9", "a longer name", null});
    all(
        "{\"a\":1,\"a longer name\" : 2 , \"name\":3,\"n\\u0061me\":4,\"other\":5}",
        in -> {
          assertEquals('{', in.next());
          assertTrue(in.firstMember());
          assertEquals(0, in.member(table, 0));
          assertEquals('1', in.next());
          in.skipValue();
          assertTrue(in.nextMember());
          if (in.member(table, 1) < 0) {
            assertEquals("a longer name", in.name()); // cut by the end of a piece
          }
          in.skipValue();
          assertTrue(in.nextMember());
          assertEquals("name", in.name());
          in.skipValue();
          assertTrue(in.nextMember());
          assertEquals(-1, in.member(table, 0));
          assertSame("name", in.name());
          in.skipValue();
          assertTrue(in.nextMember());
          in.skipMember();
          assertFalse(in.nextMember());
          assertEquals(0, in.depth());
        });
  }

  @Test
  void namesAreReadWhateverWasReadBefore() {
    String[] pieces = {"a", "b", "a", "b", "a", "b", "\\u0000", "\\u0061", "\u00e9", "\u4e2d", " "};
    Random random = new Random(14);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      int kinds = i % 4 == 0 ? pieces.length : 6;
      for (int length = random.nextInt(19); length > 0; length--) {
        name.append(pieces[random.nextInt(kinds)]);
      }
      String space = " ".repeat(random.nextInt(2));
      String expected = name.toString().replace("\\u0000", "\0").replace("\\u0061", "a");
      all(
          ("{S:\"the value\"" + space + "," + space + "S:7}         ")
              .replace("S", "\"" + name + "\"" + space),
          in -> {
            assertTrue(in.next() == '{' && in.firstMember());
            String read = in.name();
            assertEquals(expected, read);
            assertSame(expected.intern(), read);
            assertEquals('"', in.next());
            assertEquals("the value", in.string());
            assertSame(read, in.nextName());
            assertEquals('7', in.next());
            in.skipValue();
            assertNull(in.nextName());
            assertEquals(0, in.depth());
          });
    }
  }

  @Test
  void surrogatesThatAreEscapedInNamesAreLeftToTheLibrary() {
    for (String name : List.of("\\uD83D\\uDE00", "a\\uDC00", "\u4e2d\\ud800", "\\uDFFF!")) {
      String document = "{\"" + name + "\":\"\\uD83D\\uDE00\"}";
      all(
          document,
          in -> {
            assertTrue(in.next() == '{' && in.firstMember());
            assertThrows(UnexpectedInput.class, in::name);
            assertTrue(in.isBroken());
          });
      all(
          document,
          in -> {
            assertTrue(in.next() == '{' && in.firstMember());
            assertThrows(UnexpectedInput.class, in::skipMember);
            assertTrue(in.isBroken());
          });
    }
    all(
        "{\"a\":\"\\uD83D\\uDE00\",\"\uD83D\uDE00\":1}",
        in -> {
          assertTrue(in.next() == '{' && in.firstMember());
          in.skipMember();
          assertTrue(in.nextMember());
          in.skipMember();
          assertFalse(in.nextMember());
        });
  }

  @Test
  void shortNamesAreLimitedAndHaveNoControls() {
    JsonInput.Limits five = new JsonInput.Limits(10, 100, 1000, 5);
    for (String name :
        List.of("abcde", "abcdef", "abcdefghijkl", "ab\ncd", "abcdefghij\tk", "\0")) {
      String document = "{\"" + name + "\":\"a value of some length\"}";
      JsonInput in = JsonInput.of(document, JavaReadKernels.INSTANCE, five, false);
      assertTrue(in.next() == '{' && in.firstMember());
      if (name.equals("abcde")) {
        assertEquals(name, in.name());
      } else {
        assertThrows(UnexpectedInput.class, in::name);
        assertTrue(in.isBroken());
      }
    }
  }

  @Test
  void numbersOfNoKnownTypeAreThoseOfTheJdk() {
    Random random = new Random(15);
    String[] ends = {",1]          ", "]", "]       ", " ]      "};
    for (int i = 0; i < 20_000; i++) {
      String whole = Integer.toString(random.nextInt(1 << random.nextInt(1, 31)));
      String number =
          switch (i % 3) {
            case 0 -> whole;
            case 1 -> whole + "." + random.nextInt(1 << random.nextInt(1, 28));
            default -> (random.nextBoolean() ? "-" : "0") + whole + ".0" + random.nextInt(1000);
          };
      boolean isWrong = number.length() > 1 && number.matches("0[0-9].*");
      all(
          "[" + number + ends[random.nextInt(ends.length)],
          in -> {
            assertTrue(in.next() == '[' && in.firstElement());
            int before = in.offset();
            Number read = in.plainNumberOrNull();
            if (read == null) {
              assertEquals(before, in.offset());
              return;
            }
            assertFalse(isWrong);
            assertEquals(before + number.length(), in.offset());
            assertEquals(
                number.contains(".")
                    ? (Number) Double.parseDouble(number)
                    : (Number) Integer.parseInt(number),
                read);
          });
    }
  }

  @Test
  void numbersAreTold() {
    number("0", false, 0, 0.0);
    number("-0", false, 0, -0.0);
    number("-12", false, -12, -12);
    number("9223372036854775807", false, Long.MAX_VALUE, 9.223372036854776E18);
    number("-9223372036854775808", false, Long.MIN_VALUE, -9.223372036854776E18);
    number("1.25", true, 0, 1.25);
    number("-0.00012345678901234567", true, 0, -0.00012345678901234567);
    number("1e3", true, 0, 1000);
    number("1.5E-7", true, 0, 1.5e-7);
  }

  /** Their 64 lowest bits are zero, or those of a small number. */
  @Test
  void digitsBeyond64BitsAreNotLost() {
    for (String text :
        new String[] {
          "18446744073709551616",
          "-18446744073709551616",
          "92233720368547758080",
          "36893488147419103232",
          "18446744073709551617",
          "340282366920938463463374607431768211456"
        }) {
      for (String end : new String[] {"", ".0", "e0", ".5e-3"}) {
        all(
            "[" + text + end + "]",
            in -> {
              assertEquals('[', in.next());
              assertTrue(in.firstElement());
              in.number();
              assertFalse(in.isLong());
              assertFalse(in.isInt());
              assertTrue(Double.isNaN(in.doubleValue()));
              assertEquals(text + end, in.numberText());
              assertFalse(in.nextElement());
            });
      }
    }
  }

  private void number(String text, boolean fraction, long asLong, double asDouble) {
    all(
        "[" + text + "]",
        in -> {
          assertEquals('[', in.next());
          assertTrue(in.firstElement());
          assertEquals(fraction, in.number());
          assertEquals(text, in.numberText());
          if (!fraction) {
            assertTrue(in.isLong());
            assertEquals(asLong, in.longValue());
          }
          assertEquals(asDouble, in.doubleValue());
          assertFalse(in.nextElement());
        });
  }

  @Test
  void plainValuesAreThoseThatTheOtherMethodsTell() {
    Random random = new Random(11);
    for (int i = 0; i < 3000; i++) {
      plain(value(random));
    }
    for (String value :
        List.of(
            "0",
            "-0",
            "-0.0",
            "0.0",
            "00.5",
            "01",
            "-",
            "1.",
            ".5",
            "1.e1",
            "1e5",
            "1.5E3",
            "true",
            "false",
            "truE",
            "trues",
            "falsey",
            "tru",
            "null",
            "\"1\"",
            "[1]",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "999999999999999999",
            "1000000000000000000",
            "0.1234567890123456789",
            "0.12345678901234567890",
            "12345678901.12345678",
            "12345678901.123456789",
            "9007199254740993.5")) {
      plain(value);
    }
  }

  private static String value(Random random) {
    StringBuilder value = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
    int digits = 1 + random.nextInt(20);
    for (int i = 0; i < digits; i++) {
      value.append(random.nextInt(10));
    }
    if (random.nextBoolean()) {
      value.append('.');
      for (int i = random.nextInt(20); i > 0; i--) {
        value.append(random.nextInt(10));
      }
    }
    return random.nextInt(8) == 0
        ? value.append('e').append(random.nextInt(30)).toString()
        : value.toString();
  }

  private void plain(String value) {
    for (String before : List.of("", " ", "\n\t ")) {
      for (String after : List.of("}", ",\"b\":1}", " }", "\n,\"b\":1}", ";", "")) {
        all(
            "{\"a\":" + before + value + after,
            in -> {
              assertTrue(in.next() == '{' && in.firstMember());
              assertEquals("a", in.name());
              plainLong(in, value);
              plainDouble(in, value);
              plainBoolean(in, value);
            });
      }
    }
  }

  private static void plainLong(JsonInput in, String value) {
    int offset = in.offset();
    long number = in.plainInt();
    if (number != JsonInput.NOT_PLAIN) {
      assertEquals(Integer.parseInt(value), number);
      assertEquals(value, text(in, offset));
      in.retractString(offset);
    }
    assertEquals(offset, in.offset());
    number = in.plainLong();
    if (number != JsonInput.NOT_PLAIN) {
      assertEquals(Long.parseLong(value), number);
      assertTrue(value.equals("0") || !value.replace("-", "").matches("0[0-9].*"));
      assertEquals(value, text(in, offset));
      in.retractString(offset);
    }
    assertEquals(offset, in.offset());
  }

  /** What was read, without space around it. */
  private static String text(JsonInput in, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < in.offset(); i++) {
      text.append((char) in.byteAt(i));
    }
    return text.toString().trim();
  }

  private static void plainDouble(JsonInput in, String value) {
    int offset = in.offset();
    double number = in.plainDouble();
    if (!Double.isNaN(number)) {
      assertEquals(Double.parseDouble(value), number);
      assertTrue(value.matches("-?(0|[1-9][0-9]*)\\.[0-9]+"));
      assertEquals(value, text(in, offset));
      in.retractString(offset);
    }
    assertEquals(offset, in.offset());
  }

  private static void plainBoolean(JsonInput in, String value) {
    int offset = in.offset();
    int found = in.plainBoolean();
    if (found >= 0) {
      assertEquals(value, found == 1 ? "true" : "false");
      assertEquals(value, text(in, offset));
      in.retractString(offset);
    }
    assertEquals(offset, in.offset());
  }

  /** That they are ever found. */
  @Test
  void plainValuesAreRead() {
    JsonInput in = input("{\"a\":-17,\"b\": 123456789012,\"c\":-0.25,\"d\":true, \"e\":false }");
    assertTrue(in.firstMember() && in.isMember(word("a\""), 0xFFFFL, 2));
    assertEquals(-17, in.plainInt());
    assertTrue(in.nextMember() && in.isMember(word("b\""), 0xFFFFL, 2));
    assertEquals(JsonInput.NOT_PLAIN, in.plainInt());
    assertEquals(123456789012L, in.plainLong());
    assertTrue(in.nextMember() && in.isMember(word("c\""), 0xFFFFL, 2));
    assertEquals(-0.25, in.plainDouble());
    assertTrue(in.nextMember() && in.isMember(word("d\""), 0xFFFFL, 2));
    assertEquals(1, in.plainBoolean());
    assertTrue(in.nextMember() && in.isMember(word("e\""), 0xFFFFL, 2));
    assertEquals(0, in.plainBoolean());
    assertFalse(in.nextMember());
  }

  private static JsonInput input(String document) {
    return JsonInput.of(document, JavaReadKernels.INSTANCE, LIMITS, true);
  }

  private static long word(String text) {
    long word = 0;
    for (int i = Math.min(text.length(), Long.BYTES) - 1; i >= 0; i--) {
      word = word << Byte.SIZE | text.charAt(i);
    }
    return word;
  }

  @Test
  void aNameIsRecognizedOnlyIfItIsTheWholeName() {
    String name = "abcdefghijklmnopqrst";
    for (int length = 1; length <= name.length(); length++) {
      String expected = name.substring(0, length);
      for (int other = 1; other <= name.length(); other++) {
        for (String wrong : List.of("", "x", "\u00e9")) {
          String actual =
              wrong.isEmpty()
                  ? name.substring(0, other)
                  : name.substring(0, other - 1) + wrong + name.substring(other);
          boolean same = actual.equals(expected);
          all(
              "{\"" + actual + "\" : 1,\"and\":\"something behind it\"}",
              in -> {
                assertTrue(in.next() == '{' && in.firstMember());
                int offset = in.offset();
                boolean found = isMember(in, expected + '"');
                assertTrue(same || !found);
                if (found) {
                  assertEquals('1', in.next());
                } else {
                  assertEquals(offset, in.offset());
                  assertEquals(actual, in.name());
                }
              });
        }
      }
    }
  }

  private static boolean isMember(JsonInput in, String quoted) {
    int length = quoted.length();
    if (length <= Long.BYTES) {
      return in.isMember(word(quoted), -1L >>> (Long.SIZE - Byte.SIZE * length), length);
    }
    if (length <= 2 * Long.BYTES) {
      return in.isLongMember(word(quoted), word(quoted.substring(length - Long.BYTES)), length);
    }
    return in.isMember(quoted.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void whatIsNotJsonIsUnexpected() {
    for (String document :
        List.of(
            "",
            "[1,]",
            "{\"a\":1,}",
            "[01]",
            "[1.]",
            "[.5]",
            "[-]",
            "[1e]",
            "[+1]",
            "[tru]",
            "[nul]",
            "[truex]",
            "\"a",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\u0001\"",
            "{\"a\" 1}",
            "{a:1}",
            "['a']",
            "[1 2]",
            "[1}",
            "\u00a0[1]",
            "1\u0000",
            "[".repeat(11),
            "[" + "1".repeat(101) + "]",
            "{\"" + "n".repeat(101) + "\":1}")) {
      all(
          document,
          in -> {
            assertThrows(
                UnexpectedInput.class,
                () -> {
                  in.skipValue();
                  in.next();
                },
                document);
            assertTrue(in.isBroken());
          });
    }
  }

  @Test
  void malformedUtf8IsUnexpected() {
    for (int[] bytes :
        new int[][] {
          {0xC0, 0xAF}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0x80}, {0xFF}, {0xE4, 0xB8}
        }) {
      byte[] document = new byte[bytes.length + 2];
      document[0] = '"';
      for (int i = 0; i < bytes.length; i++) {
        document[i + 1] = (byte) bytes[i];
      }
      document[bytes.length + 1] = '"';
      JsonInput in =
          JsonInput.of(document, 0, document.length, JavaReadKernels.INSTANCE, LIMITS, false);
      assertThrows(UnexpectedInput.class, in::string);
      JsonInput streamed =
          JsonInput.of(pieces(document, 1), 4, JavaReadKernels.INSTANCE, LIMITS, false);
      streamed.begin();
      assertThrows(UnexpectedInput.class, streamed::string);
    }
  }

  @Test
  void whatAStreamThrowsIsKept() {
    IOException thrown = new IOException("broken pipe");
    InputStream stream =
        new InputStream() {
          private int count;

          @Override
          public int read() throws IOException {
            if (count++ < 5) {
              return '[';
            }
            throw thrown;
          }

          @Override
          public int read(byte[] out, int from, int length) throws IOException {
            out[from] = (byte) read();
            return 1;
          }
        };
    JsonInput in = JsonInput.of(stream, 4, JavaReadKernels.INSTANCE, LIMITS, false);
    assertEquals(0, in.readSoFar(0, new byte[9], 0, 9), "before it began");
    in.begin();
    assertThrows(UnexpectedInput.class, in::skipValue);
    assertSame(thrown, in.failure());
    byte[] copy = new byte[9];
    assertEquals(3, in.readSoFar(0, copy, 0, 3));
    assertEquals(2, in.readSoFar(3, copy, 3, 6));
    assertEquals(0, in.readSoFar(5, copy, 5, 4));
    assertEquals("[[[[[", new String(copy, 0, 5, StandardCharsets.US_ASCII));
  }
}

package io.fastaccel.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link ReadKernels} must do: decoding against the JDK's decoder,
 * scanning against loops over single bytes. Extend it, and answer with the implementation.
 */
public abstract class ReadKernelsContract {

  private static final Charset NATIVE_UTF_16 =
      ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
          ? StandardCharsets.UTF_16BE
          : StandardCharsets.UTF_16LE;

  /** Around the room that a call may use. */
  private static final int GUARD = 13;

  private static final byte UNTOUCHED = 0x5A;

  /** The implementation under test. */
  protected abstract ReadKernels kernels();

  @Test
  void everyByteInEveryPosition() {
    for (int c = 0; c < 0x100; c++) {
      for (int position = 0; position < 140; position += 1 + position / 70) {
        byte[] bytes = new byte[140];
        Arrays.fill(bytes, (byte) 'x');
        bytes[position] = (byte) c;
        check(bytes);
      }
    }
  }

  @Test
  void everyCodePointInCompany() {
    for (int p = 0; p <= 0x10FFFF; p += p < 0x900 ? 1 : 61) {
      if (p < 0xD800 || p > 0xDFFF) {
        String text = "abcdefg\u00e9" + Character.toString(p) + "\u4e2d xyz";
        check(text.getBytes(StandardCharsets.UTF_8));
        check(text.repeat(8).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    int[][] all = {
      {0x80},
      {0xBF},
      {0xC0, 0x80},
      {0xC1, 0xBF},
      {0xC2},
      {0xC2, 0x41},
      {0xE0, 0x80, 0x80},
      {0xE0, 0x9F, 0xBF},
      {0xED, 0xA0, 0x80},
      {0xED, 0xBF, 0xBF},
      {0xE4, 0xB8},
      {0xE4, 0x41, 0x80},
      {0xF0, 0x80, 0x80, 0x80},
      {0xF0, 0x8F, 0xBF, 0xBF},
      {0xF0, 0x9F, 0x98},
      {0xF4, 0x90, 0x80, 0x80},
      {0xF5, 0x80, 0x80, 0x80},
      {0xFF},
      {0xFE, 0x80}
    };
    for (int[] sequence : all) {
      for (int before : new int[] {0, 1, 60, 61, 62, 63, 64, 130}) {
        for (int after : new int[] {0, 1, 5, 70}) {
          byte[] bytes = new byte[before + sequence.length + after];
          Arrays.fill(bytes, (byte) 'a');
          for (int i = 0; i < sequence.length; i++) {
            bytes[before + i] = (byte) sequence[i];
          }
          check(bytes);
        }
      }
    }
  }

  @Test
  void randomTextsAndTheirDamages() {
    Random random = new Random(20261123);
    String[] units = {
      "a", "prose ", "\u00e9", "\u4e2d\u6587", "\uD83D\uDE00", "\"", "\\", "\n", "{}"
    };
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      int usual = random.nextInt(units.length);
      for (int i = random.nextInt(400); i > 0; i--) {
        text.append(units[random.nextInt(8) == 0 ? random.nextInt(units.length) : usual]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      check(bytes);
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        check(bytes);
        check(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      }
    }
  }

  @Test
  void structureIsFoundInPieces() {
    Random random = new Random(20261124);
    byte[] alphabet = "{}[]:,\"\"\\\\ ab1\u00e9".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = new byte[random.nextInt(500)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      int[] whole = new int[bytes.length + 1];
      int end = kernels().structurals(bytes, 0, bytes.length, whole, 0, 0);
      assertArrayEquals(structure(bytes), Arrays.copyOf(whole, end));
      int cut = random.nextInt(bytes.length + 1);
      int[] pieces = new int[bytes.length + 1];
      int middle = kernels().structurals(bytes, 0, cut, pieces, 0, 0);
      int last = kernels().structurals(bytes, cut, bytes.length, pieces, middle, pieces[middle]);
      assertEquals(end, last);
      assertArrayEquals(whole, pieces);
    }
  }

  private static int[] structure(byte[] bytes) {
    int[] found = new int[bytes.length];
    int count = 0;
    boolean inString = false;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\\') {
        if (++i < bytes.length && !inString && "{}[]:,".indexOf(bytes[i]) >= 0) {
          found[count++] = i;
        }
      } else if (bytes[i] == '"') {
        inString = !inString;
        found[count++] = i;
      } else if (!inString && "{}[]:,".indexOf(bytes[i]) >= 0) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  @Test
  void theEndOfALongStringIsFoundWhereverItIs() {
    byte[] in = new byte[1_700];
    Arrays.fill(in, (byte) 'x');
    for (byte end : new byte[] {'"', '\\', 0x1F, (byte) 0x80, (byte) 0xFF}) {
      for (int at = 0; at < in.length; at++) {
        in[at] = end;
        assertEquals(end < 0 ? in.length : at, kernels().stringEnd(in, 0, in.length));
        assertEquals(at, kernels().plainEnd(in, 0, in.length));
        in[at] = 'x';
      }
    }
    assertEquals(in.length, kernels().stringEnd(in, 0, in.length));
    assertEquals(in.length, kernels().plainEnd(in, 0, in.length));
  }

  @Test
  void escapesOfTwoBytesAreReplacedAndAllElseEndsTheCopy() {
    Random random = new Random(20261128);
    byte[][] alphabets = {
      "\\\\\\nrtbf/u\"".getBytes(StandardCharsets.UTF_8),
      "\\\\\\\\nnnn\"".getBytes(StandardCharsets.UTF_8),
      "\\nabcdefghijklmnopqrstnnnnn".getBytes(StandardCharsets.UTF_8),
      "\\n\\/ text without anything else, and then some \u00e9".getBytes(StandardCharsets.UTF_8)
    };
    for (int round = 0; round < 8_000; round++) {
      byte[] alphabet = alphabets[round % alphabets.length];
      byte[] bytes = new byte[random.nextInt(500)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      if (round % 3 == 0 && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      checkUnescape(bytes);
    }
    byte[] longest = new byte[ReadKernels.MOST_ESCAPED];
    Arrays.fill(longest, (byte) 'x');
    checkUnescape(longest);
    Arrays.fill(longest, (byte) '\\');
    checkUnescape(longest);
  }

  private void checkUnescape(byte[] input) {
    byte[] in = new byte[input.length + 2 * GUARD];
    Arrays.fill(in, (byte) 'n');
    System.arraycopy(input, 0, in, GUARD, input.length);
    int to = GUARD + input.length;
    for (int flags : new int[] {0, ReadKernels.LATIN_1}) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      int read = GUARD;
      for (; read < to; read++) {
        byte c = in[read];
        int escape = -1;
        if (c == '\\' && read + 1 < to) {
          escape = "\"\\/bfnrt".indexOf((char) (in[read + 1] & 0xFF));
        }
        if (escape >= 0) {
          expected.write("\"\\/\b\f\n\r\t".charAt(escape));
          read++;
        } else if (endsString(c) || (c < 0 && flags == 0)) {
          break;
        } else {
          expected.write(c);
        }
      }
      byte[] out = room(input.length);
      int done = kernels().unescape(in, GUARD, to, out, GUARD, flags);
      assertEquals(read - GUARD, done >>> ReadKernels.READ_SHIFT);
      assertEquals(expected.size(), done & ReadKernels.MOST_ESCAPED);
      checkResult(expected.toByteArray(), out, GUARD + expected.size(), input);
    }
  }

  private void check(byte[] input) {
    checkUnescape(input);
    byte[] in = new byte[input.length + 2 * GUARD];
    Arrays.fill(in, (byte) '"');
    System.arraycopy(input, 0, in, GUARD, input.length);
    int to = GUARD + input.length;

    int stringEnd = GUARD;
    while (stringEnd < to && !endsString(in[stringEnd])) {
      stringEnd++;
    }
    assertEquals(stringEnd, kernels().stringEnd(in, GUARD, to));
    int plainEnd = GUARD;
    while (plainEnd < to && in[plainEnd] >= 0 && !endsString(in[plainEnd])) {
      plainEnd++;
    }
    assertEquals(plainEnd, kernels().plainEnd(in, GUARD, to));

    String text = decoded(input);
    byte[] out = room(2 * input.length);
    int end = kernels().utf8ToUtf16(in, GUARD, to, out, GUARD);
    checkResult(text == null ? null : text.getBytes(NATIVE_UTF_16), out, end, input);
    out = room(input.length);
    end = kernels().utf8ToLatin1(in, GUARD, to, out, GUARD);
    if (text != null && text.chars().anyMatch(c -> c > 0xFF)) {
      assertEquals(ReadKernels.WIDE, end);
    } else {
      byte[] latin1 = text == null ? null : text.getBytes(StandardCharsets.ISO_8859_1);
      checkResult(latin1, out, end, input);
    }
  }

  private static boolean endsString(byte c) {
    return (c >= 0 && c < 0x20) || c == '"' || c == '\\';
  }

  private static String decoded(byte[] input) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static byte[] room(int bytes) {
    byte[] out = new byte[bytes + 2 * GUARD];
    Arrays.fill(out, UNTOUCHED);
    return out;
  }

  private static void checkResult(byte[] expected, byte[] out, int end, byte[] input) {
    if (expected == null) {
      assertEquals(ReadKernels.MALFORMED, end, () -> Arrays.toString(input));
    } else {
      assertArrayEquals(
          expected, Arrays.copyOfRange(out, GUARD, end), () -> Arrays.toString(input));
    }
    for (int i = 0; i < GUARD; i++) {
      assertEquals(UNTOUCHED, out[i], "wrote before its room");
      assertEquals(UNTOUCHED, out[out.length - 1 - i], "wrote behind its room");
    }
  }
}

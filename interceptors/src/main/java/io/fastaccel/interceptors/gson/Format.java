package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.stream.JsonWriter;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonLayout;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * What stands between the values of a document, found out by having Gson's own writer write a few.
 *
 * @param prefix before everything
 * @param newline empty in compact documents
 * @param indent of one level
 * @param comma between values
 * @param colon after names
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares formats
record Format(byte[] prefix, byte[] newline, byte[] indent, byte[] comma, byte[] colon) {

  private static final byte[] NOTHING = {};

  /**
   * @throws OriginalNeeded if there is something else
   */
  static Format of(Gson gson) throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter writer = gson.newJsonWriter(text);
    String prefix = text.toString();
    writer.beginArray().value(1).value(2).endArray();
    writer.flush();
    // prefix [ newline indent 1 comma newline indent 2 newline ]
    String array = text.toString().substring(prefix.length());
    int one = array.indexOf('1');
    int two = array.indexOf('2');
    int end = array.indexOf(']');
    String newline = array.substring(two + 1, end);
    String indented = array.substring(1, one);
    String separator = array.substring(one + 1, two);
    if (!indented.startsWith(newline) || !separator.endsWith(indented)) {
      throw new OriginalNeeded("format of documents");
    }
    String indent = indented.substring(newline.length());
    String comma = separator.substring(0, separator.length() - indented.length());
    text.getBuffer().setLength(0);
    writer = gson.newJsonWriter(text);
    writer.beginObject().name("n").value(1).endObject();
    writer.flush();
    String object = text.toString().substring(prefix.length());
    int name = object.indexOf("\"n\"");
    String colon = object.substring(name + 3, object.indexOf('1'));
    return new Format(ascii(prefix), ascii(newline), ascii(indent), ascii(comma), ascii(colon));
  }

  /** Whether there is anything but commas and colons. */
  boolean isPretty() {
    return newline.length + indent.length > 0;
  }

  /** The same for an output; {@code null} if nothing is written that need not be. */
  JsonLayout layout() {
    if (!isPretty() && comma.length == 1 && colon.length == 1) {
      return null;
    }
    JsonLayout.Break line = new JsonLayout.Break(newline, indent, false);
    return new JsonLayout(line, colon, comma, NOTHING, line, comma, NOTHING);
  }

  private static byte[] ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (byte b : bytes) {
      if (b < 0) {
        throw new OriginalNeeded("format of documents");
      }
    }
    return bytes;
  }
}

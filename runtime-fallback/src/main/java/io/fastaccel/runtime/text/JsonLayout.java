package io.fastaccel.runtime.text;

import java.util.Arrays;

/**
 * What a pretty-printed document has between its parts. All of it is ASCII. Immutable.
 *
 * <p>A level of nesting is an object or array around the place whose breaks are not inline.
 */
public final class JsonLayout {

  /**
   * What comes before an entry, and before the end of a structure that has entries: always the
   * same, if inline, else an indentation for each level of nesting too.
   */
  public static final class Break {
    private static final int PREPARED = 40;

    private final byte[] start;
    private final byte[] indentation;
    private final boolean inline;
    private final byte[][] prepared = new byte[PREPARED][];

    /**
     * @param start what each break begins with
     * @param indentation what follows for each level of nesting
     * @param inline nothing follows, and the structure is no level of nesting
     */
    public Break(byte[] start, byte[] indentation, boolean inline) {
      this.start = start.clone();
      this.indentation = indentation.clone();
      this.inline = inline;
      for (int nesting = 0; nesting < PREPARED; nesting++) {
        prepared[nesting] = at(nesting);
      }
    }

    private byte[] at(int nesting) {
      int levels = inline ? 0 : nesting;
      byte[] text = Arrays.copyOf(start, start.length + levels * indentation.length);
      for (int level = 0; level < levels; level++) {
        System.arraycopy(
            indentation, 0, text, start.length + level * indentation.length, indentation.length);
      }
      return text;
    }

    int length(int nesting) {
      return start.length + (inline ? 0 : nesting * indentation.length);
    }

    void write(JsonOutput out, int nesting) {
      if (nesting < PREPARED) {
        out.ascii(prepared[nesting]);
      } else {
        out.ascii(start);
        for (int level = 0; level < nesting && !inline; level++) {
          out.ascii(indentation);
        }
      }
    }
  }

  final Break inObject;
  final byte[] colon;
  final byte[] afterMember;
  final byte[] emptyObject;
  final Break inArray;
  final byte[] afterElement;
  final byte[] emptyArray;

  /**
   * @param inObject before a member
   * @param colon between name and value
   * @param afterMember before the break, if another member follows
   * @param emptyObject between the braces of an object without members
   * @param inArray before an element
   * @param afterElement before the break, if another element follows
   * @param emptyArray between the brackets of an array without elements
   */
  public JsonLayout(
      Break inObject,
      byte[] colon,
      byte[] afterMember,
      byte[] emptyObject,
      Break inArray,
      byte[] afterElement,
      byte[] emptyArray) {
    this.inObject = inObject;
    this.colon = colon.clone();
    this.afterMember = afterMember.clone();
    this.emptyObject = emptyObject.clone();
    this.inArray = inArray;
    this.afterElement = afterElement.clone();
    this.emptyArray = emptyArray.clone();
  }

  /** How many levels an object is. */
  int levelsOfObject() {
    return inObject.inline ? 0 : 1;
  }

  /** How many levels an array is. */
  int levelsOfArray() {
    return inArray.inline ? 0 : 1;
  }
}

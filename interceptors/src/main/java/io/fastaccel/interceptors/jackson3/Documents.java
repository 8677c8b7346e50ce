package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.runtime.text.JsonOutput;
import io.fastaccel.runtime.text.Slots;

/** The reusable document writers of one room. */
final class Documents {

  /** The least length at which native kernels are ever worth their call. */
  private static final int BULK_BYTES = 256;

  private static final Slots<DocumentWriter> KEPT = new Slots<>();

  private Documents() {}

  /**
   * A writer whose output is empty, for the caller alone.
   *
   * @param asText the document is to become a text, else bytes
   */
  static DocumentWriter start(MapperProfile profile, boolean asText) {
    DocumentWriter kept = KEPT.take();
    DocumentWriter writer =
        kept != null ? kept : new DocumentWriter(new JsonOutput(Kernels.text(), BULK_BYTES));
    if (asText) {
      writer.out().startText();
    } else {
      writer.out().startBytes(profile.combinesSurrogates());
    }
    return writer;
  }

  /** Keeps the writer of a document that is finished. */
  static void keep(DocumentWriter writer) {
    writer.drainTo(null);
    writer.partOfAnother(null);
    writer.out().shrink();
    KEPT.give(writer);
  }
}

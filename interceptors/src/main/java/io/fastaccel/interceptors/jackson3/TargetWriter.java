package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.OriginalNeeded;

/**
 * Writes one value to a stream, a writer or a file. Answers {@code null} where the original must do
 * it, {@link #DONE} where nothing is left to do.
 *
 * <p>Exceptions are those of {@link ValueWriter}; what was written before one is in the target, as
 * with the original.
 */
final class TargetWriter {

  static final Object DONE = true;

  private static final FeatureState JSON = Features.of(Feature.JSON);

  private TargetWriter() {}

  /** Whether there is anything to do for a target; ask first. */
  static boolean isOpen(Object target) {
    return target != null && JSON.isOn() && !Target.isOurs(target);
  }

  static Object write(Source source, Target target, Object value) {
    String reason = source.reasonAgainst(value);
    if (reason != null) {
      JSON.original(reason);
      return null;
    }
    try {
      target.open(source);
    } catch (RuntimeException e) {
      JSON.accelerated();
      return new Raise(e);
    }
    DocumentWriter document = Documents.start(source.profile(), target.isText());
    document.drainTo(target);
    Throwable thrown = source.write(document, value);
    try {
      if (target.failure() != null) {
        JSON.accelerated();
        return answer(target.failure(), target, value);
      }
      // An error leaves what was written in the generator's buffer.
      if (thrown instanceof OriginalNeeded || (thrown instanceof Error && !target.hasBegun())) {
        ValueWriter.inVain(
            thrown instanceof OriginalNeeded ? thrown.getMessage() : "error while writing", value);
        if (target.hasBegun()) {
          target.writeAgain(value);
          return DONE;
        }
        target.abandon();
        return null;
      }
      JSON.accelerated();
      if (thrown instanceof Exception exception) {
        target.fail(document.out(), exception);
      } else if (thrown != null) {
        return new Raise(thrown);
      }
      target.finish(document.out());
      Documents.keep(document);
      return DONE;
    } catch (RuntimeException | Error e) {
      return answer(e, target, value);
    }
  }

  /** What becomes of a failure at the target: of the target's own, or of ours. */
  private static Object answer(Throwable e, Target target, Object value) {
    try {
      if (!Blame.isOurs(e)) {
        if (target.failure() != null) {
          target.failAgain(value);
        }
        return new Raise(e);
      }
      JSON.failed("writing to a target", e);
      if (target.hasSent()) {
        target.writeAgain(value);
        return DONE;
      }
      target.abandon();
      return null;
    } catch (RuntimeException | Error again) {
      return new Raise(again);
    }
  }
}

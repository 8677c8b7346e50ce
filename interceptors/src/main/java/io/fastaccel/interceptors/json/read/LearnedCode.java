package io.fastaccel.interceptors.json.read;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The {@link ObjectCode} of one plan, which is generated once it has been seen in which order the
 * members of its objects come. Safe for use by many threads.
 */
public final class LearnedCode {

  private static final boolean AT_ONCE = Settings.current().number(Setting.JSON_HOT_CALLS) == 0;

  /** Objects whose order is looked at. */
  private static final int OBJECTS = AT_ONCE ? 1 : 50;

  /**
   * Method handles run slowly until the JIT has compiled the code, which takes long where there is
   * much of it.
   */
  private static final int MOST = AT_ONCE ? Integer.MAX_VALUE : 200;

  private static final AtomicInteger GENERATED = new AtomicInteger();

  private final ObjectShape shape;
  private final NameOrder order;
  private volatile ObjectCode code;
  private int objects;

  /** Nothing is known yet. */
  public LearnedCode(ObjectShape shape) {
    this.shape = shape;
    this.order = new NameOrder(shape.size());
  }

  /** The code, or {@code null} for now. */
  public ObjectCode get() {
    return code;
  }

  /** In which order names come, for who reads an object without the code, and says so there. */
  public NameOrder order() {
    return order;
  }

  /** Counts an object that was read without the code; racy, which costs or saves a few objects. */
  public void objectRead() {
    if (objects < OBJECTS && ++objects == OBJECTS && shape.isFit()) {
      if (AT_ONCE) {
        generate();
      } else if (GENERATED.incrementAndGet() <= MOST) {
        Background.submit("code that reads objects", this::generate);
      }
    }
  }

  private void generate() {
    try {
      code = ObjectCodeGenerator.generate(shape, order.expected());
    } catch (IllegalAccessException | RuntimeException | LinkageError e) {
      Log.debug("no code that reads objects: " + e);
    }
  }
}

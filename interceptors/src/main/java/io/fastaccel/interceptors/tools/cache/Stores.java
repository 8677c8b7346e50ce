package io.fastaccel.interceptors.tools.cache;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.tools.redis.RedisStore;

/** The store that the settings name; one for all class loaders of an application. */
final class Stores {

  /** Loaded by the first cache that is made. */
  private static final class Holder {
    static final ResultStore STORE = create();
  }

  private Stores() {}

  /** {@code null} where they name none. */
  static ResultStore ofSettings() {
    return Holder.STORE;
  }

  private static ResultStore create() {
    Settings settings = Settings.current();
    String address = settings.text(Setting.TOOLS_CACHE_STORE);
    if (address.isEmpty()) {
      return null;
    }
    try {
      return new RedisStore(address, settings.number(Setting.TOOLS_CACHE_STORE_TIMEOUT));
    } catch (Throwable e) {
      Features.of(Feature.TOOLS).failed("opening the store", e);
      return null;
    }
  }
}

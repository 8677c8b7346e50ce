package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.util.Locale;

/** What {@link Setting#MEMORY_POSTGRESQL} asks for. */
enum Mode {
  OFF,
  ADVISE,
  CREATE;

  static final Mode CURRENT =
      valueOf(Settings.current().text(Setting.MEMORY_POSTGRESQL).toUpperCase(Locale.ROOT));

  boolean looks() {
    return this != OFF;
  }
}

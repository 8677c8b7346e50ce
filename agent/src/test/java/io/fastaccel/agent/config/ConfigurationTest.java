package io.fastaccel.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationTest {

  @Test
  void argumentBeatsPropertyBeatsEnvironment() {
    Map<String, String> property = Map.of("fastaccel.log", "info");
    Map<String, String> variable = Map.of("FASTACCEL_LOG", "debug");
    assertEquals("error", log("log=error", property, variable));
    assertEquals("info", log(null, property, variable));
    assertEquals("debug", log("", Map.of(), variable));
    assertEquals("warn", log(null, Map.of(), Map.of()));
  }

  private static String log(
      String arguments, Map<String, String> properties, Map<String, String> environment) {
    return Configuration.of(arguments, properties, environment).settings().text(Setting.LOG);
  }

  @Test
  void aListKeepsItsCommas() {
    Configuration configuration =
        Configuration.of("json=false,tasks.parallel=get*,search*,memory=false", Map.of(), Map.of());
    Settings settings = configuration.settings();
    assertEquals(List.of("get*", "search*"), settings.list(Setting.TASKS_PARALLEL));
    assertFalse(settings.flag(Setting.JSON));
    assertFalse(settings.flag(Setting.MEMORY));
    assertEquals(List.of(), configuration.warnings());
  }

  @Test
  void anUnknownNameIsOneWarningWithTheNearestName() {
    Configuration configuration =
        Configuration.of(
            "jsn=false,,nonsense",
            Map.of("fastaccel.task.parallel", "x", "other.property", "y"),
            Map.of("FASTACCEL_MEMROY", "false", "PATH", "z"));
    assertEquals(
        List.of(
            "environment variable FASTACCEL_MEMROY is unknown and ignored; did you mean"
                + " FASTACCEL_MEMORY?",
            "system property fastaccel.task.parallel is unknown and ignored; did you mean"
                + " fastaccel.tasks.parallel?",
            "agent argument jsn is unknown and ignored; did you mean json?",
            "agent argument nonsense is unknown and ignored"),
        configuration.warnings());
    assertTrue(configuration.settings().flag(Setting.JSON));
  }

  @Test
  void aBadValueIsOneWarningAndTheDefaultHolds() {
    Configuration configuration =
        Configuration.of(
            "mode=fast,json.hot-calls=-1",
            Map.of("fastaccel.json", "yes\nplease"),
            Map.of("FASTACCEL_NATIVE", ""));
    assertEquals(
        List.of(
            "FASTACCEL_NATIVE= is ignored: it must be one of auto, true, false",
            "fastaccel.json=yes please is ignored: it must be one of true, false",
            "mode=fast is ignored: it must be one of on, report, verify",
            "json.hot-calls=-1 is ignored: it must be a whole number from 0 to 999999999"),
        configuration.warnings());
    assertEquals(20, configuration.settings().number(Setting.JSON_HOT_CALLS));
  }

  @Test
  void rulesForCachesKeepTheirCommasAndEqualsSigns() {
    Configuration configuration =
        Configuration.of(
            "tools.cache=get*:ttl=300s:max=10,search*:ttl=5m,look,json=false", Map.of(), Map.of());
    assertEquals(List.of(), configuration.warnings());
    assertEquals(
        List.of("get*:ttl=300s:max=10", "search*:ttl=5m", "look"),
        configuration.settings().list(Setting.TOOLS_CACHE));
    assertFalse(configuration.settings().flag(Setting.JSON));
  }

  @Test
  void aBadRuleIsOneWarningThatNamesTheNearestGoodOne() {
    for (String rules :
        List.of("get*:ttl=300,search*:ttl=5m,look", "search*:ttl=5m,get*:ttl=300,look:max=7")) {
      Configuration configuration =
          Configuration.of(
              "tools.cache=" + rules, Map.of("fastaccel.tools.cache", "find*"), Map.of());
      assertEquals(1, configuration.warnings().size(), configuration.warnings()::toString);
      String warning = configuration.warnings().get(0);
      assertTrue(warning.startsWith("tools.cache"), warning);
      assertTrue(warning.endsWith("; did you mean get*:ttl=300s:max=1000?"), warning);
    }
  }

  @Test
  void aBadAddressShowsNoPassword() {
    Configuration configuration =
        Configuration.of(
            null,
            Map.of("fastaccel.tools.cache.store", "redis://ada:topsecret@cache:port/0"),
            Map.of());
    assertEquals(
        List.of(
            "fastaccel.tools.cache.store is ignored: the port is no number from 1 to 65535; did you"
                + " mean redis://USER:PASSWORD@cache:6379/0?"),
        configuration.warnings());
  }

  @Test
  void valuesAreReadInAnyCase() {
    Settings settings =
        Configuration.of("json=FALSE", Map.of("fastaccel.mode", " On "), Map.of()).settings();
    assertFalse(settings.flag(Setting.JSON));
    assertEquals("on", settings.text(Setting.MODE));
  }

  @Test
  void textKeepsItsCase() {
    Settings settings = Configuration.of("stats=/tmp/A=b.json", Map.of(), Map.of()).settings();
    assertEquals("/tmp/A=b.json", settings.text(Setting.STATS));
  }

  @ParameterizedTest
  @EnumSource
  void everySettingCanBeSetInThreeWays(Setting setting) {
    String value = setting.choices().isEmpty() ? "7" : setting.choices().get(0);
    if (setting == Setting.TOOLS_CACHE_STORE) {
      value = "redis://seven";
    }
    for (Configuration configuration :
        List.of(
            Configuration.of(setting.argument() + "=" + value, Map.of(), Map.of()),
            Configuration.of(null, Map.of(setting.property(), value), Map.of()),
            Configuration.of(null, Map.of(), Map.of(setting.environmentVariable(), value)))) {
      assertEquals(value, configuration.settings().text(setting));
      assertEquals(List.of(), configuration.warnings());
    }
  }
}

package io.fastaccel.agent.loops;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A loop that the user has declared, as {@code com.acme.Crew#kickoff} or {@code
 * com.acme.Crew#kickoff:execute}.
 *
 * @param owner internal name of the class
 * @param method name of the method with the loop
 * @param callee name of the method that each task is called by; {@code null} if not said
 */
record LoopDeclaration(String owner, String method, String callee) {

  /** All declarations, by the internal name of the class. */
  static Map<String, List<LoopDeclaration>> read(Settings settings) {
    Map<String, List<LoopDeclaration>> byOwner = new HashMap<>();
    for (String text : settings.list(Setting.TASKS_LOOPS)) {
      int hash = text.indexOf('#');
      int colon = text.indexOf(':', hash + 1);
      if (hash < 1
          || hash == text.length() - 1
          || colon == hash + 1
          || colon == text.length() - 1) {
        Log.warn(
            Setting.TASKS_LOOPS.property()
                + ": "
                + text
                + " is not of the form com.acme.Crew#kickoff or com.acme.Crew#kickoff:execute");
        continue;
      }
      LoopDeclaration loop =
          new LoopDeclaration(
              text.substring(0, hash).trim().replace('.', '/'),
              text.substring(hash + 1, colon < 0 ? text.length() : colon).trim(),
              colon < 0 ? null : text.substring(colon + 1).trim());
      byOwner.computeIfAbsent(loop.owner, o -> new ArrayList<>()).add(loop);
    }
    return byOwner;
  }

  /** As the user wrote it. */
  String text() {
    return owner.replace('/', '.') + "#" + method + (callee == null ? "" : ":" + callee);
  }
}

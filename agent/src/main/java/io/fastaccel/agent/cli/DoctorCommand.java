package io.fastaccel.agent.cli;

import io.fastaccel.agent.link.LibraryInspection;
import io.fastaccel.agent.weave.HookIndex;
import io.fastaccel.agent.weave.LibraryDescription;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.runtime.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what could be accelerated in an application, without running it. */
@Command(
    name = "doctor",
    description = {
      "Tells whether this Java can run the agent, and which libraries of an application would be"
          + " accelerated, in which versions, which not, and why. Runs nothing of the application."
    })
final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--app",
      paramLabel = "JAR",
      description = "The application: a jar, a fat jar, or a folder with jars; more than once.")
  private List<Path> application = List.of();

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    Map<String, Object> result = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    environment(result, text);
    if (!application.isEmpty()) {
      try {
        libraries(result, text);
      } catch (IOException e) {
        throw new CommandFailure("cannot read the application: " + e);
      }
    }
    json.print(text.toString().stripTrailing(), result);
    return 0;
  }

  private static void environment(Map<String, Object> result, StringBuilder text) {
    Map<String, Object> java = new LinkedHashMap<>();
    java.put("version", System.getProperty("java.version"));
    java.put("vm", System.getProperty("java.vm.name"));
    boolean attach = ModuleLayer.boot().findModule("jdk.attach").isPresent();
    java.put("attach", attach);
    result.put("java", java);
    Availability kernels = Kernels.loadNative();
    Map<String, Object> nativeFields = new LinkedHashMap<>();
    nativeFields.put("available", kernels.available());
    nativeFields.put("detail", kernels.detail());
    result.put("native", nativeFields);
    text.append("Java ").append(java.get("version")).append(", ").append(java.get("vm"));
    text.append('\n');
    text.append(
        attach
            ? "running JVMs can be attached to\n"
            : "running JVMs cannot be attached to: this Java has no module jdk.attach\n");
    text.append("native kernels: ").append(kernels.detail()).append('\n');
  }

  private void libraries(Map<String, Object> result, StringBuilder text)
      throws IOException, CommandFailure {
    ArchiveClassLoader loader = new ArchiveClassLoader();
    for (Path each : application) {
      if (Files.isDirectory(each)) {
        try (Stream<Path> files = Files.walk(each)) {
          for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
            loader.add(jar);
          }
        }
      } else if (!Files.exists(each)) {
        throw new CommandFailure("there is no " + each);
      } else if (!loader.add(each)) {
        throw new CommandFailure(each + " is no jar");
      }
    }
    List<Map<String, Object>> found = new ArrayList<>();
    for (LibraryDescription library :
        HookIndex.load(DoctorCommand.class.getClassLoader()).libraries()) {
      if (library.artifact().startsWith("io.fastaccel:")) {
        continue;
      }
      LibraryInspection inspection = LibraryInspection.of(library, loader);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("library", library.name());
      fields.put("artifact", library.artifact());
      fields.put("accepted", library.from() + " and later, before " + library.before());
      fields.put("found", inspection.found());
      fields.put("version", inspection.version());
      fields.put("accelerated", inspection.found() && inspection.problem().isEmpty());
      fields.put("reason", inspection.problem());
      found.add(fields);
      text.append(library.name()).append(": ");
      if (!inspection.found()) {
        text.append("not there\n");
      } else {
        String version = inspection.version().isEmpty() ? "unknown version" : inspection.version();
        text.append(version)
            .append(
                inspection.problem().isEmpty()
                    ? ", would be accelerated\n"
                    : ", would be left alone: " + inspection.problem() + "\n");
      }
    }
    result.put("libraries", found);
  }
}

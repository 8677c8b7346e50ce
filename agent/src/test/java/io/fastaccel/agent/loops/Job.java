package io.fastaccel.agent.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** What the loops of {@link Crew} run: an application's own type. */
public class Job {

  private final String name;
  private final Callable<String> work;
  private final List<Job> dependencies = new ArrayList<>();

  public Job(String name, Callable<String> work, Job... dependencies) {
    this.name = name;
    this.work = work;
    this.dependencies.addAll(List.of(dependencies));
  }

  public String getName() {
    return name;
  }

  public List<Job> getDependencies() {
    return dependencies;
  }

  public String execute() throws Exception {
    return work.call();
  }

  public String executeWith(Object context) throws Exception {
    return context + " " + work.call();
  }

  public CompletableFuture<String> later() {
    return CompletableFuture.completedFuture(name);
  }

  public boolean isWanted() {
    return !name.isEmpty();
  }

  public String getNameCarefully() {
    return name.trim();
  }
}

package org.example.crew;

import java.util.List;

/** Something that an agent does, with what other tasks have found out. */
public class Task {

  private final String name;
  private final List<Task> dependencies;
  private final Agent agent;
  private volatile String output;

  Task(String name, Agent agent, Task... dependencies) {
    this.name = name;
    this.agent = agent;
    this.dependencies = List.of(dependencies);
  }

  /** What it is called. */
  public String getName() {
    return name;
  }

  /** The tasks whose output it reads. */
  public List<Task> getDependencies() {
    return dependencies;
  }

  /** Has it done; nothing but its own output changes. */
  public String execute(Brief brief) {
    StringBuilder found = new StringBuilder();
    for (Task dependency : dependencies) {
      found.append(" with [").append(dependency.output).append(']');
    }
    output = agent.answer(brief.topic() + ": " + name + found);
    return output;
  }
}

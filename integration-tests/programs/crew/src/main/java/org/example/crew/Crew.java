package org.example.crew;

import java.util.ArrayList;
import java.util.List;

/** Tasks and the loop that runs them, one after the other. */
public class Crew {

  private final List<Task> tasks;
  private final Brief brief;

  Crew(Brief brief, Task... tasks) {
    this.brief = brief;
    this.tasks = List.of(tasks);
  }

  /** Runs all tasks. */
  public List<TaskOutput> kickoff() {
    List<TaskOutput> outputs = new ArrayList<>();
    for (Task task : tasks) {
      System.out.println("task " + task.getName());
      String text = task.execute(brief);
      outputs.add(new TaskOutput(task.getName(), text));
      System.out.println("  done: " + text);
    }
    return outputs;
  }

  /** Runs tasks until one has nothing to say; failures are noted. */
  public List<String> kickoffUntilSilence() {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      String text;
      try {
        text = tasks.get(i).execute(brief);
      } catch (IllegalStateException e) {
        text = "failed: " + e.getMessage();
      }
      if (text.isEmpty()) {
        break;
      }
      outputs.add(text);
    }
    return outputs;
  }
}

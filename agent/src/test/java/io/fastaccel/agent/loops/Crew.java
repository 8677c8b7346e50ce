package io.fastaccel.agent.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Loops as applications write them. */
@SuppressWarnings({"UnusedMethod", "ForLoopReplaceableByForEach"})
public class Crew {

  private final List<String> known = new ArrayList<>();
  private String last = "";

  // What can be shown to be safe.

  public List<String> iterator(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.execute());
    }
    return results;
  }

  public List<String> scores(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.execute());
    }
    return results;
  }

  public List<String> indexed(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      results.add(jobs.get(i).execute());
    }
    return results;
  }

  public String[] array(Job[] jobs) throws Exception {
    String[] results = new String[jobs.length];
    for (int i = 0; i < jobs.length; i++) {
      Job job = jobs[i];
      results[i] = job.execute();
    }
    return results;
  }

  public Map<String, String> named(List<Job> jobs, long started) {
    Map<String, String> results = new LinkedHashMap<>();
    int failures = 0;
    for (Job job : jobs) {
      String result;
      try {
        result = job.execute();
      } catch (Exception e) {
        failures++;
        result = "failed: " + e.getMessage();
      }
      results.put(job.getName() + " of " + started, result);
    }
    results.put("failures", Integer.toString(failures));
    return results;
  }

  public List<String> caught(List<Job> jobs) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      try {
        results.add(jobs.get(i).execute());
      } catch (Exception e) {
        results.add(e.getMessage());
      }
    }
    return results;
  }

  public List<String> underLock(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.execute());
    }
    return results;
  }

  public List<String> skipping(List<Job> jobs) {
    List<String> results = new ArrayList<>();
    int failures = 0;
    for (Job job : jobs) {
      try {
        results.add(job.getName());
        results.add(job.execute());
      } catch (Exception e) {
        failures++;
      }
    }
    results.add(Integer.toString(failures));
    return results;
  }

  public List<String> untilEmpty(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      String result = job.execute();
      if (result.isEmpty()) {
        break;
      }
      results.add(result);
    }
    results.add("end");
    return results;
  }

  public List<String> shared(List<Job> jobs, Object context) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.executeWith(context));
    }
    return results;
  }

  public List<String> byHelper(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(run(job));
    }
    return results;
  }

  private String run(Job job) throws Exception {
    return job.execute();
  }

  public List<List<String>> nested(List<List<Job>> phases) throws Exception {
    List<List<String>> all = new ArrayList<>();
    for (List<Job> phase : phases) {
      List<String> results = new ArrayList<>();
      for (Job job : phase) {
        results.add(job.execute());
      }
      all.add(results);
    }
    return all;
  }

  // What cannot.

  public List<String> liveList(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.executeWith(results));
    }
    return results;
  }

  public String field(List<Job> jobs) throws Exception {
    for (Job job : jobs) {
      last = job.execute();
    }
    return last;
  }

  public List<String> fieldsList(List<Job> jobs) throws Exception {
    for (Job job : jobs) {
      known.add(job.execute());
    }
    return known;
  }

  public List<String> escaped(List<Job> jobs, Map<String, List<String>> context) throws Exception {
    List<String> results = new ArrayList<>();
    context.put("results", results);
    for (Job job : jobs) {
      results.add(job.execute());
    }
    return results;
  }

  public List<String> someOnly(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      if (job.isWanted()) {
        results.add(job.execute());
      }
    }
    return results;
  }

  public List<String> twoCalls(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.getName() + job.execute());
    }
    return results;
  }

  public List<String> carefulName(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.getNameCarefully() + job.execute());
    }
    return results;
  }

  public List<String> previous(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    String previous = "";
    for (Job job : jobs) {
      previous = job.executeWith(previous);
      results.add(previous);
    }
    return results;
  }

  public List<CompletableFuture<String>> futures(List<Job> jobs) {
    List<CompletableFuture<String>> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.later());
    }
    return results;
  }

  public List<String> listener(List<Job> jobs, Runnable afterEach) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(job.execute());
      afterEach.run();
    }
    return results;
  }

  public Map<Job, String> byJob(List<Job> jobs) throws Exception {
    Map<Job, String> results = new HashMap<>();
    for (Job job : jobs) {
      results.put(job, job.execute());
    }
    return results;
  }

  public List<String> locked(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      synchronized (known) {
        results.add(job.execute());
      }
    }
    return results;
  }

  public List<String> streamed(List<Job> jobs) {
    return jobs.stream().map(Job::getName).toList();
  }

  public List<String> forEach(List<Job> jobs) {
    List<String> results = new ArrayList<>();
    jobs.forEach(job -> results.add(job.getName()));
    return results;
  }

  public String straight(Job job) throws Exception {
    return job.execute();
  }

  public List<String> printed(List<Job> jobs) throws Exception {
    List<String> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add("of " + job + job.execute());
    }
    return results;
  }
}

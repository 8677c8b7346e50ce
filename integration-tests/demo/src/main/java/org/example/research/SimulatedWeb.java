package org.example.research;

import java.util.Random;

/**
 * A web and a document library that need no network: every address has one text, and takes the time
 * that a real one would. May be used by several threads.
 */
final class SimulatedWeb {

  private static final int FASTEST_MILLIS = 40;
  private static final int SLOWEST_MILLIS = 200;
  private static final int RESULTS = 6;
  private static final int PAGE_LENGTH = 9_000;
  private static final int DOCUMENT_LENGTH = 14_000;

  /** A list of results with address and excerpt. */
  String search(String query) {
    Prose prose = waitFor("search:" + query);
    StringBuilder results = new StringBuilder("Results for \"" + query + "\":\n");
    for (int i = 1; i <= RESULTS; i++) {
      String subject = prose.subject();
      results.append(i).append(". https://journal.example/").append(subject.replace(' ', '-'));
      results.append('/').append(i).append('\n').append(prose.note(subject)).append('\n');
    }
    return results.toString();
  }

  /** The readable text of a page. */
  String page(String url) {
    return waitFor("page:" + url).article(url, PAGE_LENGTH);
  }

  /** The text of a document. */
  String document(String path) {
    return waitFor("document:" + path).article(path, DOCUMENT_LENGTH);
  }

  private static Prose waitFor(String address) {
    Random random = new Random(address.hashCode());
    int millis = FASTEST_MILLIS + random.nextInt(SLOWEST_MILLIS - FASTEST_MILLIS + 1);
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + address, e);
    }
    return new Prose(random);
  }
}

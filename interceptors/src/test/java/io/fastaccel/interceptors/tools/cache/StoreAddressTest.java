package io.fastaccel.interceptors.tools.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "redis://localhost",
        "redis://localhost:6379",
        "redis://localhost/3",
        "redis://user:secret@cache.example.org:6380/0",
        "redis://:p%40ss@10.0.0.1",
        "rediss://[::1]:6379/1"
      })
  void goodOnesAreTaken(String address) {
    assertNull(StoreAddress.problemWith(address));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:6380,redis://localhost:6380/0",
    "redis:/localhost,redis://localhost:6379/0",
    "http://cache:6379/0,redis://cache:6379/0",
    "redis://cache:port/0,redis://cache:6379/0",
    "redis://cache:6379/first,redis://cache:6379/0",
    "redis://:6379,redis://HOST:6379/0",
    "rediss://cache:99999,rediss://cache:6379/0",
  })
  void badOnesNameTheNearestGoodOne(String bad, String good) {
    String problem = StoreAddress.problemWith(bad);
    assertNotNull(problem);
    String nearest = problem.substring(problem.indexOf("did you mean ") + 13);
    assertEquals(good, nearest.substring(0, nearest.length() - 1));
  }

  @Test
  void passwordsAreNeverShown() {
    for (String bad :
        new String[] {
          "redis://ada:topsecret@cache:port/0",
          "ada:topsecret@cache",
          "http://ada:topsecret@cache/x",
          "redis://ada:top secret@cache"
        }) {
      String problem = StoreAddress.problemWith(bad);
      assertNotNull(problem, bad);
      assertFalse(problem.contains("secret"), problem);
    }
  }
}

package io.fastaccel.interceptors.json.read;

import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import java.util.List;

/** An object that others may refer to. */
@JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
public class Known {

  /** Objects of this class that follow each other, of which one is wrong or refers to another. */
  public static final String DOCUMENTS =
      "{\"id\":1,\"name\":\"a\"} {\"id\":2} {\"id\":1} {\"id\":3}";

  public int id;
  public String name;

  @Override
  public String toString() {
    return "known"; // as messages tell it
  }

  /** Refers to some. */
  public static class Referring {

    /** The same of this class. */
    public static final String DOCUMENTS =
        "{\"known\":[{\"id\":1,\"name\":\"a\"},1]} {\"known\":[1,{\"id\":2}]}"
            + " {\"known\":[2],\"number\":\"x\"} {\"known\":[{\"id\":1}]} {\"known\":[2,{\"id\":4}]}";

    public List<Known> known;
    public int number;
  }
}

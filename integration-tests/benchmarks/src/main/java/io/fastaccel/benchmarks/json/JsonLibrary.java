package io.fastaccel.benchmarks.json;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONWriter;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.runtime.Settings;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What writes: each library as its documentation says, set up once and then reused. */
public enum JsonLibrary {
  JACKSON2("Jackson 2") {
    @Override
    Writer open() {
      return jackson2(new ObjectMapper());
    }
  },
  /** The same code; the table gives its JVM the agent. */
  FAST_ACCEL("fast-accel", JACKSON2) {
    @Override
    Writer open() {
      return jackson2(new ObjectMapper());
    }
  },
  BLACKBIRD("Blackbird") {
    @Override
    Writer open() {
      return jackson2(new ObjectMapper().registerModule(new BlackbirdModule()));
    }
  },
  JACKSON3("Jackson 3") {
    @Override
    Writer open() {
      return jackson3();
    }
  },
  /** The same code; the table gives its JVM the agent, and compares it with Jackson 3. */
  JACKSON3_ACCELERATED("Jackson 3 with the agent", JACKSON3) {
    @Override
    Writer open() {
      return jackson3();
    }
  },
  GSON("Gson") {
    @Override
    Writer open() {
      return gson(new Gson());
    }
  },
  /** The same code; the table gives its JVM the agent, and compares it with Gson. */
  GSON_ACCELERATED("Gson with the agent", GSON) {
    @Override
    Writer open() {
      return gson(new Gson());
    }
  },
  GSON_PRETTY("Gson, pretty-printed") {
    @Override
    Writer open() {
      return gson(new GsonBuilder().setPrettyPrinting().create());
    }
  },
  /** The same code; the table gives its JVM the agent, and compares it with Gson. */
  GSON_PRETTY_ACCELERATED("the same with the agent", GSON_PRETTY) {
    @Override
    Writer open() {
      return gson(new GsonBuilder().setPrettyPrinting().create());
    }
  },
  FASTJSON2("fastjson2") {
    @Override
    Writer open() {
      return new Writer() {
        @Override
        public String text(Object value) {
          return JSON.toJSONString(value, JSONWriter.Feature.WriteNulls);
        }

        @Override
        public byte[] bytes(Object value) {
          return JSON.toJSONBytes(value, JSONWriter.Feature.WriteNulls);
        }
      };
    }
  },
  DSL_JSON("dsl-json") {
    @Override
    Writer open() {
      DslJson<Object> json = new DslJson<>(Settings.basicSetup());
      com.dslplatform.json.JsonWriter writer = json.newWriter();
      return new Writer() {
        @Override
        public String text(Object value) {
          write(value);
          return writer.toString();
        }

        @Override
        public byte[] bytes(Object value) {
          write(value);
          return writer.toByteArray();
        }

        private void write(Object value) {
          writer.reset();
          try {
            json.serialize(writer, value);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    }
  };

  /** Writes values; used by one thread. */
  public interface Writer {
    /** As a string. */
    String text(Object value);

    /** As UTF-8. */
    byte[] bytes(Object value);
  }

  private final String title;
  private final JsonLibrary plain;

  JsonLibrary(String title) {
    this(title, null);
  }

  /**
   * @param plain what this is with the agent; {@code null} without it
   */
  JsonLibrary(String title, JsonLibrary plain) {
    this.title = title;
    this.plain = plain;
  }

  /** The same library without the agent, or {@code null} if this is without. */
  JsonLibrary plain() {
    return plain;
  }

  /** Whether it makes texts, of which bytes can be made. */
  boolean isGson() {
    return name().startsWith("GSON");
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** A new writer. */
  abstract Writer open();

  private static Writer jackson2(ObjectMapper mapper) {
    return new Writer() {
      @Override
      public String text(Object value) {
        try {
          return mapper.writeValueAsString(value);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public byte[] bytes(Object value) {
        try {
          return mapper.writeValueAsBytes(value);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private static Writer jackson3() {
    tools.jackson.databind.ObjectMapper mapper = new tools.jackson.databind.ObjectMapper();
    return new Writer() {
      @Override
      public String text(Object value) {
        return mapper.writeValueAsString(value);
      }

      @Override
      public byte[] bytes(Object value) {
        return mapper.writeValueAsBytes(value);
      }
    };
  }

  private static Writer gson(Gson gson) {
    return new Writer() {
      @Override
      public String text(Object value) {
        return gson.toJson(value);
      }

      @Override
      public byte[] bytes(Object value) {
        return gson.toJson(value).getBytes(StandardCharsets.UTF_8);
      }
    };
  }
}

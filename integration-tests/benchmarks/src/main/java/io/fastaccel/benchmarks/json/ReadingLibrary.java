package io.fastaccel.benchmarks.json;

import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.runtime.Settings;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import com.google.gson.Gson;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** What reads: each library as its documentation says, set up once and then reused. */
public enum ReadingLibrary {
  JACKSON2("Jackson 2") {
    @Override
    Reader open(Type type) {
      return jackson2(new ObjectMapper(), type);
    }
  },
  /** The same code; the table gives its JVM the agent. */
  FAST_ACCEL("fast-accel") {
    @Override
    Reader open(Type type) {
      return jackson2(new ObjectMapper(), type);
    }
  },
  BLACKBIRD("Blackbird") {
    @Override
    Reader open(Type type) {
      return jackson2(new ObjectMapper().registerModule(new BlackbirdModule()), type);
    }
  },
  JACKSON3("Jackson 3") {
    @Override
    Reader open(Type type) {
      return jackson3(type);
    }
  },
  /** The same code as {@link #JACKSON3}, with the agent, and compared with that. */
  FAST_ACCEL3("fast-accel 3") {
    @Override
    Reader open(Type type) {
      return jackson3(type);
    }
  },
  GSON("Gson") {
    @Override
    Reader open(Type type) {
      Gson gson = new Gson();
      return new Reader() {
        @Override
        public Object text(String document) {
          return gson.fromJson(document, type);
        }

        @Override
        public Object bytes(byte[] document) {
          return gson.fromJson(new String(document, StandardCharsets.UTF_8), type);
        }
      };
    }
  },
  FASTJSON2("fastjson2") {
    @Override
    Reader open(Type type) {
      return new Reader() {
        @Override
        public Object text(String document) {
          return JSON.parseObject(document, type);
        }

        @Override
        public Object bytes(byte[] document) {
          return JSON.parseObject(document, type);
        }
      };
    }
  },
  DSL_JSON("dsl-json") {
    @Override
    Reader open(Type type) {
      DslJson<Object> json = new DslJson<>(Settings.basicSetup());
      return new Reader() {
        @Override
        public Object text(String document) throws IOException {
          return bytes(document.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object bytes(byte[] document) throws IOException {
          return json.deserialize(type, document, document.length);
        }
      };
    }
  };

  /** Reads documents; used by one thread. */
  public interface Reader {
    /** From a string. */
    Object text(String document) throws Exception;

    /** From UTF-8. */
    Object bytes(byte[] document) throws Exception;
  }

  private final String title;

  ReadingLibrary(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** Whether it runs with the agent. */
  boolean hasAgent() {
    return this == FAST_ACCEL || this == FAST_ACCEL3;
  }

  /** What it is compared with. */
  ReadingLibrary plain() {
    return this == FAST_ACCEL3 ? JACKSON3 : JACKSON2;
  }

  /** A new reader of values of that type. */
  abstract Reader open(Type type);

  private static Reader jackson2(ObjectMapper mapper, Type type) {
    JavaType javaType = mapper.constructType(type);
    return new Reader() {
      @Override
      public Object text(String document) throws IOException {
        return mapper.readValue(document, javaType);
      }

      @Override
      public Object bytes(byte[] document) throws IOException {
        return mapper.readValue(document, javaType);
      }
    };
  }

  private static Reader jackson3(Type type) {
    tools.jackson.databind.ObjectMapper mapper = new tools.jackson.databind.ObjectMapper();
    tools.jackson.databind.JavaType javaType = mapper.constructType(type);
    return new Reader() {
      @Override
      public Object text(String document) {
        return mapper.readValue(document, javaType);
      }

      @Override
      public Object bytes(byte[] document) {
        return mapper.readValue(document, javaType);
      }
    };
  }
}

package io.fastaccel.benchmarks.json;

import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;

/** The ways to write a value with Jackson 3. */
enum Jackson3Call {
  STRING("writeValueAsString") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      return value -> keep(mapper.writeValueAsString(value));
    }
  },
  BYTES("writeValueAsBytes") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      return value -> keep(mapper.writeValueAsBytes(value));
    }
  },
  STREAM("writeValue to an OutputStream") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      return value -> mapper.writeValue(OutputStream.nullOutputStream(), value);
    }
  },
  WRITER("writeValue to a Writer") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      return value -> {
        StringWriter text = new StringWriter();
        mapper.writeValue(text, value);
        keep(text);
      };
    }
  },
  PRETTY("writeValueAsString, pretty-printed") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      ObjectWriter writer = mapper.writerWithDefaultPrettyPrinter();
      return value -> keep(writer.writeValueAsString(value));
    }
  },
  ROOT_TYPE("writeValueAsBytes of a root type") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      return value -> keep(mapper.writerFor(value.getClass()).writeValueAsBytes(value));
    }
  },
  GENERATOR("writeValue to a generator, as in Spring") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      return value -> {
        ObjectWriter writer = mapper.writer();
        try (JsonGenerator generator =
            writer.createGenerator(OutputStream.nullOutputStream(), JsonEncoding.UTF8)) {
          writer.writeValue(generator, value);
          generator.flush();
        }
      };
    }
  },
  SEQUENCE("SequenceWriter.write, one a line") {
    @Override
    Consumer<Object> open(ObjectMapper mapper) {
      SequenceWriter lines =
          mapper.writer().withRootValueSeparator("\n").writeValues(Writer.nullWriter());
      return lines::write;
    }
  };

  /** So that no result is of no use. */
  private static Object kept;

  private final String title;

  Jackson3Call(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  private static void keep(Object result) {
    kept = result;
  }

  static Object kept() {
    return kept;
  }

  /** What writes a value in this way. */
  abstract Consumer<Object> open(ObjectMapper mapper);
}

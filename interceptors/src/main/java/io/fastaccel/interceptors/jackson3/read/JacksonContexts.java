package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.ReadContexts;
import tools.jackson.core.json.JsonReadContext;

/** Where in a document we are, as Jackson's parsers tell it. */
final class JacksonContexts extends ReadContexts<JsonReadContext> {

  @Override
  protected JsonReadContext in(JsonReadContext outer, boolean isArray) {
    return isArray
        ? outer.createChildArrayContext(FastParser.ROW, FastParser.COLUMN)
        : outer.createChildObjectContext(FastParser.ROW, FastParser.COLUMN);
  }

  @Override
  protected void tell(JsonReadContext context, boolean isArray, Object value, String name) {
    context.assignCurrentValue(value);
    if (!isArray) {
      context.setCurrentName(name);
    }
  }

  @Override
  protected void count(JsonReadContext context, int index) {
    while (context.getEntryCount() <= index) {
      context.expectComma();
    }
  }
}

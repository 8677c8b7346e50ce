package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.ContextStack;
import tools.jackson.core.json.JsonWriteContext;

/** Where in a document we are, as Jackson's generators tell it. */
final class JacksonContexts extends ContextStack<JsonWriteContext> {

  @Override
  protected JsonWriteContext arrayIn(JsonWriteContext parent, Object owner) {
    return parent.createChildArrayContext(owner);
  }

  @Override
  protected JsonWriteContext objectIn(JsonWriteContext parent, Object owner) {
    return parent.createChildObjectContext(owner);
  }

  @Override
  protected void nameWritten(JsonWriteContext context, String name) {
    context.writeName(name);
  }

  @Override
  protected void valueWritten(JsonWriteContext context) {
    context.writeValue();
  }

  @Override
  protected void ended(JsonWriteContext context) {
    context.clearAndGetParent();
  }

  @Override
  protected int entriesOf(JsonWriteContext context) {
    return context.getEntryCount();
  }
}

package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import io.fastaccel.interceptors.json.ContextStack;

/** Where in a document we are, in Jackson's terms. */
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
    try {
      context.writeFieldName(name);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // only where duplicates are looked for, which we refuse
    }
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

package com.acme.model;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** An application's adapter that fails before it has written anything, or in the middle. */
public final class UnfinishedAdapter extends TypeAdapter<GsonShapes.Empty> {

  private final boolean begins;

  /**
   * @param begins whether it writes something first
   */
  public UnfinishedAdapter(boolean begins) {
    this.begins = begins;
  }

  @Override
  public void write(JsonWriter out, GsonShapes.Empty value) throws IOException {
    if (begins) {
      out.beginObject().name("n").value(1).name("never");
    }
    throw new IllegalStateException("unfinished");
  }

  @Override
  public GsonShapes.Empty read(JsonReader in) {
    throw new UnsupportedOperationException();
  }
}

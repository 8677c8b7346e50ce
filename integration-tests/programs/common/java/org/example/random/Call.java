package org.example.random;

/** What a model asks for. */
public record Call(String tool, String arguments) {

  @Override
  public String toString() {
    return tool + arguments;
  }
}

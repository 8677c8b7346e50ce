package org.springframework.ai.mcp;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/** Of the shape of Spring AI's, whose module for MCP is not on this class path. */
public class SyncMcpToolCallback implements ToolCallback {

  @SuppressWarnings("UnusedVariable") // read by name
  private final Tool tool;

  public SyncMcpToolCallback(Boolean readOnlyHint) {
    this.tool = new Tool(readOnlyHint == null ? null : new ToolAnnotations(readOnlyHint));
  }

  public record Tool(ToolAnnotations annotations) {}

  public record ToolAnnotations(Boolean readOnlyHint) {}

  @Override
  public ToolDefinition getToolDefinition() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String call(String input) {
    throw new UnsupportedOperationException();
  }
}

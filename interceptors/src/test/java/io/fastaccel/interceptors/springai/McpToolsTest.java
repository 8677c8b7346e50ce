package io.fastaccel.interceptors.springai;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.springframework.ai.mcp.SyncMcpToolCallback;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

class McpToolsTest {

  @Test
  void onlyAToolWhoseServerSaysSoIsReadOnly() {
    assertTrue(McpTools.isReadOnly(new SyncMcpToolCallback(true)));
    assertFalse(McpTools.isReadOnly(new SyncMcpToolCallback(false)));
    assertFalse(McpTools.isReadOnly(new SyncMcpToolCallback(null)));
    ToolCallback other =
        new ToolCallback() {
          @Override
          public ToolDefinition getToolDefinition() {
            throw new UnsupportedOperationException();
          }

          @Override
          public String call(String input) {
            return input;
          }
        };
    assertFalse(McpTools.isReadOnly(other));
  }
}

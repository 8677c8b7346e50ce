package org.example.booking;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.service.tool.ToolExecutionResult;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/** Another desk, reached by MCP; its server says which of its tools change nothing. */
final class RemoteDesk {

  private final BookingTools tools;

  RemoteDesk(BookingTools tools) {
    this.tools = tools;
  }

  McpClient client() {
    return (McpClient)
        Proxy.newProxyInstance(
            RemoteDesk.class.getClassLoader(),
            new Class<?>[] {McpClient.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "key" -> "remote desk";
                  case "listTools" -> List.of(tool("remoteLook", true), tool("remoteBook", false));
                  case "executeTool" -> execute((ToolExecutionRequest) arguments[0]);
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> null;
                });
  }

  private static ToolSpecification tool(String name, boolean readOnly) {
    return ToolSpecification.builder()
        .name(name)
        .metadata(Map.of("readOnlyHint", readOnly))
        .build();
  }

  private ToolExecutionResult execute(ToolExecutionRequest request) {
    return ToolExecutionResult.builder()
        .resultText(request.name().equals("remoteBook") ? tools.book(9) : tools.getBooking(9))
        .build();
  }
}

package org.example.context;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.context.Context;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.example.tools.Asking;
import org.slf4j.MDC;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.execution.DefaultToolExecutionExceptionProcessor;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Calls tools with all that libraries keep on a thread around them, and prints what they saw. */
public final class ContextDesk {

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final ContextTools tools = new ContextTools();
  private int loadedSecurityContexts;

  private ContextDesk() {}

  /** Takes no arguments. */
  public static void main(String... arguments) throws Exception {
    new ContextDesk().run();
  }

  private void run() throws Exception {
    ask("nothing is set", "getContext", "getContext", "getContext");

    ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", ContextTools.TENANT);
    setAll();
    Context.current().with(ContextTools.TRACE, "trace-7").wrap(this::askWithAllSet).run();
    OUT.println("threads of calls have ended: " + (tools.awaitThreads() >= 0));

    SecurityContextHolder.setDeferredContext(
        () -> {
          loadedSecurityContexts++;
          return new SecurityContextImpl(new TestingAuthenticationToken("deferred", ""));
        });
    ask("deferred and not needed", "getNothing", "getNothing", "getNothing");
    OUT.println("security contexts loaded: " + loadedSecurityContexts);
    ask("deferred and needed", "getContext", "getContext");

    RequestContextHolder.setRequestAttributes(new Request("/slow"));
    ask("a request that ends with a failure", "getFailure", "getSlowly", "getSlowly");
    OUT.println("calls in progress after the request: " + tools.running());
    RequestContextHolder.resetRequestAttributes();

    new TransactionTemplate(new Transactions())
        .executeWithoutResult(status -> ask("in a transaction", "getContext", "getContext"));
    TransactionSynchronizationManager.bindResource("data source", "connection");
    ask("with a bound resource", "getContext", "getContext");
    TransactionSynchronizationManager.unbindResource("data source");
    synchronized (this) {
      ask("in a monitor", "getContext", "getContext");
    }
    OUT.println("left on this thread: " + tools.getContext());
  }

  private void askWithAllSet() {
    Thread.currentThread().setContextClassLoader(new URLClassLoader("a loader", new URL[0], null));
    ask("all is set", "getContext", "getContext", "getContext");
    ask(
        "changed in between",
        "getContext",
        "getContext",
        "change",
        "getContext",
        "getContext",
        "getContext");
    Thread.currentThread().setContextClassLoader(ContextDesk.class.getClassLoader());
  }

  private static void setAll() {
    MDC.put("user", "ada");
    LocaleContextHolder.setLocale(Locale.ITALY);
    RequestContextHolder.setRequestAttributes(new Request("/answers"));
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken("the authenticated", ""));
    ContextTools.TENANT.set("a tenant");
    ContextTools.INHERITED.set("inherited");
  }

  private void ask(String name, String... calls) {
    List<ToolCall> asked = new ArrayList<>();
    for (String call : calls) {
      asked.add(new ToolCall("call " + asked.size(), "function", call, "{}"));
    }
    Prompt prompt =
        new Prompt(
            "question",
            ToolCallingChatOptions.builder().toolCallbacks(ToolCallbacks.from(tools)).build());
    ChatResponse response = new ChatResponse(List.of(new Generation(Asking.forTools(asked))));
    String result;
    try {
      List<Message> history =
          ToolCallingManager.builder()
              .toolExecutionExceptionProcessor(new DefaultToolExecutionExceptionProcessor(true))
              .build()
              .executeToolCalls(prompt, response)
              .conversationHistory();
      result =
          ((ToolResponseMessage) history.get(history.size() - 1))
              .getResponses().stream()
                  .map(ToolResponseMessage.ToolResponse::responseData)
                  .collect(Collectors.joining("\n  "));
    } catch (RuntimeException e) {
      result = e.toString();
    }
    OUT.println(name + "\n  " + result);
  }

  /** A web request without a server. */
  private record Request(String path) implements RequestAttributes {

    private static final Object SESSION = new Object();

    @Override
    public Object getAttribute(String name, int scope) {
      return name.equals("path") ? path : null;
    }

    @Override
    public void setAttribute(String name, Object value, int scope) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void removeAttribute(String name, int scope) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String[] getAttributeNames(int scope) {
      return new String[] {"path"};
    }

    @Override
    public void registerDestructionCallback(String name, Runnable callback, int scope) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object resolveReference(String key) {
      return null;
    }

    @Override
    public String getSessionId() {
      return "session";
    }

    @Override
    public Object getSessionMutex() {
      return SESSION;
    }
  }

  /** Transactions over nothing. */
  private static final class Transactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
      return "transaction";
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}

package org.example.booking;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.MDC;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Asks a model about bookings in every way that a tool loop can end, and prints what came out. */
public final class BookingDesk {

  private static final PrintStream OUT =
      new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final BookingTools tools = new BookingTools();
  private final ChatModel model;

  private BookingDesk(String url) {
    model = Models.at(url);
  }

  /** Takes the model's address. */
  public static void main(String... arguments) {
    new BookingDesk(arguments[0]).run();
  }

  private void run() {
    MDC.put("user", "ada");
    LocaleContextHolder.setLocale(Locale.ITALY);
    for (String question :
        new String[] {"reads", "mixed", "failing", "hallucinated", "arguments", "single", "null", "annotated"}) {
      ask(question);
    }
    ask("context");
    TransactionSynchronizationManager.initSynchronization();
    try {
      ask("reads");
    } finally {
      TransactionSynchronizationManager.clearSynchronization();
    }
    TransactionSynchronizationManager.bindResource("pool of one connection", "connection");
    try {
      ask("reads");
    } finally {
      TransactionSynchronizationManager.unbindResource("pool of one connection");
    }
    synchronized (tools) {
      ask("guarded");
    }
    print("MDC " + MDC.getCopyOfContextMap());
  }

  private void ask(String question) {
    try {
      String answer =
          ChatClient.create(model)
              .prompt(question)
              .tools(tools)
              .call()
              .content();
      print(question + ": " + answer);
    } catch (RuntimeException e) {
      print(question + ": " + e);
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        print("  because of " + cause);
      }
    }
    print("  written: " + tools.written());
  }

  private static void print(String line) {
    OUT.println(line.replaceAll("@[0-9a-f]+", "@"));
  }
}

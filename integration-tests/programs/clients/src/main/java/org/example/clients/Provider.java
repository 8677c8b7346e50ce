package org.example.clients;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A service that gives the same answer to all requests, without a network: a document, or
 * server-sent events. For one thread.
 */
final class Provider implements HttpClient, HttpClientBuilder {

  private final SuccessfulHttpResponse answer;
  private String lastRequest;

  Provider(String answer) {
    this.answer = SuccessfulHttpResponse.builder().statusCode(200).body(answer).build();
  }

  /** The body of the last request. */
  String lastRequest() {
    return lastRequest;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    lastRequest = request.body();
    return answer;
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    lastRequest = request.body();
    listener.onOpen(answer);
    parser.parse(
        new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)), listener);
    listener.onClose();
  }

  @Override
  public Duration connectTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }
}

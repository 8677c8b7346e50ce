package io.fastaccel.interceptors.evidence;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.tools.ToolEvidence;

/** LangChain4j's own client on the JDK's. */
@Advice(
    target = "dev.langchain4j.http.client.jdk.JdkHttpClient",
    feature = Feature.TOOLS,
    activation = Activation.REPORT)
final class LangChainHttpAdvice {

  private LangChainHttpAdvice() {}

  @OnEnter(
      method = "execute",
      descriptor =
          "(Ldev/langchain4j/http/client/HttpRequest;)Ldev/langchain4j/http/client/SuccessfulHttpResponse;")
  static void execute(Object client, Object request) {
    ToolEvidence.http(PublicMethod.of(request, "method"));
  }
}

package io.fastaccel.interceptors.evidence;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.tools.ToolEvidence;

/** Spring: RestClient and RestTemplate, on whatever client. */
@Advice(
    target = "org.springframework.http.client.AbstractClientHttpRequest",
    feature = Feature.TOOLS,
    activation = Activation.REPORT)
final class SpringHttpAdvice {

  private SpringHttpAdvice() {}

  @OnEnter(
      method = "execute",
      descriptor = "()Lorg/springframework/http/client/ClientHttpResponse;")
  static void execute(Object request) {
    ToolEvidence.http(PublicMethod.of(request, "getMethod"));
  }
}

package io.fastaccel.compatibility.applications;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat in which a web application is deployed, asked and removed again and again. */
public final class ServletRedeploys {

  private static final int REQUESTS = 60;

  private ServletRedeploys() {}

  /** Arguments: the folder of the web application, and how often. */
  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[1]);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    tomcat.start();
    List<WeakReference<ClassLoader>> deployed = new ArrayList<>();
    int right = 0;
    for (int i = 0; i < times; i++) {
      Context context =
          tomcat.addContext("/app" + i, new File(arguments[0]).getAbsoluteFile().toString());
      Tomcat.addServlet(context, "json", JsonServlet.class.getName());
      context.addServletMappingDecoded("/json/*", "json");
      right += ask("http://localhost:" + tomcat.getConnector().getLocalPort() + "/app" + i);
      ClassLoader loader = context.getLoader().getClassLoader();
      // The servlet's class and Jackson are the web application's own.
      if (loader.loadClass(JsonServlet.class.getName()).getClassLoader() != loader) {
        throw new IllegalStateException("the servlet is not the web application's");
      }
      deployed.add(new WeakReference<>(loader));
      tomcat.getHost().removeChild(context);
    }
    System.out.println(
        "deployed " + times + ", right " + right + ", alive " + Redeploys.alive(deployed));
    tomcat.stop();
    tomcat.destroy();
  }

  private static int ask(String address) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    int right = 0;
    for (int i = 0; i < REQUESTS; i++) {
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(address + "/json/" + i)).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      right += answer.equals("{\"path\":\"/" + i + "\",\"numbers\":[1,2,3]}") ? 1 : 0;
    }
    return right;
  }
}

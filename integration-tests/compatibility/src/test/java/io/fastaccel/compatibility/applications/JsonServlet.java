package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** A servlet of a web application that brings its own Jackson. */
public final class JsonServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** What it answers with. */
  public record Answer(String path, List<Integer> numbers) {}

  private final transient ObjectMapper mapper = new ObjectMapper();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response
        .getWriter()
        .write(mapper.writeValueAsString(new Answer(request.getPathInfo(), List.of(1, 2, 3))));
  }
}

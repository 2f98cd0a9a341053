package steadystate.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors of requests that never reach a handler: same form, same headers, nothing of inside. */
final class ErrorPages extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    SecurityHeaders.set((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDetails.TYPE);
    Content.Sink.write(response, true, text(status), callback);
    return true;
  }

  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    SecurityHeaders.set(fields::put);
    fields.put(HttpHeader.CONTENT_TYPE, ProblemDetails.TYPE);
    return ByteBuffer.wrap(text(status).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(int status) {
    return ProblemDetails.text(
        status, "bad-request", "this request is not understood", Optional.empty());
  }
}

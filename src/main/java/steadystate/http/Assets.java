package steadystate.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The few files that pages need; nothing else can be named. */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "app.css", "text/css; charset=utf-8",
          "app.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private Assets() {}

  static void send(Context context) throws IOException {
    String name = context.pathParam("file");
    Optional<String> type = Optional.ofNullable(TYPES.get(name));
    if (type.isEmpty()) {
      throw new Trouble(404, "no-such-file", "there is no such file");
    }
    try (InputStream file =
        Optional.ofNullable(Assets.class.getResourceAsStream("/web/" + name)).orElseThrow()) {
      context.header("Cache-Control", "no-cache");
      context.contentType(type.get()).result(file.readAllBytes());
    }
  }
}

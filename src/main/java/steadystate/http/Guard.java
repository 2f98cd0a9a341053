package steadystate.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import steadystate.http.Route.Access;
import steadystate.http.Tokens.Caller;
import steadystate.http.Tokens.Role;

/**
 * Stands before every handler: size, host, token, origin.
 *
 * <p>Browsers send a token as HTTP Basic's password by themselves once they were given it, so such
 * a request may only change something when it comes from our own page. A bearer token is never sent
 * by itself.
 */
final class Guard {
  /** Bytes of a body. */
  static final int LARGEST_BODY = 1024 * 1024;

  private static final String CALLER = "caller";
  private static final String BODY = "body";

  private final Supplier<Tokens> tokens;
  private final Address address;
  private final boolean openToRead;

  private final Limits limits;
  private final FailedAttempts failed;

  Guard(ServerParts parts, Limits limits) {
    this.limits = limits;
    this.failed = new FailedAttempts(limits);
    this.tokens = parts.tokens();
    this.address = parts.address();
    this.openToRead = parts.openToRead();
  }

  /** For every request, known path or not. */
  void everyRequest(Context context) throws IOException {
    SecurityHeaders.set(context::header);
    checkHost(context);
    limitBody(context);
  }

  Handler guarded(Route route) {
    return context -> {
      check(context, route.access());
      checkScope(context, route);
      route.handler().handle(context);
    };
  }

  /** Who calls; only behind {@link Access#OPERATE}. */
  static Caller caller(Context context) {
    return Optional.<Caller>ofNullable(context.attribute(CALLER)).orElseThrow();
  }

  /** Which environments the caller may see. */
  static Predicate<String> sees(Context context) {
    return Optional.<Caller>ofNullable(context.attribute(CALLER))
        .<Predicate<String>>map(caller -> caller::sees)
        .orElse(environment -> true);
  }

  /** The body, at most {@value #LARGEST_BODY} bytes. */
  static byte[] body(Context context) {
    return Optional.<byte[]>ofNullable(context.attribute(BODY)).orElse(new byte[0]);
  }

  private void check(Context context, Access access) {
    if (access == Access.OPEN || access == Access.SIGNED) {
      return;
    }
    Optional<Credentials> given = credentials(context);
    Optional<Caller> caller = given.flatMap(one -> tokens.get().caller(one.token()));
    if (given.isPresent()) {
      checkPace(context, caller.map(Caller::name).orElse(""));
    }
    if (given.isPresent() && caller.isEmpty()) {
      throw unauthorized(context, "this token is not known");
    }
    switch (access) {
      case OPEN, SIGNED -> {}
      case READ -> {
        if (caller.isEmpty() && !openToRead) {
          throw unauthorized(context, "send a token: Authorization: Bearer …");
        }
      }
      case OPERATE -> checkOperator(context, given, caller);
    }
    caller.ifPresent(one -> context.attribute(CALLER, one));
  }

  private void checkPace(Context context, String name) {
    if (failed.refuses(context.req().getRemoteAddr(), name)) {
      context.header("Retry-After", "60");
      throw new Trouble(429, "too-many-attempts", "too many wrong tokens came from this address");
    }
  }

  /**
   * A token for some environments sees nothing of the others, not even that they are there; what
   * tells of all at once is not for it.
   */
  private static void checkScope(Context context, Route route) {
    Optional<Caller> limited =
        Optional.<Caller>ofNullable(context.attribute(CALLER)).filter(Caller::isLimited);
    if (limited.isEmpty() || route.access() == Access.OPEN) {
      return;
    }
    if (route.path().contains("{env}")) {
      String name = context.pathParam("env");
      if (!limited.get().sees(name)) {
        throw Reading.nobody(name);
      }
    } else if (!route.isFiltered()) {
      throw new Trouble(403, "limited-token", "this token is for some environments alone");
    }
  }

  private void checkOperator(
      Context context, Optional<Credentials> given, Optional<Caller> caller) {
    if (caller.isEmpty()) {
      String hint = tokens.get().isEmpty() ? "; this server was started without --token-file" : "";
      throw unauthorized(context, "only a token of an operator may do this" + hint);
    }
    if (caller.get().role() != Role.OPERATOR) {
      throw new Trouble(403, "not-an-operator", "this token may read only");
    }
    boolean bearer = given.map(Credentials::bearer).orElse(false);
    if (!bearer && !isSameOrigin(context)) {
      throw new Trouble(
          403, "other-origin", "send the token as Authorization: Bearer, or use our own page");
    }
  }

  private static Trouble unauthorized(Context context, String detail) {
    context.header("WWW-Authenticate", "Bearer realm=\"steadystate\"");
    context.res().addHeader("WWW-Authenticate", "Basic realm=\"steadystate token as password\"");
    return new Trouble(401, "token-needed", detail);
  }

  private record Credentials(String token, boolean bearer) {}

  private static Optional<Credentials> credentials(Context context) {
    String header = Optional.ofNullable(context.header("Authorization")).orElse("").strip();
    int space = header.indexOf(' ');
    if (header.isEmpty()) {
      return Optional.empty();
    }
    String scheme = (space < 0 ? header : header.substring(0, space)).toLowerCase(Locale.ROOT);
    String rest = space < 0 ? "" : header.substring(space + 1).strip();
    return switch (scheme) {
      case "bearer" -> Optional.of(new Credentials(rest, true));
      case "basic" -> Optional.of(new Credentials(password(rest), false));
      default -> Optional.of(new Credentials("", false));
    };
  }

  private static String password(String basic) {
    try {
      String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  /** Every browser of today says where a request that changes something comes from. */
  private static boolean isSameOrigin(Context context) {
    Optional<String> site = Optional.ofNullable(context.header("Sec-Fetch-Site"));
    if (site.isPresent()) {
      return site.get().equals("same-origin");
    }
    String host = Optional.ofNullable(context.header("Host")).orElse("");
    return Optional.ofNullable(context.header("Origin"))
        .filter(origin -> !host.isEmpty())
        .filter(origin -> Set.of("http://" + host, "https://" + host).contains(origin))
        .isPresent();
  }

  /**
   * Where reading needs no token, a page of a stranger could read by giving its own name our
   * address; its requests then carry its name. A webhook comes by whatever name a proxy has.
   */
  private void checkHost(Context context) {
    if (!openToRead || context.path().equals(Pushed.PATH)) {
      return;
    }
    String host = Optional.ofNullable(context.header("Host")).orElse("").toLowerCase(Locale.ROOT);
    String name = host.replaceFirst(":\\d*$", "");
    boolean ours =
        List.of("localhost", "127.0.0.1", "[::1]").contains(name)
            || name.equals(address.host().toLowerCase(Locale.ROOT))
            || name.endsWith(".localhost");
    if (!ours) {
      throw new Trouble(421, "other-host", "this server is not " + Shorten.text(name));
    }
  }

  private void limitBody(Context context) throws IOException {
    if (context.req().getContentLengthLong() > LARGEST_BODY) {
      throw tooLarge(context);
    }
    if (context.method() == HandlerType.GET || context.method() == HandlerType.HEAD) {
      return;
    }
    context.attribute(BODY, read(context));
  }

  /** Who sends nothing is cut off by the server; who sends a byte now and then, here. */
  private byte[] read(Context context) throws IOException {
    long end = limits.nanos().getAsLong() + limits.body().toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    InputStream in = context.req().getInputStream();
    byte[] buffer = new byte[16 * 1024];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      body.write(buffer, 0, read);
      if (body.size() > LARGEST_BODY) {
        throw tooLarge(context);
      }
      if (limits.nanos().getAsLong() > end) {
        context.header("Connection", "close");
        throw new Trouble(408, "body-too-slow", "the body took too long");
      }
    }
    return body.toByteArray();
  }

  private static Trouble tooLarge(Context context) {
    context.header("Connection", "close");
    return new Trouble(413, "body-too-large", "a body has 1 MiB at most");
  }
}

package steadystate.news;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One repository at GitHub's API.
 *
 * @param api such as {@code https://api.github.com}
 * @param repository {@code owner/name}
 */
public record GitHub(URI api, String repository, String token) {
  public static final String API = "https://api.github.com";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+/[\\w.-]+");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /**
   * The repository that is followed.
   *
   * @param path of the repository at its host, such as {@code /acme/envs.git}
   * @throws FailureException when it is no repository of GitHub, or the token would go in the clear
   */
  public static GitHub of(String api, String path, String token) {
    String repository = path.replaceFirst("^/+", "").replaceFirst("/*(\\.git)?/*$", "");
    if (!REPOSITORY.matcher(repository).matches()) {
      throw wrong("a status needs a repository of the form OWNER/NAME");
    }
    try {
      URI address = URI.create(api.replaceFirst("/+$", ""));
      String host = Optional.ofNullable(address.getHost()).orElse("");
      boolean here = host.equals("127.0.0.1") || host.equals("localhost");
      if (host.isEmpty() || (!"https".equals(address.getScheme()) && !here)) {
        throw wrong("githubApi is no https address");
      }
      return new GitHub(address, repository, token);
    } catch (IllegalArgumentException noAddress) {
      throw wrong("githubApi is no https address");
    }
  }

  private static FailureException wrong(String message) {
    return new FailureException(new Failure.Rejected("github", message));
  }

  /**
   * How GitHub shows a commit for one environment.
   *
   * @param state {@code pending}, {@code success} or {@code failure}
   * @param description at most 140 characters
   */
  record Status(String commit, String environment, String state, String description) {}

  /** The status that GitHub answers; 201 when it was taken. */
  int post(Status status) throws IOException {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", status.state())
            .put("context", "steadystate/" + status.environment())
            .put("description", status.description())
            .toString();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(api + "/repos/" + repository + "/statuses/" + status.commit()))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .header("User-Agent", "steadystate")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("it was stopped", stopped);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "GitHub[" + api + " " + repository + "]";
  }
}

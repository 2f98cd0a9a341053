package steadystate.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.resource.OwnTask;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ECS tells a container of the task around it, by the task metadata endpoint, version 4. On
 * Fargate it tells cluster and family, and no service.
 */
public final class TaskMetadata {
  private static final Logger LOG = LoggerFactory.getLogger(TaskMetadata.class);
  private static final String ADDRESS = "ECS_CONTAINER_METADATA_URI_V4";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int TRIES = 3;

  private TaskMetadata() {}

  /**
   * Asks ECS; empty outside of ECS, and where it does not answer.
   *
   * @param variables of this process
   */
  public static Optional<OwnTask> ask(Map<String, String> variables) {
    return Optional.ofNullable(variables.get(ADDRESS)).flatMap(TaskMetadata::asked);
  }

  private static Optional<OwnTask> asked(String address) {
    String reason = "";
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/task")).timeout(PATIENCE).build();
      for (int tried = 0; tried < TRIES; tried++) {
        try {
          return Optional.of(
              read(client.send(request, HttpResponse.BodyHandlers.ofString()).body()));
        } catch (IOException | JacksonException failed) {
          reason = failed.toString();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    LOG.atWarn()
        .addKeyValue("reason", reason)
        .log("ECS does not tell which task this is; its own service is one like others");
    return Optional.empty();
  }

  private static OwnTask read(String body) {
    JsonNode task = JsonMapper.shared().readTree(body);
    String cluster = task.required("Cluster").asString();
    return new OwnTask(
        cluster.substring(cluster.lastIndexOf('/') + 1), task.required("Family").asString());
  }
}

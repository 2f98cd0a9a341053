package steadystate.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller is told on the command line and in variables of the process. What is empty
 * may stand in the settings file.
 *
 * @param folder of the environments, or the path inside the repository
 * @param folderGiven whether somebody named the folder
 * @param file the settings file
 * @param dryRun whether no write goes to AWS, whatever a spec says
 * @param leaseTable DynamoDB table of the leases, where replicas share the environments
 * @param eventsQueue SQS queue that EventBridge feeds
 * @param listen host and port
 */
public record ServeSettings(
    Path folder,
    boolean folderGiven,
    Map<String, String> variables,
    Optional<Path> file,
    Optional<String> git,
    Optional<String> branch,
    Optional<String> path,
    Optional<Duration> interval,
    Optional<Boolean> dryRun,
    Optional<String> leaseTable,
    Optional<String> eventsQueue,
    Optional<String> listen,
    Optional<Path> tokenFile) {
  public ServeSettings {
    variables = Map.copyOf(variables);
  }
}

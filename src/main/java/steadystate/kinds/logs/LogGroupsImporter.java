package steadystate.kinds.logs;

import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Log groups as {@code logGroups}. */
public final class LogGroupsImporter implements Importer {
  @Override
  public String section() {
    return "logGroups";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Entries> wishes =
        scope.client(CloudWatchLogsClient.class).describeLogGroupsPaginator().logGroups().stream()
            .map(LogGroup::logGroupName)
            .map(name -> Entries.EMPTY.with("logGroupName", Value.text(name)))
            .toList();
    return Probe.of(new LogGroupKind(), scope, wishes).stream()
        .map(live -> candidate(live.attributes().require("name"), Candidate.of(live, "")))
        .toList();
  }

  /** Services of AWS write into groups that they make themselves. */
  private static Candidate candidate(String name, Candidate found) {
    return new Candidate(
        found.live(),
        name,
        name.substring(name.lastIndexOf('/') + 1),
        "",
        found.mentions(),
        name.startsWith("/aws/") ? "written by an AWS service" : "",
        found.forms());
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return model
        .withDefault("retentionInDays", Value.number(0))
        .withDefault("kmsKeyId", Value.text(""))
        .withDefault("logGroupClass", Value.text("STANDARD"));
  }
}

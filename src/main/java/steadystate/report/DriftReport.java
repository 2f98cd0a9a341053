package steadystate.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.plan.Plan;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How every resource of an environment stands against the spec.
 *
 * @param plan what the look would do; its head and its notes are shown
 * @param findings one for each resource, in sync or not
 * @param changedBy who changed a resource by hand, where that is known
 */
public record DriftReport(
    Plan plan, List<Finding> findings, Map<ResourceId, String> changedBy, Stats stats)
    implements Report {
  public DriftReport {
    findings = List.copyOf(findings);
    changedBy = Map.copyOf(changedBy);
  }

  /** Whether everything is as the spec says; what AWS did not tell is not. */
  public boolean inSync() {
    return findings.stream().allMatch(finding -> finding.status() == Status.IN_SYNC);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Heading.json("DriftReport", plan);
    json.put("inSync", inSync());
    ObjectNode summary = json.putObject("summary");
    for (Status status : Status.values()) {
      String word = status.word();
      summary.put(word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1), count(status));
    }
    ArrayNode resources = json.putArray("resources");
    findings.forEach(finding -> resources.add(resource(finding)));
    json.set("notes", Remarks.notes(plan));
    json.set("stats", Json.of(stats));
    return json;
  }

  private ObjectNode resource(Finding finding) {
    ObjectNode json = Json.object().put("resource", finding.id().toString());
    json.set("id", Json.textOrNull(arn(finding)));
    json.put("status", finding.status().word());
    json.set("fields", Json.fields(finding.fields()));
    json.set("changedBy", Json.textOrNull(changedBy(finding)));
    message(finding).ifPresent(message -> json.put("message", message));
    return json;
  }

  private static Optional<String> arn(Finding finding) {
    return finding.live().or(() -> finding.superseded().stream().findFirst()).map(Live::arn);
  }

  Optional<String> changedBy(Finding finding) {
    return Optional.ofNullable(changedBy.get(finding.id()));
  }

  /** What there is to say about a finding beyond its status. */
  static Optional<String> message(Finding finding) {
    return finding.message().isEmpty()
        ? finding.failure().map(failure -> failure.message())
        : Optional.of(finding.message());
  }

  long count(Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  /** {@code 1 drifted, 0 pending, …}. */
  String counts() {
    return Stream.of(Status.values())
        .filter(status -> status != Status.IN_SYNC)
        .map(status -> count(status) + " " + Words.lower(status))
        .collect(Collectors.joining(", "));
  }

  /** The findings that need a reader, worst first. */
  List<Finding> differing() {
    List<Status> order =
        List.of(
            Status.CONFLICT,
            Status.EXTRA,
            Status.DRIFTED,
            Status.PENDING,
            Status.MISSING,
            Status.UNKNOWN);
    return order.stream()
        .flatMap(status -> findings.stream().filter(finding -> finding.status() == status))
        .toList();
  }

  @Override
  public String text(Paper paper) {
    return DriftText.of(this, paper);
  }

  @Override
  public String markdown() {
    return DriftMarkdown.of(this);
  }
}

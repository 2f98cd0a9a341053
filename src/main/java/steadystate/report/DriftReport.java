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

  /** A finding beside who changed it. */
  private record Resource(Finding finding, Optional<String> changedBy) {}

  private static final Form<Resource> RESOURCE =
      Form.<Resource>of("DriftResource")
          .text("resource", one -> one.finding().id().toString())
          .textOrNull("id", one -> arn(one.finding()))
          .word(
              "status",
              Stream.of(Status.values()).map(Status::word),
              one -> one.finding().status().word())
          .list("fields", Json.FIELD, one -> one.finding().fields())
          .textOrNull("changedBy", Resource::changedBy)
          .textIfAny("message", one -> message(one.finding()));

  private static final Form<DriftReport> SUMMARY = summary();

  public static final Form<DriftReport> FORM =
      Form.<DriftReport>document("DriftReport")
          .and(Heading.FORM, DriftReport::plan)
          .flag("inSync", DriftReport::inSync)
          .one("summary", SUMMARY, report -> report)
          .list("resources", RESOURCE, DriftReport::resources)
          .and(Remarks.NOTES, DriftReport::plan)
          .one("stats", Json.STATS, DriftReport::stats);

  private static Form<DriftReport> summary() {
    Form<DriftReport> form = Form.of("DriftSummary");
    for (Status status : Status.values()) {
      String word = status.word();
      form =
          form.whole(
              word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1),
              report -> report.count(status));
    }
    return form;
  }

  private List<Resource> resources() {
    return findings.stream().map(finding -> new Resource(finding, changedBy(finding))).toList();
  }

  @Override
  public ObjectNode json() {
    return FORM.json(this);
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

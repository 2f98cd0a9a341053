package steadystate.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import steadystate.drift.FieldChange;
import steadystate.drift.Finding;
import steadystate.drift.Shown;
import steadystate.drift.Status;
import steadystate.reconcile.pass.Look;
import steadystate.resource.Live;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Value;

/**
 * One resource on the page.
 *
 * @param note one sentence, or empty
 * @param differences empty for what is in sync
 * @param rollback where one asks for an earlier revision; empty for what has none
 */
public record ResourceRow(
    String id,
    String arn,
    Pill status,
    Pill health,
    String note,
    List<Difference> differences,
    Optional<String> rollback) {
  public ResourceRow {
    differences = List.copyOf(differences);
  }

  /**
   * One field that differs.
   *
   * @param why where the wished value comes from, in words
   * @param source file, line and column, or empty
   */
  public record Difference(
      String path, String live, String desired, String why, String source, boolean replaces) {}

  static ResourceRow of(String environment, Look look, Finding finding) {
    Optional<Live> live = finding.live().or(() -> finding.superseded().stream().findFirst());
    List<Difference> differences =
        finding.status() == Status.IN_SYNC
            ? List.of()
            : finding.fields().stream().map(ResourceRow::difference).toList();
    return new ResourceRow(
        finding.id().toString(),
        live.map(Live::arn).orElse(""),
        Pill.of(finding.status()),
        live.map(one -> Pill.of(one.health())).orElse(new Pill("—", "quiet")),
        note(look, finding, live),
        differences,
        live.filter(one -> one.id().kind().equals("service"))
            .map(one ->
                "/api/v1/environments/%s/services/%s/rollback"
                    .formatted(environment, one.id().key())));
  }

  private static String note(Look look, Finding finding, Optional<Live> live) {
    String note = EnvironmentJson.message(look, finding, live);
    return Optional.ofNullable(look.waiting().get(finding.id()))
        .map(since -> note + " (since " + since + ")")
        .orElse(note);
  }

  private static Difference difference(FieldChange field) {
    String reason = field.origin().reason();
    String because = field.origin().because().word();
    return new Difference(
        field.path().toString(),
        text(field.live()),
        text(field.desired()),
        reason.isEmpty() || reason.equals(because) ? because : because + ": " + reason,
        field.origin().at().map(Object::toString).orElse(""),
        field.onChange() == OnChange.REPLACE);
  }

  private static String text(Shown shown) {
    return switch (shown) {
      case Shown.Absent() -> "(absent)";
      case Shown.Plain(var value, Optional<String> label) ->
          harmless(label.orElseGet(() -> text(value)));
      case Shown.Masked() -> "(sensitive)";
      case Shown.KnownAfter(String template) -> harmless(template) + " (after apply)";
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Items items ->
          items.items().stream().map(ResourceRow::text).collect(Collectors.joining(", ", "[", "]"));
      case Value.Entries entries ->
          entries.entries().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
              .collect(Collectors.joining(", "));
      case Value.Text text -> text.text();
      case Value.Number number -> number.toString();
      case Value.Flag flag -> flag.toString();
      case Value.Template template -> template.toString();
    };
  }

  /** Characters that turn the direction of writing around, or do something else unseen. */
  private static String harmless(String text) {
    return text.isEmpty() ? "\"\"" : text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]", "\uFFFD");
  }
}

package steadystate.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import steadystate.cost.Bill;
import steadystate.reconcile.Commit;
import steadystate.reconcile.Condition;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.SpecSource;
import steadystate.report.CostReport;

/**
 * An environment in short, as the page shows it.
 *
 * @param commit short; what the source calls its text where there is no commit
 * @param commitWords its subject and author
 * @param source why the spec is not, or may not be, what is written now
 * @param observedAt when AWS was last looked at
 * @param line one sentence about how it is
 * @param monthly what it costs a month; empty before its spec was read
 * @param hours whether it sleeps and until when; empty for what never does
 */
public record Card(
    String name,
    String mode,
    String place,
    Pill sync,
    Pill health,
    String commit,
    String commitWords,
    Optional<String> source,
    String specSince,
    Optional<String> observedAt,
    Optional<String> staleSince,
    int resources,
    int drifted,
    String line,
    Optional<String> monthly,
    Optional<String> hours,
    boolean orphan) {

  static Card of(EnvironmentStatus status) {
    Condition ready = status.condition(Condition.Type.READY);
    Condition held = status.condition(Condition.Type.HELD);
    boolean isHeld = held.status() == Condition.Truth.TRUE;
    String about = ready.message().isEmpty() ? ready.reason() : ready.message();
    return new Card(
        status.name(),
        status.spec().map(spec -> spec.settings().mode().word()).orElse("no good spec yet"),
        status
            .spec()
            .map(spec -> spec.settings().account() + " · " + spec.settings().region())
            .orElse(""),
        Pill.of(status.badges().sync()),
        Pill.of(status.badges().health()),
        status.commit().map(Commit::shortId).orElse(status.revision()),
        status.commit().map(commit -> commit.subject() + ", " + commit.author()).orElse(""),
        status.source().map(SpecSource.Trouble::message),
        time(status.specSince()),
        status.look().map(look -> time(look.at())),
        status.staleSince().map(Card::time),
        status.look().map(look -> look.findings().size()).orElse(0),
        status.drifted().size(),
        sentence(isHeld ? held.reason() + ", " + held.message() : about),
        Optional.empty(),
        Optional.of(status.condition(Condition.Type.ASLEEP).message())
            .filter(words -> !words.isEmpty()),
        status.orphan());
  }

  /** The same with what it costs. */
  Card cost(Optional<Bill> bill) {
    return new Card(
        name,
        mode,
        place,
        sync,
        health,
        commit,
        commitWords,
        source,
        specSince,
        observedAt,
        staleSince,
        resources,
        drifted,
        line,
        bill.map(one -> new CostReport(one).total(one.mode())),
        hours,
        orphan);
  }

  private static String sentence(String words) {
    return words.isEmpty() || words.split(" ", 2)[0].contains("/")
        ? words
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** To the second; the script makes an age of it. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

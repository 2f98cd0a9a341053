package steadystate.reconcile;

import java.util.Optional;
import java.util.function.Function;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;

/**
 * Finds out what a rollback goes back to before it is noted, so that "the one before" means the
 * same at every look, for every replica and after a restart.
 */
final class Rollbacks {
  private final Engine engine;

  Rollbacks(Engine engine) {
    this.engine = engine;
  }

  /**
   * @param to as a person writes it; empty for the last that was deployed well before today's
   */
  Answer ask(
      Optional<EnvironmentStatus> status,
      String service,
      Optional<String> to,
      String reason,
      Function<Ask, Answer> note) {
    if (status.isEmpty()) {
      return new Answer.Nobody();
    }
    ResourceId id = new ResourceId("service", service);
    Optional<Environment> spec = status.get().spec();
    Optional<String> content = spec.flatMap(one -> engine.content(one, id));
    if (content.isEmpty()) {
      return new Answer.Refused("no-such-service", "the spec has no service of this name");
    }
    Optional<Live> live = status.get().look().flatMap(look -> live(look, id));
    if (live.isEmpty()) {
      return new Answer.Refused("not-seen", id + " was not seen in AWS yet");
    }
    try {
      String revision = engine.earlier(spec.orElseThrow(), live.get(), to);
      return note.apply(new Ask.Rollback(service, revision, content.get(), reason));
    } catch (FailureException none) {
      return new Answer.Refused(none.failure().code(), none.failure().message());
    }
  }

  private static Optional<Live> live(Look look, ResourceId id) {
    return look.findings().stream()
        .filter(finding -> finding.id().equals(id))
        .findFirst()
        .flatMap(Finding::live);
  }
}

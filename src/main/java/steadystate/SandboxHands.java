package steadystate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import steadystate.drift.Finding;
import steadystate.environment.mode.Mode;
import steadystate.http.ByHand;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.pass.Look;
import steadystate.resource.Live;
import steadystate.sandbox.Mischief;
import steadystate.sandbox.Sandbox;

/** Offers, for what lives in the sandbox now, the changes that people make by hand. */
final class SandboxHands implements ByHand {
  private final Sandbox sandbox;
  private final Controller controller;

  SandboxHands(Sandbox sandbox, Controller controller) {
    this.sandbox = sandbox;
    this.controller = controller;
  }

  @Override
  public List<Deed> deeds() {
    return List.copyOf(offers().keySet());
  }

  @Override
  public void carryOut(String id) {
    offers().entrySet().stream()
        .filter(offer -> offer.getKey().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such deed"))
        .getValue()
        .run();
  }

  private Map<Deed, Runnable> offers() {
    Map<Deed, Runnable> offers = new LinkedHashMap<>();
    controller.environments().forEach(environment -> offer(environment, offers));
    return offers;
  }

  private void offer(EnvironmentStatus environment, Map<Deed, Runnable> offers) {
    Optional<Mischief> mischief =
        environment.spec().map(spec -> new Mischief(sandbox, spec.settings().region()));
    if (mischief.isEmpty()) {
      return;
    }
    Mischief hand = mischief.get();
    String name = environment.name();
    BiConsumer<String[], Consumer<Live>> each =
        (words, deed) ->
            live(environment, words[1])
                .ifPresent(live ->
                    offers.put(
                        new Deed(name + "." + words[0], name, words[2], words[1]),
                        () -> deed.accept(live)));
    each.accept(
        words("open-22", "securityGroup/api", "Open port 22 to the world"),
        live -> hand.openPort22(live.attributes().get("id").orElse(live.arn())));
    each.accept(
        words("untag", "securityGroup/api", "Remove the tag team"),
        live -> hand.removeTag(live.attributes().get("id").orElse(live.arn()), "team"));
    boolean scaled =
        environment.spec().map(s -> s.settings().mode()).orElse(Mode.STANDARD) == Mode.STRICT;
    each.accept(
        words("scale", "service/api", scaled ? "Scale to 1" : "Scale to 5"),
        live -> hand.scale(live.arn(), scaled ? 1 : 5));
    each.accept(
        words("variable", "service/api", "Set LOG_LEVEL to trace"),
        live -> hand.changeVariable(live.arn(), "LOG_LEVEL", "trace"));
    each.accept(
        words("image", "service/web", "Roll out another image"),
        live -> hand.changeImage(live.arn(), "public.ecr.aws/nginx/nginx:hotfix"));
    each.accept(
        words("logs", "logGroup/web", "Keep logs for 1 day"),
        live -> hand.keepLogs(logGroup(live), 1));
    each.accept(
        words("delete", "service/web", "Delete the service"),
        live -> hand.deleteService(live.arn()));
  }

  private static String[] words(String... words) {
    return words;
  }

  private static String logGroup(Live live) {
    return live.attributes()
        .get("name")
        .orElseGet(() -> live.arn().replaceFirst(".*:log-group:", "").replaceFirst(":\\*$", ""));
  }

  private static Optional<Live> live(EnvironmentStatus environment, String resource) {
    List<Finding> findings =
        new ArrayList<>(environment.look().map(Look::findings).orElse(List.of()));
    return findings.stream()
        .filter(finding -> finding.id().toString().equals(resource))
        .flatMap(finding -> finding.live().stream())
        .findFirst();
  }
}

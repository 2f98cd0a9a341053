package steadystate.kinds.balancing;

import java.util.List;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.References;
import steadystate.resource.Value;

/** The mistakes that an entry of {@code expose} can hold besides wrong names. */
final class ExposeChecks {
  private final List<Expose> mine;
  private final List<Expose> all;
  private final Blueprint blueprint;

  private ExposeChecks(List<Expose> mine, Blueprint blueprint) {
    this.mine = mine;
    this.all = Expose.all(blueprint);
    this.blueprint = blueprint;
  }

  /** Looks at every entry of one service, also beside those of the other services. */
  static void of(List<Expose> mine, Blueprint blueprint) {
    ExposeChecks checks = new ExposeChecks(mine, blueprint);
    for (Expose expose : mine) {
      checks.port(expose);
      checks.healthCheck(expose);
      if (!expose.on().takesRules()) {
        checks.noRules(expose);
      }
      if (expose.byRule() && expose.on().takesRules()) {
        checks.priority(expose);
      } else {
        checks.everything(expose);
      }
    }
  }

  private void port(Expose expose) {
    if (expose.port().isEmpty()) {
      blueprint.problem(
          "missing-key",
          expose.written(),
          expose.path() + ".containerPort",
          "nothing says on which port container " + expose.container() + " answers",
          "write the service's port, or containerPort here");
    }
  }

  private void noRules(Expose expose) {
    for (String key :
        List.of(
            "host",
            "path",
            "methods",
            "headers",
            "queryStrings",
            "sourceIps",
            "conditions",
            "priority",
            "actions",
            "transforms")) {
      expose
          .written()
          .get(key)
          .ifPresent(value ->
              blueprint.problem(
                  "no-rules-here",
                  value,
                  expose.path() + "." + key,
                  "a listener of a " + expose.on().type() + " load balancer has no rules",
                  "leave " + key + " out, or use a load balancer of type application"));
    }
  }

  /** An entry without conditions is the default action, and a listener has one of these. */
  private void everything(Expose expose) {
    Optional<Expose> other =
        all.stream()
            .filter(o -> o.on().name().equals(expose.on().name()))
            .filter(o -> !(o.byRule() && o.on().takesRules()))
            .filter(o -> !isSame(o, expose) && !o.targetGroup().equals(expose.targetGroup()))
            .findFirst();
    other.ifPresent(o ->
        problem(
            "listener-taken",
            expose,
            "everything on listener " + expose.on().name() + " already goes to " + o.place(),
            expose.on().takesRules()
                ? "write host or path on one of them"
                : "give each service a listener of its own"));
    if (!expose.on().ours()) {
      problem(
          "listener-taken",
          expose,
          "the default action of a listener that others look after is not ours to change",
          "write host or path");
    }
    expose.on().value().ifPresent(listener -> writtenOtherwise(expose, listener));
  }

  private void writtenOtherwise(Expose expose, Value.Entries listener) {
    boolean redirects = listener.has("redirectTo");
    boolean elsewhere =
        listener.has("defaultActions")
            && !References.in(listener.get("defaultActions").orElseThrow())
                .contains(expose.targetGroup());
    if (redirects || elsewhere) {
      problem(
          "listener-taken",
          expose,
          "listener "
              + expose.on().name()
              + (redirects ? " redirects everything" : " has defaultActions of its own"),
          expose.on().takesRules()
              ? "write host or path, or expose the service on another listener"
              : "leave defaultActions out of the listener");
    }
  }

  private void priority(Expose expose) {
    Rules.Rule rule = Rules.of(expose, mine);
    if (rule.number() < 1 || rule.number() > 50_000) {
      return;
    }
    all.stream()
        .filter(o -> o.byRule() && o.on().name().equals(expose.on().name()) && !isSame(o, expose))
        .filter(o -> Rules.of(o, siblings(o)).number() == rule.number())
        .findFirst()
        .ifPresent(o ->
            problem(
                "priority-taken",
                expose,
                "priority "
                    + rule.number()
                    + " on listener "
                    + expose.on().name()
                    + " is also claimed by "
                    + o.place(),
                "write another priority, from 1 to 50000"));
  }

  private List<Expose> siblings(Expose one) {
    return all.stream().filter(o -> o.service().key().equals(one.service().key())).toList();
  }

  private static boolean isSame(Expose one, Expose other) {
    return one.service().key().equals(other.service().key()) && one.index() == other.index();
  }

  private void healthCheck(Expose expose) {
    Value.Entries check = TargetGroupWish.healthCheck(expose);
    Optional<Value> timeout = check.get("healthCheckTimeoutSeconds");
    Optional<Value> interval = check.get("healthCheckIntervalSeconds");
    if (timeout.isEmpty() && (interval.isEmpty() || !expose.on().takesRules())) {
      return;
    }
    int waits = whole(timeout, 5);
    int every = whole(interval, 30);
    // A network load balancer takes equal ones, and gives them where 10 s are written.
    boolean equal = waits == every && !expose.on().takesRules();
    if (waits >= every && !equal) {
      blueprint.problem(
          "timeout-not-below-interval",
          timeout.or(() -> interval).orElse(expose.written()),
          expose.path() + ".healthCheck." + (timeout.isPresent() ? "timeout" : "interval"),
          "the timeout of a health check (%d s%s) must be below its interval (%d s%s)"
              .formatted(
                  waits,
                  timeout.isPresent() ? "" : " by default",
                  every,
                  interval.isPresent() ? "" : " by default"),
          "write a shorter timeout or a longer interval");
    }
  }

  private static int whole(Optional<Value> value, int otherwise) {
    return value.orElse(Value.number(otherwise)) instanceof Value.Number number
        ? number.number().intValue()
        : otherwise;
  }

  private void problem(String code, Expose expose, String message, String help) {
    Value at = expose.written().get("priority").orElse(expose.written());
    blueprint.problem(code, at, expose.path(), message, help);
  }
}

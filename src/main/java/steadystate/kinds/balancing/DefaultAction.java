package steadystate.kinds.balancing;

import java.util.List;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Value;

/**
 * What a listener does with a request that no rule takes: what is written; else a redirect; else
 * the service that is exposed there without conditions; else a plain 404.
 */
record DefaultAction(
    Listening listening, Value.Entries written, Section.Entry balancer, Blueprint blueprint) {

  Value.Items actions() {
    if (written.get(ListenerKind.ACTIONS).orElse(written) instanceof Value.Items items) {
      return ActionForm.canonical(items);
    }
    Optional<Value.Entries> redirect = redirect();
    if (redirect.isPresent()) {
      return one(redirect.get().from(written.get("redirectTo").orElseThrow().origin()));
    }
    Optional<Expose> expose =
        Expose.all(blueprint).stream()
            .filter(e -> e.on().ours() && e.on().name().equals(listening.name()))
            .filter(e -> !(e.byRule() && e.on().takesRules()))
            .findFirst();
    return expose
        .map(e ->
            one(
                ActionForm.forward(
                    Value.reference(e.targetGroup(), "arn").from(e.written().origin()))))
        .orElseGet(() -> one(nobody()));
  }

  private Value.Entries nobody() {
    return ActionForm.notFound()
        .from(Origin.byDefault("no service is exposed on this listener without host or path"));
  }

  private static Value.Items one(Value.Entries action) {
    return new Value.Items(List.of(action), action.origin());
  }

  private Optional<Value.Entries> redirect() {
    return written
        .text("redirectTo")
        .flatMap(
            to -> Listening.all(balancer).stream().filter(l -> l.listener().equals(to)).findFirst())
        .flatMap(Listening::value)
        .map(to ->
            ActionForm.redirect(
                to.text("protocol").orElse("HTTPS"), to.text("port").orElse("443")));
  }
}

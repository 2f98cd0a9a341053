package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.balancing.ElbReads.Found;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** A rule of a listener. It has no name in AWS: its tag, else its priority, tells which it is. */
public final class ListenerRuleKind implements Kind {
  static final String NAME = "listenerRule";

  private static final String LISTENER = "listenerArn";

  /** Guides the look, as the balancer's name does: the port of the listener. */
  static final String PORT = "listenerPort";

  private static final String PRIORITY = "priority";
  private static final String CONDITIONS = "conditions";
  private static final String ACTIONS = "actions";
  private static final String TRANSFORMS = "transforms";

  /** The last priority that AWS gives. */
  private static final int LAST = 50_000;

  private static final Shape.Structure MODEL = shape();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return MODEL;
  }

  private static Shape.Structure shape() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return SdkShapes.of(CreateRuleRequest.builder().build())
        .without("tags")
        .change(LISTENER, m -> m.shape(text.refersTo(ListenerKind.NAME, "arn")).replaces())
        .change(CONDITIONS, m -> m.shape(ConditionForm.model()))
        .change(ACTIONS, m -> m.shape(ActionForm.model()))
        .with(ListenerKind.BALANCER_NAME, Member.of(text).never())
        .with(PORT, Member.of(Shape.Scalar.of(Shape.Type.INTEGER)).never());
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Set<String> named = new LinkedHashSet<>();
    for (Declared declared : wanted) {
      declared
          .model()
          .get(LISTENER)
          .filter(listener -> Expose.named(listener).isEmpty())
          .ifPresent(listener -> named.add(listener.toString()));
    }
    List<Live> found = new ArrayList<>();
    for (Found<Rule> rule : ElbReads.rules(scope, named, ListenerKind.adopting(wanted))) {
      ElbReads.id(scope, NAME, rule.tags(), wanted, d -> isInPlaceOf(scope, d, rule))
          .ifPresent(id -> found.add(live(id, rule)));
    }
    return new Observation(found);
  }

  private static boolean isInPlaceOf(Scope scope, Declared declared, Found<Rule> rule) {
    return declared.model().text(PRIORITY).equals(Optional.ofNullable(rule.body().priority()))
        && (declared
                .model()
                .get(LISTENER)
                .map(arn ->
                    ElbReads.arns(arn, ListenerKind.NAME, ElbReads.listeners(scope), scope)
                        .contains(rule.parent()))
                .orElse(false)
            || standsOn(scope, declared, rule.parent()));
  }

  /** Whether a wish that takes over means this listener of a balancer that is nobody's yet. */
  private static boolean standsOn(Scope scope, Declared declared, String listener) {
    return ElbReads.listeners(scope, ListenerKind.adopting(List.of(declared))).stream()
        .filter(found -> found.arn().equals(listener))
        .filter(found -> declared.model().text(PORT).equals(Optional.of("" + found.body().port())))
        .anyMatch(found -> ListenerKind.standsOn(scope, declared, found.parent()));
  }

  private static Live live(ResourceId id, Found<Rule> found) {
    Value.Entries read = Pojo.read(found.body());
    Value.Entries model =
        read.with(LISTENER, Value.text(found.parent()))
            .with(ACTIONS, ActionForm.canonical(Value.items(read.list(ACTIONS))))
            .with(CONDITIONS, ConditionForm.canonical(Value.items(read.list(CONDITIONS))));
    return new Live(
        id,
        found.arn(),
        Canonical.form(MODEL, model),
        found.tags(),
        Attributes.of("arn", found.arn()),
        Health.READY);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateRuleRequest.Builder request =
        Pojo.fill(CreateRuleRequest.builder(), wire(wish.model(), false))
            .tags(Elb.tags(wish.tags()));
    List<Rule> made = new ArrayList<>();
    Elb.write(() -> made.add(created(scope, wish, request.build())));
    return Attributes.of("arn", made.getFirst().ruleArn());
  }

  /**
   * A rule of ours that still has the priority either leaves the spec or gets another one in the
   * same pass, so it is moved out of the way.
   */
  private static Rule created(Scope scope, Wish wish, CreateRuleRequest request) {
    try {
      return Elb.client(scope).createRule(request).rules().getFirst();
    } catch (FailureException e) {
      if (!e.is("PriorityInUse")) {
        throw e;
      }
      List<Rule> all = ElbReads.rulesOf(scope, wish.text(LISTENER));
      Rule holder = holder(scope, wish, all, e);
      setPriorities(scope, List.of(pair(holder.ruleArn(), free(all))));
      return Elb.client(scope).createRule(request).rules().getFirst();
    }
  }

  /** The rule of ours that has the wished priority. */
  private static Rule holder(Scope scope, Wish wish, List<Rule> all, FailureException taken) {
    Rule holder =
        all.stream()
            .filter(rule -> wish.text(PRIORITY).equals(rule.priority()))
            .findFirst()
            .orElseThrow(() -> Elb.busy(taken, "who holds it cannot be seen yet"));
    Map<String, String> tags =
        Elb.tags(scope, List.of(holder.ruleArn())).getOrDefault(holder.ruleArn(), Map.of());
    if (!ElbReads.isOurs(scope, tags)) {
      throw new FailureException(
          new Failure.Rejected(
              taken.failure().code(),
              "priority %s is held by %s, which is not ours; write another priority"
                  .formatted(wish.text(PRIORITY), holder.ruleArn())),
          taken);
    }
    if (wish.id().toString().equals(tags.get(Owner.RESOURCE))) {
      throw Elb.busy(taken, "it was made before and shows at the next look");
    }
    return holder;
  }

  private static int free(List<Rule> all) {
    Set<String> used = new HashSet<>();
    all.forEach(rule -> used.add(rule.priority()));
    return IntStream.iterate(LAST, priority -> priority - 1)
        .filter(priority -> !used.contains(String.valueOf(priority)))
        .findFirst()
        .getAsInt();
  }

  private static RulePriorityPair pair(String arn, int priority) {
    return RulePriorityPair.builder().ruleArn(arn).priority(priority).build();
  }

  private static void setPriorities(Scope scope, List<RulePriorityPair> pairs) {
    Elb.client(scope).setRulePriorities(r -> r.rulePriorities(pairs));
  }

  private static Value.Entries wire(Value.Entries model, boolean keepSecrets) {
    Value.Entries out = model;
    if (model.get(ACTIONS).orElse(model) instanceof Value.Items actions) {
      out =
          out.with(
              ACTIONS,
              keepSecrets ? ActionForm.wireKeepingSecrets(actions) : ActionForm.wire(actions));
    }
    return model.get(CONDITIONS).orElse(model) instanceof Value.Items conditions
        ? out.with(CONDITIONS, ConditionForm.wire(conditions))
        : out;
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Set<String> heads = Elb.heads(changed);
    if (heads.contains(PRIORITY)) {
      Elb.write(() -> move(scope, live, wish));
    }
    Value.Entries wished = Elb.only(wish.model(), heads).without(PRIORITY, LISTENER);
    boolean reset = wished.has(TRANSFORMS) && wished.list(TRANSFORMS).isEmpty();
    if (wished.entries().isEmpty()) {
      return;
    }
    Value.Entries sent = reset ? wished.without(TRANSFORMS) : wished;
    ModifyRuleRequest.Builder request =
        Pojo.fill(ModifyRuleRequest.builder(), wire(sent, true)).ruleArn(live.arn());
    if (reset) {
      request.resetTransforms(true);
    }
    Elb.write(() -> Elb.client(scope).modifyRule(request.build()));
  }

  /** A rule of ours that has the wished priority makes room; it has a wish of its own, or goes. */
  private static void move(Scope scope, Live live, Wish wish) {
    RulePriorityPair wished = pair(live.arn(), wish.model().whole(PRIORITY).orElseThrow());
    try {
      setPriorities(scope, List.of(wished));
    } catch (FailureException e) {
      if (!e.is("PriorityInUse")) {
        throw e;
      }
      List<Rule> all = ElbReads.rulesOf(scope, wish.text(LISTENER));
      Rule holder = holder(scope, wish, all, e);
      int before = live.model().whole(PRIORITY).orElseThrow();
      changePlaces(scope, wished, holder, before, free(all));
    }
  }

  /** AWS lets two rules change places in one call; what imitates AWS may not. */
  private static void changePlaces(
      Scope scope, RulePriorityPair wished, Rule holder, int before, int free) {
    try {
      setPriorities(scope, List.of(wished, pair(holder.ruleArn(), before)));
    } catch (FailureException e) {
      if (!e.is("PriorityInUse")) {
        throw e;
      }
      setPriorities(scope, List.of(pair(holder.ruleArn(), free)));
      setPriorities(scope, List.of(wished));
    }
  }

  @Override
  public void delete(Scope scope, Live live) {
    Elb.delete(() -> Elb.client(scope).deleteRule(r -> r.ruleArn(live.arn())));
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Elb.tag(scope, live.arn(), put, remove);
  }
}

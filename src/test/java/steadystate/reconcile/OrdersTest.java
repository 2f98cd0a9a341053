package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadystate.environment.Environment;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Plan;
import steadystate.reconcile.asked.Ask;
import steadystate.report.Samples;
import steadystate.resource.ResourceId;

/** How long what a person approved holds, from one look of the loop to the next. */
class OrdersTest {
  private static final Environment ENVIRONMENT = ControllerWorld.environment("dev");

  private final Orders orders = new Orders(false);
  private final Change first = held("service/a");
  private final Change second = held("service/b");

  private static Change held(String id) {
    return Samples.delete(id).held(new Hold.NeedsApproval("it holds data"));
  }

  private static List<Action> due(Orders orders, Plan plan) {
    return orders.approval(ENVIRONMENT).release(plan).due().stream().map(Change::action).toList();
  }

  @BeforeEach
  void approved() {
    Plan plan = Samples.plan(List.of(first, second));
    orders.remember(new Ask.Approve(plan.fingerprint()), "ops");
    orders.planSeen(plan);
  }

  @Test
  void it_holds_for_what_is_left_of_the_plan() {
    orders.planSeen(Samples.plan(List.of(first.released(), second.released())));
    orders.wrote(List.of(ResourceId.parse("service/a")));
    orders.planSeen(Samples.plan(List.of(second), "sha256:later"));

    assertThat(due(orders, Samples.plan(List.of(second), "sha256:later")))
        .containsExactly(Action.DELETE);
  }

  @Test
  void it_is_over_when_something_else_needs_one() {
    Plan more = Samples.plan(List.of(first, second, held("service/c")), "sha256:more");
    orders.planSeen(more);

    assertThat(due(orders, more)).isEmpty();
    assertThat(due(orders, Samples.plan(List.of(first), "sha256:less"))).isEmpty();
  }

  @Test
  void it_is_over_when_nothing_is_left_and_when_the_wish_moves() {
    orders.planSeen(Samples.plan(List.of(), "sha256:empty"));
    assertThat(due(orders, Samples.plan(List.of(first), "sha256:again"))).isEmpty();

    approved();
    orders.wishMoved();
    assertThat(due(orders, Samples.plan(List.of(first, second)))).isEmpty();
  }
}

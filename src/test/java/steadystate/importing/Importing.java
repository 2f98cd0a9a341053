package steadystate.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import steadystate.lab.Lab;
import steadystate.plan.Action;

/** What an import keeps on any AWS. */
abstract class Importing {
  private static final int SERVICES = 25;

  abstract Lab lab();

  /** Whether this AWS keeps all that it is told. */
  abstract boolean complete();

  @Test
  void a_plan_of_what_was_written_is_empty() {
    long seed = Long.getLong("import.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    System.out.println("import.seed=" + seed);
    Lab lab = lab();
    MadeByHand account = new MadeByHand(lab, seed, complete());
    account.fill(SERVICES);
    Map<String, Long> before = writes(lab);

    Imported imported =
        lab.imported(
            new Import.Request(
                "dev", Lab.REGION, Optional.of(MadeByHand.CLUSTER), Optional.of(account.vpc())));

    SortedMap<String, String> files = imported.files();
    assertThat(imported.unproven()).as("seed %s", seed).isEmpty();
    assertThat(imported.leftOut())
        .as("seed %s", seed)
        .filteredOn(left -> complete() || !left.name().equals("everything"))
        .allMatch(left -> left.reason().equals("the group that AWS makes in every VPC"));
    assertThat(imported.taken())
        .containsEntry("services", SERVICES + MadeByHand.NETWORK_BALANCERS)
        .containsEntry("loadBalancers", 1 + MadeByHand.NETWORK_BALANCERS)
        .containsEntry("databases", 5)
        .containsEntry("instances", 1)
        .containsEntry("securityGroups", 8);
    assertThat(writes(lab)).isEqualTo(before);
    assertThat(lab.look(files).plan().changes())
        .as("seed %s", seed)
        .allMatch(c -> c.action() == Action.ADOPT);
    assertThat(String.join("", files.values())).doesNotContain("s3cr3t");

    lab.apply(lab.environment(files));
    assertThat(lab.differences(files)).as("seed %s", seed).isEmpty();
    assertThat(lab.look(files).plan().isEmpty()).isTrue();
  }

  private static Map<String, Long> writes(Lab lab) {
    Map<String, Long> writes = new TreeMap<>(lab.calls());
    writes.keySet().removeIf(call -> call.matches("[^:]+:(Describe|List|Get|BatchGet).*"));
    return writes;
  }
}

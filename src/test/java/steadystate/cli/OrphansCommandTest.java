package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.orphan.Shed;
import steadystate.orphan.Sort;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrphansCommandTest {
  private final Bench bench = new Bench();

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    bench.shed.things.add(Shed.address("203.0.113.7"));
    bench.shed.things.add(Shed.address("203.0.113.8", "associated"));
    bench.shed.things.add(
        Shed.volume("vol-1", Map.of("Name", "old data", "steadystate:environment", "dev")));
    bench.shed.unread.put(Sort.LOG_GROUP, "logs:DescribeLogGroups: AccessDenied");
  }

  private String file() {
    return folder.resolve("orphans.json").toString();
  }

  private String planned() throws IOException {
    bench.shed.unread.clear();
    bench.run("orphans", "--plan", file());
    return Files.readString(Path.of(file()));
  }

  @Test
  void each_is_told_with_its_price_its_age_its_owner_and_the_reason() {
    assertThat(bench.run("orphans", "dev")).isEqualTo(Exit.OK);

    assertThat(bench.out())
        .isEqualTo(
            """
            Orphans of 123456789012 · eu-west-1

              - volume/vol-1                    $8.80 a month  no instance has it attached
                  old data · 41 days · ours, dev; made by Steadystate

              - elasticIp/eipalloc-203x0x113x7  $3.65 a month  nothing has it, and AWS takes money for it all
                                                               the same
                  203.0.113.7 · age not told · owner unknown

              ? logGroup                        unknown   logs:DescribeLogGroups: AccessDenied

            Orphans: 2 orphans, $12.45 a month; unknown: 1 kind
            """);
  }

  @Test
  void programs_get_the_same_and_an_unknown_price_is_no_number() throws IOException {
    bench.shed.things.removeIf(thing -> thing.sort() == Sort.VOLUME);
    bench.run("orphans", "-o", "json");

    JsonNode json = JsonMapper.shared().readTree(bench.out());
    assertThat(json.at("/kind").asString()).isEqualTo("OrphanReport");
    assertThat(json.at("/orphans/0/resource").asString())
        .isEqualTo("elasticIp/eipalloc-203x0x113x7");
    assertThat(json.at("/orphans/0/monthly").decimalValue()).isEqualByComparingTo("3.65");
    assertThat(json.at("/orphans/0/ageDays").isNull()).isTrue();
    assertThat(json.at("/orphans/0/owner").asString()).isEqualTo("unknown");
    assertThat(json.at("/unknown/0/kind").asString()).isEqualTo("logGroup");
  }

  @Test
  void pull_requests_get_a_table() {
    bench.run("orphans", "-o", "markdown", "--kind", "volume");

    assertThat(bench.out())
        .isEqualTo(
            """
            ### Orphans of `123456789012`, `eu-west-1`: 1 orphan, $8.80 a month

            | orphan | name | age | a month | whose | why |
            |---|---|---|--:|---|---|
            | `volume/vol-1` | old data | 41 days | $8.80 a month | ours, dev; made by Steadystate | no instance has it attached |
            """);
  }

  @Test
  void a_kind_that_there_is_not_is_a_mistake_of_the_line() {
    assertThat(bench.run("orphans", "--kind", "disk")).isEqualTo(Exit.USAGE);
    assertThat(bench.err()).contains("'disk' is no kind of orphan; there are loadBalancer, ");
  }

  @Test
  void nothing_is_called_an_orphan_while_a_spec_cannot_be_read() {
    bench.broken.put(
        "prod",
        List.of(
            new Problem(
                "unknown-key", new SourceSpan("prod.yaml", 1, 1), "", "no", Optional.empty())));

    assertThat(bench.run("orphans", "dev")).isEqualTo(Exit.FAILED);
    assertThat(bench.err()).contains("error[unread-spec]");
    assertThat(bench.shed.reads).isZero();
  }

  @Test
  void another_account_is_told_and_nothing_of_it_is_read() {
    bench.shed.closed = true;

    assertThat(bench.run("orphans")).isEqualTo(Exit.FAILED);
    assertThat(bench.err()).contains("error[WrongAccount]: 123456789012/eu-west-1");
  }

  @Test
  void a_plan_is_kept_for_its_owner_and_deletes_nothing() throws IOException {
    String plan = planned();

    assertThat(plan).contains("\"kind\": \"OrphanPlan\"", "\"fingerprint\": \"sha256:");
    assertThat(Files.getPosixFilePermissions(Path.of(file()))).hasSize(2);
    assertThat(bench.err()).contains("carry it out with: steadystate apply --plan " + file());
    assertThat(bench.shed.deleted).isEmpty();
  }

  @Test
  void what_is_held_stays_until_the_plan_is_approved() throws IOException {
    String print = JsonMapper.shared().readTree(planned()).at("/fingerprint").asString();

    assertThat(bench.run("apply", "--plan", file(), "--yes")).isEqualTo(Exit.NOT_STEADY);
    assertThat(bench.shed.deleted).isEmpty();
    assertThat(bench.run("apply", "--plan", file(), "--yes", "--approve", print))
        .isEqualTo(Exit.OK);
    assertThat(bench.shed.deleted).containsExactly("eipalloc-203x0x113x7", "vol-1");
  }

  @Test
  void a_person_sees_the_plan_and_types_the_account() throws IOException {
    planned();

    assertThat(bench.typing("yes\n", "apply", "--plan", file())).isEqualTo(Exit.FAILED);
    assertThat(bench.shed.deleted).isEmpty();
    assertThat(bench.typing("123456789012\n", "apply", "--plan", file())).isEqualTo(Exit.OK);
    assertThat(bench.shed.deleted).hasSize(2);
    assertThat(bench.out())
        .contains("held: it holds what cannot be made again; needs an approval")
        .contains("Plan: 2 to delete, 2 of them held; $12.45 a month")
        .endsWith(
            """
            Receipt for orphans of 123456789012 · eu-west-1

              - elasticIp/eipalloc-203x0x113x7  delete    done
              - volume/vol-1                    delete    done

            2 deleted
            """);
  }

  @Test
  void a_plan_is_stale_when_something_of_it_is_used_since() throws IOException {
    planned();
    bench.shed.things.removeFirst();
    bench.shed.things.addFirst(Shed.address("203.0.113.7", "associated as eipassoc-1"));

    assertThat(bench.run("apply", "--plan", file(), "--yes")).isEqualTo(Exit.REFUSED);
    assertThat(bench.err())
        .contains("error[stale-plan]", "no longer an orphan: [elasticIp/eipalloc-203x0x113x7]");
    assertThat(bench.shed.deleted).isEmpty();
  }

  @Test
  void another_orphan_beside_it_does_not_make_it_stale() throws IOException {
    String print = JsonMapper.shared().readTree(planned()).at("/fingerprint").asString();
    bench.shed.things.add(Shed.address("203.0.113.9"));

    assertThat(bench.run("apply", "--plan", file(), "--yes", "--approve", print))
        .isEqualTo(Exit.OK);
    assertThat(bench.shed.deleted).doesNotContain("eipalloc-203x0x113x9").hasSize(2);
  }

  @Test
  void without_a_terminal_and_without_yes_nothing_is_done() throws IOException {
    planned();

    assertThat(bench.run("apply", "--plan", file())).isEqualTo(Exit.FAILED);
    assertThat(bench.err()).contains("error[not-confirmed]");
  }
}

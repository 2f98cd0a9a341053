package steadystate.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadystate.Golden;
import steadystate.aws.Operations;
import steadystate.environment.Environment;
import steadystate.environment.reading.SpecFolder;
import steadystate.environment.reading.SpecReader;
import steadystate.kinds.Kinds;
import steadystate.lab.Lab;
import steadystate.lab.Stories;
import steadystate.lab.Story;
import steadystate.report.AccessPolicyReport;
import steadystate.resource.Kind;
import steadystate.sandbox.Call;

/** The least policy: all that is called, nothing that is not, on as little as can be. */
class LeastPolicyTest {
  private static final List<String> KINDS =
      Kinds.catalogue().kinds().stream().map(Kind::name).toList();

  private static final String GET_SECRET = "secretsmanager:GetSecretValue";

  private static List<Environment> samples() {
    return SpecReader.read(SpecFolder.read(Path.of("environments")), Kinds.catalogue(), Map.of())
        .environments();
  }

  private static List<Statement> statements(List<Environment> environments) {
    return LeastPolicy.of(environments, KINDS).stream()
        .flatMap(policy -> policy.statements().stream())
        .toList();
  }

  @Test
  void the_table_holds_what_the_code_calls_and_nothing_else() {
    assertThat(PermissionTable.get().called()).isEqualTo(UsedActions.inTheCode());
  }

  @Test
  void the_table_knows_every_kind() {
    Set<String> known = new TreeSet<>(PermissionTable.get().kinds());
    known.removeAll(
        Set.of(
            PermissionTable.EVERY,
            PermissionTable.ORPHANS,
            PermissionTable.FREE_TIER,
            "import",
            "table",
            "doctor",
            "cost",
            "queue",
            "history",
            "tokens"));

    assertThat(known).isEqualTo(new TreeSet<>(KINDS));
  }

  static Stream<Story> stories() {
    // One of each sort is enough here: the table is held against all code above.
    return Stories.all().stream()
        .filter(story -> story.name().matches(".*(from nothing|by mode|a repository)$"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void what_a_story_calls_is_granted(Story story) {
    Lab lab = Lab.inMemory();
    story.begin(lab);
    lab.sandbox().recording().clear();
    lab.apply(story.wish());

    Set<String> granted =
        statements(List.of(lab.environment(story.wish()))).stream()
            .flatMap(statement -> statement.actions().stream())
            .collect(Collectors.toSet());
    Set<String> called =
        lab.sandbox().recording().attempts().stream()
            .map(Call::action)
            .flatMap(action -> UsedActions.names(action).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    called.removeAll(granted);
    if (!story.name().contains("by mode")) {
      // What a whole section leaves behind is the last policy's matter, which is kept until then.
      called.removeIf(action -> action.matches("\\w+:(Delete|Release)\\w+"));
    }
    assertThat(called).isEmpty();
  }

  @Test
  void no_write_is_granted_on_everything_and_no_action_has_a_wildcard() {
    List<Statement> statements = statements(samples());

    assertThat(statements).flatExtracting(Statement::actions).noneMatch(a -> a.contains("*"));
    assertThat(statements)
        .filteredOn(statement -> statement.resources().contains("*"))
        // What has no ARN before it is made must at least carry our tag.
        .filteredOn(statement -> statement.conditions().isEmpty())
        .flatExtracting(Statement::actions)
        .allMatch(Operations::reads);
  }

  @Test
  void roles_are_passed_by_name_to_one_service() {
    assertThat(statements(samples()))
        .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
        .isNotEmpty()
        .allSatisfy(statement -> {
          assertThat(statement.resources()).noneMatch(arn -> arn.contains("*"));
          assertThat(statement.conditions().get("iam:PassedToService")).hasSize(1);
        });
  }

  @Test
  void of_secrets_those_alone_are_read_that_the_specs_name() {
    String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-Ab12Cd";
    String parameter = "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/password";

    assertThat(readable(database("manageMasterUserPassword: true"), GET_SECRET)).isEmpty();
    assertThat(readable(database("masterUserPassword: \"" + arn + ":password\""), GET_SECRET))
        .containsExactly(arn, arn + "-??????");
    assertThat(readable(database("masterUserPassword: \"" + parameter + "\""), GET_SECRET))
        .isEmpty();
    assertThat(readable(database("masterUserPassword: \"" + parameter + "\""), "ssm:GetParameter"))
        .containsExactlyInAnyOrder("*", parameter);
  }

  private static List<String> readable(Environment environment, String action) {
    return statements(List.of(environment)).stream()
        .filter(statement -> statement.actions().contains(action))
        .flatMap(statement -> statement.resources().stream())
        .toList();
  }

  private static Environment database(String password) {
    return Lab.inMemory()
        .environment(
            """
            databases:
              main:
                engine: postgres
                engineVersion: "16"
                dbInstanceClass: db.t4g.micro
                allocatedStorage: 20
                masterUsername: app
                %s
            """
                .formatted(password));
  }

  @Test
  void each_policy_fits_and_every_statement_has_a_name_of_its_own() {
    List<AccessPolicy> policies = LeastPolicy.of(samples(), KINDS);

    assertThat(policies).allMatch(policy -> policy.size() <= AccessPolicy.LARGEST);
    assertThat(statements(samples())).extracting(Statement::sid).doesNotHaveDuplicates();
    assertThat(statements(samples()))
        .extracting(Statement::sid)
        .allMatch(sid -> sid.matches("[A-Za-z0-9]+"));
  }

  @Test
  void the_file_of_the_samples_is_what_the_program_prints() {
    Golden.check(
        Path.of("deploy/iam-policy.json"),
        new AccessPolicyReport(LeastPolicy.of(samples(), KINDS)).jsonText());
  }
}

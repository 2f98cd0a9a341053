package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.lab.StrictTest.broken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.reconcile.pass.Receipt;

/** The rules of the mode strict about scheduled tasks, machines and the roles of both. */
class StrictTasksTest {
  private static final String GOOD =
      """
      mode: strict
      cluster: {settings: [{name: containerInsights, value: enabled}]}
      network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2}
      roles:
        job:
          trust: [ecs-tasks.amazonaws.com]
          inline:
            pass: {Statement: [{Effect: Allow, Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/other"}]}
        box: {trust: [ec2.amazonaws.com]}
      scheduledTasks:
        nightly:
          schedule: cron(0 3 * * ? *)
          image: repo/job:1.4.2
          cpu: 256
          memory: 512
          environment: {LOG: info}
          overrides: {environment: {DAY: yesterday}}
          taskRole: role/job
          logRetentionDays: 30
      instances:
        box: {imageId: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64, instanceType: t3.micro, role: role/box}
      """;

  private static final String DEFAULT_NETWORK =
      "network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2}\\n";

  private static String edited(String from, String to) {
    assertThat(GOOD).contains(from);
    return GOOD.replace(from, to);
  }

  @Test
  void a_good_spec_breaks_no_rule_and_is_applied() {
    Lab lab = Lab.inMemory();

    assertThat(broken(lab, GOOD)).isEmpty();
    assertThat(lab.apply(GOOD).outcome()).isEqualTo(new Receipt.Outcome.Steady());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "strict/pinned-images scheduledTask/nightly; repo/job:1.4.2; repo/job:main",
        "strict/no-public-ip scheduledTask/nightly; cpu: 256; cpu: 256\\n    assignPublicIp: true",
        "strict/no-public-ip scheduledTask/nightly; " + DEFAULT_NETWORK + "; ``",
        "strict/private-subnets scheduledTask/nightly; " + DEFAULT_NETWORK + "; ``",
        "strict/no-public-ip instance/box; " + DEFAULT_NETWORK + "; ``",
        "strict/no-public-ip instance/box; role: role/box; associatePublicIpAddress: true",
        "strict/no-public-ip instance/box; role: role/box; subnetId:"
            + " '${network.main.publicSubnetIds}'",
        "strict/logs-kept logGroup/nightly; Days: 30; Days: 29",
        "strict/logs-kept scheduledTask/nightly; logRetentionDays: 30; group: jobs",
        "strict/no-plain-secrets scheduledTask/nightly; LOG: info; DB_PASSWORD: hunter2",
        "strict/no-plain-secrets scheduledTask/nightly; DAY: yesterday; API_TOKEN: hunter2",
        "strict/no-plain-secrets scheduledTask/nightly; {environment: {DAY: yesterday}};"
            + " {containerOverrides: [{name: nightly, environment: [{name: API_TOKEN, value:"
            + " x1}]}]}",
        "strict/no-host-access scheduledTask/nightly; cpu: 256; cpu: 256\\n"
            + "    launchType: EC2\\n    taskDefinition: {pidMode: host}",
        "strict/known-roles scheduledTask/nightly; taskRole: role/job; taskRole: Admin",
        "strict/known-roles scheduledTask/nightly; taskRole: role/job;"
            + " taskRole: arn:aws:iam::123456789012:role/Admin",
        "strict/known-roles scheduledTask/nightly; taskRole: role/job;"
            + " taskDefinition: {taskRoleArn: arn:aws:iam::123456789012:role/Admin}",
        "strict/known-roles instance/box; role: role/box; iamInstanceProfile: Admin",
        "strict/narrow-pass-role role/job; arn:aws:iam::123456789012:role/other; *",
        "strict/narrow-pass-role role/job; arn:aws:iam::123456789012:role/other;"
            + " arn:aws:iam::123456789012:role/*",
        "strict/narrow-pass-role role/job; Action: \"iam:PassRole\", Resource;"
            + " Action: [\"s3:GetObject\", \"iam:*\"], NotResource",
        "strict/narrow-pass-role role/box; [ec2.amazonaws.com]; [ec2.amazonaws.com],"
            + " managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess']",
      })
  void each_rule_refuses_its_bad_example(String rule, String good, String bad) {
    Lab lab = Lab.inMemory();
    String yaml = edited(good.replace("\\n", "\n"), bad.replace("\\n", "\n"));

    assertThat(broken(lab, yaml)).contains(rule);
    assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(lab.sandbox().recording().writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"arn:aws:iam::123456789012:role/Admin", "arn:aws:iam::*:role/*", "arn:aws:iam::*"})
  void an_allowed_role_of_others_passes(String allowed) {
    String yaml = edited("taskRole: role/job", "taskRole: arn:aws:iam::123456789012:role/Admin");

    assertThat(broken(Lab.inMemory(), yaml + "allowedRoles: [\"" + allowed + "\"]\n")).isEmpty();
  }

  @Test
  void a_list_of_other_roles_allows_nothing_and_other_modes_ask_for_none() {
    Lab lab = Lab.inMemory();
    String yaml =
        edited("taskRole: role/job", "taskRole: arn:aws:iam::123456789012:role/apps/x")
            + "allowedRoles: [\"arn:aws:iam::123456789012:role/apps\", \"arn:aws:iam::2*\"]\n";

    assertThat(broken(lab, yaml)).containsExactly("strict/known-roles scheduledTask/nightly");
    assertThat(broken(lab, yaml.replace("mode: strict", "mode: standard"))).isEmpty();
  }

  @Test
  void public_subnets_that_give_no_address_and_narrow_rights_pass() {
    String shut =
        edited("availabilityZones: 2", "availabilityZones: 2, mapPublicIpOnLaunch: false")
            .replace("role: role/box", "subnetId: \"${subnet.public-a.id}\"")
            .replace(
                "Resource: \"arn:aws:iam::123456789012:role/other\"",
                "Resource: \"*\", Condition: {StringEquals: {\"iam:PassedToService\":"
                    + " ecs-tasks.amazonaws.com}}");

    assertThat(broken(Lab.inMemory(), shut)).isEmpty();
  }
}

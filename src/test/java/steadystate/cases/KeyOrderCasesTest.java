package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import steadystate.kinds.JsonText;
import steadystate.resource.Value;

/** Documents that AWS keeps as JSON come back with their keys in an order of AWS's own. */
class KeyOrderCasesTest {
  private static final String DOCUMENTS =
      """
      roles:
        app:
          trust: ecs-tasks.amazonaws.com
          inline:
            read:
              Version: "2012-10-17"
              Statement:
                - Sid: Read
                  Effect: Allow
                  Action: "s3:GetObject"
                  Resource: "arn:aws:s3:::shop-data/*"
                  Condition: {StringEquals: {"aws:SourceAccount": "123456789012"}}
      buckets:
        data:
          policy:
            Version: "2012-10-17"
            Statement:
              - Sid: Read
                Effect: Allow
                Principal: {AWS: "111122223333"}
                Action: "s3:GetObject"
                Resource: "arn:aws:s3:::dev-data/*"
      repositories:
        api:
          keep: 10
          repositoryPolicy:
            Version: "2012-10-17"
            Statement:
              - {Sid: Pull, Effect: Allow, Principal: {AWS: "111122223333"}, Action: "ecr:BatchGetImage"}
      scheduledTasks:
        nightly:
          schedule: rate(1 day)
          image: repo/sweeper:1.0.0
          assignPublicIp: true
          overrides: {command: [sweep], environment: {MODE: night, AGE: "30"}, cpu: 256}
      """;

  private static final String HOOK = "arn:aws:lambda:eu-west-1:123456789012:function:hook";

  private final Ground ground = new Ground();

  @Test
  void td_31_keys_of_stored_documents_have_no_order() {
    ground.steady(DOCUMENTS);

    for (UnaryOperator<List<String>> order :
        List.<UnaryOperator<List<String>>>of(List::reversed, KeyOrderCasesTest::alphabetical)) {
      stored(order);

      ground.still(DOCUMENTS);
    }
  }

  /** Puts each document back by hand, the same but for the order of its keys. */
  private void stored(UnaryOperator<List<String>> order) {
    IamClient iam = ground.lab.byHand(IamClient.class);
    String read = iam.getRolePolicy(r -> r.roleName("dev-app").policyName("read")).policyDocument();
    String trust = iam.getRole(r -> r.roleName("dev-app")).role().assumeRolePolicyDocument();
    iam.putRolePolicy(
        r -> r.roleName("dev-app").policyName("read").policyDocument(turned(decoded(read), order)));
    iam.updateAssumeRolePolicy(
        r -> r.roleName("dev-app").policyDocument(turned(decoded(trust), order)));
    S3Client s3 = ground.lab.byHand(S3Client.class);
    String bucket = s3.getBucketPolicy(r -> r.bucket("dev-data")).policy();
    s3.putBucketPolicy(r -> r.bucket("dev-data").policy(turned(bucket, order)));
    EcrClient ecr = ground.lab.byHand(EcrClient.class);
    String pull = ecr.getRepositoryPolicy(r -> r.repositoryName("dev-api")).policyText();
    String keep = ecr.getLifecyclePolicy(r -> r.repositoryName("dev-api")).lifecyclePolicyText();
    ecr.setRepositoryPolicy(r -> r.repositoryName("dev-api").policyText(turned(pull, order)));
    ecr.putLifecyclePolicy(
        r -> r.repositoryName("dev-api").lifecyclePolicyText(turned(keep, order)));
    schedule(order);
  }

  private void schedule(UnaryOperator<List<String>> order) {
    SchedulerClient scheduler = ground.lab.byHand(SchedulerClient.class);
    var listed = scheduler.listSchedules(r -> {}).schedules().getFirst();
    GetScheduleResponse old =
        scheduler.getSchedule(r -> r.groupName(listed.groupName()).name(listed.name()));
    String input = turned(old.target().input(), order);
    scheduler.updateSchedule(r ->
        r.groupName(old.groupName())
            .name(old.name())
            .state(old.state())
            .scheduleExpression(old.scheduleExpression())
            .scheduleExpressionTimezone(old.scheduleExpressionTimezone())
            .flexibleTimeWindow(old.flexibleTimeWindow())
            .target(old.target().toBuilder().input(input).build()));
  }

  private static List<String> alphabetical(List<String> keys) {
    return keys.stream().sorted().toList();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String turned(String json, UnaryOperator<List<String>> order) {
    return text(JsonText.read(json), order);
  }

  private static String text(Value value, UnaryOperator<List<String>> order) {
    return switch (value) {
      case Value.Entries entries ->
          order.apply(List.copyOf(entries.entries().keySet())).stream()
              .map(key -> "\"" + key + "\": " + text(entries.entries().get(key), order))
              .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
      case Value.Items items ->
          items.items().stream().map(item -> text(item, order)).toList().toString();
      default -> JsonText.write(value);
    };
  }

  @Test
  void td_31_keys_of_the_details_of_a_hook_have_no_order_and_numbers_stay_numbers() {
    String yaml =
        Case.web(
            """
            deploymentConfiguration:
              lifecycleHooks:
                - hookTargetArn: "%s"
                  roleArn: "arn:aws:iam::123456789012:role/hook"
                  lifecycleStages: [POST_SCALE_UP]
                  hookDetails: {tries: 3, share: 0.5, loud: true, who: {team: shop, area: web}}
            """
                .formatted(HOOK));
    Case web = new Case();
    web.given(yaml);
    assertThat(details(web.service()).asMap()).hasSize(4);
    web.nothing(yaml);

    web.toldOfServices(KeyOrderCasesTest::otherwiseOrdered);

    web.nothing(yaml);
  }

  private static Document details(Service service) {
    return service.deploymentConfiguration().lifecycleHooks().getFirst().hookDetails();
  }

  private static void otherwiseOrdered(Service.Builder service) {
    DeploymentLifecycleHook hook =
        service.build().deploymentConfiguration().lifecycleHooks().getFirst();
    Document details =
        Document.mapBuilder()
            .putDocument(
                "who",
                Document.mapBuilder().putString("area", "web").putString("team", "shop").build())
            .putNumber("tries", 3)
            .putNumber("share", 0.50)
            .putBoolean("loud", true)
            .build();
    service.deploymentConfiguration(
        service.build().deploymentConfiguration().toBuilder()
            .lifecycleHooks(hook.toBuilder().hookDetails(details).build())
            .build());
  }
}

package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import steadystate.aws.AwsSurroundings;
import steadystate.aws.events.EventsQueue;
import steadystate.environment.Environment;
import steadystate.kinds.Kinds;
import steadystate.reconcile.Controller;
import steadystate.reconcile.ControllerOptions;
import steadystate.reconcile.SpecSource;
import steadystate.reconcile.pass.Reconciler;
import steadystate.resource.Catalogue;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.SandboxAccess;

/** What AWS tells by a queue; the queue is an emulator's, the environments live in memory. */
class EventsQueueTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String EVENT =
      """
      {"version": "0", "source": "aws.logs", "account": "%s", "region": "eu-west-1",
       "detail-type": "AWS API Call via CloudTrail", "resources": [],
       "detail": {"eventName": "PutRetentionPolicy", "requestParameters": {"logGroupName": "%s"}}}
      """;

  private final SqsClient sqs =
      new EmulatorAccess(MotoServer.fresh()).client(SqsClient.class, Lab.REGION);
  private final String url =
      sqs.createQueue(request -> request.queueName("events-" + System.nanoTime())).queueUrl();
  private final List<String> passes = new CopyOnWriteArrayList<>();

  @Test
  void an_event_has_its_environment_looked_at_once_and_what_is_none_is_dropped() {
    Controller controller = controller();
    controller.start();
    await().atMost(LIMIT).until(() -> passes.contains("dev") && passes.contains("prod"));
    await().atMost(LIMIT).until(() -> isCalm(controller));
    passes.clear();

    say("no JSON", "[]", "{}", "{\"detail\": {}}", "[".repeat(5_000));
    say(EVENT.formatted("999999999999", "prod-api"), EVENT.formatted(Lab.ACCOUNT, "others"));
    for (int i = 0; i < 20; i++) {
      say(EVENT.formatted(Lab.ACCOUNT, "dev-api"));
    }
    EventsQueue events = new EventsQueue(sqs, url, controller);
    events.start();

    await().atMost(LIMIT).until(() -> passes.contains("dev") && left() == 0);
    await().atMost(LIMIT).until(() -> isCalm(controller));
    assertThat(passes).containsOnly("dev").hasSizeLessThanOrEqualTo(3);
    events.close();
    controller.close();
  }

  private static boolean isCalm(Controller controller) {
    return controller.queueDepth() == 0
        && controller.working() == 0
        && controller.environments().stream()
                .flatMap(status -> status.next().stream())
                .filter(next -> next.isAfter(InstantSource.system().instant().plusSeconds(60)))
                .count()
            == 2;
  }

  private void say(String... bodies) {
    for (String body : bodies) {
      sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }
  }

  private int left() {
    Map<QueueAttributeName, String> counts =
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private Controller controller() {
    Catalogue catalogue = Kinds.catalogue();
    AwsSurroundings aws =
        new AwsSurroundings(new SandboxAccess(new Sandbox(InstantSource.system())), "lab");
    TreeMap<String, Environment> sound = new TreeMap<>();
    for (String name : List.of("dev", "prod")) {
      sound.put(name, environment(name));
    }
    SpecSource.Snapshot written =
        new SpecSource.Snapshot(
            "r1", Optional.empty(), sound, new TreeMap<>(), List.of(), Optional.empty());
    Controller controller =
        new Controller(
            orders -> written,
            new Reconciler(catalogue, aws, Set.of(), 2),
            aws.clock(),
            new Random(7),
            ControllerOptions.USUAL.interval(Duration.ofHours(1)));
    controller.listen((environment, outcome, took) -> passes.add(environment));
    return controller;
  }

  private static Environment environment(String name) {
    return Lab.inMemory()
        .environment(
            Lab.HEAD.replace("name: dev", "name: " + name)
                + "  logGroups: {api: {name: %s-api, retentionInDays: 7}}\n".formatted(name));
  }
}

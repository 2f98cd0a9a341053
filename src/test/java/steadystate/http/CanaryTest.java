package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import steadystate.lab.Lab;
import steadystate.reconcile.TurnedByHand;
import steadystate.reconcile.pass.Look;
import steadystate.report.DriftReport;
import steadystate.report.Json;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.Report;
import steadystate.report.Stats;

/** Secrets that are planted everywhere one may stand come out nowhere. */
class CanaryTest {
  private static final String CANARY = "c4n4ry";

  private static final String SPEC =
      Lab.HEAD
          + """
          databases:
            main:
              engine: postgres
              engineVersion: "16"
              dbInstanceClass: db.t4g.micro
              allocatedStorage: 20
              masterUsername: app
              masterUserPassword: "%s"
          services:
            api:
              image: repo/api:1.4.2
              desiredCount: 1
              environment: {LOG: info, DB_PASSWORD: c4n4ry-spec, API_TOKEN: c4n4ry-token}
              containers:
                side: {image: repo/side:1, environment: {APIKEY: c4n4ry-side}}
          """
              .indent(2);

  @TempDir Path folder;
  private final Lab lab = Lab.inMemory();
  private final TurnedByHand loop = new TurnedByHand(lab.engine(), lab.clock());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> told = new ArrayList<>();
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private final Map<Logger, Optional<Level>> levels = new HashMap<>();
  private Level before = Level.OFF;

  /** As {@code STEADYSTATE_LOG_LEVEL=DEBUG} makes it, with the levels of the program's own file. */
  @BeforeEach
  void listen() throws IOException {
    before = root.getLevel();
    root.setLevel(Level.DEBUG);
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender);
    String file = Files.readString(Path.of("src/main/resources/logback.xml"));
    Matcher quiet = Pattern.compile("<logger name=\"([^\"]+)\" level=\"(\\w+)\"/>").matcher(file);
    while (quiet.find()) {
      Logger logger = (Logger) LoggerFactory.getLogger(quiet.group(1));
      levels.put(logger, Optional.ofNullable(logger.getLevel()));
      logger.setLevel(Level.valueOf(quiet.group(2)));
    }
    assertThat(levels).hasSizeGreaterThan(3);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void leave() {
    root.detachAppender(log);
    others.forEach(root::addAppender);
    levels.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
    root.setLevel(before);
  }

  @Test
  void nothing_of_a_secret_comes_out_anywhere() throws IOException, InterruptedException {
    Path tokens = folder.resolve("tokens.yaml");
    Files.writeString(tokens, "tokens: [{name: ops, role: operator, token: c4n4ry-access}]\n");
    Webhook webhook = new Webhook(CANARY + "-webhook-0123456789", (repository, ref) -> true);
    ServerParts parts =
        new ServerParts(
                new Address("127.0.0.1", 0),
                Tokens.read(tokens),
                "test",
                TreeMap::new,
                Optional.empty())
            .webhook(Optional.of(webhook));
    try (Server server = Server.start(loop.controller(), parts)) {
      String arn =
          lab.byHand(SecretsManagerClient.class)
              .createSecret(r -> r.name("db").secretString(CANARY + "-database"))
              .arn();
      String spec = SPEC.formatted(arn);
      loop.write("dev.yaml", spec).run(Duration.ofMinutes(10));
      everything(server);
      report(lab.look(spec));

      byHand();
      String other = spec.replace("c4n4ry-spec", "c4n4ry-newer");
      report(lab.look(spec));
      report(lab.look(other));
      loop.run(Duration.ofMinutes(2));
      everything(server);

      loop.write("dev.yaml", spec.replace("c4n4ry-spec", "[c4n4ry-broken]"));
      loop.run(Duration.ofMinutes(2));
      everything(server);
      lab.sandbox().breaks("repo/api:1.5.0");
      loop.write("dev.yaml", other.replace("1.4.2", "1.5.0")).run(Duration.ofMinutes(10));
      everything(server);
    }

    assertThat(told).hasSizeGreaterThan(100);
    assertThat(told).anyMatch(text -> text.contains("(sensitive)"));
    assertThat(told).noneMatch(text -> text.contains(CANARY));
    assertThat(log.list).anyMatch(event -> event.getLevel() == Level.INFO);
    assertThat(List.copyOf(log.list).stream().map(CanaryTest::text))
        .noneMatch(text -> text.contains(CANARY));
  }

  /**
   * Somebody deploys a revision with another secret; AWS holds it, so the canary is really there.
   */
  private void byHand() {
    EcsClient ecs = lab.byHand(EcsClient.class);
    TaskDefinition now =
        ecs.describeTaskDefinition(r -> r.taskDefinition("dev-api")).taskDefinition();
    assertThat(now.toString()).contains(CANARY + "-spec");
    List<ContainerDefinition> containers =
        now.containerDefinitions().stream()
            .map(one ->
                one.toBuilder()
                    .environment(e -> e.name("DB_PASSWORD").value(CANARY + "-live"))
                    .build())
            .toList();
    String made =
        ecs.registerTaskDefinition(r ->
                r.family("dev-api")
                    .containerDefinitions(containers)
                    .requiresCompatibilities(now.requiresCompatibilities())
                    .networkMode(now.networkMode())
                    .executionRoleArn(now.executionRoleArn())
                    .cpu(now.cpu())
                    .memory(now.memory()))
            .taskDefinition()
            .taskDefinitionArn();
    ecs.updateService(r -> r.cluster("dev").service("api").taskDefinition(made));
  }

  private void report(Look look) {
    for (Report report :
        List.of(
            new PlanReport(look.plan(), Stats.NONE),
            new DriftReport(look.plan(), look.findings(), look.changedBy(), Stats.NONE))) {
      told.add(report.text(Paper.PLAIN));
      told.add(report.markdown());
      told.add(Json.text(report.json()));
    }
  }

  /** Every answer of every route that can be read. */
  private void everything(Server server) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (Route route : server.routes()) {
        if (route.method() == HandlerType.GET && !route.path().equals("/api/v1/stream")) {
          String path = path(route);
          for (String accept : List.of("*/*", "application/json;as=Table;v=v1;g=meta.k8s.io")) {
            HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .header("Accept", accept)
                    .headers(bearer(CANARY + "-access"))
                    .build();
            HttpResponse<String> answer =
                client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            told.add(answer.headers().map() + "\n" + answer.body());
          }
        }
      }
    }
  }

  private static String path(Route route) {
    Map<String, String> names = new TreeMap<>();
    names.put("{env}", "dev");
    names.put("{namespace}", route.path().contains("events") ? "default" : "dev");
    names.put("{file}", "app.js");
    names.put("{name}", route.path().contains("/resources/") ? "service.api" : "dev");
    String path = route.path();
    for (Map.Entry<String, String> name : names.entrySet()) {
      path = path.replace(name.getKey(), name.getValue());
    }
    return path;
  }

  private static String text(ILoggingEvent event) {
    String thrown =
        Optional.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString).orElse("");
    return event.getLoggerName()
        + event.getFormattedMessage()
        + event.getKeyValuePairs()
        + event.getMDCPropertyMap()
        + thrown;
  }
}

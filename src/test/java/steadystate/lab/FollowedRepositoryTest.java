package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.aws.AwsSurroundings;
import steadystate.http.Address;
import steadystate.http.Server;
import steadystate.http.ServerParts;
import steadystate.http.Tokens;
import steadystate.http.Webhook;
import steadystate.kinds.Kinds;
import steadystate.observe.Surroundings;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Controller;
import steadystate.reconcile.ControllerOptions;
import steadystate.reconcile.pass.Reconciler;
import steadystate.resource.Catalogue;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.SandboxAccess;
import steadystate.source.BareRepository;
import steadystate.source.GitAddress;
import steadystate.source.GitLimits;
import steadystate.source.GitSettings;
import steadystate.source.GitSource;

/** From a push to AWS: a real repository, controller and server, with an AWS in memory. */
class FollowedRepositoryTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String SECRET = "webhook-secret-0123456789";
  private static final String PUSH =
      """
      {"ref": "refs/heads/main", "repository": {"clone_url": "https://github.com/acme/envs.git"}}
      """;

  @TempDir Path temporary;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger passes = new AtomicInteger();
  private final List<AutoCloseable> open = new ArrayList<>();
  private BareRepository home;
  private Controller controller;
  private Server server;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void a_push_is_followed_within_the_interval_and_status_names_its_commit() {
    serve(Duration.ofMillis(500));
    await().atMost(LIMIT).until(() -> follows("7"));

    String commit = home.author("Béa").push("Keep logs longer", files("30"));

    await().atMost(LIMIT).until(() -> follows("30"));
    assertThat(body("")).contains(commit, "Béa", "Keep logs longer");
    assertThat(body("/history")).contains(commit);
  }

  @Test
  void a_webhook_is_followed_at_once_and_a_thousand_make_at_most_two_passes() {
    serve(Duration.ofHours(6));
    await().atMost(LIMIT).until(() -> follows("7"));
    home.push("Keep logs longer", files("30"));

    deliver(1);
    await().atMost(LIMIT).until(() -> follows("30"));
    await().atMost(LIMIT).until(this::isCalm);
    int before = passes.get();
    home.push("Keep logs for long", files("60"));
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      senders.add(CompletableFuture.runAsync(() -> deliver(100), Thread.ofVirtual()::start));
    }
    senders.forEach(CompletableFuture::join);

    await().atMost(LIMIT).until(() -> follows("60"));
    await().atMost(LIMIT).until(this::isCalm);
    assertThat(passes.get() - before).isBetween(1, 2);
  }

  @Tag("bench")
  @Test
  void the_time_from_a_webhook_to_the_pass_that_follows_it() {
    serve(Duration.ofHours(6));
    await().atMost(LIMIT).until(() -> follows("7"));
    System.out.println("push   pass ended   steady   (ms after the webhook)");
    for (String days : List.of("1", "3", "5", "14", "30", "60", "90", "120")) {
      await().atMost(LIMIT).until(this::isCalm);
      home.push("Keep logs for " + days, files(days));
      int before = passes.get();
      long begin = System.nanoTime();
      deliver(1);
      long pass = until(begin, () -> passes.get() > before);
      long steady = until(begin, () -> follows(days));
      System.out.printf("%4s %12d %8d%n", days, pass, steady);
    }
  }

  private static long until(long begin, Callable<Boolean> done) {
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(LIMIT).until(done);
    return (System.nanoTime() - begin) / 1_000_000;
  }

  /** Nothing to do, and nothing that happens before long. */
  private boolean isCalm() {
    return controller.queueDepth() == 0
        && controller.working() == 0
        && controller
            .environment("dev")
            .flatMap(status -> status.next())
            .filter(next -> next.isAfter(InstantSource.system().instant().plusSeconds(60)))
            .isPresent();
  }

  private void serve(Duration look) {
    home = new BareRepository(temporary.resolve("home.git"));
    home.push("Begin", files("7"));
    Catalogue catalogue = Kinds.catalogue();
    Sandbox sandbox = new Sandbox(InstantSource.system());
    Surroundings aws = new AwsSurroundings(new SandboxAccess(sandbox), "lab");
    GitSettings settings =
        new GitSettings(
            GitAddress.parse(home.folder().toString()),
            "main",
            "environments",
            look,
            GitSettings.Login.NONE,
            GitLimits.USUAL);
    GitSource source =
        new GitSource(settings, catalogue, Map.of(), InstantSource.system(), new Random(7));
    controller =
        new Controller(
            source,
            new Reconciler(catalogue, aws, Set.of(), 2),
            aws.clock(),
            new Random(7),
            ControllerOptions.USUAL.interval(Duration.ofHours(1)));
    controller.listen((environment, outcome, took) -> passes.incrementAndGet());
    server =
        Server.start(
            controller,
            new ServerParts(
                    new Address("127.0.0.1", 0),
                    Tokens.NONE,
                    "test",
                    TreeMap::new,
                    Optional.empty())
                .webhook(Optional.of(new Webhook(SECRET, settings::concerns))));
    controller.start();
    open.addAll(List.of(client, home, source, server));
    open.add(() -> controller.stop(Duration.ofSeconds(20)));
  }

  private static Map<String, String> files(String days) {
    return Map.of(
        "environments/dev.yaml",
        """
        apiVersion: steadystate/v1
        kind: Environment
        metadata: {name: dev}
        spec:
          account: "123456789012"
          region: eu-west-1
          logGroups: {api: {retentionInDays: %s}}
        """
            .formatted(days));
  }

  /** Whether the log group in AWS is kept for so long, and nothing else is to do. */
  private boolean follows(String days) {
    return controller
        .environment("dev")
        .filter(status -> status.condition(Condition.Type.READY).status() == Condition.Truth.TRUE)
        .filter(status -> status.generation() == status.observedGeneration())
        .flatMap(status -> status.look())
        .filter(look -> look.findings().getFirst().live().toString().contains("=" + days))
        .isPresent();
  }

  private String body(String what) {
    URI address = URI.create(base() + "/api/v1/environments/dev" + what);
    return client
        .sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .join()
        .body();
  }

  private void deliver(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(delivery().join()).isEqualTo(202);
    }
  }

  private CompletableFuture<Integer> delivery() {
    HttpRequest push =
        HttpRequest.newBuilder(URI.create(base() + "/webhooks/github"))
            .header("X-GitHub-Event", "push")
            .header("X-Hub-Signature-256", signature())
            .POST(BodyPublishers.ofString(PUSH))
            .build();
    return client
        .sendAsync(push, BodyHandlers.discarding())
        .thenApply(answer -> answer.statusCode());
  }

  private String base() {
    return "http://127.0.0.1:" + server.port();
  }

  private static String signature() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] hash = mac.doFinal(PUSH.getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(hash);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

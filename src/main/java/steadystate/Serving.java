package steadystate;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.aws.AwsAccess;
import steadystate.aws.AwsSurroundings;
import steadystate.aws.SdkAccess;
import steadystate.aws.TaskMetadata;
import steadystate.aws.events.EventsQueue;
import steadystate.cli.Exit;
import steadystate.cli.SandboxSettings;
import steadystate.cli.ServeSettings;
import steadystate.cli.Setting;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.http.Address;
import steadystate.http.ByHand;
import steadystate.http.Keystore;
import steadystate.http.Server;
import steadystate.http.ServerParts;
import steadystate.http.Tokens;
import steadystate.kinds.Kinds;
import steadystate.news.CommitStatuses;
import steadystate.news.Subscribers;
import steadystate.observe.Surroundings;
import steadystate.reconcile.Controller;
import steadystate.reconcile.ControllerOptions;
import steadystate.reconcile.Sharing;
import steadystate.reconcile.SpecSource;
import steadystate.reconcile.pass.Reconciler;
import steadystate.resource.Catalogue;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.SandboxAccess;
import steadystate.source.FolderSource;

/** Starts the controller with its server, and ends both well. */
final class Serving {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  /** Less than the 30 s that container platforms wait before they kill. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /** How long somebody in the sandbox takes to let AWS into a repository. */
  private static final Duration A_PERSON = Duration.ofSeconds(30);

  /** AWS takes minutes to make a database; who looks at a sandbox has none to spare. */
  private static final Duration A_DATABASE = Duration.ofSeconds(15);

  private static final int WIDTH = 8;

  private final Catalogue catalogue = Kinds.catalogue();
  private final PrintStream out;
  private Set<String> production = Set.of();

  Serving(PrintStream out) {
    this.out = out;
  }

  /** {@code serve}: returns only when it could not start. */
  int serve(ServeSettings told) {
    production = CommandProgram.accounts(told.text(Setting.PRODUCTION_ACCOUNTS));
    Following following = Following.of(told, catalogue);
    Address address = address(told.text(Setting.LISTEN));
    AwsAccess access = SdkAccess.forController();
    Supplier<Tokens> tokens = StoredTokens.of(told, access);
    ControllerOptions options =
        new ControllerOptions(
            told.isOn(Setting.DRY_RUN),
            told.time(Setting.INTERVAL),
            ControllerOptions.USUAL.pace());
    Surroundings aws =
        new AwsSurroundings(
            access, CommandProgram.installation(), TaskMetadata.ask(System.getenv()));
    Sharing sharing = Replicas.sharing(told, CommandProgram.installation());
    Controller controller = controller(following.source(), aws, options, sharing);
    ServerParts parts =
        new ServerParts(address, Tokens.NONE, Main.version(), aws::calls, Optional.empty())
            .tokens(tokens)
            .webhook(following.webhook())
            .keystore(keystore(told))
            .orphans(CommandProgram.search(aws));
    Subscribers.of(controller, aws.clock(), told.isOn(Setting.ALLOW_PRIVATE_WEBHOOKS));
    following.github().ifPresent(github -> CommitStatuses.of(controller, github));
    Optional<EventsQueue> events =
        told.text(Setting.EVENTS_QUEUE).map(url -> EventsQueue.open(url, controller));
    Server server = start(controller, parts, following.source());
    events.ifPresent(EventsQueue::start);
    out.println("steadystate serves " + following.words() + " on " + url(parts, server));
    return waitForTheEnd();
  }

  /** {@code sandbox}: the same on an AWS in memory. */
  int play(SandboxSettings told) {
    Sandbox sandbox = new Sandbox(InstantSource.system());
    sandbox.nature().handshaking(A_PERSON);
    sandbox.nature().database(A_DATABASE);
    Surroundings aws = new AwsSurroundings(new SandboxAccess(sandbox), "sandbox");
    SpecSource source = new FolderSource(told.folder(), catalogue, told.variables());
    Controller controller =
        controller(
            source,
            aws,
            ControllerOptions.USUAL.interval(Duration.ofSeconds(15)),
            Sharing.nothing());
    Address address = address(told.listen());
    String token = "sandbox-" + HexFormat.of().formatHex(new SecureRandom().generateSeed(12));
    ByHand byHand = new SandboxHands(sandbox, controller);
    ServerParts parts =
        new ServerParts(
                address,
                Tokens.operator("sandbox", token),
                Main.version(),
                aws::calls,
                Optional.of(byHand))
            .orphans(CommandProgram.search(aws));
    Server server = start(controller, parts, source);
    out.println("An AWS in memory, kept true to " + told.folder() + "; nothing is real.");
    out.println("  page   " + url(parts, server) + "/#token=" + token);
    out.println("  token  " + token);
    out.println("  stop   Ctrl-C");
    return waitForTheEnd();
  }

  private Controller controller(
      SpecSource source, Surroundings aws, ControllerOptions options, Sharing sharing) {
    return new Controller(
        source,
        new Reconciler(catalogue, aws, production, WIDTH),
        aws.clock(),
        RandomGenerator.of("SecureRandom"),
        options,
        sharing);
  }

  private static Server start(Controller controller, ServerParts parts, SpecSource source) {
    Server server;
    try {
      server = Server.start(controller, parts);
    } catch (RuntimeException taken) {
      throw new FailureException(
          new Failure.Rejected(
              "listen", "cannot listen on " + parts.address() + ": " + reason(taken)),
          taken);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(controller, server, source), "end"));
    controller.start();
    return server;
  }

  private static String reason(Throwable failure) {
    return Optional.ofNullable(failure.getCause())
        .map(Serving::reason)
        .orElseGet(() -> String.valueOf(failure.getMessage()));
  }

  private static void end(Controller controller, Server server, SpecSource source) {
    boolean inTime = controller.stop(PATIENCE);
    LOG.atInfo().addKeyValue("inTime", inTime).log("stopped");
    server.close();
    source.close();
  }

  /** A signal ends the process. */
  private static int waitForTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Exit.OK;
  }

  private static Optional<Keystore> keystore(ServeSettings told) {
    Optional<String> password = told.secret(Setting.TLS_PASSWORD, Setting.TLS_PASSWORD_FILE);
    return told.file(Setting.TLS_KEYSTORE).map(file -> Keystore.read(file, password));
  }

  private static String url(ServerParts parts, Server server) {
    String told = parts.address().host();
    String scheme = parts.keystore().isPresent() ? "https://" : "http://";
    return scheme + new Address(told.equals("0.0.0.0") ? "127.0.0.1" : told, server.port());
  }

  private static Address address(Optional<String> told) {
    return told.map(text ->
            Address.parse(text)
                .orElseThrow(() ->
                    new FailureException(
                        new Failure.Rejected("listen", "'" + text + "' is no HOST:PORT"))))
        .orElse(Address.USUAL);
  }
}

package steadystate;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import steadystate.aws.AwsSurroundings;
import steadystate.cli.Cli;
import steadystate.cli.Program;
import steadystate.cli.SandboxSettings;
import steadystate.cli.Terminal;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.resource.Live;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Mischief;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.SandboxAccess;
import steadystate.sandbox.codeconnections.Handshakes;

/**
 * The story of an environment, played with the program's own commands on an AWS in memory: made
 * from nothing, spoiled by hand, healed, changed, broken by a bad release, made cheap, and built by
 * pipelines.
 */
final class Tour {
  private static final String REGION = "ap-northeast-2";
  private static final String ENVIRONMENT = "dev";
  private static final Pattern TELLING =
      Pattern.compile("^ {0,3}[-+~!?].*|^Plan.*|^Receipt.*|^(dev|prod) .*");
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final SandboxSettings settings;
  private final Terminal terminal;
  private final ManualClock clock = new ManualClock();
  private final Sandbox sandbox = new Sandbox(clock);
  private final Program program;
  private final List<String> surprises = new ArrayList<>();
  private int chapter;

  Tour(SandboxSettings settings) {
    this.settings = settings;
    this.terminal = settings.terminal();
    this.program =
        new TourProgram(
            new CommandProgram(() ->
                new AwsSurroundings(new SandboxAccess(sandbox), "default", clock, this::pause)));
  }

  /** Virtual time passes at once; a moment of real time lets a person follow. */
  private void pause(Duration time) throws InterruptedException {
    clock.advance(time);
    if (terminal.live()) {
      Thread.sleep(150);
    }
  }

  /** Plays it; 0 when every command ended as the story says. */
  int play() {
    try (TourFolder folder = new TourFolder(settings.folder())) {
      Path specs = folder.path();
      say("An empty AWS account, in memory. Nothing here touches a real one.");
      birth(specs);
      hands(specs);
      edit(folder);
      badRelease(folder);
      modes(folder);
      production(specs);
      delivery(specs);
    }
    say("");
    if (!surprises.isEmpty()) {
      surprises.forEach(surprise -> terminal.err().println("unexpected: " + surprise));
      return 1;
    }
    say("That was the tour. Next: `./steadystate sandbox` and the status page it names.");
    return 0;
  }

  private void birth(Path specs) {
    chapter("A plan before anything happens, then the environment from nothing");
    run(specs, 0, true, "plan", ENVIRONMENT);
    run(specs, 0, true, "apply", ENVIRONMENT, "--yes");
    tell("A second plan is empty, and stays so.");
    run(specs, 0, false, "plan", ENVIRONMENT, "--detailed-exitcode");
  }

  private void hands(Path specs) {
    chapter("Somebody changes AWS by hand");
    tell("SSH is opened to the world on the api's group, and the api is scaled to 5.");
    Mischief hand = new Mischief(sandbox, REGION);
    Environment environment =
        Objects.requireNonNull(
            program.specs(specs, settings.variables()).sound().get(ENVIRONMENT),
            "the sample has an environment dev");
    for (Finding finding : program.engine().look(environment).findings()) {
      Optional<Live> live = finding.live();
      if (finding.id().toString().equals("securityGroup/api")) {
        live.ifPresent(group -> hand.openPort22(group.attributes().require("id")));
      }
      if (finding.id().toString().equals("service/api")) {
        live.ifPresent(service -> hand.scale(service.arn(), 5));
      }
    }
    run(specs, 2, false, "drift", ENVIRONMENT);
    tell("The controller would heal this by itself; here a command does.");
    run(specs, 0, true, "apply", ENVIRONMENT, "--yes");
    run(specs, 0, false, "drift", ENVIRONMENT);
  }

  private void edit(TourFolder folder) {
    chapter("Edit the YAML, look at the plan, apply");
    edit(folder, "LOG_LEVEL: debug", "LOG_LEVEL: info");
    run(folder.path(), 0, false, "plan", ENVIRONMENT);
    run(folder.path(), 0, true, "apply", ENVIRONMENT, "--yes");
  }

  private void badRelease(TourFolder folder) {
    chapter("A release that does not start");
    sandbox.breaks("*:broken");
    edit(folder, "/shop-api:main", "/shop-api:broken");
    tell("ECS's circuit breaker takes it back; the controller does not force it again.");
    run(folder.path(), 4, true, "apply", ENVIRONMENT, "--yes");
    run(folder.path(), 0, false, "plan", ENVIRONMENT);
    edit(folder, "/shop-api:broken", "/shop-api:main");
    run(folder.path(), 0, true, "apply", ENVIRONMENT, "--yes");
  }

  private void modes(TourFolder folder) {
    chapter("Cost-save off, and on again");
    edit(folder, "mode: cost-save", "mode: standard");
    run(folder.path(), 0, true, "plan", ENVIRONMENT);
    run(folder.path(), 0, true, "apply", ENVIRONMENT, "--yes");
    edit(folder, "mode: standard", "mode: cost-save");
    run(folder.path(), 0, true, "apply", ENVIRONMENT, "--yes");
    run(folder.path(), 0, false, "plan", ENVIRONMENT, "--detailed-exitcode");
  }

  private void production(Path specs) {
    chapter("Production, strict, beside it");
    run(specs, 0, true, "apply", "prod", "--yes");
  }

  private void delivery(Path specs) {
    chapter("Pipelines, and the one thing that only a person can do");
    run(specs, 4, true, "apply", "delivery", "--yes");
    tell("Somebody follows the link and lets AWS into the repository.");
    new Handshakes(sandbox, REGION).completeAll();
    run(specs, 0, true, "apply", "delivery", "--yes");
    tell("Everything is as the files say.");
    run(specs, 0, false, "plan", "--detailed-exitcode");
  }

  private void edit(TourFolder folder, String before, String after) {
    Optional<Path> file = folder.edit(before, after);
    if (file.isEmpty()) {
      surprises.add("no file says `" + before + "`");
      return;
    }
    tell("environments/" + file.get() + ":  " + before + "  ->  " + after);
  }

  /**
   * Runs one command as a user would.
   *
   * @param expected the exit code that the story expects
   * @param brief whether only the lines that name resources and results are shown; of an apply,
   *     only those of its receipt, for its plan was seen before
   */
  private void run(Path specs, int expected, boolean brief, String... words) {
    say("");
    say("$ steadystate " + String.join(" ", words));
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("-f", specs.toString()));
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(buffer, true, StandardCharsets.UTF_8);
    Terminal captured =
        new Terminal(
            out,
            terminal.err(),
            terminal.in(),
            terminal.live(),
            false,
            terminal.results(),
            terminal.remarks());
    int code = new Cli(program, captured).run(line.toArray(String[]::new));
    show(buffer.toString(StandardCharsets.UTF_8), brief);
    if (code != expected) {
      surprises.add(
          "`" + String.join(" ", words) + "` ended with " + code + " instead of " + expected);
    }
  }

  private void show(String text, boolean brief) {
    int receipt = text.indexOf("Receipt for ");
    if (brief && receipt > 0) {
      text.substring(receipt).lines().forEach(this::say);
      return;
    }
    text.lines()
        .filter(line -> !brief || TELLING.matcher(plain(line)).matches())
        .forEach(this::say);
  }

  private static String plain(String line) {
    return COLOUR.matcher(line).replaceAll("");
  }

  private void chapter(String title) {
    chapter++;
    say("");
    say("── " + chapter + ". " + title + " " + "─".repeat(Math.max(3, 86 - title.length())));
  }

  private void tell(String text) {
    say("");
    say(text);
  }

  private void say(String line) {
    terminal.out().println(line);
  }
}

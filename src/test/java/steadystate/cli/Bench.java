package steadystate.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import steadystate.apply.Progress;
import steadystate.apply.StepResult;
import steadystate.cost.Prices;
import steadystate.doctor.Check;
import steadystate.doctor.Examination;
import steadystate.doctor.Extent;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.environment.mode.Mode;
import steadystate.importing.Import;
import steadystate.importing.Imported;
import steadystate.orphan.Search;
import steadystate.orphan.Shed;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.Paper;
import steadystate.report.Samples;
import steadystate.resource.Catalogue;
import steadystate.resource.Value;
import steadystate.yaml.Problem;

/** A command line on a bench: specs, engine and terminal are set by hand, and all is recorded. */
final class Bench implements Program, Engine {
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final List<Options> applied = new ArrayList<>();
  final Map<String, Environment> sound = new LinkedHashMap<>();
  final Map<String, List<Problem>> broken = new LinkedHashMap<>();
  final List<Problem> elsewhere = new ArrayList<>();
  Map<String, String> variables = Map.of();
  Path folder = Path.of("");
  List<Finding> findings = List.of();
  Plan plan = Samples.plan(List.of());
  Supplier<Receipt.Outcome> outcome = Receipt.Outcome.Steady::new;
  Runnable trouble = () -> {};
  List<Check> checks = List.of();
  final List<Extent> examined = new ArrayList<>();
  int looks;
  final Shed shed = new Shed();

  Bench() {
    sound("dev", Value.Entries.EMPTY);
  }

  void sound(String name, Value.Entries effective) {
    sound.put(
        name,
        new Environment(
            name,
            Settings.of("123456789012", "eu-west-1"),
            effective,
            List.of(),
            Map.of("url", Value.text("http://x")),
            1));
  }

  int run(String... words) {
    return run("", false, words);
  }

  /** With a person at a terminal who types these answers. */
  int typing(String answers, String... words) {
    return run(answers, true, words);
  }

  private Terminal terminal(String answers, boolean asks) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        new BufferedReader(new StringReader(answers)),
        false,
        asks,
        Paper.PLAIN,
        Paper.PLAIN);
  }

  private int run(String answers, boolean asks, String... words) {
    return cli(terminal(answers, asks)).run(words);
  }

  /** For a command line that needs other rooms too. */
  Cli cli() {
    return cli(terminal("", false));
  }

  private Cli cli(Terminal terminal) {
    return new Cli(this, terminal);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Prices refreshed(Prices table, Set<String> regions) {
    throw new AssertionError("no test here asks for prices");
  }

  @Override
  public Imported imported(Import.Request request) {
    throw new AssertionError("no test here imports");
  }

  @Override
  public String region() {
    throw new AssertionError("no test here asks for a region");
  }

  @Override
  public Search orphans() {
    return shed.search();
  }

  @Override
  public Specs specs(Path from, Map<String, String> given) {
    folder = from;
    variables = Map.copyOf(given);
    return new Specs(
        new TreeMap<>(sound),
        new TreeMap<>(broken),
        elsewhere,
        (problem, paper) -> "error[" + problem.code() + "]: " + problem.message() + "\n");
  }

  @Override
  public Specs specs(Path from, Map<String, String> given, Mode mode) {
    return specs(from, given);
  }

  @Override
  public Examination examined(Environment environment, Extent extent) {
    examined.add(extent);
    return new Examination(environment.name(), "123456789012", "eu-west-1", checks);
  }

  @Override
  public Catalogue catalogue() {
    return new Catalogue(List.of(), List.of());
  }

  @Override
  public Engine engine() {
    return this;
  }

  @Override
  public String schema() {
    return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}";
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public Look look(Environment environment) {
    trouble.run();
    looks++;
    return new Look(
        Samples.NOON,
        findings,
        plan,
        Map.of(),
        Map.of(),
        Map.of("ecs:DescribeServices", 2L, "sts:GetCallerIdentity", 1L),
        Duration.ofMillis(420));
  }

  @Override
  public Receipt apply(Environment environment, Options options, Progress progress) {
    Look look = look(environment);
    applied.add(options);
    progress.planned(1, plan);
    List<StepResult> steps = new ArrayList<>();
    for (Change change : plan.due()) {
      progress.started(change.resource(), change.action().word());
      progress.done(change.resource(), change.action().word());
      steps.add(
          new StepResult(
              change.resource(), change.action().word(), Optional.empty(), Optional.empty()));
    }
    return new Receipt(
        environment.name(),
        outcome.get(),
        1,
        steps,
        new Look(
            look.at(),
            findings,
            Samples.plan(List.of()),
            Map.of(),
            Map.of(),
            look.calls(),
            look.took()),
        look.calls(),
        look.took());
  }

  @Override
  public Receipt pass(Environment environment, Options options, Progress progress) {
    throw new UnsupportedOperationException("a command never makes a single pass");
  }
}

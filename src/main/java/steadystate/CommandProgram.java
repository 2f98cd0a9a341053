package steadystate;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.aws.AwsSurroundings;
import steadystate.aws.HomeRegion;
import steadystate.aws.PriceList;
import steadystate.aws.SdkAccess;
import steadystate.aws.doctor.Doctor;
import steadystate.aws.orphan.AwsWarehouse;
import steadystate.cli.Program;
import steadystate.cli.Setting;
import steadystate.cli.Specs;
import steadystate.cost.Prices;
import steadystate.doctor.Examination;
import steadystate.doctor.Extent;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Moment;
import steadystate.environment.reading.SchemaWriter;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecFolder;
import steadystate.environment.reading.SpecReader;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.importing.Import;
import steadystate.importing.Imported;
import steadystate.kinds.Importers;
import steadystate.kinds.Kinds;
import steadystate.observe.Surroundings;
import steadystate.orphan.Search;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Reconciler;
import steadystate.report.Json;
import steadystate.resource.Catalogue;
import steadystate.resource.Kind;

/** What one-shot commands work with: files of this machine, and the AWS of its credentials. */
final class CommandProgram implements Program {
  /** How many steps run side by side; AWS's own limits are lower for most writes. */
  private static final int WIDTH = 8;

  private final Catalogue catalogue = Kinds.catalogue();
  private final Supplier<Surroundings> aws;
  private Optional<Engine> engine = Optional.empty();
  private Optional<Surroundings> surroundings = Optional.empty();

  /** On the AWS that the SDK's own settings name. */
  CommandProgram() {
    this(() -> new AwsSurroundings(SdkAccess.forCommand(), installation()));
  }

  /**
   * @param aws asked for when a command needs it; making clients takes time
   */
  CommandProgram(Supplier<Surroundings> aws) {
    this.aws = aws;
  }

  @Override
  public Specs specs(Path folder, Map<String, String> variables) {
    return specs(folder, variables, now());
  }

  @Override
  public Specs specs(Path folder, Map<String, String> variables, Mode mode) {
    return specs(folder, variables, now().in(mode));
  }

  @Override
  public Specs awake(Path folder, Map<String, String> variables, Mode mode) {
    return specs(folder, variables, Moment.AWAKE.in(mode));
  }

  @Override
  public Prices refreshed(Prices table, Set<String> regions) {
    return PriceList.of(surroundings()).refresh(table, regions);
  }

  private static Moment now() {
    return Moment.at(InstantSource.system().instant());
  }

  private Specs specs(Path folder, Map<String, String> variables, Moment moment) {
    SpecFiles files = SpecFolder.read(folder);
    return Specs.of(files, SpecReader.read(files, catalogue, variables, moment));
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public Engine engine() {
    if (engine.isEmpty()) {
      engine = Optional.of(new Reconciler(catalogue, surroundings(), productionAccounts(), WIDTH));
    }
    return engine.get();
  }

  private Surroundings surroundings() {
    if (surroundings.isEmpty()) {
      surroundings = Optional.of(aws.get());
    }
    return surroundings.get();
  }

  @Override
  public Imported imported(Import.Request request) {
    return new Import(catalogue, Importers.all(), surroundings(), engine()).of(request);
  }

  @Override
  public Examination examined(Environment environment, Extent extent) {
    List<String> kinds = catalogue.kinds().stream().map(Kind::name).toList();
    return new Doctor(surroundings(), kinds).examine(environment, extent);
  }

  @Override
  public Search orphans() {
    return search(surroundings());
  }

  static Search search(Surroundings aws) {
    return new Search(new AwsWarehouse(aws), aws.installation(), Prices.shipped());
  }

  @Override
  public String region() {
    return HomeRegion.find()
        .orElseThrow(() ->
            new FailureException(
                new Failure.Rejected(
                    "NoRegion", "no region is set: write --region, or set AWS_REGION")));
  }

  /** Two installations in one account leave each other's resources alone. */
  static String installation() {
    return System.getenv().getOrDefault("STEADYSTATE_INSTALLATION", "default");
  }

  @Override
  public Set<String> productionAccounts() {
    return accounts(Optional.ofNullable(System.getenv(Setting.PRODUCTION_ACCOUNTS.variable())));
  }

  /** {@code 111122223333, 444455556666}. */
  static Set<String> accounts(Optional<String> list) {
    return list.stream()
        .flatMap(text -> Stream.of(text.split("[,\\s]+")))
        .filter(account -> !account.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String schema() {
    return Json.text(SchemaWriter.of(catalogue));
  }

  @Override
  public String version() {
    return Main.version();
  }
}

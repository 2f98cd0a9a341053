package steadystate;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import steadystate.cli.Program;
import steadystate.cli.Specs;
import steadystate.cost.Prices;
import steadystate.doctor.Examination;
import steadystate.doctor.Extent;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecFolder;
import steadystate.environment.reading.SpecReader;
import steadystate.importing.Import;
import steadystate.importing.Imported;
import steadystate.kinds.Kinds;
import steadystate.orphan.Search;
import steadystate.reconcile.pass.Engine;
import steadystate.resource.Catalogue;

/**
 * The program as the tour runs it: its copy of the files is shown under the name of the original.
 */
record TourProgram(Program program) implements Program {
  @Override
  public Specs specs(Path folder, Map<String, String> variables) {
    SpecFiles copy = SpecFolder.read(folder);
    SpecFiles files = new SpecFiles("environments", copy.files(), copy.failure());
    return Specs.of(files, SpecReader.read(files, Kinds.catalogue(), variables));
  }

  @Override
  public Specs specs(Path folder, Map<String, String> variables, Mode mode) {
    return program.specs(folder, variables, mode);
  }

  @Override
  public Specs awake(Path folder, Map<String, String> variables, Mode mode) {
    return program.awake(folder, variables, mode);
  }

  @Override
  public Prices refreshed(Prices table, Set<String> regions) {
    return program.refreshed(table, regions);
  }

  @Override
  public Set<String> productionAccounts() {
    return program.productionAccounts();
  }

  @Override
  public Imported imported(Import.Request request) {
    return program.imported(request);
  }

  @Override
  public Examination examined(Environment environment, Extent extent) {
    return program.examined(environment, extent);
  }

  @Override
  public Search orphans() {
    return program.orphans();
  }

  @Override
  public String region() {
    return program.region();
  }

  @Override
  public Catalogue catalogue() {
    return program.catalogue();
  }

  @Override
  public Engine engine() {
    return program.engine();
  }

  @Override
  public String schema() {
    return program.schema();
  }

  @Override
  public String version() {
    return program.version();
  }
}

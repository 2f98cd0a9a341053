package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.reading.SchemaWriter;
import steadystate.environment.reading.SpecFolder;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.kinds.Kinds;
import steadystate.lab.Lab;
import steadystate.policy.Strict;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.Json;
import steadystate.resource.Catalogue;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import tools.jackson.databind.node.ObjectNode;

/** The environments that come with the project: what a user sees first, and what the tour plays. */
class SampleEnvironmentsTest {
  private static final Path FOLDER = Path.of("environments");
  private static final Path SCHEMA = FOLDER.resolve("schema.json");
  private static final Catalogue CATALOGUE = Kinds.catalogue();

  /** Sections for which a small shop has no use. */
  private static final Set<String> UNUSED = Set.of("logGroups", "namespaces");

  private static SpecReading read() {
    return SpecReader.read(SpecFolder.read(FOLDER), CATALOGUE, Map.of());
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
    }
  }

  @Test
  void they_have_no_mistake() {
    SpecReading reading = read();

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.names()).containsExactly("delivery", "dev", "prod");
    assertThat(reading.find("dev").orElseThrow().settings().mode()).isEqualTo(Mode.COST_SAVE);
    assertThat(reading.find("prod").orElseThrow().settings().mode()).isEqualTo(Mode.STRICT);
  }

  @Test
  void prod_stands_behind_https_on_two_tasks_with_pinned_images() {
    Environment prod = read().find("prod").orElseThrow();

    assertThat(prod.declared())
        .extracting(declared -> declared.id().toString())
        .contains("listener/public/https", "scalableTarget/api", "targetGroup/web/public");
    for (String service : List.of("service/api", "service/web")) {
      var model = prod.find(ResourceId.parse(service)).orElseThrow().model();
      assertThat(model.get("containerDefinitions").orElseThrow().toString()).contains("@sha256:");
      assertThat(model.whole("desiredCount").orElseThrow()).isGreaterThanOrEqualTo(2);
      assertThat(model.toString()).contains("assignPublicIp=DISABLED", "rollback=true");
    }
  }

  @Test
  void prod_breaks_no_rule_of_its_mode() {
    Environment prod = read().find("prod").orElseThrow();

    assertThat(Strict.check(prod, Instant.parse("2026-03-02T10:00:00Z"))).isEmpty();
  }

  @Test
  void dev_does_without_its_load_balancer_on_spot_capacity() {
    Environment dev = read().find("dev").orElseThrow();

    assertThat(dev.leftOut()).contains(ResourceId.parse("loadBalancer/public"));
    assertThat(dev.outputs()).containsOnlyKeys("databaseEndpoint", "apiAddress", "webAddress");
    assertThat(dev.remarks()).isEmpty();
    assertThat(dev.find(ResourceId.parse("service/api")).orElseThrow().model().toString())
        .contains("FARGATE_SPOT");
    assertThat(dev.find(ResourceId.parse("securityGroup/api")).orElseThrow().model().toString())
        .contains("203.0.113.0/24");
  }

  @Test
  void an_empty_account_takes_them_side_by_side() {
    Lab lab = Lab.inMemory();
    lab.sandbox().nature().handshaking(Duration.ZERO);

    for (Environment environment : read().environments()) {
      assertThat(lab.apply(environment).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    }
    for (Environment environment : read().environments()) {
      assertThat(lab.engine().look(environment).plan().changes()).isEmpty();
    }
  }

  @Test
  void every_section_is_used_by_one_of_them() {
    Set<String> used = new TreeSet<>();
    read().environments().forEach(one -> used.addAll(one.effective().entries().keySet()));
    List<String> sections = CATALOGUE.sections().stream().map(Section::key).toList();

    assertThat(used).containsAll(sections.stream().filter(key -> !UNUSED.contains(key)).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_file_names_the_schema_for_editors(Path file) throws IOException {
    String first = Files.readAllLines(file).getFirst();

    assertThat(first).isEqualTo("# yaml-language-server: $schema=../schema.json");
    assertThat(file.getParent().resolve("../schema.json")).exists();
  }

  @Test
  void the_schema_is_the_one_that_the_program_prints() {
    Golden.check(SCHEMA, Json.text(SchemaWriter.of(CATALOGUE)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_file_fits_the_schema(Path file) throws IOException {
    for (SpecificationVersion version :
        List.of(SpecificationVersion.DRAFT_2020_12, SpecificationVersion.DRAFT_7)) {
      assertThat(schema(version).validate(Files.readString(file), InputFormat.YAML)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mod: strict",
        "mode: cheap",
        "account: '12345'",
        "services: {api: {cpu: [1]}}",
        "services: {api: {desiredCount: many}}",
        "services: {api: {assignPublicIp: 'yes'}}",
        "services: {Api_1: {}}",
        "securityGroups: {api: {ingress: [{ports: 80}]}}",
        "reconcile: {interval: soon}",
      })
  void the_schema_refuses_what_the_reader_refuses(String spec) {
    String head = "apiVersion: steadystate/v1\nkind: Environment\nmetadata: {name: dev}\n";

    assertThat(
            schema(SpecificationVersion.DRAFT_2020_12)
                .validate(head + "spec: {" + spec + "}", InputFormat.YAML))
        .isNotEmpty();
  }

  private static Schema schema(SpecificationVersion version) {
    ObjectNode schema = SchemaWriter.of(CATALOGUE);
    // Without its own word for it, the schema is read by the rules of the version asked for.
    schema.remove("$schema");
    return SchemaRegistry.withDefaultDialect(version).getSchema(schema);
  }
}

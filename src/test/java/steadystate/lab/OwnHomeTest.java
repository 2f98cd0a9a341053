package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import steadystate.aws.Names;
import steadystate.aws.Pojo;
import steadystate.environment.Environment;
import steadystate.environment.reading.SpecFolder;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.kinds.Kinds;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The controller's task is written in three forms: a template, an input of RegisterTaskDefinition,
 * and a spec by which it keeps itself. They say the same.
 */
class OwnHomeTest {
  private static final Path FOLDER = Path.of("deploy");

  /** What the template takes from its parameters and from AWS. */
  private static final String OF_THE_PLACE = "(of the place)";

  @Test
  void the_task_definition_holds_nothing_that_aws_does_not_know() throws IOException {
    Value.Entries written = taskDefinition();

    RegisterTaskDefinitionRequest.Builder request = RegisterTaskDefinitionRequest.builder();
    Pojo.fill(request, written);

    assertThat(flat(Pojo.read(request.build()))).isEqualTo(flat(written));
  }

  @Test
  void the_task_definition_is_the_template_s() throws IOException {
    SortedMap<String, String> template = flat(template());
    SortedMap<String, String> written = flat(taskDefinition());

    assertThat(written).hasSizeGreaterThan(20);
    assertThat(written.keySet()).isEqualTo(template.keySet());
    template.values().removeIf(OF_THE_PLACE::equals);
    assertThat(written).containsAllEntriesOf(template);
  }

  @Test
  void the_spec_registers_the_same_task_and_is_steady() throws IOException {
    Lab lab = Lab.inMemory();
    Environment self = self(lab);

    assertThat(lab.apply(self).outcome()).isEqualTo(new Receipt.Outcome.Steady());

    assertThat(lab.engine().look(self).plan().changes()).isEmpty();
    SortedMap<String, String> registered = flat(Pojo.read(registered(lab)));
    SortedMap<String, String> written = flat(taskDefinition());
    assertThat(registered).containsKeys(written.keySet().toArray(String[]::new));
    flat(template())
        .forEach((path, value) -> {
          if (value.equals(OF_THE_PLACE)) {
            written.remove(path);
          }
        });
    assertThat(registered).containsAllEntriesOf(written);
  }

  @Test
  void the_spec_fits_the_schema_and_never_sleeps() throws IOException {
    String schema = Files.readString(Path.of("environments/schema.json"));
    String spec = Files.readString(FOLDER.resolve("self/environment.yaml"));

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(spec, InputFormat.YAML))
        .isEmpty();
    assertThat(spec).contains("mode: standard");
  }

  /** The spec in a sandbox that has the network and the group of the stack. */
  private static Environment self(Lab lab) {
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
    String first = subnet(ec2, vpc, "10.9.1.0/24", "a");
    String second = subnet(ec2, vpc, "10.9.2.0/24", "b");
    String group =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("controller").description("controller"))
            .groupId();
    Map<String, String> place =
        Map.of(
            "region",
            Lab.REGION,
            "vpc",
            vpc,
            "subnetA",
            first,
            "subnetB",
            second,
            "securityGroup",
            group);
    SpecReading reading =
        SpecReader.read(SpecFolder.read(FOLDER.resolve("self")), Kinds.catalogue(), place);
    assertThat(reading.problems()).isEmpty();
    return reading.environments().getFirst();
  }

  private static String subnet(Ec2Client ec2, String vpc, String cidr, String zone) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone(Lab.REGION + zone))
        .subnet()
        .subnetId();
  }

  private static TaskDefinition registered(Lab lab) {
    EcsClient ecs = lab.byHand(EcsClient.class);
    return ecs.describeTaskDefinition(r -> r.taskDefinition("steadystate-controller"))
        .taskDefinition();
  }

  private static Value.Entries taskDefinition() throws IOException {
    String text = Files.readString(FOLDER.resolve("task-definition.json"));
    return (Value.Entries) value(JsonMapper.shared().readTree(text));
  }

  private static Value value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Value> entries = new LinkedHashMap<>();
      node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
      return Value.entries(entries);
    }
    if (node.isArray()) {
      return Value.items(node.valueStream().map(OwnHomeTest::value).toList());
    }
    return switch (node.getNodeType()) {
      case BOOLEAN -> Value.flag(node.booleanValue());
      case NUMBER -> Value.number(node.longValue());
      default -> Value.text(node.stringValue());
    };
  }

  /** The template's task definition under the API's names. */
  private static Value.Entries template() throws IOException {
    Node template =
        new Compose(LoadSettings.builder().build())
            .composeString(Files.readString(FOLDER.resolve("controller.yaml")))
            .orElseThrow();
    Node properties = template;
    for (String key : List.of("Resources", "TaskDefinition", "Properties")) {
      properties = members(properties).get(key);
    }
    return (Value.Entries) value(properties);
  }

  private static Map<String, Node> members(Node node) {
    Map<String, Node> members = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      members.put(((ScalarNode) tuple.getKeyNode()).getValue(), tuple.getValueNode());
    }
    return members;
  }

  private static Value value(Node node) {
    if (node.getTag().getValue().startsWith("!")) {
      return Value.text(OF_THE_PLACE);
    }
    return switch (node) {
      case MappingNode map -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        members(map).forEach((key, held) -> entries.put(Names.lowerCamel(key), value(held)));
        yield Value.entries(entries);
      }
      case SequenceNode list ->
          Value.items(list.getValue().stream().map(OwnHomeTest::value).toList());
      default -> Value.text(((ScalarNode) node).getValue());
    };
  }

  /** {@code containerDefinitions[controller].stopTimeout -> 30}. */
  private static SortedMap<String, String> flat(Value value) {
    SortedMap<String, String> flat = new TreeMap<>();
    flatten("", value, flat);
    return flat;
  }

  private static void flatten(String path, Value value, Map<String, String> flat) {
    switch (value) {
      case Value.Entries map ->
          map.entries().forEach((key, held) -> flatten(path + "." + key, held, flat));
      case Value.Items list -> {
        Map<String, Integer> seen = new HashMap<>();
        for (Value item : list.items()) {
          String name = item instanceof Value.Entries map ? map.text("name").orElse("") : "";
          int number = seen.merge(name, 1, Integer::sum);
          flatten(path + "[" + name + (name.isEmpty() ? number : "") + "]", item, flat);
        }
      }
      default -> flat.put(path, value.toString());
    }
  }
}

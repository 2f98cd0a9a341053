package steadystate.kinds.instances;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** EC2 instances as {@code instances}, found by the name that the console shows. */
public final class InstancesImporter implements Importer {
  private static final Entries UNWATCHED = Entries.EMPTY.with("enabled", Value.flag(false));

  private static final Entries METADATA =
      Entries.EMPTY
          .with("httpEndpoint", Value.text("enabled"))
          .with("httpPutResponseHopLimit", Value.number(2))
          .with("httpProtocolIpv6", Value.text("disabled"))
          .with("instanceMetadataTags", Value.text("disabled"));

  @Override
  public String section() {
    return "instances";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    Map<String, List<Instance>> byName = new LinkedHashMap<>();
    for (Instance instance : all(scope)) {
      name(instance)
          .ifPresent(name -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(instance));
    }
    List<Entries> wishes =
        byName.keySet().stream()
            .map(name -> Entries.EMPTY.with("tags", Entries.EMPTY.with("Name", Value.text(name))))
            .toList();
    return Probe.of(new InstanceKind(), scope, wishes).stream()
        .filter(live -> byName.containsKey(live.tags().getOrDefault("Name", "")))
        .map(live -> candidate(live, byName))
        .toList();
  }

  private static List<Instance> all(Scope scope) {
    Filter living =
        Filter.builder()
            .name("instance-state-name")
            .values("pending", "running", "stopping", "stopped")
            .build();
    return scope
        .client(Ec2Client.class)
        .describeInstancesPaginator(r -> r.filters(living))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  private static Optional<String> name(Instance instance) {
    return instance.tags().stream()
        .filter(tag -> tag.key().equals("Name") && !tag.value().isBlank())
        .map(tag -> tag.value())
        .findFirst();
  }

  private static Candidate candidate(Live live, Map<String, List<Instance>> byName) {
    String name = live.tags().getOrDefault("Name", "");
    List<Instance> bodies = byName.getOrDefault(name, List.of());
    return Candidate.of(live, name)
        .home(bodies.getFirst().vpcId() == null ? "" : bodies.getFirst().vpcId())
        .mentions(Probe.texts(live.model()))
        .foreign(bodies.size() > 1 ? "several instances have this name" : "")
        .entry(names -> Optional.of(entry(live.model())));
  }

  /** Without what is told at launch alone: it guides nothing any more. */
  private static Entries entry(Entries model) {
    Shape.Structure shape = InstanceShape.written();
    Entries out = model;
    for (Map.Entry<String, Member> member : shape.members().entrySet()) {
      boolean launch = member.getValue().compared() instanceof Member.Compared.Never;
      out = launch ? out.without(member.getKey()) : out;
    }
    Optional<Value> groups = out.get("securityGroupIds");
    return groups.isPresent()
        ? out.without("securityGroupIds").with("securityGroups", groups.get())
        : out;
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    Entries metadata = model.map("metadataOptions").orElse(Entries.EMPTY);
    for (Map.Entry<String, Value> usual : METADATA.entries().entrySet()) {
      metadata = metadata.withDefault(usual.getKey(), usual.getValue());
    }
    return model
        .withDefault("monitoring", UNWATCHED)
        .withDefault("ebsOptimized", Value.flag(false))
        .with("metadataOptions", metadata);
  }

  @Override
  public List<String> order() {
    return List.of("imageId", "instanceType", "keyName", "subnetId", "securityGroups");
  }

  @Override
  public Set<String> kept() {
    return Set.of("imageId", "instanceType", "keyName", "subnetId");
  }
}

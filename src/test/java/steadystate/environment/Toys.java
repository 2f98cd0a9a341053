package steadystate.environment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import steadystate.resource.Attributes;
import steadystate.resource.Blueprint;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.Scope;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Shape.EntriesOf;
import steadystate.resource.Shape.ItemsOf;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Structure;
import steadystate.resource.Shape.Type;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** A small catalogue with one of everything that a shape can be. */
public final class Toys {
  private static final Scalar TEXT = Scalar.of(Type.TEXT);
  private static final Scalar WHOLE = Scalar.of(Type.INTEGER);

  public static final Structure GROUP =
      Structure.empty()
          .with("description", TEXT.range(1, 20), "")
          .with("peer", TEXT.refersTo("group", "id"), "")
          .with(
              "ingress",
              Member.of(
                      ItemsOf.ordered(
                          Structure.empty()
                              .with("port", Member.of(WHOLE.range(0, 65_535)).needed())
                              .with("from", ItemsOf.set(TEXT.refersTo("group", "id")).orOne(), "")))
                  .later());

  public static final Structure BALANCER =
      Structure.empty()
          .with("scheme", TEXT.allowed("internet-facing", "internal"), "")
          .with("attributes", EntriesOf.of(TEXT), "")
          .with("keepInCostSave", Scalar.of(Type.BOOLEAN), "");

  public static final Structure SERVICE =
      Structure.empty()
          .with("image", Member.of(TEXT).needed())
          .with("cpu", WHOLE.range(128, 16_384), "")
          .with("ratio", Scalar.of(Type.DECIMAL), "")
          .with("public", Scalar.of(Type.BOOLEAN), "")
          .with("since", Scalar.of(Type.TIMESTAMP), "")
          .with("engine", TEXT.pattern("[a-z]+-[0-9]+"), "letters, a hyphen, digits")
          .with("launchType", TEXT.allowed("FARGATE", "EC2"), "")
          .with(
              "environment",
              EntriesOf.of(TEXT).pairs("name", "value").secretKeys(k -> k.contains("PASSWORD")),
              "")
          .with("command", ItemsOf.ordered(TEXT), "")
          .with("groups", ItemsOf.set(TEXT.refersTo("group", "id")), "")
          .with("balancer", TEXT.refersTo("balancer", "arn").refersTo("group", "id"), "")
          .with(
              "ports",
              ItemsOf.keyed(
                  Structure.empty()
                      .with("containerPort", Member.of(WHOLE).needed())
                      .with("protocol", Member.of(TEXT).otherwise(Value.text("tcp"))),
                  "containerPort",
                  "protocol"),
              "")
          .with("document", new Shape.Anything(), "")
          .with("password", Member.of(WHOLE).hidden());

  public static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(
              new ToyKind("cluster", Structure.empty().with("name", TEXT, ""), Set.of()),
              new ToyKind("group", GROUP, Set.of("id", "arn")),
              new ToyKind("balancer", BALANCER, Set.of("arn", "dnsName")),
              new ToyKind("logs", Structure.empty().with("name", TEXT, ""), Set.of("arn")),
              new ToyKind("service", SERVICE.with("name", TEXT, ""), Set.of())),
          List.of(
              new ToySection("cluster", "cluster", Structure.empty(), true),
              new ToySection("securityGroups", "group", GROUP, false),
              new ToySection("loadBalancers", "balancer", BALANCER, false),
              new ToySection("services", "service", SERVICE, false)));

  private Toys() {}

  /** A service brings its logs, and refuses one image. */
  private static List<Declared> service(Section.Entry entry, Blueprint blueprint) {
    Value.Entries model = entry.value().with("name", Value.text(entry.name()));
    if (model.text("image").orElse("").equals("broken")) {
      throw new IllegalStateException("a section that fails");
    }
    if (model.text("image").orElse("").equals("forbidden")) {
      blueprint.problem(
          "bad-image", model.get("image").orElseThrow(), "image", "not this image", "another one");
    }
    return List.of(
        new Declared(entry.id("service"), model, entry.at()).after(entry.id("logs")),
        new Declared(
            entry.id("logs"),
            Value.entries(Map.of("name", Value.text("/" + entry.name()))),
            entry.at()));
  }

  private record ToySection(String key, String kind, Structure entry, boolean single)
      implements Section {
    @Override
    public boolean unwritten(Blueprint blueprint) {
      return single && !blueprint.entries("services").isEmpty();
    }

    @Override
    public List<Declared> expand(Entry entry, Blueprint blueprint) {
      return kind.equals("service")
          ? service(entry, blueprint)
          : List.of(new Declared(entry.id(kind), entry.value(), entry.at()));
    }
  }

  private record ToyKind(String name, Structure model, Set<String> attributes) implements Kind {
    @Override
    public Observation observe(Scope scope, List<Declared> wanted) {
      throw new UnsupportedOperationException("reading a spec asks AWS nothing");
    }

    @Override
    public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
      throw new UnsupportedOperationException("reading a spec writes nothing");
    }

    @Override
    public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
      throw new UnsupportedOperationException("reading a spec writes nothing");
    }

    @Override
    public void delete(Scope scope, Live live) {
      throw new UnsupportedOperationException("reading a spec writes nothing");
    }
  }
}

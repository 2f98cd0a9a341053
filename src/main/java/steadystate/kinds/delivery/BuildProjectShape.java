package steadystate.kinds.delivery;

import static steadystate.kinds.ecs.Reshaping.inside;
import static steadystate.kinds.ecs.Reshaping.keyed;
import static steadystate.kinds.ecs.Reshaping.scalar;
import static steadystate.kinds.ecs.Reshaping.sets;
import static steadystate.kinds.ecs.Reshaping.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.Project;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.kinds.ecs.SecretNames;
import steadystate.resource.Canonical;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * A CodeBuild project. Its variables are a list in AWS and a map here, by name, so that one of them
 * can be hidden and another not.
 */
final class BuildProjectShape {
  private static final String ENVIRONMENT = "environment";
  private static final String VARIABLES = "environmentVariables";
  private static final Value PLAINTEXT = Value.text("PLAINTEXT");

  /** As AWS takes it: what a user may write. */
  static final Shape.Structure WRITTEN = written();

  /** On both sides of a comparison. */
  static final Shape.Structure MODEL = model();

  private BuildProjectShape() {}

  private static Shape.Structure written() {
    Shape.Structure all =
        SdkShapes.of(CreateProjectRequest.builder().build()).without("name", "tags");
    all = keyed(all, "secondarySources", "sourceIdentifier");
    all = keyed(all, "secondarySourceVersions", "sourceIdentifier");
    all = keyed(all, "secondaryArtifacts", "artifactIdentifier");
    all = keyed(all, "fileSystemLocations", "identifier");
    all = inside(all, "cache", cache -> sets(cache, "modes"));
    all = inside(all, "vpcConfig", BuildProjectShape::vpc);
    all = inside(all, ENVIRONMENT, e -> keyed(e, VARIABLES, "name"));
    all = scalar(all, "serviceRole", s -> s.refersTo("role", "arn"));
    all = scalar(all, "timeoutInMinutes", s -> s.range(5, 2_160));
    return scalar(all, "queuedTimeoutInMinutes", s -> s.range(5, 480));
  }

  private static Shape.Structure vpc(Shape.Structure vpc) {
    Shape.Structure out = sets(vpc, "subnets", "securityGroupIds");
    out = scalar(out, "vpcId", s -> s.refersTo("network", "vpcId"));
    return scalar(out, "securityGroupIds", s -> s.refersTo("securityGroup", "id"));
  }

  private static Shape.Structure model() {
    Shape.Structure variable =
        Shape.Structure.empty()
            .with("value", text(), "")
            .with("type", Member.of(text()).otherwise(PLAINTEXT));
    Shape.EntriesOf variables = Shape.EntriesOf.of(variable).secretKeys(SecretNames::looksSecret);
    return inside(WRITTEN, ENVIRONMENT, e -> e.with(VARIABLES, Member.of(variables)))
        .with(
            "name",
            Member.of(text(), "AWS cannot rename a project: another name makes another.")
                .replaces());
  }

  static Entries live(Project project) {
    Entries read = modelOf(Pojo.read(project).without("tags"));
    Optional<Value> badge = read.map("badge").flatMap(b -> b.get("badgeEnabled"));
    return (Entries)
        Canonical.form(MODEL, badge.isPresent() ? read.with("badgeEnabled", badge.get()) : read);
  }

  /** AWS's list of variables as a map. */
  static Entries modelOf(Entries written) {
    return changed(
        written,
        variables -> {
          Map<String, Value> byName = new LinkedHashMap<>();
          if (variables instanceof Value.Items items) {
            for (Value item : items.items()) {
              if (item instanceof Entries one) {
                byName.put(one.text("name").orElse(""), one.without("name"));
              }
            }
            return new Entries(byName, items.origin());
          }
          return variables;
        });
  }

  /** The map of variables as AWS's list. */
  static Entries wire(Entries model) {
    return Canonical.wire(
        WRITTEN,
        changed(
            model,
            variables -> {
              List<Value> list = new ArrayList<>();
              if (variables instanceof Entries byName) {
                byName
                    .entries()
                    .forEach(
                        (name, one) -> list.add(((Entries) one).with("name", Value.text(name))));
              }
              return Value.items(list);
            }));
  }

  private static Entries changed(Entries model, UnaryOperator<Value> change) {
    Optional<Entries> environment = model.map(ENVIRONMENT);
    Optional<Value> variables = environment.flatMap(e -> e.get(VARIABLES));
    return variables.isEmpty()
        ? model
        : model.with(ENVIRONMENT, environment.get().with(VARIABLES, change.apply(variables.get())));
  }
}

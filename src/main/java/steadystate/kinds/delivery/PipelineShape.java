package steadystate.kinds.delivery;

import static steadystate.kinds.ecs.Reshaping.inside;
import static steadystate.kinds.ecs.Reshaping.keyed;
import static steadystate.kinds.ecs.Reshaping.scalar;
import static steadystate.kinds.ecs.Reshaping.sets;
import static steadystate.kinds.ecs.Reshaping.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.resource.Canonical;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * A pipeline as CodePipeline declares it. Stages and actions are known by their names; the order of
 * stages stands in a member of its own, and that of actions is their {@code runOrder}.
 */
final class PipelineShape {
  static final String NAME = "name";
  static final String STAGES = "stages";
  static final String ACTIONS = "actions";
  static final String CONFIGURATION = "configuration";

  /** The names of the stages, first to last. */
  static final String STAGE_ORDER = "stageOrder";

  /** As AWS takes it: what a user may write. */
  static final Shape.Structure WRITTEN = written();

  static final Shape.Structure MODEL =
      WRITTEN
          .with(
              NAME,
              Member.of(text(), "AWS cannot rename a pipeline: another name makes another.")
                  .replaces())
          .with(STAGE_ORDER, Shape.ItemsOf.ordered(text()), "");

  private PipelineShape() {}

  private static Shape.Structure written() {
    Shape.Structure all =
        SdkShapes.of(PipelineDeclaration.builder().build()).without("version", NAME);
    all = scalar(all, "roleArn", s -> s.refersTo("role", "arn"));
    all = inside(all, "artifactStore", s -> scalar(s, "location", PipelineShape::bucket));
    all = keyed(all, "variables", "name");
    all = inside(all, "triggers", t -> inside(t, "gitConfiguration", PipelineShape::git));
    all = keyed(all, STAGES, NAME);
    return inside(all, STAGES, stage -> inside(keyed(stage, ACTIONS, NAME), ACTIONS, action()));
  }

  private static Shape.Scalar bucket(Shape.Scalar location) {
    return location.refersTo("bucket", "name");
  }

  private static Shape.Structure git(Shape.Structure git) {
    Shape.Structure out = inside(git, "push", PipelineShape::filters);
    out = inside(out, "push", push -> inside(push, "tags", PipelineShape::globs));
    return inside(out, "pullRequest", pull -> filters(sets(pull, "events")));
  }

  private static Shape.Structure filters(Shape.Structure filter) {
    Shape.Structure out = inside(filter, "branches", PipelineShape::globs);
    return inside(out, "filePaths", PipelineShape::globs);
  }

  private static Shape.Structure globs(Shape.Structure criteria) {
    return sets(criteria, "includes", "excludes");
  }

  private static java.util.function.UnaryOperator<Shape.Structure> action() {
    return action -> {
      Shape.Structure out =
          action.change(
              CONFIGURATION,
              m -> m.shape(Shape.EntriesOf.of(text()).secretKeys(PipelineShape::isSecret)));
      out = keyed(out, "environmentVariables", NAME);
      out = inside(out, "environmentVariables", v -> v.change("value", Member::hidden));
      out = scalar(out, "roleArn", s -> s.refersTo("role", "arn"));
      out = sets(out, "outputVariables");
      return out.change("runOrder", m -> m.otherwise(Value.number(1)));
    };
  }

  /**
   * Which settings of an action are never shown: tokens, and the variables of a build, which are
   * one text with all values in it.
   */
  static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.equals("environmentvariables")
        || lower.contains("token")
        || lower.contains("secret")
        || lower.contains("password")
        || lower.contains("credential");
  }

  static Entries live(PipelineDeclaration declaration) {
    Entries read = Pojo.read(declaration).without("version");
    return (Entries) Canonical.form(MODEL, read.with(STAGE_ORDER, order(read)));
  }

  /** The names of the stages as they stand. */
  static Value order(Entries model) {
    List<Value> names = new ArrayList<>();
    Value stages = model.get(STAGES).orElse(Value.items(List.of()));
    model.list(STAGES).forEach(stage -> ((Entries) stage).get(NAME).ifPresent(names::add));
    return new Value.Items(names, stages.origin());
  }

  /** The stages first to last, as they are written. */
  static Entries inOrder(Entries model) {
    List<String> order = model.list(STAGE_ORDER).stream().map(Value::toString).toList();
    List<Value> stages = new ArrayList<>(model.list(STAGES));
    stages.sort(
        java.util.Comparator.comparingInt(
            stage -> order.indexOf(((Entries) stage).text(NAME).orElse(""))));
    return model.without(STAGE_ORDER).with(STAGES, Value.items(stages));
  }

  static PipelineDeclaration declaration(Entries model) {
    Entries sent = inOrder(model);
    return Pojo.fill(PipelineDeclaration.builder(), Canonical.wire(MODEL, sent)).build();
  }

  /** One setting of one action. */
  record Place(String stage, String action, String key) {
    @Override
    public String toString() {
      return "stages[" + stage + "].actions[" + action + "].configuration[" + key + "]";
    }
  }

  /** Every setting of every action, by its place. */
  static Map<Place, String> settings(Entries model) {
    Map<Place, String> all = new java.util.LinkedHashMap<>();
    for (Value stage : model.list(STAGES)) {
      for (Value action : ((Entries) stage).list(ACTIONS)) {
        Entries one = (Entries) action;
        String in = ((Entries) stage).text(NAME).orElse("");
        one.map(CONFIGURATION)
            .ifPresent(settings ->
                settings
                    .entries()
                    .forEach((key, value) ->
                        all.put(new Place(in, one.text(NAME).orElse(""), key), value.toString())));
      }
    }
    return all;
  }

  /** The same with another value at a place, or none. */
  static Entries with(Entries model, Place place, Optional<Value> value) {
    return each(
        model,
        STAGES,
        place.stage(),
        stage ->
            each(
                stage,
                ACTIONS,
                place.action(),
                action -> {
                  Entries settings = action.map(CONFIGURATION).orElse(Entries.EMPTY);
                  return action.with(
                      CONFIGURATION,
                      value
                          .map(v -> settings.with(place.key(), v))
                          .orElseGet(() -> settings.without(place.key())));
                }));
  }

  private static Entries each(
      Entries model, String list, String name, java.util.function.UnaryOperator<Entries> change) {
    List<Value> out = new ArrayList<>();
    for (Value item : model.list(list)) {
      Entries one = (Entries) item;
      out.add(one.text(NAME).filter(name::equals).isPresent() ? change.apply(one) : one);
    }
    return model.with(list, Value.items(out));
  }
}

package steadystate.kinds.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.Tag;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Overlay;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/** A CodeBuild project. */
public final class BuildProjectKind implements Kind {
  public static final String NAME = "buildProject";

  /** BatchGetProjects takes no more names at once. */
  private static final int BATCH = 100;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return BuildProjectShape.MODEL;
  }

  @Override
  public Set<String> attributes() {
    return Set.of("arn", "name");
  }

  /** The projects that are wished, and those of ours that the tagging API knows. */
  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Set<String> names = new TreeSet<>();
    wanted.forEach(declared -> declared.model().text("name").ifPresent(names::add));
    TaggedResources.of(scope).keySet().stream()
        .filter(arn -> arn.contains(":codebuild:"))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .forEach(names::add);
    List<Live> found = new ArrayList<>();
    for (Project project : projects(scope, List.copyOf(names))) {
      Map<String, String> tags = tags(project);
      Whose.id(scope, NAME, tags, wanted, declared -> isNamed(declared, project))
          .map(id -> live(id, project, tags))
          .ifPresent(found::add);
    }
    return new Observation(found);
  }

  private static List<Project> projects(Scope scope, List<String> names) {
    List<Project> projects = new ArrayList<>();
    for (int from = 0; from < names.size(); from += BATCH) {
      List<String> batch = names.subList(from, Math.min(names.size(), from + BATCH));
      projects.addAll(
          scope.client(CodeBuildClient.class).batchGetProjects(r -> r.names(batch)).projects());
    }
    return projects;
  }

  private static boolean isNamed(Declared declared, Project project) {
    return declared.model().text("name").filter(project.name()::equals).isPresent();
  }

  private static Live live(ResourceId id, Project project, Map<String, String> tags) {
    return new Live(
        id,
        project.arn(),
        BuildProjectShape.live(project),
        tags,
        Attributes.of("arn", project.arn()).with("name", project.name()),
        Health.READY,
        Optional.ofNullable(project.created()),
        Map.of());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateProjectRequest request =
        Pojo.fill(CreateProjectRequest.builder(), BuildProjectShape.wire(wish.model()))
            .tags(tags(wish.tags()))
            .build();
    try {
      Project made =
          RoleDelay.bridged(() -> scope.client(CodeBuildClient.class).createProject(request))
              .project();
      return Attributes.of("arn", made.arn()).with("name", made.name());
    } catch (FailureException e) {
      if (e.is("ResourceAlreadyExistsException")) {
        // Ours from a lost answer, or a stranger's: the next look tells by its tags.
        throw new FailureException(
            new Failure.Busy(e.failure().code(), e.failure().message() + "; looking again"), e);
      }
      throw e;
    }
  }

  /** A member that is sent replaces the whole of it, so what nobody wrote goes as it lives. */
  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Entries whole = Overlay.of(BuildProjectShape.MODEL, live.model(), wish.model());
    Map<String, Value> members = new LinkedHashMap<>();
    for (FieldPath path : changed) {
      whole.get(path.head()).ifPresent(value -> members.put(path.head(), value));
    }
    UpdateProjectRequest request =
        Pojo.fill(UpdateProjectRequest.builder(), BuildProjectShape.wire(Value.entries(members)))
            .name(live.attributes().require("name"))
            .build();
    RoleDelay.bridged(() -> scope.client(CodeBuildClient.class).updateProject(request));
  }

  /** What is gone already is a success, AWS says so too. */
  @Override
  public void delete(Scope scope, Live live) {
    String name = live.attributes().require("name");
    scope.client(CodeBuildClient.class).deleteProject(r -> r.name(name));
  }

  /** CodeBuild has no call for single tags: an update replaces them all. */
  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Map<String, String> all = new HashMap<>(live.tags());
    all.putAll(put);
    all.keySet().removeAll(remove);
    String name = live.attributes().require("name");
    scope.client(CodeBuildClient.class).updateProject(r -> r.name(name).tags(tags(all)));
  }

  private static Map<String, String> tags(Project project) {
    Map<String, String> tags = new LinkedHashMap<>();
    project.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}

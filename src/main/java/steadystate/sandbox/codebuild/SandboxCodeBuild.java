package steadystate.sandbox.codebuild;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.CreateProjectResponse;
import software.amazon.awssdk.services.codebuild.model.DeleteProjectRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteProjectResponse;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.ListProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.ListProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectBadge;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.model.Tag;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** CodeBuild, as far as projects go; nothing is ever built. */
public final class SandboxCodeBuild implements SandboxService {
  /** By name; tags are kept under the ARN. */
  static final Table<Project> PROJECTS = new Table<>("codebuild.projects");

  @Override
  public String prefix() {
    return "codebuild";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return CodeBuildClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(CreateProjectRequest.class, SandboxCodeBuild::create)
        .on(UpdateProjectRequest.class, SandboxCodeBuild::update)
        .on(BatchGetProjectsRequest.class, SandboxCodeBuild::get)
        .on(ListProjectsRequest.class, SandboxCodeBuild::list)
        .on(DeleteProjectRequest.class, SandboxCodeBuild::delete);
  }

  private static CreateProjectResponse create(Scene scene, CreateProjectRequest request) {
    String name = request.name();
    if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9\\-_]{1,254}")) {
      throw invalid("Invalid project name: " + name);
    }
    if (request.source() == null || request.artifacts() == null || request.environment() == null) {
      throw invalid("Project source, artifacts and environment are required");
    }
    String arn = scene.arn("codebuild", "project/" + name);
    if (scene.find(PROJECTS, name).isPresent()) {
      throw Errors.of(ResourceAlreadyExistsException.builder(), "Project already exists: " + arn);
    }
    Project project =
        Pojos.copy(request, Project.builder())
            .arn(arn)
            .created(scene.now())
            .badge(badge(request.badgeEnabled()))
            .build();
    return CreateProjectResponse.builder().project(kept(scene, project, request.tags())).build();
  }

  private static ProjectBadge badge(@Nullable Boolean enabled) {
    return ProjectBadge.builder().badgeEnabled(Boolean.TRUE.equals(enabled)).build();
  }

  private static UpdateProjectResponse update(Scene scene, UpdateProjectRequest request) {
    Project project =
        Optional.ofNullable(request.name())
            .flatMap(name -> scene.find(PROJECTS, name))
            .orElseThrow(() ->
                Errors.of(
                    ResourceNotFoundException.builder(),
                    "Project cannot be found: "
                        + scene.arn("codebuild", "project/" + request.name())));
    Project.Builder changed = Pojos.copy(request, project.toBuilder());
    if (request.badgeEnabled() != null) {
      changed.badge(badge(request.badgeEnabled()));
    }
    List<Tag> tags = request.hasTags() ? request.tags() : tags(scene, project.arn());
    return UpdateProjectResponse.builder().project(kept(scene, changed.build(), tags)).build();
  }

  private static Project kept(Scene scene, Project project, List<Tag> tags) {
    String role = project.serviceRole();
    if (role == null || !role.startsWith("arn:aws:iam::" + scene.account().id() + ":role/")) {
      throw invalid(
          "Invalid service role: Service role account ID does not match caller's account");
    }
    Project whole = ProjectDefaults.filled(scene, project);
    scene.table(PROJECTS).put(whole.name(), whole);
    Tags.forget(scene, whole.arn());
    Tags.put(scene, whole.arn(), Tags.map(tags, Tag::key, Tag::value));
    return shown(scene, whole);
  }

  private static Project shown(Scene scene, Project project) {
    return project.toBuilder().tags(tags(scene, project.arn())).build();
  }

  private static List<Tag> tags(Scene scene, String arn) {
    return Tags.of(scene, arn, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  private static BatchGetProjectsResponse get(Scene scene, BatchGetProjectsRequest request) {
    if (request.names().isEmpty() || request.names().size() > 100) {
      throw invalid("Between 1 and 100 names must be given");
    }
    Map<String, Project> all = scene.table(PROJECTS);
    return BatchGetProjectsResponse.builder()
        .projects(
            request.names().stream()
                .map(SandboxCodeBuild::name)
                .flatMap(name -> Optional.ofNullable(all.get(name)).stream())
                .map(project -> shown(scene, project))
                .toList())
        .projectsNotFound(
            request.names().stream().filter(name -> !all.containsKey(name(name))).toList())
        .build();
  }

  private static String name(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }

  private static ListProjectsResponse list(Scene scene, ListProjectsRequest request) {
    List<String> names = scene.table(PROJECTS).keySet().stream().sorted().toList();
    Page<String> page =
        Page.of(names, request.nextToken(), 100, () -> invalid("Invalid next token"));
    return ListProjectsResponse.builder()
        .projects(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  /** Deleting what is not there succeeds. */
  private static DeleteProjectResponse delete(Scene scene, DeleteProjectRequest request) {
    Optional.ofNullable(scene.table(PROJECTS).remove(request.name()))
        .ifPresent(gone -> Tags.forget(scene, gone.arn()));
    return DeleteProjectResponse.builder().build();
  }

  static AwsServiceException invalid(String message) {
    return Errors.of(InvalidInputException.builder(), message);
  }
}

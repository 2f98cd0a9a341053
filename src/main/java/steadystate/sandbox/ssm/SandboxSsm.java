package steadystate.sandbox.ssm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.HierarchyTypeMismatchException;
import software.amazon.awssdk.services.ssm.model.InvalidResourceIdException;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** Parameters, and the public ones in which AWS tells the ids of its machine images. */
public final class SandboxSsm implements SandboxService {
  /** By name. */
  static final Table<Parameter> PARAMETERS = new Table<>("ssm.parameters");

  private static final int STANDARD = 4096;

  @Override
  public String prefix() {
    return "ssm";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return SsmClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(PutParameterRequest.class, SandboxSsm::put)
        .on(GetParameterRequest.class, SandboxSsm::get)
        .on(GetParametersRequest.class, SandboxSsm::getAll)
        .on(DeleteParameterRequest.class, SandboxSsm::delete)
        .on(AddTagsToResourceRequest.class, SandboxSsm::tag)
        .on(RemoveTagsFromResourceRequest.class, SandboxSsm::untag)
        .on(ListTagsForResourceRequest.class, SandboxSsm::listTags);
  }

  private static PutParameterResponse put(Scene scene, PutParameterRequest request) {
    String name = checkedName(request.name());
    Optional<Parameter> before = scene.find(PARAMETERS, name);
    checkOverwriting(request, before.isPresent());
    checkValue(request);
    ParameterType type = type(request, before);
    long version = before.map(Parameter::version).orElse(0L) + 1;
    String arn = scene.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name);
    scene
        .table(PARAMETERS)
        .put(
            name,
            Parameter.builder()
                .name(name)
                .type(type)
                .value(request.value())
                .version(version)
                .lastModifiedDate(scene.now())
                .arn(arn)
                .dataType(Optional.ofNullable(request.dataType()).orElse("text"))
                .build());
    if (before.isEmpty()) {
      Tags.put(scene, arn, Tags.map(request.tags(), Tag::key, Tag::value));
    }
    return PutParameterResponse.builder().version(version).tier(ParameterTier.STANDARD).build();
  }

  private static void checkOverwriting(PutParameterRequest request, boolean exists) {
    boolean overwrite = Boolean.TRUE.equals(request.overwrite());
    if (exists && !overwrite) {
      throw Errors.of(
          ParameterAlreadyExistsException.builder(),
          "The parameter already exists. To overwrite this value, set the overwrite option in the"
              + " request to true.");
    }
    if (overwrite && !request.tags().isEmpty()) {
      throw invalid(
          "Invalid request: tags and overwrite can't be used together. To create a parameter with"
              + " tags, please remove overwrite flag.");
    }
  }

  private static void checkValue(PutParameterRequest request) {
    String value = request.value();
    if (value == null || value.isEmpty()) {
      throw invalid("Parameter value can't be empty.");
    }
    if (value.length() > STANDARD && request.tier() != ParameterTier.ADVANCED) {
      throw invalid(
          "Standard tier parameters support a maximum parameter value of 4096 characters.");
    }
  }

  /** Given at the first time, and the same for ever. */
  private static ParameterType type(PutParameterRequest request, Optional<Parameter> before) {
    Optional<ParameterType> asked = Optional.ofNullable(request.type());
    Optional<ParameterType> held = before.map(Parameter::type);
    if (asked.isPresent() && held.isPresent() && !asked.equals(held)) {
      throw Errors.of(
          HierarchyTypeMismatchException.builder(),
          "Parameter Store doesn't support changing a parameter type.");
    }
    return asked
        .or(() -> held)
        .orElseThrow(() -> invalid("A parameter type is required when you create a parameter."));
  }

  private static String checkedName(@Nullable String name) {
    if (name == null || !name.matches("[a-zA-Z0-9_.\\-/]{1,1011}")) {
      throw invalid("Parameter name must only contain letters, numbers, and the symbols ._-/");
    }
    if (name.contains("/") && !name.startsWith("/")) {
      throw invalid("Parameter name must be a fully qualified name.");
    }
    if (name.matches("(?i)/?(aws|ssm).*")) {
      throw invalid(
          "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
    }
    return name;
  }

  private static GetParameterResponse get(Scene scene, GetParameterRequest request) {
    return GetParameterResponse.builder()
        .parameter(
            told(scene, request.name(), request.withDecryption()).orElseThrow(SandboxSsm::notFound))
        .build();
  }

  private static GetParametersResponse getAll(Scene scene, GetParametersRequest request) {
    if (request.names().isEmpty() || request.names().size() > 10) {
      throw invalid("Between 1 and 10 names may be given.");
    }
    Map<String, Parameter> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : request.names()) {
      told(scene, name, request.withDecryption())
          .ifPresentOrElse(parameter -> found.put(name, parameter), () -> missing.add(name));
    }
    return GetParametersResponse.builder()
        .parameters(found.values())
        .invalidParameters(missing)
        .build();
  }

  /** A SecureString is told in ciphertext unless it is asked for otherwise. */
  private static Optional<Parameter> told(Scene scene, String name, @Nullable Boolean decrypted) {
    return PublicParameters.find(scene, name)
        .or(() -> scene.find(PARAMETERS, name))
        .or(() -> named(scene, name))
        .map(parameter ->
            parameter.type() == ParameterType.SECURE_STRING && !Boolean.TRUE.equals(decrypted)
                ? parameter.toBuilder().value("AQICAHh" + parameter.version()).build()
                : parameter);
  }

  private static Optional<Parameter> named(Scene scene, String arn) {
    return scene.table(PARAMETERS).values().stream()
        .filter(parameter -> parameter.arn().equals(arn))
        .findFirst();
  }

  private static DeleteParameterResponse delete(Scene scene, DeleteParameterRequest request) {
    Parameter gone = scene.find(PARAMETERS, request.name()).orElseThrow(SandboxSsm::notFound);
    scene.table(PARAMETERS).remove(gone.name());
    Tags.forget(scene, gone.arn());
    return DeleteParameterResponse.builder().build();
  }

  private static AddTagsToResourceResponse tag(Scene scene, AddTagsToResourceRequest request) {
    Tags.put(
        scene, tagged(scene, request.resourceId()), Tags.map(request.tags(), Tag::key, Tag::value));
    return AddTagsToResourceResponse.builder().build();
  }

  private static RemoveTagsFromResourceResponse untag(
      Scene scene, RemoveTagsFromResourceRequest request) {
    Tags.remove(scene, tagged(scene, request.resourceId()), request.tagKeys());
    return RemoveTagsFromResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tagList(
            Tags.of(
                scene,
                tagged(scene, request.resourceId()),
                (key, value) -> Tag.builder().key(key).value(value).build()))
        .build();
  }

  private static String tagged(Scene scene, String name) {
    return scene
        .find(PARAMETERS, name)
        .map(Parameter::arn)
        .orElseThrow(() ->
            Errors.of(
                InvalidResourceIdException.builder(),
                "The resource ID \"" + name + "\" is not valid. Verify the ID and try again."));
  }

  private static AwsServiceException notFound() {
    return Errors.of(ParameterNotFoundException.builder(), "Parameter not found.");
  }

  private static AwsServiceException invalid(String message) {
    return Errors.of(SsmException.builder(), "ValidationException", 400, message);
  }
}

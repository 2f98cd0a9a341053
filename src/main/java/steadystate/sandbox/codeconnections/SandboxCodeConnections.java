package steadystate.sandbox.codeconnections;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.ConnectionStatus;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.GetConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.GetConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.InvalidInputException;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsRequest;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsResponse;
import software.amazon.awssdk.services.codeconnections.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codeconnections.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeconnections.model.Tag;
import software.amazon.awssdk.services.codeconnections.model.TagResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.TagResourceResponse;
import software.amazon.awssdk.services.codeconnections.model.UntagResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.UntagResourceResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/**
 * CodeConnections, as far as connections go. A new one is PENDING until a person completes the
 * handshake; two of one name are nothing special, as in AWS.
 */
public final class SandboxCodeConnections implements SandboxService {
  /** By ARN. */
  static final Table<Row> CONNECTIONS = new Table<>("codeconnections.connections");

  /** A connection and when it was made. */
  record Row(Connection connection, Instant createdAt) {
    Row with(ConnectionStatus status) {
      return new Row(connection.toBuilder().connectionStatus(status).build(), createdAt);
    }
  }

  @Override
  public String prefix() {
    return "codeconnections";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return CodeConnectionsClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(CreateConnectionRequest.class, SandboxCodeConnections::create)
        .on(GetConnectionRequest.class, SandboxCodeConnections::get)
        .on(ListConnectionsRequest.class, SandboxCodeConnections::list)
        .on(DeleteConnectionRequest.class, SandboxCodeConnections::delete)
        .on(TagResourceRequest.class, SandboxCodeConnections::tag)
        .on(UntagResourceRequest.class, SandboxCodeConnections::untag)
        .on(ListTagsForResourceRequest.class, SandboxCodeConnections::listTags);
  }

  /** Where somebody sits at the console, handshakes are completed after a while. */
  @Override
  public Instant advance(Scene scene) {
    Optional<Duration> after = scene.nature().handshaking();
    Instant next = Instant.MAX;
    if (after.isEmpty()) {
      return next;
    }
    for (Map.Entry<String, Row> entry : List.copyOf(scene.table(CONNECTIONS).entrySet())) {
      Row row = entry.getValue();
      if (row.connection().connectionStatus() == ConnectionStatus.PENDING) {
        Instant due = row.createdAt().plus(after.get());
        if (due.isAfter(scene.now())) {
          next = due.isBefore(next) ? due : next;
        } else {
          scene.table(CONNECTIONS).put(entry.getKey(), row.with(ConnectionStatus.AVAILABLE));
        }
      }
    }
    return next;
  }

  private static CreateConnectionResponse create(Scene scene, CreateConnectionRequest request) {
    String name = request.connectionName();
    if (name == null || name.isEmpty() || name.length() > 32) {
      throw invalid("Value at 'connectionName' must have length less than or equal to 32");
    }
    if (request.providerTypeAsString() == null && request.hostArn() == null) {
      throw invalid("Either a provider type or a host ARN must be given");
    }
    String id = scene.hex(32).replaceAll("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    String arn = scene.arn("codeconnections", "connection/" + id);
    Connection connection =
        Connection.builder()
            .connectionName(name)
            .connectionArn(arn)
            .providerType(request.providerTypeAsString())
            .hostArn(request.hostArn())
            .ownerAccountId(scene.account().id())
            .connectionStatus(ConnectionStatus.PENDING)
            .build();
    scene.table(CONNECTIONS).put(arn, new Row(connection, scene.now()));
    Tags.put(scene, arn, Tags.map(request.tags(), Tag::key, Tag::value));
    return CreateConnectionResponse.builder().connectionArn(arn).tags(request.tags()).build();
  }

  private static GetConnectionResponse get(Scene scene, GetConnectionRequest request) {
    Connection connection = existing(scene, request.connectionArn()).connection();
    return GetConnectionResponse.builder().connection(connection).build();
  }

  private static ListConnectionsResponse list(Scene scene, ListConnectionsRequest request) {
    String provider = request.providerTypeFilterAsString();
    String host = request.hostArnFilter();
    List<Connection> fitting =
        scene.table(CONNECTIONS).values().stream()
            .map(Row::connection)
            .filter(c -> provider == null || provider.equals(c.providerTypeAsString()))
            .filter(c -> host == null || host.equals(c.hostArn()))
            .toList();
    Integer size = request.maxResults();
    Page<Connection> page =
        Page.of(
            fitting,
            request.nextToken(),
            size == null || size == 0 ? 100 : size,
            () -> invalid("Invalid next token"));
    return ListConnectionsResponse.builder()
        .connections(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DeleteConnectionResponse delete(Scene scene, DeleteConnectionRequest request) {
    Row gone = existing(scene, request.connectionArn());
    scene.table(CONNECTIONS).remove(gone.connection().connectionArn());
    Tags.forget(scene, gone.connection().connectionArn());
    return DeleteConnectionResponse.builder().build();
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    Row row = existing(scene, request.resourceArn());
    Map<String, String> tags = Tags.map(request.tags(), Tag::key, Tag::value);
    Tags.put(scene, row.connection().connectionArn(), tags);
    return TagResourceResponse.builder().build();
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    Row row = existing(scene, request.resourceArn());
    Tags.remove(scene, row.connection().connectionArn(), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    Row row = existing(scene, request.resourceArn());
    List<Tag> tags =
        Tags.of(
            scene,
            row.connection().connectionArn(),
            (key, value) -> Tag.builder().key(key).value(value).build());
    return ListTagsForResourceResponse.builder().tags(tags).build();
  }

  static Row existing(Scene scene, @Nullable String arn) {
    return Optional.ofNullable(arn)
        .flatMap(known -> scene.find(CONNECTIONS, known))
        .orElseThrow(
            () -> Errors.of(ResourceNotFoundException.builder(), "Connection not found: " + arn));
  }

  private static AwsServiceException invalid(String message) {
    return Errors.of(InvalidInputException.builder(), message);
  }
}

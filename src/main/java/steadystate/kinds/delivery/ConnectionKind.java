package steadystate.kinds.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsRequest;
import software.amazon.awssdk.services.codeconnections.model.Tag;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.Deletion;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Wish;

/**
 * A CodeConnections connection to GitHub, GitLab or Bitbucket. AWS changes nothing of it but its
 * tags, and a new one is of no use until a person has completed the handshake in the console: that
 * is told, with the link, and never waited for.
 */
public final class ConnectionKind implements Kind {
  public static final String NAME = "connection";

  /** CreateConnection takes no longer name. */
  static final int LONGEST_NAME = 32;

  private static final String FIXED =
      "AWS cannot change it, and a new connection needs the handshake again: give the entry another"
          + " key.";

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return shape();
  }

  static Shape.Structure shape() {
    return SdkShapes.of(CreateConnectionRequest.builder().build())
        .without("tags")
        .change("connectionName", member -> member.describe("Its name. " + FIXED).refuses())
        .change(
            "providerType",
            member -> member.describe("Where the repositories are. " + FIXED).refuses())
        .change(
            "hostArn",
            member -> member.describe("The host of a self-managed provider. " + FIXED).refuses());
  }

  @Override
  public boolean confirmedByPerson() {
    return true;
  }

  @Override
  public Set<String> attributes() {
    return Set.of("arn", "name", "status");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Map<String, Map<String, String>> tagged = TaggedResources.of(scope);
    List<Live> found = new ArrayList<>();
    for (Connection connection : all(scope)) {
      boolean concerns =
          tagged.containsKey(connection.connectionArn())
              || connection.connectionName().startsWith(scope.environment() + "-")
              || wanted.stream().anyMatch(declared -> isNamed(declared, connection));
      if (concerns) {
        String arn = connection.connectionArn();
        Map<String, String> tags = believed.of(scope, arn, () -> tags(scope, arn));
        Whose.id(scope, NAME, tags, wanted, declared -> isNamed(declared, connection))
            .map(id -> live(scope, id, connection, tags))
            .ifPresent(found::add);
      }
    }
    return new Observation(found);
  }

  static List<Connection> all(Scope scope) {
    return scope
        .client(CodeConnectionsClient.class)
        .listConnectionsPaginator(ListConnectionsRequest.builder().maxResults(100).build())
        .stream()
        .flatMap(page -> page.connections().stream())
        .toList();
  }

  private static Map<String, String> tags(Scope scope, String arn) {
    Map<String, String> tags = new LinkedHashMap<>();
    scope
        .client(CodeConnectionsClient.class)
        .listTagsForResource(r -> r.resourceArn(arn))
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static boolean isNamed(Declared declared, Connection connection) {
    return declared
        .model()
        .text("connectionName")
        .filter(connection.connectionName()::equals)
        .isPresent();
  }

  private static Live live(
      Scope scope, ResourceId id, Connection connection, Map<String, String> tags) {
    return new Live(
        id,
        connection.connectionArn(),
        Canonical.form(shape(), Pojo.read(connection)),
        tags,
        attributes(connection),
        health(scope, connection));
  }

  private static Attributes attributes(Connection connection) {
    return Attributes.of("arn", connection.connectionArn())
        .with("name", connection.connectionName())
        .with("status", String.valueOf(connection.connectionStatusAsString()));
  }

  private static Health health(Scope scope, Connection connection) {
    String name = connection.connectionName();
    return switch (String.valueOf(connection.connectionStatusAsString())) {
      case "AVAILABLE" -> Health.READY;
      case "PENDING" ->
          new Health.Awaiting(
              "open "
                  + console(scope)
                  + ", choose "
                  + name
                  + " and \"Update pending connection\"; only a person can do this");
      case "ERROR" ->
          new Health.Broken(
              "AWS cannot use the connection any more; repair " + name + " at " + console(scope));
      default -> new Health.Settling("status " + connection.connectionStatusAsString());
    };
  }

  private static String console(Scope scope) {
    return "https://"
        + scope.region()
        + ".console.aws.amazon.com/codesuite/settings/connections?region="
        + scope.region();
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateConnectionRequest request =
        Pojo.fill(CreateConnectionRequest.builder(), wish.model()).tags(tags(wish.tags())).build();
    String arn =
        scope.client(CodeConnectionsClient.class).createConnection(request).connectionArn();
    believed.written(arn);
    return Attributes.of("arn", arn)
        .with("name", wish.text("connectionName"))
        .with("status", "PENDING");
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    throw new FailureException(
        new Failure.Rejected("NotUpdatable", live.arn() + ": AWS cannot change " + changed));
  }

  @Override
  public void delete(Scope scope, Live live) {
    Deletion.of(
        () ->
            scope
                .client(CodeConnectionsClient.class)
                .deleteConnection(r -> r.connectionArn(live.arn())),
        "ResourceNotFoundException");
    believed.gone(live.arn());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    CodeConnectionsClient connections = scope.client(CodeConnectionsClient.class);
    believed.written(live.arn());
    SdkTags.change(
        put,
        remove,
        () -> connections.tagResource(r -> r.resourceArn(live.arn()).tags(tags(put))),
        () -> connections.untagResource(r -> r.resourceArn(live.arn()).tagKeys(remove)));
  }
}

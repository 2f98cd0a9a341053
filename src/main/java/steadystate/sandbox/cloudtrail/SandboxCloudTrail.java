package steadystate.sandbox.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidLookupAttributesException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import steadystate.aws.Names;
import steadystate.sandbox.Call;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudTrail's event history: the writes of the last 90 days, latest first. AWS shows an event some
 * minutes after the call; here it is there at once.
 */
public final class SandboxCloudTrail implements SandboxService {
  private static final int PAGE = 50;

  /** What CloudTrail writes in the place of members that hold secrets. */
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Supplier<List<Call>> writes;

  /**
   * @param writes what changed something, oldest first
   */
  public SandboxCloudTrail(Supplier<List<Call>> writes) {
    this.writes = writes;
  }

  @Override
  public String prefix() {
    return "cloudtrail";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return CloudTrailClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations.on(LookupEventsRequest.class, this::lookUp);
  }

  private LookupEventsResponse lookUp(Scene scene, LookupEventsRequest request) {
    int limit = Optional.ofNullable(request.maxResults()).orElse(PAGE);
    if (limit < 1 || limit > PAGE) {
      throw Errors.of(
          InvalidMaxResultsException.builder(), "Member must be less than or equal to 50");
    }
    if (request.lookupAttributes().size() > 1) {
      throw Errors.of(
          InvalidLookupAttributesException.builder(), "You can only provide one lookup attribute.");
    }
    List<Call> found = new ArrayList<>(writes.get());
    found.removeIf(call -> !call.region().equals(scene.region()) || !inTime(request, call.at()));
    request.lookupAttributes().forEach(one -> found.removeIf(fits(one).negate()));
    Collections.reverse(found);
    Page<Call> page =
        Page.of(
            found,
            request.nextToken(),
            limit,
            () -> Errors.of(InvalidNextTokenException.builder(), "Invalid token."));
    return LookupEventsResponse.builder()
        .events(page.items().stream().map(SandboxCloudTrail::event).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private static boolean inTime(LookupEventsRequest request, Instant at) {
    return (request.startTime() == null || !at.isBefore(request.startTime()))
        && (request.endTime() == null || !at.isAfter(request.endTime()));
  }

  private static Predicate<Call> fits(LookupAttribute attribute) {
    String value = attribute.attributeValue();
    return switch (attribute.attributeKey()) {
      case READ_ONLY -> call -> value.equals("false");
      case EVENT_NAME -> call -> call.operation().equals(value);
      case EVENT_SOURCE -> call -> source(call).equals(value);
      case USERNAME -> call -> userName(call).equals(value);
      default ->
          throw Errors.of(
              InvalidLookupAttributesException.builder(),
              "the sandbox does not look up by " + attribute.attributeKeyAsString());
    };
  }

  private static Event event(Call call) {
    ObjectNode record = JSON.createObjectNode();
    record.put("eventVersion", "1.11");
    ObjectNode identity = record.putObject("userIdentity");
    identity.put("type", "IAMUser").put("arn", call.caller()).put("userName", userName(call));
    record.put("eventTime", call.at().toString());
    record.put("eventSource", source(call)).put("eventName", call.operation());
    record.put("awsRegion", call.region());
    record.set("requestParameters", members(call.request()));
    return Event.builder()
        .eventId(UUID.nameUUIDFromBytes((call + call.caller()).getBytes(UTF_8)).toString())
        .eventName(call.operation())
        .readOnly("false")
        .eventTime(call.at())
        .eventSource(source(call))
        .username(userName(call))
        .cloudTrailEvent(record.toString())
        .build();
  }

  private static ObjectNode members(SdkPojo pojo) {
    ObjectNode json = JSON.createObjectNode();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      String name = Names.lowerCamel(field.memberName());
      if (value instanceof SdkPojo inner) {
        json.set(name, members(inner));
      } else if (value instanceof List<?> list) {
        ArrayNode array = json.putArray(name);
        list.forEach(one -> {
          if (one instanceof SdkPojo inner) {
            array.add(members(inner));
          } else {
            array.add(String.valueOf(one));
          }
        });
      } else if (value != null) {
        json.put(name, isSecret(pojo, name) ? HIDDEN : value.toString());
      }
    }
    return json;
  }

  private static boolean isSecret(SdkPojo holder, String member) {
    return member.matches("(?i).*(password|secretString|token|value)$")
        || holder.getClass().getSimpleName().equals("KeyValuePair");
  }

  private static String source(Call call) {
    return call.service() + ".amazonaws.com";
  }

  private static String userName(Call call) {
    return call.caller().substring(call.caller().lastIndexOf('/') + 1);
  }
}

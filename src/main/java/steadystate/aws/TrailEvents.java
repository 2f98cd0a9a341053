package steadystate.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import steadystate.failure.FailureException;
import steadystate.resource.Live;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who wrote to a region lately, from CloudTrail's event history. AWS allows two lookups a second
 * and shows an event some minutes after its call, so it is read at most once a minute, and who is
 * not found now may be later. A trail that may not be read names nobody.
 */
final class TrailEvents {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration BACK = Duration.ofHours(24);

  /** A trail that did not answer is left alone for a while: most often it may not be read. */
  private static final Duration UNREADABLE = Duration.ofMinutes(10);

  private static final int PAGES = 3;
  private static final JsonMapper JSON = JsonMapper.shared();

  private List<Write> writes = List.of();
  private Instant next = Instant.MIN;

  /** One write: who, and everything it said. */
  private record Write(String who, String source, String call, Instant at, String parameters) {
    /** Whether the call names the body: its id or ARN, or its name within its cluster. */
    boolean concerns(Live live) {
      String arn = live.arn();
      String[] parts = arn.split(":", 6);
      if (parts.length < 6 || !source.equals(parts[2] + ".amazonaws.com")) {
        return false;
      }
      boolean named = says(arn) || live.attributes().get("id").filter(this::says).isPresent();
      String tail = parts[5].replaceFirst("^[^/:]*[/:]", "");
      boolean byName =
          live.attributes().get("name").filter(tail::equals).filter(this::says).isPresent();
      boolean bySegments =
          tail.contains("/") && List.of(tail.split("/")).stream().allMatch(this::says);
      return named || byName || bySegments;
    }

    private boolean says(String text) {
      return !text.isEmpty() && parameters.contains('"' + text + '"');
    }

    String words() {
      String prefix = source.replace(".amazonaws.com", "");
      return who + ", " + prefix + ":" + call + " at " + at;
    }
  }

  /** Who last changed a body, and by which call; never ourselves. */
  synchronized Optional<String> changedBy(
      CloudTrailClient trail, String ourselves, Live live, Instant now) {
    if (!now.isBefore(next)) {
      next = now.plus(FRESH);
      writes = read(trail, ourselves, now);
    }
    return writes.stream().filter(write -> write.concerns(live)).findFirst().map(Write::words);
  }

  private List<Write> read(CloudTrailClient trail, String ourselves, Instant now) {
    List<Write> found = new ArrayList<>();
    String token = "";
    try {
      for (int page = 0; page < PAGES; page++) {
        LookupEventsResponse answer = page(trail, now, token);
        answer.events().forEach(event -> write(event, ourselves).ifPresent(found::add));
        token = answer.nextToken() == null ? "" : answer.nextToken();
        if (token.isEmpty()) {
          break;
        }
      }
    } catch (FailureException unreadable) {
      next = now.plus(UNREADABLE);
    }
    return found;
  }

  private static LookupEventsResponse page(CloudTrailClient trail, Instant now, String token) {
    return trail.lookupEvents(request -> {
      request
          .lookupAttributes(
              a -> a.attributeKey(LookupAttributeKey.READ_ONLY).attributeValue("false"))
          .startTime(now.minus(BACK))
          .maxResults(50);
      if (!token.isEmpty()) {
        request.nextToken(token);
      }
    });
  }

  private static Optional<Write> write(Event event, String ourselves) {
    if (event.cloudTrailEvent() == null) {
      return Optional.empty();
    }
    try {
      JsonNode record = JSON.readTree(event.cloudTrailEvent());
      String arn = record.path("userIdentity").path("arn").asString("");
      boolean failed = record.hasNonNull("errorCode");
      if (failed || (!arn.isEmpty() && role(arn).equals(role(ourselves)))) {
        return Optional.empty();
      }
      String who = event.username() != null ? event.username() : name(record, arn);
      return Optional.of(
          new Write(
              who,
              record.path("eventSource").asString(""),
              record.path("eventName").asString(""),
              event.eventTime().truncatedTo(ChronoUnit.SECONDS),
              record.path("requestParameters").toString()));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  /** Each task assumes our role under a session name of its own. */
  private static String role(String arn) {
    return arn.contains(":assumed-role/") ? arn.substring(0, arn.lastIndexOf('/')) : arn;
  }

  /** A service that acts for somebody has no ARN. */
  private static String name(JsonNode record, String arn) {
    return arn.isEmpty()
        ? record.path("userIdentity").path("invokedBy").asString("somebody")
        : arn.substring(arn.lastIndexOf('/') + 1);
  }
}

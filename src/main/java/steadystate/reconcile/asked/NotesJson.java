package steadystate.reconcile.asked;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.reconcile.asked.Answer.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Notes as text. What is read may have been written by anybody: what is not understood is left out,
 * so that a later version may write more than this one knows.
 */
public final class NotesJson {
  private static final Logger LOG = LoggerFactory.getLogger(NotesJson.class);
  private static final int LONGEST = 256 * 1024;
  private static final int MOST = 500;
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_NAME = 200;
  private static final int MOST_GIVEN_UP = 1_000;
  private static final int LONGEST_ARN = 2_000;
  private static final String SPAN = "for";
  private static final String FOLLOWED = "followed";
  private static final String GIVEN_UP = "givenUp";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(10_000)
                          .build())
                  .build())
          .build();

  private NotesJson() {}

  public static String text(Notes notes) {
    ObjectNode json = JSON.createObjectNode().put("version", 1);
    notes.followed().ifPresent(commit -> json.put(FOLLOWED, commit));
    ArrayNode array = json.putArray("notes");
    for (Note note : notes.all()) {
      Request request = note.request();
      ObjectNode one =
          array
              .addObject()
              .put("id", request.id())
              .put("verb", request.verb())
              .put("by", request.by())
              .put("at", request.acceptedAt().toString());
      request.handledAt().ifPresent(at -> one.put("handledAt", at.toString()));
      switch (note.ask()) {
        case Ask.Suspend(String reason) -> one.put("reason", reason);
        case Ask.Hold(String reason) -> one.put("reason", reason);
        case Ask.Approve(String fingerprint, Set<String> givenUp) -> {
          one.put("fingerprint", fingerprint);
          if (!givenUp.isEmpty()) {
            new TreeSet<>(givenUp).forEach(one.putArray(GIVEN_UP)::add);
          }
        }
        case Ask.Rollback(String service, String revision, String content, String reason) ->
            one.put("service", service)
                .put("revision", revision)
                .put("content", content)
                .put("reason", reason);
        case Ask.Wake(Optional<Duration> span) ->
            span.ifPresent(it -> one.put(SPAN, it.toString()));
        case Ask.Sleep(Optional<Duration> span) ->
            span.ifPresent(it -> one.put(SPAN, it.toString()));
        case Ask.Reconcile reconcile -> {}
        case Ask.Resume resume -> {}
        case Ask.Release release -> {}
        case Ask.Forget forget -> {}
      }
    }
    return JSON.writeValueAsString(json);
  }

  /** None at all where the text as a whole makes no sense. */
  public static Notes notes(String text) {
    try {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      JsonNode json = JSON.readTree(text);
      List<Note> notes = new ArrayList<>();
      for (JsonNode one : json.path("notes")) {
        if (notes.size() < MOST) {
          note(one).ifPresent(notes::add);
        }
      }
      Optional<String> followed =
          Optional.of(json.path(FOLLOWED).asString("")).filter(id -> id.matches("[0-9a-f]{40,64}"));
      return new Notes(notes, followed);
    } catch (JacksonException | IllegalArgumentException | StackOverflowError nonsense) {
      LOG.warn("kept notes are not understood and count for nothing");
      return Notes.NONE;
    }
  }

  private static Optional<Note> note(JsonNode json) {
    try {
      String id = json.path("id").asString("");
      String verb = json.path("verb").asString("");
      Optional<Ask> ask = ask(verb, json);
      if (ask.isEmpty() || !id.matches("[A-Za-z0-9-]{1,64}")) {
        return Optional.empty();
      }
      Optional<Instant> handled =
          json.optional("handledAt").map(at -> Instant.parse(at.asString()));
      Request request =
          new Request(
              id,
              verb,
              plain(json.path("by").asString(""), LONGEST_NAME),
              Instant.parse(json.path("at").asString("")),
              handled);
      return Optional.of(new Note(ask.get(), request));
    } catch (DateTimeException | JacksonException nonsense) {
      return Optional.empty();
    }
  }

  private static Optional<Ask> ask(String verb, JsonNode json) {
    String reason = plain(json.path("reason").asString(""), LONGEST_REASON);
    String fingerprint = json.path("fingerprint").asString("");
    return switch (verb) {
      case "reconcile" -> Optional.of(new Ask.Reconcile());
      case "suspend" -> Optional.of(new Ask.Suspend(reason));
      case "resume" -> Optional.of(new Ask.Resume());
      case "hold" -> Optional.of(new Ask.Hold(reason));
      case "forget" -> Optional.of(new Ask.Forget());
      case "release" -> Optional.of(new Ask.Release());
      case "wake" -> Optional.of(new Ask.Wake(span(json)));
      case "sleep" -> Optional.of(new Ask.Sleep(span(json)));
      case "approve" ->
          Optional.of(
              fingerprint.matches("sha256:[A-Za-z0-9]{1,80}")
                  ? new Ask.Approve(fingerprint, givenUp(json))
                  : new Ask.Reconcile());
      case "rollback" -> rollback(json, reason);
      default -> Optional.empty();
    };
  }

  private static Set<String> givenUp(JsonNode json) {
    Set<String> arns = new TreeSet<>();
    for (JsonNode arn : json.path(GIVEN_UP)) {
      if (arns.size() < MOST_GIVEN_UP) {
        arns.add(plain(arn.asString(""), LONGEST_ARN));
      }
    }
    return arns;
  }

  private static Optional<Ask> rollback(JsonNode json, String reason) {
    String service = json.path("service").asString("");
    String revision = json.path("revision").asString("");
    String content = json.path("content").asString("");
    boolean sound =
        service.matches("[A-Za-z0-9_-]{1,255}")
            && revision.matches("[A-Za-z0-9_-]{1,255}:\\d{1,9}")
            && content.matches("[A-Za-z0-9:]{1,100}");
    return sound
        ? Optional.of(new Ask.Rollback(service, revision, content, reason))
        : Optional.empty();
  }

  private static Optional<Duration> span(JsonNode json) {
    return json.optional(SPAN)
        .map(text -> Duration.parse(text.asString("")))
        .map(span -> span.compareTo(Ask.LONGEST_ORDER) < 0 ? span : Ask.LONGEST_ORDER);
  }

  private static String plain(String text, int longest) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return clean.substring(0, Math.min(longest, clean.length()));
  }
}

package steadystate.reconcile.asked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.failure.FailureException;
import steadystate.reconcile.asked.Answer.Request;
import steadystate.reconcile.disk.FolderNotebook;

class NotebookTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void every_kind_of_note_is_read_back_as_it_was() {
    List<Ask> asks =
        List.of(
            new Ask.Reconcile(),
            new Ask.Suspend("freeze"),
            new Ask.Resume(),
            new Ask.Hold("because \"quoted\""),
            new Ask.Release(),
            new Ask.Wake(Optional.of(Duration.ofMinutes(200))),
            new Ask.Sleep(Optional.empty()),
            new Ask.Approve("sha256:ab12"),
            new Ask.Approve(
                "sha256:cd34", Set.of("arn:aws:ecs:eu-west-1:1:service/dev/api", "sg-1")),
            new Ask.Forget());
    Notebook notebook = new FolderNotebook(folder);
    for (Ask ask : asks) {
      notebook.edit("dev", notes -> notes.with(note(ask, "req-" + asks.indexOf(ask) + ask.verb())));
    }

    notebook.edit("dev", notes -> notes.followed("0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"));
    Notes read = new FolderNotebook(folder).read("dev");

    assertThat(read.followed()).contains("0a1b2c3d4e5f60718293a4b5c6d7e8f901234567");
    assertThat(read.all()).extracting(Note::ask).containsExactlyElementsOf(asks);
    assertThat(read).isEqualTo(notebook.read("dev"));
    assertThat(notebook.read("prod")).isEqualTo(Notes.NONE);
  }

  @Test
  void where_environments_live_is_read_back_and_forgotten() {
    Notebook notebook = new FolderNotebook(folder);
    Place here = new Place("123456789012", "eu-west-1");
    notebook.place("dev", Optional.of(here));
    notebook.place("prod", Optional.of(new Place("123456789012", "us-east-1")));
    notebook.place("prod", Optional.empty());

    assertThat(new FolderNotebook(folder).places()).isEqualTo(Map.of("dev", here));
    assertThat(notebook.read("dev")).isEqualTo(Notes.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{\"environments\": 5}",
        "{\"environments\": {\"dev\": null, \"../x\": {\"account\": \"123456789012\", \"region\":"
            + " \"eu-west-1\"}}}",
        "{\"environments\": {\"dev\": {\"account\": \"1\", \"region\": \"eu-west-1\"}}}",
        "{\"environments\": {\"dev\": {\"account\": \"123456789012\", \"region\": \"EU west\"}}}"
      })
  void se_43_a_place_that_makes_no_sense_counts_for_nothing(String text) {
    assertThat(PlacesJson.places(text)).isEmpty();
  }

  @Test
  void the_file_is_for_its_owner_alone_and_no_draft_stays() throws IOException {
    new FolderNotebook(folder).edit("dev", notes -> notes.with(note(new Ask.Resume(), "req-1")));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .singleElement()
          .satisfies(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void old_notes_go_and_what_still_counts_stays() {
    Notes notes = Notes.NONE.with(note(new Ask.Suspend("for long"), "req-first"));
    for (int i = 0; i < 300; i++) {
      notes =
          notes
              .with(note(new Ask.Reconcile(), "req-" + i))
              .handled(Set.of("req-" + i, "req-first"), NOW);
    }

    assertThat(notes.all()).hasSizeLessThan(30);
    assertThat(notes.all()).extracting(Note::ask).contains(new Ask.Suspend("for long"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "null",
        "{\"notes\": 5}",
        "{\"notes\": [5, null, {}, {\"id\": \"../x\", \"verb\": \"suspend\"}]}",
        "{\"notes\": [{\"id\": \"a\", \"verb\": \"delete\", \"at\": \"2026-03-02T10:00:00Z\"}]}",
        "{\"notes\": [{\"id\": \"a\", \"verb\": \"suspend\", \"at\": \"yesterday\"}]}"
      })
  void se_43_what_makes_no_sense_counts_for_nothing(String text) {
    assertThat(NotesJson.notes(text)).isEqualTo(Notes.NONE);
  }

  @Test
  void se_43_deep_nesting_and_huge_texts_are_refused() throws IOException {
    assertThat(NotesJson.notes("[".repeat(100_000))).isEqualTo(Notes.NONE);
    assertThat(NotesJson.notes("{\"notes\": [\"" + "x".repeat(300_000) + "\"]}"))
        .isEqualTo(Notes.NONE);

    Files.writeString(folder.resolve("dev.notes.json"), "x".repeat(2_000_000));
    assertThatThrownBy(() -> new FolderNotebook(folder).read("dev"))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void what_a_later_version_writes_beside_is_ignored_and_texts_are_cut() {
    String text =
        """
        {"version": 7, "more": {}, "notes": [
          {"id": "req-1", "verb": "suspend", "by": "a\\u0000b", "at": "2026-03-02T10:00:00Z",
           "reason": "%s", "until": "2027-01-01T00:00:00Z"},
          {"id": "req-2", "verb": "dance", "by": "ops", "at": "2026-03-02T10:00:00Z"}]}
        """
            .formatted("x".repeat(5_000));

    Notes notes = NotesJson.notes(text);

    assertThat(notes.all()).hasSize(1);
    assertThat(notes.all().getFirst().request().by()).isEqualTo("a b");
    assertThat(notes.all().getFirst().ask()).isEqualTo(new Ask.Suspend("x".repeat(500)));
  }

  private static Note note(Ask ask, String id) {
    return new Note(ask, new Request(id, ask.verb(), "ops", NOW, Optional.empty()));
  }
}

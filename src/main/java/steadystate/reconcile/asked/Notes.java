package steadystate.reconcile.asked;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What people asked of one environment, the oldest first. It says what they want, never what
 * belongs to whom: with all notes lost, or all of them forged, nothing is deleted that the spec and
 * the tags in AWS do not give up.
 *
 * @param followed the id of the commit that was followed last, so that the next process knows a
 *     rewritten history for what it is
 */
public record Notes(List<Note> all, Optional<String> followed) {
  public static final Notes NONE = new Notes(List.of());

  private static final int MOST_OPEN = 200;
  private static final int MOST_HANDLED = 20;

  public Notes {
    all = List.copyOf(all);
  }

  /** Of an environment that was never followed. */
  public Notes(List<Note> all) {
    this(all, Optional.empty());
  }

  public Notes followed(String commit) {
    return new Notes(all, Optional.of(commit));
  }

  /** Whether one more has room. */
  public boolean isFull() {
    return open().size() >= MOST_OPEN;
  }

  public Notes with(Note note) {
    List<Note> more = new ArrayList<>(all);
    more.add(note);
    return new Notes(more, followed).shortened();
  }

  /** What waits for a look, by the names of the requests. */
  public Set<String> open() {
    return all.stream()
        .filter(Note::isOpen)
        .map(note -> note.request().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same after a look that began when these were known. */
  public Notes handled(Collection<String> ids, Instant now) {
    return new Notes(
            all.stream()
                .map(note ->
                    note.isOpen() && ids.contains(note.request().id())
                        ? new Note(note.ask(), note.request().handled(now))
                        : note)
                .toList(),
            followed)
        .shortened();
  }

  /**
   * An approval that is used up, or was overtaken, must not come back with the next process, nor
   * must a word about an environment that left; that it was asked for stays known.
   */
  public Notes withoutApprovals(Collection<String> known) {
    return new Notes(
        all.stream()
            .map(note ->
                (note.ask() instanceof Ask.Approve || note.ask() instanceof Ask.Forget)
                        && known.contains(note.request().id())
                    ? new Note(new Ask.Reconcile(), note.request())
                    : note)
            .toList(),
        followed);
  }

  /** Done requests, the latest first. */
  public List<Answer.Request> handledRequests() {
    return all.reversed().stream()
        .filter(note -> !note.isOpen())
        .map(Note::request)
        .limit(MOST_HANDLED)
        .toList();
  }

  /** Keeps what is open, what counts, and some of the past. */
  private Notes shortened() {
    Set<String> matters = new HashSet<>();
    List<Note> kept = new ArrayList<>();
    int past = 0;
    boolean released = false;
    for (Note note : all.reversed()) {
      boolean over = released && note.ask() instanceof Ask.Rollback;
      boolean counts = !over && !note.matter().isEmpty() && matters.add(note.matter());
      released |= note.ask() instanceof Ask.Release;
      boolean recent = !note.isOpen() && ++past <= MOST_HANDLED;
      if (note.isOpen() || counts || recent) {
        kept.addFirst(note);
      }
    }
    return new Notes(kept, followed);
  }
}

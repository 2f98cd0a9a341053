package steadystate.aws.table;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.asked.NotesJson;
import steadystate.reconcile.asked.Place;
import steadystate.reconcile.asked.PlacesJson;

/** Notes as items beside the leases, so that any replica may take what people ask. */
public final class TableNotebook implements Notebook {
  private static final String NOTES = "notes";
  private static final String PLACES = "places";

  /** No environment has this name: what is noted of all of them stands there. */
  private static final String ALL = "";

  private static final int TRIES = 8;

  private final SharedTable table;
  private final Function<String, String> key;
  private final RandomGenerator random;

  /**
   * @param key the item of an environment
   */
  public TableNotebook(SharedTable table, Function<String, String> key, RandomGenerator random) {
    this.table = table;
    this.key = key;
    this.random = random;
  }

  @Override
  public Notes read(String environment) {
    return text(table.read(key.apply(environment)), NOTES).map(NotesJson::notes).orElse(Notes.NONE);
  }

  @Override
  public Notes edit(String environment, UnaryOperator<Notes> change) {
    return NotesJson.notes(
        rewritten(
            environment,
            NOTES,
            before ->
                NotesJson.text(change.apply(before.map(NotesJson::notes).orElse(Notes.NONE)))));
  }

  @Override
  public SortedMap<String, Place> places() {
    return text(table.read(key.apply(ALL)), PLACES).map(PlacesJson::places).orElseGet(TreeMap::new);
  }

  @Override
  public void place(String environment, Optional<Place> place) {
    rewritten(
        ALL,
        PLACES,
        before -> {
          SortedMap<String, Place> places = before.map(PlacesJson::places).orElseGet(TreeMap::new);
          place.ifPresentOrElse(
              here -> places.put(environment, here), () -> places.remove(environment));
          return PlacesJson.text(places);
        });
  }

  private static Optional<String> text(Optional<Map<String, AttributeValue>> item, String member) {
    return item.flatMap(found -> Optional.ofNullable(found.get(member)))
        .flatMap(value -> Optional.ofNullable(value.s()));
  }

  /** Whoever was overtaken by another replica begins anew on what that one wrote. */
  private String rewritten(
      String environment, String member, Function<Optional<String>, String> change) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Map<String, AttributeValue>> before = table.read(key.apply(environment));
      String now = change.apply(text(before, member));
      Map<String, AttributeValue> item =
          Map.of(
              member,
              AttributeValue.fromS(now),
              Items.MARK,
              AttributeValue.fromS(HexFormat.of().toHexDigits(random.nextLong())));
      Optional<String> mark = before.map(found -> Items.mark(found).orElse(""));
      if (table.write(key.apply(environment), mark, item)) {
        return now;
      }
    }
    throw new FailureException(
        new Failure.Busy("NotesBusy", "other replicas write the notes at the same time"));
  }

  @Override
  public boolean isShared() {
    return true;
  }
}

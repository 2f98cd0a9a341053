package steadystate.aws.table;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.Notebook;
import steadystate.reconcile.Notes;
import steadystate.reconcile.NotesJson;

/** Notes as items beside the leases, so that any replica may take what people ask. */
public final class TableNotebook implements Notebook {
  private static final String NOTES = "notes";
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
    return table.read(key.apply(environment)).map(TableNotebook::notes).orElse(Notes.NONE);
  }

  private static Notes notes(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(NOTES))
        .flatMap(value -> Optional.ofNullable(value.s()))
        .map(NotesJson::notes)
        .orElse(Notes.NONE);
  }

  /** Whoever was overtaken by another replica begins anew on what that one wrote. */
  @Override
  public Notes edit(String environment, UnaryOperator<Notes> change) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Map<String, AttributeValue>> before = table.read(key.apply(environment));
      Notes now = change.apply(before.map(TableNotebook::notes).orElse(Notes.NONE));
      Map<String, AttributeValue> item =
          Map.of(
              NOTES,
              AttributeValue.fromS(NotesJson.text(now)),
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

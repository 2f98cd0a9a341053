package steadystate.aws.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import steadystate.failure.FailureException;
import steadystate.lab.LocalDynamo;
import steadystate.reconcile.asked.Answer.Request;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Note;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.asked.Place;
import steadystate.reconcile.lease.Clocks;
import steadystate.reconcile.lease.Lease;
import steadystate.reconcile.lease.LeaseStore;
import steadystate.reconcile.lease.Possession;
import steadystate.reconcile.lease.Standing;
import steadystate.reconcile.lease.Terms;

class TableLeasesTest {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final int THREADS = 16;
  private static final int ROUNDS = 40;

  private final DynamoDbClient client = LocalDynamo.client();
  private final String name = LocalDynamo.table(client, "id");
  private final LeaseStore store = new TableLeases(SharedTable.open(client, name));

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void what_is_written_is_read_back() {
    Possession written = new Possession("one", 7, "one/1", LEASE);

    assertThat(store.swap("dev", Optional.empty(), written)).isTrue();

    assertThat(store.read("dev")).contains(written);
    assertThat(store.read("prod")).isEmpty();
  }

  @Test
  void of_many_threads_exactly_one_wins_each_change() throws Exception {
    Set<String> winners = ConcurrentHashMap.newKeySet();
    AtomicInteger wins = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Optional<Possession> before = Optional.empty();
      for (int round = 0; round < ROUNDS; round++) {
        Optional<Possession> seen = before;
        long fence = round;
        List<Future<Boolean>> tries = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
          String me = "t" + thread;
          tries.add(
              threads.submit(() -> {
                Possession mine = new Possession(me, fence, me + "/" + fence, LEASE);
                boolean won = store.swap("dev", seen, mine);
                if (won) {
                  wins.incrementAndGet();
                  winners.add(me);
                }
                return won;
              }));
        }
        int won = 0;
        for (Future<Boolean> one : tries) {
          won += one.get() ? 1 : 0;
        }
        assertThat(won).as("round %d", round).isEqualTo(1);
        before = store.read("dev");
      }
    }
    assertThat(wins).hasValue(ROUNDS);
    assertThat(winners).isNotEmpty();
  }

  @Test
  void ap_35_two_processes_configured_alike_have_one_leader() {
    Lease one = new Lease("dev", "host-1-aa", Terms.USUAL, store, Clocks.OF_MACHINE);
    Lease other = new Lease("dev", "host-1-bb", Terms.USUAL, store, Clocks.OF_MACHINE);

    one.step();
    other.step();

    assertThat(one.standing()).isInstanceOf(Standing.Mine.class);
    assertThat(other.standing()).isEqualTo(new Standing.Theirs("host-1-aa"));

    one.release();
    other.step();

    assertThat(other.standing()).isInstanceOf(Standing.Mine.class);
  }

  @Test
  void notes_of_many_threads_are_all_kept() throws Exception {
    Notebook notebook =
        new TableNotebook(
            SharedTable.open(client, name), env -> env + ":notes", new java.util.Random(7));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Notes>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String id = "req-" + i;
        Request request = new Request(id, "reconcile", "ops", Instant.EPOCH, Optional.empty());
        Note note = new Note(new Ask.Reconcile(), request);
        all.add(
            threads.submit(() -> {
              while (true) {
                try {
                  return notebook.edit(
                      "dev",
                      notes -> {
                        List<Note> more = new ArrayList<>(notes.all());
                        more.add(note);
                        return new Notes(more);
                      });
                } catch (FailureException busy) {
                  Thread.onSpinWait();
                }
              }
            }));
      }
      for (Future<Notes> one : all) {
        one.get();
      }
    }

    assertThat(notebook.read("dev").all()).hasSize(12);
    assertThat(notebook.read("prod")).isEqualTo(Notes.NONE);
  }

  @Test
  void where_environments_live_stands_beside_their_notes() {
    Notebook notebook =
        new TableNotebook(
            SharedTable.open(client, name), env -> env + ":notes", new java.util.Random(7));
    Place here = new Place("123456789012", "eu-west-1");
    notebook.place("dev", Optional.of(here));
    notebook.place("prod", Optional.of(here));
    notebook.place("dev", Optional.empty());

    assertThat(notebook.places()).containsOnlyKeys("prod").containsValue(here);
    assertThat(notebook.read("prod")).isEqualTo(Notes.NONE);
  }

  @Test
  void the_key_may_have_any_name() {
    String other = LocalDynamo.table(client, "LockID");
    LeaseStore leases = new TableLeases(SharedTable.open(client, other));

    assertThat(leases.swap("dev", Optional.empty(), new Possession("a", 1, "a/1", LEASE))).isTrue();
  }

  @Test
  void a_table_that_is_not_there_is_told() {
    assertThatThrownBy(() -> SharedTable.open(client, "no-such-table"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("no-such-table");
  }

  @Test
  void se_43_an_item_that_somebody_wrote_by_hand_is_waited_for_and_never_trusted() {
    client.putItem(request ->
        request
            .tableName(name)
            .item(
                Map.of(
                    "id",
                    AttributeValue.fromS("dev"),
                    "holder",
                    AttributeValue.fromN("5"),
                    "fence",
                    AttributeValue.fromS("x".repeat(10_000)),
                    "leaseMillis",
                    AttributeValue.fromN("99999999999999999"))));
    Lease lease = new Lease("dev", "me", Terms.USUAL, store, Clocks.OF_MACHINE);

    lease.step();

    assertThat(lease.standing()).isEqualTo(new Standing.Theirs("somebody unknown"));
  }
}

package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Live;
import steadystate.sandbox.Call;
import steadystate.sandbox.Hook;

/**
 * Breaks one story at every place where it can break, and demands the same end each time. A kind
 * needs nothing of its own for this: any {@link Story} will do.
 */
public final class Faults {
  private final Story story;
  private final Map<String, Long> expectedWrites;
  private final Map<String, Long> expectedBodies;
  private final int writes;
  private final int reads;
  private int runs;

  /** The process dies: not an exception that any code would catch. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Where the process dies in relation to a write. */
  private enum Moment {
    BEFORE_IT_IS_SENT,
    AFTER_ITS_EFFECT,
    AFTER_THE_ANSWER
  }

  public Faults(Story story) {
    this.story = story;
    Lab lab = begun();
    Receipt receipt = story.apply(lab);
    assertThat(receipt.outcome())
        .as("%s ends steady without faults", story)
        .isEqualTo(new Receipt.Outcome.Steady());
    this.expectedWrites = creatingAndDeleting(lab);
    this.expectedBodies = bodies(lab);
    this.writes = lab.sandbox().recording().writes().size();
    this.reads = (int) lab.sandbox().calls().stream().filter(call -> !call.mutating()).count();
  }

  /** How many broken runs were made so far. */
  public int runs() {
    return runs;
  }

  /** Kills the process at each write in three places, and starts a new one on what it left. */
  public Faults killedAtEachWrite() {
    for (int at = 1; at <= writes; at++) {
      for (Moment moment : Moment.values()) {
        Lab lab = begun();
        kill(lab, at, moment);
        lab.restarted();
        check(lab, "killed " + moment + " " + at);
      }
    }
    return this;
  }

  private void kill(Lab lab, int at, Moment moment) {
    lab.sandbox().conditions().hook(new Death(at, moment));
    try {
      story.apply(lab);
    } catch (Killed died) {
      return;
    } finally {
      lab.sandbox().conditions().clear();
    }
    // After the answer of the last write nothing may follow that could die.
    assertThat(moment).as("%s dies at write %d", story, at).isEqualTo(Moment.AFTER_THE_ANSWER);
  }

  /** Answers each read of the story once from one, two and three writes ago. */
  public Faults staleReads(int most) {
    int step = Math.max(1, reads / most);
    for (int ago = 1; ago <= 3; ago++) {
      for (int at = 1; at <= reads; at += step) {
        Lab lab = begun();
        AtomicInteger seen = new AtomicInteger();
        int which = at;
        int writesAgo = ago;
        lab.sandbox().conditions().stale(call -> seen.incrementAndGet() == which ? writesAgo : 0);
        Receipt receipt = story.apply(lab);
        lab.sandbox().conditions().clear();
        String what = "read " + at + " answered from " + ago + " writes ago";
        assertThat(receipt.outcome()).as("%s: %s", story, what).isNotNull();
        check(lab, what);
      }
    }
    return this;
  }

  /** Lets new things stay unseen for a few reads. */
  public Faults newThingsUnseen() {
    for (int unseen = 1; unseen <= 5; unseen++) {
      Lab lab = begun();
      lab.sandbox().conditions().newThingsUnseenFor(unseen);
      story.apply(lab);
      lab.sandbox().conditions().clear();
      check(lab, "new things unseen for " + unseen + " reads");
    }
    return this;
  }

  /** Loses the answer of each write once. */
  public Faults lostAnswers() {
    for (int at = 1; at <= writes; at++) {
      Lab lab = begun();
      lab.sandbox().conditions().hook(new LostAnswer(at));
      story.apply(lab);
      lab.sandbox().conditions().clear();
      check(lab, "answer of write " + at + " lost");
    }
    return this;
  }

  /** Every list that AWS treats as a set comes back in another order: nothing is left to do. */
  public Faults shuffledAnswers(int seeds) {
    Lab lab = begun();
    story.apply(lab);
    for (int seed = 1; seed <= seeds; seed++) {
      lab.sandbox().conditions().shuffle(seed);
      assertThat(lab.look(story.wish()).plan().changes())
          .as("%s: answers shuffled with seed %d", story, seed)
          .isEmpty();
      runs++;
    }
    return this;
  }

  private Lab begun() {
    Lab lab = Lab.inMemory();
    story.begin(lab);
    lab.sandbox().recording().clear();
    return lab;
  }

  private void check(Lab lab, String what) {
    runs++;
    Receipt receipt = story.apply(lab);
    assertThat(receipt.outcome())
        .as("%s: %s: ends steady", story, what)
        .isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.look(story.wish()).plan().changes())
        .as("%s: %s: second plan", story, what)
        .isEmpty();
    assertThat(bodies(lab)).as("%s: %s: no twin", story, what).isEqualTo(expectedBodies);
    assertThat(creatingAndDeleting(lab))
        .as("%s: %s: creates and deletes", story, what)
        .isEqualTo(expectedWrites);
  }

  private static Map<String, Long> bodies(Lab lab) {
    return lab.everything().stream()
        .map(Live::id)
        .collect(Collectors.groupingBy(Object::toString, TreeMap::new, Collectors.counting()));
  }

  /** Creates and deletes that took effect; repeating an update does no harm. */
  private static Map<String, Long> creatingAndDeleting(Lab lab) {
    List<String> actions = new ArrayList<>();
    for (Call call : lab.sandbox().recording().writes()) {
      String operation = call.operation();
      if (operation.endsWith("Tags")) {
        continue;
      }
      if (operation.startsWith("Create")
          || operation.startsWith("Delete")
          || operation.startsWith("Register")) {
        actions.add(call.action());
      }
    }
    return actions.stream()
        .collect(Collectors.groupingBy(action -> action, TreeMap::new, Collectors.counting()));
  }

  private static final class Death implements Hook {
    private final int at;
    private final Moment moment;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicBoolean answered = new AtomicBoolean();

    Death(int at, Moment moment) {
      this.at = at;
      this.moment = moment;
    }

    @Override
    public void before(Call call) {
      if (answered.get()) {
        throw new Killed();
      }
      if (call.mutating() && seen.get() == at - 1 && moment == Moment.BEFORE_IT_IS_SENT) {
        throw new Killed();
      }
    }

    @Override
    public void afterEffect(Call call) {
      if (call.mutating() && seen.incrementAndGet() == at) {
        if (moment == Moment.AFTER_ITS_EFFECT) {
          throw new Killed();
        }
        answered.set(true);
      }
    }
  }

  private record LostAnswer(int at, AtomicInteger seen) implements Hook {
    LostAnswer(int at) {
      this(at, new AtomicInteger());
    }

    @Override
    public void afterEffect(Call call) {
      if (call.mutating() && seen.incrementAndGet() == at) {
        throw steadystate.sandbox.Fault.TIMED_OUT.of(call);
      }
    }
  }
}

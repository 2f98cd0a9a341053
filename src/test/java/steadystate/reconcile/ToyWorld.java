package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Receipt;
import steadystate.reconcile.pass.Reconciler;
import steadystate.resource.Attributes;
import steadystate.resource.Blueprint;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Gate;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;
import steadystate.yaml.SourceSpan;

/**
 * A world of one simple kind, to try the engine without AWS: things with a name that cannot change,
 * a colour that can, a friend they need, and peers that may name each other.
 */
public final class ToyWorld implements Surroundings {
  public final Map<String, Live> things = new LinkedHashMap<>();
  public final List<String> writes = new ArrayList<>();
  public final Map<String, Failure> refusing = new LinkedHashMap<>();
  public Optional<Failure> blind = Optional.empty();
  public String account = "111122223333";
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private int nextId = 1;

  public final Catalogue catalogue =
      new Catalogue(List.of(new ToyKind()), List.of(new ToySection()));
  public final Reconciler engine = new Reconciler(catalogue, this, 1);

  public static ResourceId id(String key) {
    return new ResourceId("thing", key);
  }

  public static Declared thing(String key, Map<String, Value> model) {
    Map<String, Value> all = new LinkedHashMap<>(model);
    all.putIfAbsent("name", Value.text(key));
    return new Declared(id(key), Value.entries(all), new SourceSpan("toy.yaml", 1, 1));
  }

  public static Environment environment(Declared... declared) {
    return environment(settings(false), declared);
  }

  public static Environment environment(Settings settings, Declared... declared) {
    return new Environment(
        "toys", settings, Value.Entries.EMPTY, List.of(declared), Map.of(), declared.length);
  }

  public static Settings settings(boolean adopt) {
    return Settings.of("111122223333", "eu-west-1").adopting(adopt);
  }

  public Receipt apply(Environment environment) {
    return engine.apply(environment, Engine.Options.DEFAULT, steadystate.apply.Progress.SILENT);
  }

  /** Somebody changes a thing by hand. */
  public void byHand(String key, String member, Value value) {
    things.replaceAll((arn, live) ->
        live.id().equals(id(key)) ? live.model(live.model().with(member, value)) : live);
  }

  public void foreign(String name, Map<String, String> tags) {
    String arn = "toy-" + nextId++;
    Value.Entries model =
        Value.entries(Map.of("name", Value.text(name), "colour", Value.text("grey")));
    things.put(arn, new Live(id(name), arn, model, tags, Attributes.of("id", arn), Health.READY));
  }

  @Override
  public <C> C client(Class<C> type, String region) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String callerAccount(String region) {
    return account;
  }

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  @Override
  public void pause(Duration time) {
    now = now.plus(time);
  }

  @Override
  public String installation() {
    return "default";
  }

  @Override
  public SortedMap<String, Long> calls() {
    return new TreeMap<>(Map.of("toy:Write", (long) writes.size()));
  }

  private static final class ToySection implements Section {
    @Override
    public String key() {
      return "things";
    }

    @Override
    public String kind() {
      return "thing";
    }

    @Override
    public Shape.Structure entry() {
      return Shape.Structure.empty();
    }

    @Override
    public List<Declared> expand(Entry entry, Blueprint blueprint) {
      return List.of();
    }
  }

  private final class ToyKind implements Kind {
    @Override
    public String name() {
      return "thing";
    }

    @Override
    public Shape.Structure model() {
      Shape text = Shape.Scalar.of(Shape.Type.TEXT);
      return Shape.Structure.empty()
          .with("name", Member.of(text).replaces())
          .with("colour", Member.of(text))
          .with("shape", Member.of(text).refuses())
          .with("friend", Member.of(text))
          .with("peers", Member.of(Shape.ItemsOf.set(text)).later())
          .with("tags", Member.of(Shape.EntriesOf.of(text).leavingOthers()).never());
    }

    @Override
    public Observation observe(Scope scope, List<Declared> wanted) {
      blind.ifPresent(failure -> {
        throw new FailureException(failure);
      });
      return new Observation(List.copyOf(things.values()));
    }

    @Override
    public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
      write("create " + wish.id().key());
      String arn = "toy-" + nextId++;
      Value.Entries model = wish.model().without("peers");
      Attributes attributes = Attributes.of("id", arn);
      things.put(arn, new Live(wish.id(), arn, model, wish.tags(), attributes, Health.READY));
      return attributes;
    }

    @Override
    public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
      write("update " + live.id().key() + " " + changed);
      Value.Entries model = things.get(live.arn()).model();
      for (FieldPath path : changed) {
        Value value = wish.model().get(path.head()).orElseThrow();
        model = model.with(path.head(), value);
      }
      things.put(live.arn(), things.get(live.arn()).model(model));
    }

    @Override
    public void delete(Scope scope, Live live) {
      boolean named =
          things.values().stream()
              .anyMatch(other -> !other.arn().equals(live.arn()) && names(other, live.arn()));
      write("delete " + live.arn());
      if (named) {
        throw new FailureException(new Failure.Busy("InUse", live.arn() + " is in use"));
      }
      things.remove(live.arn());
    }

    private boolean names(Live other, String arn) {
      return other.model().toString().contains(arn);
    }

    @Override
    public void detach(Scope scope, Live live) {
      write("detach " + live.id().key());
      things.put(live.arn(), live.model(live.model().without("peers")));
    }

    @Override
    public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
      write("tag " + live.id().key());
      Live there = things.get(live.arn());
      Map<String, String> tags = new LinkedHashMap<>(there.tags());
      tags.putAll(put);
      tags.keySet().removeAll(remove);
      things.put(
          live.arn(),
          new Live(live.id(), live.arn(), there.model(), tags, there.attributes(), Health.READY));
    }

    private void write(String what) {
      Gate.check("toy:Write");
      writes.add(what);
      Failure failure = refusing.get(what);
      if (failure != null) {
        throw new FailureException(failure);
      }
    }
  }

  public Map<String, String> tagsOf(String key) {
    return things.values().stream()
        .filter(live -> live.id().equals(id(key)))
        .findFirst()
        .map(Live::tags)
        .orElseThrow();
  }

  public static String owner(Map<String, String> tags) {
    return tags.getOrDefault(Owner.ENVIRONMENT, "nobody");
  }
}

package steadystate.kinds.parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.Deletion;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Type;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * An SSM parameter that holds an output of the environment. A secret one has its value in a member
 * of its own, which no report shows.
 */
public final class ParameterKind implements Kind {
  public static final String NAME = "parameter";

  private static final String KEY = "parameterName";
  private static final String TYPE = "type";
  private static final String VALUE = "value";
  private static final String SECRET = "secretValue";
  private static final String SECURE = "SecureString";

  /** GetParameters takes no more names at once. */
  private static final int BATCH = 10;

  private static final Scalar TEXT = Scalar.of(Type.TEXT);

  private static final Shape.Structure MODEL =
      Shape.Structure.empty()
          .with(KEY, Member.of(TEXT, "Its name.").replaces())
          .with(TYPE, Member.of(TEXT, "AWS never changes it: take another name.").refuses())
          .with(VALUE, Member.of(TEXT, "What it holds."))
          .with(SECRET, Member.of(TEXT, "What it holds, where that is secret.").hidden());

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return MODEL;
  }

  @Override
  public Set<String> attributes() {
    return Set.of("arn", "name");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Set<String> names = new TreeSet<>();
    wanted.forEach(one -> one.model().text(KEY).ifPresent(names::add));
    TaggedResources.of(scope).keySet().forEach(arn -> names.addAll(namesIn(arn)));
    List<Live> found = new ArrayList<>();
    for (Parameter parameter : read(scope, List.copyOf(names))) {
      Map<String, String> tags =
          believed.of(scope, parameter.arn(), () -> tags(scope, parameter.name()));
      Whose.id(scope, NAME, tags, wanted, w -> isNamed(w, parameter.name()))
          .map(id -> live(id, parameter, tags))
          .ifPresent(found::add);
    }
    return new Observation(found);
  }

  /** An ARN does not tell whether a name without a path begins with a slash. */
  private static List<String> namesIn(String arn) {
    int at = arn.indexOf(":parameter/");
    if (!arn.startsWith("arn:") || !arn.contains(":ssm:") || at < 0) {
      return List.of();
    }
    String rest = arn.substring(at + ":parameter/".length());
    return rest.contains("/") ? List.of("/" + rest) : List.of(rest, "/" + rest);
  }

  private static boolean isNamed(Declared declared, String name) {
    return declared.model().text(KEY).filter(name::equals).isPresent();
  }

  private static List<Parameter> read(Scope scope, List<String> names) {
    List<Parameter> all = new ArrayList<>();
    for (int from = 0; from < names.size(); from += BATCH) {
      List<String> batch = names.subList(from, Math.min(names.size(), from + BATCH));
      all.addAll(
          scope
              .client(SsmClient.class)
              .getParameters(r -> r.names(batch).withDecryption(true))
              .parameters());
    }
    return all;
  }

  private static Map<String, String> tags(Scope scope, String name) {
    Map<String, String> tags = new LinkedHashMap<>();
    scope
        .client(SsmClient.class)
        .listTagsForResource(r -> r.resourceType("Parameter").resourceId(name))
        .tagList()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static Live live(ResourceId id, Parameter parameter, Map<String, String> tags) {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(KEY, Value.text(parameter.name()));
    model.put(TYPE, Value.text(parameter.typeAsString()));
    model.put(
        parameter.typeAsString().equals(SECURE) ? SECRET : VALUE, Value.text(parameter.value()));
    return new Live(
        id,
        parameter.arn(),
        Canonical.form(MODEL, Value.entries(model)),
        tags,
        Attributes.of("name", parameter.name()).with("arn", parameter.arn()),
        Health.READY);
  }

  private static String held(Wish wish) {
    Optional<String> secret = wish.model().text(SECRET);
    return secret.orElseGet(() -> wish.text(VALUE));
  }

  /** Tags and overwriting cannot stand in one call, so a new one never overwrites. */
  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text(KEY);
    try {
      scope
          .client(SsmClient.class)
          .putParameter(
              r -> r.name(name).type(wish.text(TYPE)).value(held(wish)).tags(sdkTags(wish.tags())));
    } catch (FailureException e) {
      if (e.is("ParameterAlreadyExists", "ParameterAlreadyExistsException")) {
        // Ours from a lost answer, or a stranger's: the next look tells by its tags.
        throw new FailureException(
            new Failure.Busy(e.failure().code(), name + " exists by now; looking again"), e);
      }
      throw e;
    }
    String arn = steadystate.kinds.Arns.of(scope, "ssm", "parameter/" + name.replaceAll("^/", ""));
    believed.written(arn);
    return Attributes.of("name", name).with("arn", arn);
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    String name = live.attributes().require("name");
    scope
        .client(SsmClient.class)
        .putParameter(r -> r.name(name).type(wish.text(TYPE)).value(held(wish)).overwrite(true));
  }

  @Override
  public void delete(Scope scope, Live live) {
    String name = live.attributes().require("name");
    Deletion.of(
        () -> scope.client(SsmClient.class).deleteParameter(r -> r.name(name)),
        "ParameterNotFound",
        "ParameterNotFoundException");
    believed.gone(live.arn());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    SsmClient ssm = scope.client(SsmClient.class);
    String name = live.attributes().require("name");
    believed.written(live.arn());
    SdkTags.change(
        put,
        remove,
        () ->
            ssm.addTagsToResource(
                r -> r.resourceType("Parameter").resourceId(name).tags(sdkTags(put))),
        () ->
            ssm.removeTagsFromResource(
                r -> r.resourceType("Parameter").resourceId(name).tagKeys(remove)));
  }

  private static List<Tag> sdkTags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}

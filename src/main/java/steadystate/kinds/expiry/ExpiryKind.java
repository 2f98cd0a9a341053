package steadystate.kinds.expiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;
import steadystate.kinds.Arns;
import steadystate.kinds.Deletion;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.Expiry;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * That an entry's time to live ran out: an SSM parameter, because what it speaks of is gone and can
 * carry no tag. Without a {@code ttl} in the environment nothing is asked.
 */
public final class ExpiryKind implements Kind {
  /** As many as GetParameters takes. */
  private static final int BATCH = 10;

  @Override
  public String name() {
    return Expiry.KIND;
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("of", Member.of(text, "What the entry wished when its time ran out."))
        .with("ranOutAt", Member.of(text, "When its time ran out.").never())
        .with("ttl", Member.of(Shape.Scalar.of(Shape.Type.INTEGER), "Its time, in s.").never())
        .with("members", Member.of(Shape.ItemsOf.set(text), "What it became.").never());
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    String prefix = prefix(scope);
    Map<String, Map<String, String>> tagged = TaggedResources.of(scope);
    Set<String> names = new TreeSet<>();
    wanted.forEach(declared -> names.add(parameter(scope, declared.id())));
    tagged.keySet().stream()
        .filter(arn -> arn.contains(":parameter" + prefix))
        .forEach(arn -> names.add(arn.substring(arn.indexOf(prefix))));
    List<Live> found = new ArrayList<>();
    for (Parameter parameter : parameters(scope, List.copyOf(names))) {
      Map<String, String> tags = tags(scope, parameter, tagged);
      Whose.id(
              scope,
              Expiry.KIND,
              tags,
              wanted,
              d -> parameter(scope, d.id()).equals(parameter.name()))
          .map(id -> live(scope, id, parameter, tags))
          .ifPresent(found::add);
    }
    return new Observation(found);
  }

  private static List<Parameter> parameters(Scope scope, List<String> names) {
    List<Parameter> found = new ArrayList<>();
    for (int from = 0; from < names.size(); from += BATCH) {
      List<String> batch = names.subList(from, Math.min(names.size(), from + BATCH));
      found.addAll(scope.client(SsmClient.class).getParameters(r -> r.names(batch)).parameters());
    }
    return found;
  }

  private static Map<String, String> tags(
      Scope scope, Parameter parameter, Map<String, Map<String, String>> tagged) {
    Map<String, String> told = tagged.getOrDefault(arn(scope, parameter.name()), Map.of());
    if (!told.isEmpty()) {
      return told;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    scope
        .client(SsmClient.class)
        .listTagsForResource(
            r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(parameter.name()))
        .tagList()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static String prefix(Scope scope) {
    return "/steadystate/" + scope.environment() + "/expired/";
  }

  private static String parameter(Scope scope, ResourceId id) {
    return prefix(scope) + id.key();
  }

  private static String arn(Scope scope, String name) {
    return Arns.of(scope, "ssm", "parameter" + name);
  }

  private static Live live(
      Scope scope, ResourceId id, Parameter parameter, Map<String, String> tags) {
    String[] parts = parameter.value().split(" ", 2);
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("of", Value.text(parts[0]));
    model.put("ranOutAt", Value.text(parts[parts.length - 1]));
    return new Live(
        id,
        arn(scope, parameter.name()),
        Value.entries(model),
        tags,
        Attributes.of("name", parameter.name()),
        Health.READY,
        Optional.ofNullable(parameter.lastModifiedDate()),
        Map.of());
  }

  private static String value(Wish wish) {
    return wish.text("of") + " " + wish.text("ranOutAt");
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = parameter(scope, wish.id());
    scope
        .client(SsmClient.class)
        .putParameter(r ->
            r.name(name)
                .description("the ttl of " + wish.id().key() + " ran out")
                .type(ParameterType.STRING)
                .value(value(wish))
                .tags(tags(wish.tags())));
    return Attributes.of("name", name);
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    scope
        .client(SsmClient.class)
        .putParameter(
            r -> r.name(live.attributes().require("name")).overwrite(true).value(value(wish)));
  }

  @Override
  public void delete(Scope scope, Live live) {
    Deletion.of(
        () ->
            scope
                .client(SsmClient.class)
                .deleteParameter(r -> r.name(live.attributes().require("name"))),
        "ParameterNotFound");
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    SsmClient ssm = scope.client(SsmClient.class);
    String name = live.attributes().require("name");
    SdkTags.change(
        put,
        remove,
        () ->
            ssm.addTagsToResource(r ->
                r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name).tags(tags(put))),
        () ->
            ssm.removeTagsFromResource(r ->
                r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name).tagKeys(remove)));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}

package steadystate.permission;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import steadystate.environment.Environment;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** Fills what is open in the ARNs of a permission with an environment's own names. */
final class Openings {
  /** Where kinds keep AWS's name of a thing. */
  private static final List<String> NAMES =
      List.of(
          "serviceName",
          "clusterName",
          "logGroupName",
          "roleName",
          "repositoryName",
          "bucket",
          "connectionName",
          "dbInstanceIdentifier",
          "dbSubnetGroupName",
          "dbParameterGroupName",
          "groupName",
          "name");

  private final Environment environment;

  Openings(Environment environment) {
    this.environment = environment;
  }

  SortedSet<String> of(String kind, Permission permission) {
    SortedSet<String> arns = new TreeSet<>();
    for (String resource : permission.resources()) {
      arns.addAll(
          switch (resource) {
            case "*" -> List.of("*");
            case "{secret}" -> new PasswordSources(environment, kind).secrets();
            case "{parameter}" -> new PasswordSources(environment, kind).parameters();
            default -> filled(kind, resource);
          });
    }
    return arns;
  }

  private SortedSet<String> filled(String kind, String resource) {
    String account = environment.settings().account();
    String region = environment.settings().region();
    String plain =
        "arn:"
            + Partitions.of(region)
            + ":"
            + resource
                .replace("{here}", region + ":" + account)
                .replace("{account}", account)
                .replace("{environment}", environment.name());
    SortedSet<String> arns = new TreeSet<>(List.of(plain));
    arns = each(arns, "{name}", kind);
    arns = each(arns, "{loadBalancer}", "loadBalancer");
    arns = each(arns, "{cluster}", "cluster");
    arns = each(arns, "{group}", "scheduleGroup");
    arns = each(arns, "{family}", kind);
    return arns;
  }

  private SortedSet<String> each(SortedSet<String> arns, String word, String kind) {
    SortedSet<String> out = new TreeSet<>();
    for (String arn : arns) {
      if (arn.contains(word)) {
        names(kind, word.equals("{family}"))
            .forEach(name -> out.add(arn.replace(word, name).replace("parameter//", "parameter/")));
      } else {
        out.add(arn);
      }
    }
    return out;
  }

  private SortedSet<String> names(String kind, boolean family) {
    SortedSet<String> names = new TreeSet<>();
    for (Declared declared : environment.declared()) {
      if (declared.id().kind().equals(kind)) {
        (family ? family(declared.model()) : name(declared.model()))
            .ifPresent(name -> names.add(widened(declared.id(), name)));
      }
    }
    if (names.isEmpty()) {
      names.add(environment.name() + "-*");
    }
    return names;
  }

  static Optional<String> name(Value.Entries model) {
    return NAMES.stream().flatMap(member -> model.text(member).stream()).findFirst();
  }

  /** A task definition may stand deeper in the model. */
  private static Optional<String> family(Value value) {
    if (!(value instanceof Value.Entries model)) {
      return Optional.empty();
    }
    return model
        .text("family")
        .or(() ->
            model.entries().values().stream().flatMap(held -> family(held).stream()).findFirst());
  }

  /**
   * A name that is made of the environment's and the key covers its neighbours too: an entry that
   * left the spec must still be deleted.
   */
  private String widened(ResourceId id, String name) {
    if (name.startsWith(environment.name() + "-")) {
      return environment.name() + "-*";
    }
    String before =
        name.endsWith(id.key()) ? name.substring(0, name.length() - id.key().length()) : "";
    return before.contains(environment.name()) ? before + "*" : name;
  }
}

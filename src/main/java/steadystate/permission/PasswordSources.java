package steadystate.permission;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.resource.Declared;
import steadystate.resource.Value;

/** Where the passwords of one kind's entries are read, as ARNs for a policy. */
final class PasswordSources {
  private static final String MEMBER = "masterUserPassword";

  private final Environment environment;
  private final String kind;

  PasswordSources(Environment environment, String kind) {
    this.environment = environment;
    this.kind = kind;
  }

  /** AWS ends the ARN of a secret in six characters of its own, which a spec may leave out. */
  SortedSet<String> secrets() {
    SortedSet<String> arns = new TreeSet<>();
    named(":secretsmanager:", ":secret:*")
        .forEach(arn -> {
          arns.add(arn);
          if (!arn.endsWith("*")) {
            arns.add(arn + "-??????");
          }
        });
    return arns;
  }

  SortedSet<String> parameters() {
    return new TreeSet<>(named(":ssm:", ":parameter/*").toList());
  }

  /** What is known only later may be any of the account's. */
  private Stream<String> named(String service, String any) {
    return environment.declared().stream()
        .filter(declared -> declared.id().kind().equals(kind))
        .map(Declared::model)
        .flatMap(model -> model.get(MEMBER).stream())
        .flatMap(source ->
            source instanceof Value.Template
                ? Stream.of(here(service) + any)
                : Optional.of(source.toString())
                    .filter(arn -> arn.startsWith("arn:") && arn.contains(service))
                    .map(PasswordSources::withoutKey)
                    .stream());
  }

  private String here(String service) {
    String region = environment.settings().region();
    String account = environment.settings().account();
    return "arn:" + Partitions.of(region) + service + region + ":" + account;
  }

  /** {@code …:secret:NAME:key:stage:version} chooses a part of the secret. */
  private static String withoutKey(String arn) {
    String[] parts = arn.split(":", -1);
    boolean secret = parts.length > 7 && parts[5].equals("secret");
    return secret ? String.join(":", java.util.Arrays.copyOf(parts, 7)) : arn;
  }
}

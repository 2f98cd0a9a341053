package steadystate.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Strict rules on the rights that a spec can hand to its own code. */
final class RoleRules {
  /** Roles whose credentials reach what a spec runs; other roles are used by AWS alone. */
  private static final Map<String, String> HANDED =
      Map.of(
          "service", "taskRoleArn",
          "scheduledTask", "taskRoleArn",
          "instance", "iamInstanceProfile",
          "buildProject", "serviceRole",
          "pipeline", "roleArn");

  /** Managed policies of AWS that let a role take any other. */
  private static final Pattern ALMIGHTY =
      Pattern.compile(
          "arn:[a-z-]+:iam::aws:policy/"
              + "(AdministratorAccess|IAMFullAccess|job-function/SystemAdministrator)");

  private static final Pattern PASS = Pattern.compile("\\*|iam:(\\*|pass\\*|passrole)");
  private static final Pattern ANY_ROLE =
      Pattern.compile("\\*|arn:[^:]*:iam::[^:]*:(\\*|role/\\*?)");

  static final Rule KNOWN_ROLES =
      new Rule(
          "strict/known-roles",
          "code takes roles of its own spec, or such as allowedRoles lists",
          RoleRules::foreign);

  static final Rule NARROW_PASS_ROLE =
      new Rule(
          "strict/narrow-pass-role",
          "a role may hand on named roles, or to named services, and not any to all",
          environment -> Models.of("role", environment).flatMap(RoleRules::widePass));

  private RoleRules() {}

  private static Stream<Offence> foreign(Environment environment) {
    List<Pattern> allowed =
        environment.effective().list("allowedRoles").stream().map(RoleRules::pattern).toList();
    return environment.declared().stream()
        .flatMap(declared ->
            named(declared)
                .filter(role ->
                    allowed.stream()
                        .noneMatch(one -> one.matcher(arn(environment, role)).matches()))
                .map(role -> foreign(declared.id(), role)));
  }

  private static Offence foreign(ResourceId id, Value role) {
    return new Offence(
        id,
        "the role "
            + role
            + " is not of this spec and may do what nobody here reviewed; write `role/…` with an"
            + " entry under `roles`, or list it under `allowedRoles`",
        role);
  }

  /** The role by the words of the spec; a reference to one of its own is none. */
  private static Stream<Value> named(Declared declared) {
    Entries holder =
        declared.id().kind().equals("scheduledTask")
            ? Models.inner(declared.model(), "taskDefinition")
            : declared.model();
    return Optional.ofNullable(HANDED.get(declared.id().kind())).flatMap(holder::get).stream()
        .flatMap(value ->
            value instanceof Entries profile
                ? Stream.of("arn", "name").flatMap(name -> profile.get(name).stream())
                : Stream.of(value))
        .filter(Value.Text.class::isInstance);
  }

  /** ECS takes the bare name of a role too. */
  private static String arn(Environment environment, Value role) {
    String text = role.toString();
    return text.startsWith("arn:")
        ? text.replace(":instance-profile/", ":role/")
        : "arn:aws:iam::" + environment.settings().account() + ":role/" + text;
  }

  private static Pattern pattern(Value allowed) {
    return Pattern.compile(
        Stream.of(allowed.toString().split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  private static Stream<Offence> widePass(Declared role) {
    Stream<Offence> managed =
        role.model().list("managedPolicies").stream()
            .filter(policy -> ALMIGHTY.matcher(policy.toString()).matches())
            .map(policy ->
                new Offence(
                    role.id(),
                    policy + " lets it take any role; write what it needs under `inline`",
                    policy));
    Stream<Offence> inline =
        Models.inner(role.model(), "inline").entries().values().stream()
            .flatMap(document -> statements(document).filter(RoleRules::passesAny))
            .map(statement ->
                new Offence(
                    role.id(),
                    "a statement lets it hand any role to any service; write the roles' ARNs, or"
                        + " `Condition: {StringEquals: {iam:PassedToService: …}}`",
                    statement));
    return Stream.concat(managed, inline);
  }

  private static Stream<Entries> statements(Value document) {
    return document instanceof Entries entries
        ? member(entries, "statement").stream()
            .flatMap(RoleRules::each)
            .filter(Entries.class::isInstance)
            .map(Entries.class::cast)
        : Stream.empty();
  }

  private static boolean passesAny(Entries statement) {
    return has(statement, "effect", Pattern.compile("allow"))
        && (has(statement, "action", PASS) || member(statement, "notaction").isPresent())
        && (has(statement, "resource", ANY_ROLE) || member(statement, "notresource").isPresent())
        && member(statement, "condition")
            .filter(condition -> lower(condition).contains("iam:passedtoservice"))
            .isEmpty();
  }

  private static boolean has(Entries statement, String name, Pattern word) {
    return member(statement, name).stream()
        .flatMap(RoleRules::each)
        .anyMatch(value -> word.matcher(lower(value)).matches());
  }

  /** IAM takes the words of a document in small and large letters. */
  private static Optional<Value> member(Entries entries, String name) {
    return entries.entries().entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Stream<Value> each(Value value) {
    return value instanceof Value.Items items ? items.items().stream() : Stream.of(value);
  }

  private static String lower(Value value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }
}

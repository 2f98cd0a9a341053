package steadystate.policy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Value;

/** A strict rule on where images come from, where a spec lists the registries that are known. */
final class RegistryRules {
  private static final String MEMBER = "allowedRegistries";

  /** What Docker means where no registry is written. */
  private static final String USUAL = "docker.io/";

  static final Rule KNOWN_REGISTRIES =
      new Rule(
              "strict/known-registries",
              "images come from the account's own ECR, or from what allowedRegistries lists",
              RegistryRules::unknown)
          .warningElsewhere();

  private RegistryRules() {}

  private static Stream<Offence> unknown(Environment environment) {
    List<Value> listed = environment.effective().list(MEMBER);
    if (listed.isEmpty()) {
      return Stream.of();
    }
    Pattern own = Pattern.compile(environment.settings().account() + "\\.dkr\\.ecr\\..*");
    List<Pattern> known = listed.stream().map(RegistryRules::pattern).toList();
    return Tasks.of(environment)
        .flatMap(tasks ->
            tasks
                .containers()
                .flatMap(container -> container.get("image").stream())
                .filter(image -> !(image instanceof Value.Template))
                .filter(image -> !own.matcher(image.toString()).matches())
                .filter(
                    image -> known.stream().noneMatch(one -> one.matcher(whole(image)).matches()))
                .map(image ->
                    new Offence(
                        tasks.owner().id(),
                        image
                            + " comes from a registry that nobody listed; copy it into an entry of"
                            + " `repositories`, or list its registry under `allowedRegistries`",
                        image)));
  }

  /** The name of an image with its registry, without tag and digest. */
  private static String whole(Value image) {
    String name = image.toString().replaceFirst("@.*$", "").replaceFirst(":[^:/]*$", "");
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return name;
    }
    return USUAL + (slash < 0 ? "library/" : "") + name;
  }

  /** What is listed, or anything below it; a star is any letters. */
  private static Pattern pattern(Value listed) {
    String text =
        Stream.of(listed.toString().split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*"));
    return Pattern.compile(text + "(/.*)?");
  }
}

package steadystate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.environment.Environment;
import steadystate.lab.Lab;
import steadystate.plan.Refusal;
import steadystate.reconcile.pass.Receipt;
import steadystate.yaml.SourceSpan;

/** Rules in CEL, from YAML to a refusal. */
class OwnRulesTest {
  private static final String SHOP =
      """
      services:
        api: {image: "repo/api:1.4.2", cpu: 256, memory: 512, desiredCount: 1}
        web: {image: "repo/web:1.4.2", cpu: 512, memory: 1024, desiredCount: 2, environment: {KEY: hunter2}}
      securityGroups: {a: {}, b: {}, c: {}, d: {}, e: {}}
      """;

  private final Lab lab = Lab.inMemory();

  private static String rule(String expression) {
    return rule(expression, "");
  }

  private static String rule(String expression, String more) {
    return "policies:\n  - name: mine\n    expression: |\n"
        + expression.indent(6)
        + more.indent(4)
        + SHOP;
  }

  private Verdict verdict(String yaml) {
    return Judgement.of(lab.environment(yaml), Set.of(), lab.clock().instant());
  }

  private List<String> refused(String yaml) {
    return verdict(yaml).refusals().stream().map(Refusal::message).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.services.all(name, spec.services[name].cpu <= 512)",
        "environment == 'dev' && mode == 'standard'",
        "!has(spec.databases)",
        "spec.services.api.image.startsWith('repo/')",
        "spec.services.exists(name, name.matches('^a[a-z]+$'))",
        "spec.services.filter(s, s != 'api').map(s, spec.services[s].cpu).all(c, c == 512)",
        "spec.services.map(s, {'n': s}).map(m, [m.n] + ['x']).filter(l, l[0] in ['api']).size() =="
            + " 1",
        "size(spec.securityGroups) == 5 && spec.account == '123456789012'",
      })
  void what_is_true_says_nothing(String expression) {
    assertThat(refused(rule(expression))).isEmpty();
  }

  @Test
  void what_is_not_true_is_refused_by_its_name_and_its_message() {
    String yaml =
        rule(
            "spec.services.all(name, spec.services[name].cpu <= 256)",
            "message: small tasks only; write cpu 256");

    Verdict verdict = verdict(yaml);

    assertThat(verdict.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.rule()).isEqualTo("policy/mine");
          assertThat(refusal.resource()).hasToString("environment/dev");
          assertThat(refusal.message()).isEqualTo("small tasks only; write cpu 256");
        });
    assertThat(refused(rule("mode ==\n 'strict'"))).containsExactly("not true: mode == 'strict'");
    assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(lab.sandbox().recording().writes()).isEmpty();
  }

  /** What the documentation shows is compiled and heard as it stands there. */
  @Test
  void the_rules_of_the_documentation_work() throws IOException {
    String yaml = shown("docs/policies.md");

    assertThat(refused(yaml)).isEmpty();
    assertThat(verdict(yaml).warnings()).extracting(w -> w.rule()).containsExactly("policy/tagged");
    assertThat(refused(yaml.replace("cpu: 512, memory: 1024", "cpu: 1024, memory: 2048")))
        .containsExactly("at most half a CPU for a task here; write 512 or less");
    lab.apply(yaml);
    assertThat(lab.look(yaml.replace("a: {}, b: {}, c: {},", "")).plan().refusals())
        .extracting(Refusal::message)
        .containsExactly("not so much at once");
  }

  @Test
  void the_rule_of_the_readme_works() throws IOException {
    String yaml = shown("README.md");

    assertThat(refused(yaml)).isEmpty();
    assertThat(refused(yaml.replace("cpu: 512, memory: 1024", "cpu: 1024, memory: 2048")))
        .containsExactly("at most half a CPU for a task here; write 512 or less");
  }

  /** The policies of a page, with a spec that they are about. */
  private static String shown(String page) throws IOException {
    String text = Files.readString(Path.of(page));
    int begin = text.indexOf("  policies:");
    return text.substring(begin, text.indexOf("```", begin)).indent(-2) + SHOP;
  }

  @Test
  void a_rule_that_warns_is_told_and_stops_nothing() {
    String yaml = rule("mode == 'strict'", "severity: warn\nmessage: think of strict");

    assertThat(verdict(yaml).refusals()).isEmpty();
    assertThat(verdict(yaml).warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).isEqualTo("think of strict"));
    Receipt receipt = lab.apply(yaml);
    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(receipt.last().plan().warnings()).hasSize(1);
  }

  @Test
  void a_rule_on_the_plan_waits_for_the_plan_and_then_speaks() {
    String few = rule("plan.deletes.size() < 3", "message: not so many at once");
    lab.apply(few);
    String less = few.replace("a: {}, b: {}, c: {}, d: {}, ", "");

    assertThat(verdict(less).refusals()).isEmpty();
    assertThat(lab.look(few).plan().refusals()).isEmpty();
    assertThat(lab.look(less).plan().refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.message()).isEqualTo("not so many at once"));
  }

  @Test
  void changes_are_known_by_resource_and_fields() {
    String yaml =
        rule(
            "!plan.updates.exists(u, u.resource.startsWith('service/') &&\n"
                + "  u.fields.exists(f, f.contains('cpu')))");
    lab.apply(yaml);

    assertThat(lab.look(yaml.replace("desiredCount: 1", "desiredCount: 2")).plan().refusals())
        .isEmpty();
    assertThat(
            lab.look(yaml.replace("cpu: 256, memory: 512", "cpu: 512, memory: 1024"))
                .plan()
                .refusals())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "spce.services.size() > 0; nothing is called `spce`; 10:9",
        "true &&\\n  plan.delets.size() < 3; a plan has no `delets`; 11:16",
        "spec.account.size( == 12; this is not CEL; 10:28",
        "1 + 1; it gives a value of type int; 10:9",
        "'a' + 1 == 'b'; no matching overload; 10:13",
      })
  void a_mistake_is_told_where_it_stands(String expression, String message, String place) {
    Refusal refusal = verdict(rule(expression.replace("\\n", "\n"))).refusals().getFirst();

    assertThat(refusal.message()).contains(message);
    SourceSpan at = refusal.source().orElseThrow();
    assertThat(at.line() + ":" + at.column()).isEqualTo(place);
    assertThat(at.file()).isEqualTo("environments/dev.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "spec.databases.size() == 0; databases` is not written; ask `has(",
        "spec.services.api; gives no true or false",
        "[1][spec.services.size()] == 1; shorter than an index",
        "1 / (spec.services.size() - 2) == 1; divides by zero",
        "int(spec.services.web.environment.KEY) == 1; a value that it cannot use",
      })
  void a_rule_that_cannot_be_answered_is_a_refusal_with_help(String expression, String help) {
    assertThat(refused(rule(expression)))
        .singleElement()
        .satisfies(message -> assertThat(message).contains(help).doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Loops in loops.
        "[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, [0,1,2,3,4,5,6,7,8,9].all(c,"
            + " [0,1,2,3,4,5,6,7,8,9].all(d, [0,1,2,3,4,5,6,7,8,9].all(e,"
            + " [0,1,2,3,4,5,6,7,8,9].all(f, a + b + c + d + e + f >= 0))))))",
        // Text that doubles.
        "['0123456789'].map(a, [a+a+a+a+a+a+a+a].map(b, [b+b+b+b+b+b+b+b].map(c, [c+c+c+c+c+c+c+c]"
            + ".map(d, [d+d+d+d+d+d+d+d].map(e, [e+e+e+e+e+e+e+e].map(f, [f+f+f+f+f+f+f+f].map(g,"
            + " g+g+g+g+g+g+g+g))))))).size() > 0",
        // Lists in lists, small to build and endless to compare.
        "[[1]].map(a, [[a,a,a,a,a,a,a,a]].map(b, [[b,b,b,b,b,b,b,b]].map(c, [[c,c,c,c,c,c,c,c]]"
            + ".map(d, [[d,d,d,d,d,d,d,d]].map(e, [[e,e,e,e,e,e,e,e]].map(f,"
            + " [[f,f,f,f,f,f,f,f]].map(g, g == g))))))).size() > 0",
        // Patterns over a long text.
        "['aaaaaaaaaaaaaaaa'].map(a, [a+a+a+a+a+a+a+a].map(b, [b+b+b+b+b+b+b+b].map(c,"
            + " [c+c+c+c+c+c+c+c].map(d, [d+d+d+d+d+d+d+d].map(e, e.matches('(a*)*b')))))).size()"
            + " > 0",
      })
  void a_hostile_rule_is_stopped(String expression) {
    assertThat(refused(rule(expression)))
        .singleElement()
        .satisfies(message -> assertThat(message).contains("too much work"));
  }

  /** RE2 writes repeats out before it counts; this one took all memory, for minutes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "(((a{1,100}){1,100}){1,100}){1,100}; too large",
        "((a{100}b){100}[x-z]{100}; too large",
        "(a{2}){500}; too large",
        "^[a-z]{1,63}-[a-z0-9]{2,}$; not true",
        "\\\\(\\\\{9999\\\\}(ab){3}{; not true",
      })
  void a_pattern_is_measured_before_it_is_compiled(String pattern, String says) {
    assertThat(refused(rule("'a'.matches('" + pattern + "')")))
        .singleElement()
        .satisfies(message -> assertThat(message).contains(says));
  }

  @Test
  void a_pattern_that_a_rule_makes_up_is_a_mistake() {
    Refusal refusal =
        verdict(rule("spec.services.all(s, 'a'.matches(s + '{100}'))")).refusals().getFirst();

    assertThat(refusal.message()).isEqualTo("the pattern of `matches` is written out as one text");
    assertThat(refusal.source().orElseThrow().line()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_500, 20_000})
  void a_rule_that_is_too_long_or_too_deep_is_refused(int depth) {
    assertThat(refused(rule("[".repeat(depth) + "true" + "]".repeat(depth) + " == 1")))
        .isNotEmpty();
    assertThat(refused(rule("size(".repeat(depth) + "spec" + ")".repeat(depth) + " > 0")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "cost-save", "strict"})
  void a_waiver_sets_a_rule_of_ones_own_aside_until_its_last_day(String mode) {
    String waived =
        "mode: "
            + mode
            + "\nwaive: [{rule: policy/mine, reason: moving, until: 2026-03-03}]\n"
            + rule("spec.account == 'other'");

    List<List<String>> days = new ArrayList<>();
    for (int day = 2; day <= 4; day++) {
      days.add(
          verdict(waived).refusals().stream()
              .map(Refusal::rule)
              .filter(one -> one.startsWith("policy/"))
              .toList());
      lab.clock().advance(Duration.ofDays(1));
    }

    assertThat(days)
        .containsExactly(List.of(), List.of(), List.of("policy/mine", "policy/expired-waiver"));
  }

  @Test
  void a_waiver_of_no_rule_of_ones_own_is_refused_and_a_warning_can_be_waived() {
    String yaml = rule("mode == 'strict'", "severity: warn");

    assertThat(verdict("waive: [{rule: policy/mine, reason: known}]\n" + yaml).warnings())
        .isEmpty();
    assertThat(refused("waive: [{rule: policy/mime, reason: known}]\n" + yaml))
        .containsExactly("no rule is called policy/mime; did you mean `policy/mine`?");
    assertThat(
            verdict(
                    "waive: [{rule: policy/mine, resource: securityGroup/a, reason: known}]\n"
                        + yaml)
                .refusals())
        .extracting(Refusal::rule)
        .containsExactly("policy/wide-waiver");
  }

  @Test
  void nothing_is_run_in_cost_save_in_an_account_of_production() {
    Environment lean = lab.environment("mode: cost-save\n" + SHOP);

    assertThat(Judgement.of(lean, Set.of("123456789012"), lab.clock().instant()).refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.rule()).isEqualTo("mode/production-account");
          assertThat(refusal.source().orElseThrow().line()).isEqualTo(7);
        });
    assertThat(Judgement.of(lean, Set.of("210987654321"), lab.clock().instant()).refusals())
        .isEmpty();
    assertThat(
            Judgement.of(lab.environment(SHOP), Set.of("123456789012"), lab.clock().instant())
                .refusals())
        .isEmpty();
  }
}

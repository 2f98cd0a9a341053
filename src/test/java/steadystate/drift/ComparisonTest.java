package steadystate.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steadystate.resource.Canonical;
import steadystate.resource.FieldPath;
import steadystate.resource.Member;
import steadystate.resource.Patch;
import steadystate.resource.ResourceId;
import steadystate.resource.Shape;
import steadystate.resource.Value;

class ComparisonTest {
  private static final int RUNS = 500;
  private static final Shape TEXT = Shape.Scalar.of(Shape.Type.TEXT);
  private static final Shape NUMBER = Shape.Scalar.of(Shape.Type.INTEGER);
  private static final Shape ENVIRONMENT =
      Shape.EntriesOf.of(TEXT).pairs("name", "value").secretKeys(key -> key.contains("PASSWORD"));
  private static final Shape.Structure CONTAINER =
      Shape.Structure.empty()
          .with("name", TEXT, "")
          .with("image", TEXT, "")
          .with("cpu", NUMBER, "")
          .with("environment", ENVIRONMENT, "")
          .with("command", Shape.ItemsOf.ordered(TEXT), "")
          .with("links", Shape.ItemsOf.set(TEXT), "");
  private static final Shape.Structure SERVICE =
      Shape.Structure.empty()
          .with("desiredCount", NUMBER, "")
          .with("description", Member.of(TEXT).always())
          .with("token", Member.of(TEXT).hidden())
          .with("containerDefinitions", Shape.ItemsOf.keyed(CONTAINER, "name"), "");

  @Test
  void a_thing_never_differs_from_itself_in_whatever_order_it_comes_back() {
    for (long seed = 0; seed < RUNS; seed++) {
      Shapes draw = new Shapes(seed);
      Shape.Structure shape = draw.structure(4);
      Value.Entries value = draw.value(shape);
      Value.Entries one = Canonical.form(shape, value);
      Value.Entries other = Canonical.form(shape, (Value.Entries) draw.shuffled(value));

      assertThat(Comparison.of(shape, other, one)).as("seed %d", seed).isEmpty();
      assertThat(Canonical.form(shape, one)).as("seed %d", seed).isEqualTo(one);
    }
  }

  @Test
  void putting_every_difference_into_the_live_value_leaves_none() {
    for (long seed = 0; seed < RUNS; seed++) {
      Shapes draw = new Shapes(seed);
      Shape.Structure shape = draw.structure(4);
      Value.Entries wish = Canonical.form(shape, draw.value(shape));
      Value live = Canonical.form(shape, draw.value(shape));
      for (FieldChange change : Comparison.of(shape, (Value.Entries) live, wish)) {
        live = Patch.put(shape, live, change.path(), Patch.at(shape, wish, change.path()));
      }
      assertThat(Comparison.of(shape, (Value.Entries) live, wish)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void what_nobody_wrote_is_not_compared() {
    Value.Entries live = service(container("api", Map.of("cpu", Value.number(128))));
    Value.Entries wish = service(container("api", Map.of()));

    assertThat(paths(live, wish)).isEmpty();
  }

  @Test
  void what_is_always_compared_differs_when_nobody_wrote_it() {
    Value.Entries live = Value.entries(Map.of("description", Value.text("by hand")));

    assertThat(paths(live, Value.Entries.EMPTY)).containsExactly("description");
  }

  @Test
  void one_changed_variable_is_one_path() {
    Value.Entries live = service(environment(Map.of("A", "1", "B", "2", "C", "3")));
    Value.Entries wish = service(environment(Map.of("C", "3", "A", "1", "B", "9")));

    assertThat(paths(live, wish)).containsExactly("containerDefinitions[api].environment[B]");
  }

  @Test
  void a_variable_too_many_and_one_too_few_are_both_seen() {
    Value.Entries live = service(environment(Map.of("A", "1", "OLD", "2")));
    Value.Entries wish = service(environment(Map.of("A", "1", "NEW", "2")));

    assertThat(paths(live, wish))
        .containsExactly(
            "containerDefinitions[api].environment[NEW]",
            "containerDefinitions[api].environment[OLD]");
  }

  @Test
  void a_pair_list_and_a_map_are_the_same_thing() {
    Value pairs =
        Value.items(
            List.of(Value.entries(Map.of("name", Value.text("A"), "value", Value.text("1")))));
    Value.Entries live = service(container("api", Map.of("environment", pairs)));

    assertThat(paths(live, service(environment(Map.of("A", "1"))))).isEmpty();
  }

  @Test
  void the_order_of_a_command_counts_and_the_order_of_links_does_not() {
    Value.Entries live =
        service(
            container(
                "api",
                Map.of(
                    "command", Value.texts(List.of("a", "b")),
                    "links", Value.texts(List.of("a", "b")))));
    Value.Entries wish =
        service(
            container(
                "api",
                Map.of(
                    "command", Value.texts(List.of("b", "a")),
                    "links", Value.texts(List.of("b", "a")))));

    assertThat(paths(live, wish)).containsExactly("containerDefinitions[api].command");
  }

  @Test
  void an_empty_list_and_a_missing_one_are_the_same_in_aws() {
    Value.Entries wish = service(container("api", Map.of("links", Value.texts(List.of()))));

    assertThat(paths(service(container("api", Map.of())), wish)).isEmpty();
  }

  @Test
  void zero_false_and_empty_text_are_values() {
    Value.Entries live = Value.entries(Map.of("desiredCount", Value.number(2)));
    Value.Entries wish = Value.entries(Map.of("desiredCount", Value.number(0)));

    assertThat(paths(live, wish)).containsExactly("desiredCount");
  }

  @Test
  void a_secret_is_masked_on_both_sides_by_its_field_and_not_by_its_text() {
    Value.Entries live =
        service(environment(Map.of("DB_PASSWORD", "true", "FLAG", "true")))
            .with("token", Value.text("true"));
    Value.Entries wish =
        service(environment(Map.of("DB_PASSWORD", "false", "FLAG", "false")))
            .with("token", Value.text("false"));

    List<FieldChange> changes = compare(live, wish);

    assertThat(changes)
        .extracting(c -> c.path() + " " + c.live() + " " + c.desired())
        .containsExactly(
            "token (sensitive) (sensitive)",
            "containerDefinitions[api].environment[DB_PASSWORD] (sensitive) (sensitive)",
            "containerDefinitions[api].environment[FLAG] true false");
  }

  @Test
  void a_secret_inside_of_something_new_is_masked_too() {
    Value.Entries wish = service(environment(Map.of("DB_PASSWORD", "canary-7f3a")));

    List<FieldChange> changes = compare(Value.Entries.EMPTY, wish);

    assertThat(changes.toString()).doesNotContain("canary-7f3a");
    assertThat(changes.toString()).contains("(sensitive)");
  }

  @Test
  void what_aws_will_give_later_is_shown_as_known_after() {
    Value.Entries wish =
        Value.entries(
            Map.of("description", Value.reference(new ResourceId("securityGroup", "api"), "id")));

    assertThat(compare(Value.Entries.EMPTY, wish))
        .singleElement()
        .satisfies(change -> assertThat(change.desired()).isInstanceOf(Shown.KnownAfter.class));
  }

  @Test
  void a_path_matches_a_pattern_that_leaves_the_key_open() {
    FieldPath path =
        FieldPath.ROOT.name("containerDefinitions").key("api").name("environment").key("LOG");

    assertThat(path.isWithin("containerDefinitions[].environment")).isTrue();
    assertThat(path.isWithin("containerDefinitions[api].environment[LOG]")).isTrue();
    assertThat(path.isWithin("containerDefinitions[api].env")).isFalse();
    assertThat(Patch.at(SERVICE, service(environment(Map.of("LOG", "debug"))), path))
        .isEqualTo(Optional.of(Value.text("debug")));
  }

  private static Value.Entries environment(Map<String, String> variables) {
    Map<String, Value> values = new java.util.LinkedHashMap<>();
    variables.forEach((key, text) -> values.put(key, Value.text(text)));
    return container("api", Map.of("environment", Value.entries(values)));
  }

  private static Value.Entries container(String name, Map<String, Value> members) {
    return Value.entries(members).with("name", Value.text(name));
  }

  private static Value.Entries service(Value.Entries container) {
    return container.has("name")
        ? Value.entries(Map.of("containerDefinitions", Value.items(List.of(container))))
        : container;
  }

  private static List<FieldChange> compare(Value.Entries live, Value.Entries wish) {
    return Comparison.of(SERVICE, Canonical.form(SERVICE, live), Canonical.form(SERVICE, wish));
  }

  private static List<String> paths(Value.Entries live, Value.Entries wish) {
    return compare(live, wish).stream().map(change -> change.path().toString()).toList();
  }
}

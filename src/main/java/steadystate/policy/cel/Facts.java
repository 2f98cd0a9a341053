package steadystate.policy.cel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.resource.Value;

/** What an expression sees, in CEL's own types. */
final class Facts {
  static final String SPEC = "spec";
  static final String PLAN = "plan";
  static final String ENVIRONMENT = "environment";
  static final String MODE = "mode";

  /** The lists of a plan. */
  static final List<String> LISTS = List.of("creates", "updates", "replaces", "deletes");

  private Facts() {}

  static Map<String, Object> of(Environment environment, Optional<Plan> plan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(SPEC, of(sized(environment.effective())));
    facts.put(ENVIRONMENT, environment.name());
    facts.put(MODE, environment.settings().mode().word());
    facts.put(PLAN, plan.map(Facts::of).orElse(Map.of()));
    return facts;
  }

  /** What a service calls its size is a number to everybody but ECS. */
  private static Value.Entries sized(Value.Entries spec) {
    Optional<Value.Entries> services = spec.map("services");
    if (services.isEmpty()) {
      return spec;
    }
    Map<String, Value> sized = new LinkedHashMap<>();
    services
        .get()
        .entries()
        .forEach((key, service) ->
            sized.put(key, service instanceof Value.Entries written ? numbers(written) : service));
    return spec.with("services", Value.entries(sized));
  }

  private static Value.Entries numbers(Value.Entries service) {
    Value.Entries out = service;
    for (String member : List.of("cpu", "memory")) {
      Optional<String> digits = service.text(member).filter(text -> text.matches("\\d{1,9}"));
      if (digits.isPresent()) {
        out = out.with(member, Value.number(Long.parseLong(digits.get())));
      }
    }
    return out;
  }

  private static Map<String, Object> of(Plan plan) {
    Map<String, Object> lists = new LinkedHashMap<>();
    LISTS.forEach(list -> lists.put(list, new ArrayList<Object>()));
    for (Change change : plan.changes()) {
      @SuppressWarnings("unchecked")
      List<Object> list = (List<Object>) lists.getOrDefault(list(change.action()), List.of());
      list.add(of(change));
    }
    return lists;
  }

  /** Taking over and letting go change tags only. */
  private static String list(Action action) {
    return switch (action) {
      case CREATE -> "creates";
      case UPDATE, ADOPT, RELEASE -> "updates";
      case REPLACE -> "replaces";
      case DELETE -> "deletes";
    };
  }

  private static Map<String, Object> of(Change change) {
    List<String> fields = change.fields().stream().map(field -> field.path().toString()).toList();
    return Map.of("resource", change.resource().toString(), "fields", fields);
  }

  private static Object of(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Flag flag -> flag.on();
      case Value.Number number ->
          number.number().stripTrailingZeros().scale() <= 0
              ? (Object) number.number().longValue()
              : (Object) number.number().doubleValue();
      case Value.Template template -> template.toString();
      case Value.Items items -> items.items().stream().map(Facts::of).toList();
      case Value.Entries entries -> {
        Map<String, Object> map = new LinkedHashMap<>();
        entries.entries().forEach((key, inner) -> map.put(key, of(inner)));
        yield map;
      }
    };
  }
}

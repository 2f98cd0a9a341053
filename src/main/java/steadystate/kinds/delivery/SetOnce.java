package steadystate.kinds.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * Puts what short words say together with AWS's own fields; the same thing is said in one place.
 */
record SetOnce(PipelineDraft draft, String path) {

  /** The fields of both; AWS's own win over what is only a default. */
  Entries merged(Entries own, Entries further) {
    Map<String, Value> out = new LinkedHashMap<>(own.entries());
    further
        .entries()
        .forEach((name, value) -> {
          Value before = own.get(name).orElse(value);
          boolean both = own.has(name);
          if (both && before instanceof Entries left && value instanceof Entries right) {
            out.put(name, new SetOnce(draft, path + "." + name).merged(left, right));
            return;
          }
          if (both && before.origin().at().isPresent()) {
            draft.problem(
                "set-twice",
                value,
                path + "." + name,
                path + "." + name + " is also set at " + before.origin().at().orElseThrow(),
                "write it in one of the two places");
          }
          out.put(name, value);
        });
    return new Entries(out, own.origin());
  }
}

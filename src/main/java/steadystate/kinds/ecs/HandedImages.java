package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.delivery.Deploys;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Patch;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * Images that a pipeline deploys. The spec's image begins a service; from then on the one that runs
 * is the pipeline's, also in revisions that are made for another reason.
 */
final class HandedImages {
  private HandedImages() {}

  /** The model with the pipelines that deploy its containers. */
  static Entries noted(Entries model, ServiceDraft draft) {
    Map<String, Value> by = new LinkedHashMap<>();
    Deploys.images(draft.entry().id(ServiceKind.NAME), draft.name().toString(), draft.blueprint())
        .forEach((container, pipeline) -> by.put(container, Value.text(pipeline.toString())));
    return by.isEmpty() ? model : model.with(ServiceShape.DEPLOYED_BY, Value.entries(by));
  }

  private static Entries noted(Entries model) {
    return model.map(ServiceShape.DEPLOYED_BY).orElse(Entries.EMPTY);
  }

  /** What runs, with each image that is a pipeline's and not what the spec says. */
  static Live of(Live live, Optional<Declared> wanted) {
    Live out = live;
    Entries wish = wanted.map(Declared::model).orElse(Entries.EMPTY);
    for (Map.Entry<String, Value> handed : noted(wish).entries().entrySet()) {
      FieldPath path = image(handed.getKey());
      Optional<Value> runs = Patch.at(ServiceShape.MODEL, live.model(), path);
      if (runs.isPresent() && !runs.equals(Patch.at(ServiceShape.MODEL, wish, path))) {
        out = out.notOurs(path.toString(), handed.getValue().toString());
      }
    }
    return out;
  }

  /** The wish for a service that takes the place of another, with the images that ran there. */
  static Wish kept(Wish wish, List<Live> replaced) {
    Value model = wish.model();
    for (String container : noted(wish.model()).entries().keySet()) {
      FieldPath path = image(container);
      Optional<Value> ran =
          replaced.stream()
              .flatMap(old -> Patch.at(ServiceShape.MODEL, old.model(), path).stream())
              .findFirst();
      if (ran.isPresent()) {
        model = Patch.put(ServiceShape.MODEL, model, path, ran);
      }
    }
    return new Wish(wish.declared(), (Entries) model, wish.tags());
  }

  private static FieldPath image(String container) {
    return FieldPath.ROOT.name("containerDefinitions").key(container).name("image");
  }
}

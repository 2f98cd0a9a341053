package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadystate.kinds.balancing.Exposure;
import steadystate.kinds.discovery.Registration;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * {@code services}: an ECS service with its task definition, and what goes with it: target groups
 * and listener rules where it is exposed, a log group, a scalable target.
 */
public final class ServicesSection implements Section {
  @Override
  public String key() {
    return "services";
  }

  @Override
  public String kind() {
    return ServiceKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return ServiceEntryShape.of();
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    ServiceDraft draft = new ServiceDraft(entry, blueprint);
    Exposure exposure = Exposure.of(entry, blueprint);
    ContainersWish.Containers containers = ContainersWish.of(draft);
    ServiceWish wish = new ServiceWish(draft);
    AutoscalingWish autoscaling = new AutoscalingWish(draft, exposure);
    TaskRoles roles = TaskRoles.of(draft, containers.all(), entry.id(kind()));
    Entries model = roles.on(autoscaling.onService(wish.of(containers.all(), exposure)));
    Registration registration = Registration.of(entry, draft.name(), blueprint);
    if (registration.registries().isPresent()) {
      model = model.with(ServiceShape.REGISTRIES, registration.registries().get());
    }
    new ServiceChecks(draft, model).run();
    if (draft.get("cluster").map(Value.Template.class::isInstance).orElse(true)) {
      ResourceId cluster = new ResourceId(ClusterKind.NAME, "main");
      model = model.with(ServiceShape.CLUSTER_ARN, Value.reference(cluster, "arn"));
    }
    model = HandedImages.noted(model, draft);
    Declared service = new Declared(entry.id(kind()), model, entry.at());
    for (ResourceId before : exposure.after()) {
      service = service.after(before);
    }
    List<Declared> all = new ArrayList<>(List.of(service));
    containers.logs().ifPresent(all::add);
    roles.made().ifPresent(all::add);
    all.addAll(containers.images());
    all.addAll(exposure.resources());
    all.addAll(registration.resources());
    Optional<Declared> target = autoscaling.target(wish.cluster().toString());
    target.ifPresent(all::add);
    return all;
  }
}

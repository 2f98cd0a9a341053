package steadystate.policy.parity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.plan.Refusal;
import steadystate.policy.Strict;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;

/**
 * Two environments side by side.
 *
 * @param disparities by nature, then in the order of building
 * @param leftRisks rules of strict that only the left one breaks, were both run as written
 * @param same resources that are the same in both, names aside
 */
public record Parity(
    Environment left,
    Environment right,
    List<Disparity> disparities,
    List<Refusal> leftRisks,
    List<Refusal> rightRisks,
    int same) {
  public Parity {
    disparities = List.copyOf(disparities);
    leftRisks = List.copyOf(leftRisks);
    rightRisks = List.copyOf(rightRisks);
  }

  /** One environment, in its own mode and as it would be in standard. */
  public record Side(Environment own, Environment standard) {}

  public static Parity of(Catalogue catalogue, Side left, Side right) {
    Comparing comparing = new Comparing(catalogue, left.own(), right.own());
    comparing.all();
    return new Parity(
        left.own(),
        right.own(),
        comparing.found,
        onlyIn(left.standard(), right.standard()),
        onlyIn(right.standard(), left.standard()),
        comparing.same);
  }

  /** How many fields and whole resources differ for this reason. */
  public int count(Nature nature) {
    return disparities.stream()
        .filter(disparity -> disparity.nature() == nature)
        .mapToInt(disparity -> Math.max(1, disparity.fields().size()))
        .sum();
  }

  /** What one of them risks and the other does not. */
  private static List<Refusal> onlyIn(Environment one, Environment other) {
    List<Refusal> others = Strict.broken(other);
    return Strict.broken(one).stream()
        .filter(risk ->
            others.stream()
                .noneMatch(there ->
                    there.rule().equals(risk.rule()) && there.resource().equals(risk.resource())))
        .toList();
  }

  /** Goes through the resources of both. */
  private static final class Comparing {
    private final Catalogue catalogue;
    private final Environment left;
    private final Environment right;
    private final List<Disparity> found = new ArrayList<>();
    private int same;

    Comparing(Catalogue catalogue, Environment left, Environment right) {
      this.catalogue = catalogue;
      this.left = left;
      this.right = right;
    }

    void all() {
      Set<ResourceId> ids = new LinkedHashSet<>();
      left.declared().forEach(declared -> ids.add(declared.id()));
      right.declared().forEach(declared -> ids.add(declared.id()));
      ids.forEach(this::one);
      found.sort(
          Comparator.comparing(Disparity::nature)
              .thenComparing(disparity -> disparity.absentIn().isEmpty())
              .thenComparing(disparity -> catalogue.rank(disparity.resource().kind())));
    }

    private void one(ResourceId id) {
      Optional<Declared> here = left.find(id);
      Optional<Declared> there = right.find(id);
      if (here.isEmpty() || there.isEmpty()) {
        absent(id, here.isEmpty() ? left : right);
        return;
      }
      Map<Nature, List<Disparity.Field>> fields =
          Fields.of(catalogue.kind(id).model(), here.get().model(), there.get().model());
      same += fields.isEmpty() ? 1 : 0;
      fields.forEach(
          (nature, list) -> found.add(new Disparity(id, nature, Optional.empty(), "", list)));
    }

    private void absent(ResourceId id, Environment in) {
      boolean byMode = in.leftOut().contains(id);
      found.add(
          new Disparity(
              id,
              byMode ? Nature.MODE : Nature.MISSING,
              Optional.of(in.name()),
              byMode ? Finding.LEFT_OUT : "",
              List.of()));
    }
  }
}
